"""The checked copy of somebody's workbook: what the buttons would show in it, written without Excel.

Only the parts that change are written: cells and links of a few sheets, styles, the list of sheets.  Every
other part keeps its bytes.  What runs or fetches stays out, and is named in Thai.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from itaxl.core.grid import Grid
from itaxl.core.marks import marks
from itaxl.core.mend import Change, Refuse
from itaxl.core.model import Assessment
from itaxl.core.reading import Reading
from itaxl.files.checked.allowed_parts import harmless
from itaxl.files.checked.book import NO_PROPERTIES, TYPES, Book
from itaxl.files.checked.losses import losses
from itaxl.files.checked.markup import TooMuch, Unreadable, plain
from itaxl.files.checked.mended import refusals, write_mends
from itaxl.files.checked.results import write_colours, write_results
from itaxl.files.checked.settings import settle
from itaxl.files.mark import CHECKED_COPY, CORE, TRACKER, marked, sealed
from itaxl.named_tuple import NamedTuple
from itaxl.reading.limits import Allowance
from itaxl.reading.package import Package
from itaxl.reading.refusal import Refusal
from itaxl.zip_writer import Parts, packed

_OTHER_FORMAT = (
    "ไฟล์ชนิดนี้ต้องแปลงด้วย LibreOffice ซึ่งไม่พบในเครื่องนี้ โปรดติดตั้ง LibreOffice หรือเปิดด้วย Excel แล้วบันทึกเป็น .xlsx"
)
_NOT_WHOLE = "LibreOffice แปลงไฟล์นี้เป็น .xlsx ให้ครบถ้วนไม่ได้ โปรดเปิดด้วย Excel แล้วบันทึกเป็น .xlsx จากนั้นลองอีกครั้ง"
_CONVERTED = "สิ่งที่แปลงจาก {} เป็น .xlsx ด้วย LibreOffice ไม่ได้"
_TYPES = TYPES.lower()
_XLSX = "xlsx:Calc MS Excel 2007 XML"
_NO_TRACKER = "ไม่พบส่วนของแบบติดตามในสมุดงานนี้ จึงไม่มีที่ให้แสดงผลการตรวจ"
_UNREADABLE = "โครงสร้างภายในไฟล์ไม่ปกติ โปรดเปิดด้วย Excel แล้วบันทึกใหม่ จากนั้นลองอีกครั้ง"
_TOO_MUCH = "รูปแบบเซลล์ แถว หรือเงื่อนไขในไฟล์มีมากเกินไป โปรดคัดลอกข้อมูลไปวางในแบบติดตามเล่มใหม่ แล้วลองอีกครั้ง"


@dataclass(frozen=True, slots=True)
class Annotated:
    """`data` is the copy; `lost` says in Thai, one phrase each, what of the original is not in it.

    `suffix` is that of its name: '.xlsm' with the program's macros, else '.xlsx'.
    `change` is what was mended in it.
    """

    data: bytes
    lost: tuple[str, ...]
    suffix: str
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class NotPossible:
    """Why there is no checked copy, one Thai sentence."""

    reason: str


class _Wanted(NamedTuple):
    """What `annotate` was asked for."""

    reading: Reading
    assessment: Assessment
    change: Callable[[Refuse], Change] | None
    for_use: bool


def annotate(
    data: bytes,
    name: str,
    grids: Sequence[Grid],
    reading: Reading,
    assessment: Assessment,
    change: Callable[[Refuse], Change] | None = None,
    *,
    for_use: bool = False,
) -> Annotated | NotPossible:
    """A copy of the workbook with the colours, row messages, findings and roll-up of `assessment`.

    `change` gives the cells that are to be written anew, and then the results are of the workbook as it will
    be.  `for_use`: a tracker to go on with and no checked copy; it is coloured only where mended cells were.

    `grids` are all sheets in `data`; `reading` and `assessment` may be of those alone that an assessment
    looks at.  `name` is for messages.  Old results are cleared first.  The same input gives the same bytes.
    Raises InputError where a list of relations is damaged.
    """
    refuse = Refusal(name)
    wanted = _Wanted(reading, assessment, change, for_use)
    package = Package(data, Allowance(refuse)) if data.startswith(b"PK") else None
    suffix = _other_format(package)
    if suffix or package is None:
        return _from_other(data, suffix, refuse, wanted)
    original = {TYPES if name.lower() == _TYPES else name: part for name, part in package.parts().items()}
    try:
        return _annotated(original, refuse, grids, wanted)
    except Unreadable:
        return NotPossible(_UNREADABLE)
    except TooMuch:
        return NotPossible(_TOO_MUCH)


def _other_format(package: Package | None) -> str:
    """The suffix of a workbook that is no Office Open XML; '' for one that is."""
    if package is None:
        return ".xls"
    if "xl/workbook.bin" in package:
        return ".xlsb"
    return ".ods" if "mimetype" in package and TYPES not in package else ""


def _from_other(data: bytes, suffix: str, refuse: Refusal, wanted: _Wanted) -> Annotated | NotPossible:
    """A copy of what LibreOffice makes of it, where that has the same cells."""
    from itaxl.core.parse import parse
    from itaxl.machine.libreoffice import soffice
    from itaxl.machine.libreoffice_save import saved_as
    from itaxl.reading.workbook import grids_from_bytes

    program = soffice()
    if program is None:
        return NotPossible(_OTHER_FORMAT)
    made = saved_as(data, suffix, _XLSX, program)
    grids = grids_from_bytes(made, refuse.name) if made else ()
    if made is None or parse(grids).tracker != wanted.reading.tracker:
        return NotPossible(_NOT_WHOLE)
    reading, assessment, change, for_use = wanted
    copy = annotate(made, refuse.name, grids, reading, assessment, change, for_use=for_use)
    if isinstance(copy, NotPossible):
        return copy
    return replace(copy, lost=(_CONVERTED.format(suffix), *copy.lost))


def _annotated(
    original: Parts, refuse: Refusal, grids: Sequence[Grid], wanted: _Wanted
) -> Annotated | NotPossible:
    safe = harmless(original, refuse)
    if safe is None:
        return NotPossible(_OTHER_FORMAT)
    book = Book(safe, refuse)
    if not {grid.sheet for grid in grids} <= book.sheets.keys():
        raise Unreadable
    changed = wanted.change(refusals(book)) if wanted.change else None
    change = changed or Change(wanted.reading, wanted.assessment, (), (), None)
    last_rows = {title: book[title].last_row for title in _coloured(change.reading)}
    shown = marks(change.reading, change.assessment, last_rows)
    if not shown.ours:
        return NotPossible(_NO_TRACKER)
    settled = settle(book) if safe.macros else ()
    if write_mends(book, change.mends) or not wanted.for_use:
        write_colours(book, shown)
    write_results(book, grids, change.assessment, shown, change.kept)
    parts = book.finished()
    for part in parts:
        if parts[part] is not safe.parts.get(part) and part.endswith((".xml", ".rels")):
            plain(parts[part])
    dropped = {part: original[part] for part in original if part not in parts}
    lost = (*safe.lost, *settled, *losses(dropped))
    ordered = _sealed(parts, original, None if wanted.for_use else CHECKED_COPY)
    return Annotated(
        packed(ordered), tuple(dict.fromkeys(lost)), ".xlsm" if safe.macros else ".xlsx", changed
    )


def _coloured(reading: Reading) -> list[str]:
    return [reading.measures_table.grid.sheet] if reading.measures_table else []


def _sealed(parts: dict[str, bytes], original: Parts, kind: bytes | None) -> dict[str, bytes]:
    """With the mark of this kind, None for a tracker's; the parts in the order in which they stood."""
    mark = sealed(kind, parts) if kind else TRACKER
    parts[CORE] = marked(parts[CORE], mark) or marked(NO_PROPERTIES, mark) or b""
    kept = [name for name in original if name in parts]
    return {name: parts[name] for name in (*kept, *sorted(parts.keys() - original.keys()))}
