"""What stands in the cells of a worksheet before it is written: asked about the few that are to be mended."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cached_property

from itaxl.core.areas import CellAt, read_address, within
from itaxl.core.grid import Area
from itaxl.files.checked.markup import attributes, openings
from itaxl.files.checked.styles import Styles, number_in


class Standing:
    """`column_style` gives the style of a cell that is not there."""

    def __init__(
        self,
        cells: Mapping[CellAt, re.Match[bytes]],
        around: bytes,
        styles: Styles,
        column_style: Callable[[int], int],
    ) -> None:
        self._cells, self._around = cells, around
        self._styles, self._column_style = styles, column_style

    def is_computed(self, at: CellAt) -> bool:
        """Whether a formula stands there, or a part of a formula's result is shown."""
        return any(within(area, at) for area in self._formulas)

    def is_refused(self, at: CellAt) -> bool:
        """Whether the sheet is protected, and the cell locked."""
        return self._is_protected and self._styles.is_locked(self._style(at))

    def is_filled(self, at: CellAt) -> bool:
        return self._styles.is_filled(self._style(at))

    @cached_property
    def _formulas(self) -> list[Area]:
        found: list[Area] = []
        for at, cell in self._cells.items():
            if formula := openings(b"f").search(cell["inner"] or b""):
                found.append((*at, *at))
                with suppress(ValueError):
                    found.append(read_address(attributes(formula["about"]).get(b"ref", b"").decode()))
        return found

    @property
    def _is_protected(self) -> bool:
        said = openings(b"sheetProtection").search(self._around)
        return said is not None and attributes(said["about"]).get(b"sheet") in (b"1", b"true")

    def _style(self, at: CellAt) -> int:
        cell = self._cells.get(at)
        return number_in(attributes(cell["about"]), b"s") if cell else self._column_style(at[1])
