"""How much a workbook may ask of this machine, counted before it is given.  A tracker of
10,000 measures takes about 0.5 MB, 10 MB unpacked, 140,000 cells; reading within these limits stays
below 512 MB and 10 seconds.
"""

from __future__ import annotations

from itaxl.reading.refusal import Refusal

MEGABYTE = 1_000_000
MAX_FILE_BYTES = 50 * MEGABYTE
MAX_EXPANDED_BYTES = 64 * MEGABYTE
#: The stream inside an .xls is not compressed.
MAX_XLS_BYTES = 24 * MEGABYTE
MAX_ENTRIES = 5_000
MAX_SHEETS = 256
MAX_MERGED = 100_000
#: Cells of the rectangle around what is filled, all sheets together.
MAX_CELLS = 500_000
#: One shared string may stand in every cell; this bounds what the cells hold once laid out.
MAX_TEXT_BYTES = 64 * MEGABYTE


class Allowance:
    """What one workbook may still claim.  Every `take_*` raises InputError once the limit is passed."""

    def __init__(self, refuse: Refusal) -> None:
        self.refuse = refuse
        self.expanded = MAX_EXPANDED_BYTES
        self.text = MAX_TEXT_BYTES
        self._cells = MAX_CELLS
        #: A quarter more than of one sheet: the checked copy of a workbook that was read has a sheet more.
        self._expected = MAX_CELLS + MAX_CELLS // 4
        self._merged = MAX_MERGED

    def take_expanded(self, size: int) -> None:
        self.expanded -= size
        if self.expanded < 0:
            raise self.refuse.expands_too_far(MAX_EXPANDED_BYTES // MEGABYTE)

    def expect(self, area: int) -> None:
        """The rectangle that is around what is filled in a sheet."""
        self._left(MAX_CELLS - area)
        self._expected = self._left(self._expected - area)

    def take_cells(self, count: int) -> None:
        """Cells of the grid that is made of it."""
        self._cells = self._left(self._cells - count)

    def _left(self, cells: int) -> int:
        if cells < 0:
            raise self.refuse.too_many_cells(MAX_CELLS)
        return cells

    def take_text(self, size: int) -> None:
        self.text -= size
        if self.text < 0:
            raise self.refuse.expands_too_far(MAX_TEXT_BYTES // MEGABYTE)

    def take_merged(self, count: int) -> None:
        self._merged -= count
        if self._merged < 0:
            raise self.refuse.damaged()
