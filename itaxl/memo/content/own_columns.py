"""The columns that an office added to its measures, as a template names them."""

from __future__ import annotations

import re

#: Compiled where it is needed: few trackers have such columns.
_NO_NAME = r"[^0-9A-Za-zก-ฺเ-๎๐-๙]+"


class Own(dict[str, str]):
    """The office's own columns by `own_name`.  One that is not there prints nothing, and is `missed`."""

    def __init__(self, cells: dict[str, str], missed: dict[str, None]) -> None:
        super().__init__(cells)
        self.missed = missed

    def __missing__(self, name: str) -> str:
        self.missed[name] = None
        return ""

    def again(self, cells: dict[str, str]) -> Own:
        """The same columns with other texts."""
        return Own(cells, self.missed)


def own_name(header: str) -> str:
    """The name that a column of the office's own has in a template: its header without spaces and signs."""
    name = re.sub(_NO_NAME, "_", header).strip("_")
    return name if name[:1].isalpha() else f"c{name}"
