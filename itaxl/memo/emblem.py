"""The emblem (ครุฑ) that an office supplies as a PNG or JPEG file."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from itaxl.disk.digest import digest
from itaxl.errors import InputError
from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    from itaxl.memo.pictures import Picture

#: A picture this much wider than high, or higher than wide, is no emblem: it would run into the title.
_LONGEST_SIDE = 3.0
#: Offices of one folder often share an emblem, and each memo asks for it.
_MOST_KNOWN = 64
#: Names of the variables that `template.prepare` writes, before a height in EMU.
WIDTH = "emblem_width_"
_known: dict[str, Picture | str] = {}


class Emblem(NamedTuple):
    """A picture: its bytes, its kind ('png' or 'jpeg') and its size in pixels."""

    data: bytes
    kind: str
    width: int
    height: int

    @classmethod
    def read(cls, data: bytes) -> Emblem:
        """Raises InputError, which says why, for anything but a whole PNG or JPEG of a sensible size."""
        name = digest(data)
        found = _known.get(name)
        if found is None:
            if len(_known) >= _MOST_KNOWN:
                _known.clear()
            found = _known[name] = _examined(data)
        if isinstance(found, str):
            raise InputError(
                f"ไฟล์ตราครุฑ{found}", "โปรดเตรียมภาพตราครุฑเป็นไฟล์ .png หรือ .jpg แล้วระบุชื่อไฟล์ใหม่ในแผ่นงานหน่วยงาน"
            )
        return cls(data, *found)

    def width_at(self, height: int) -> int:
        """The width that keeps the proportions, in the unit of the height."""
        return max(1, round(height * self.width / self.height))


def widths(heights: Iterable[int], emblem: Emblem | None) -> dict[str, object]:
    """The values behind the expressions that `prepare` wrote, and whether there is an emblem."""
    given: dict[str, object] = {
        f"{WIDTH}{height}": emblem.width_at(height) if emblem else height for height in heights
    }
    return given | {"emblem": emblem is not None}


def _examined(data: bytes) -> Picture | str:
    from itaxl.memo.pictures import NoPicture, examine

    try:
        picture = examine(data)
    except NoPicture as problem:
        return str(problem)
    sides = picture.width, picture.height
    if max(sides) > _LONGEST_SIDE * min(sides):
        return f"กว้าง {sides[0]:,} สูง {sides[1]:,} จุด ซึ่งไม่ใช่สัดส่วนของตราครุฑ"
    return picture
