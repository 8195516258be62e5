"""The sheet ข้อมูลที่ยังไม่ได้จัด: what to look at, what found no place, what was put in other words."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.convert.draft import Draft, Leftover, Origin, Taken
from itaxl.core import layout
from itaxl.core.compose import measure_row
from itaxl.core.grid import Place, shown
from itaxl.core.in_order import errors_first
from itaxl.core.thai.text import clean
from itaxl.files.tracker.extra import ExtraSheet
from itaxl.named_tuple import NamedTuple

_INTRO = "จากไฟล์ {name} · ข้อความเดิมอยู่ที่นี่ครบทุกคำ ย้ายเองหากต้องใช้ เมื่อไม่ต้องใช้แล้วลบแผ่นงานนี้ได้"
_LEFT, _HEADING, _TAKEN = "ยังไม่ได้จัด", "หัวเรื่องและหัวตาราง", "ปรับเป็นคำของแบบติดตาม"
_READ = "ที่มาของค่า"
_WORDS = layout.SEVERITY_WORDS
_TO_MOVE = "คัดลอกไปยังช่องที่ถูกต้อง หรือปล่อยไว้หากไม่ใช้"
_LABELS = {
    f.key: f.label
    for table in (layout.OFFICE_FIELDS, layout.REPORT_FIELDS, layout.MEASURE_COLUMNS)
    for f in table
}
_KEYS = [field.key for field in layout.MEASURE_COLUMNS]
#: More lines of one sort are folded, until a cell is this full.
_MOST, _FULL = 2_000, 20_000
#: The first row below the headers, 1-based (see `tracker.extra`).
FIRST_ROW = 5


class Line(NamedTuple):
    """A row of the sheet, in the order of `layout.UNSORTED_COLUMNS`."""

    sort: str
    source: str
    text: str
    became: str = ""
    advice: str = ""
    code: str = ""


def lines(draft: Draft) -> list[Line]:
    """Everything to be told about a draft: doubts first (as `errors_first`), headings last."""
    rows = [
        Line(_WORDS[d.severity.value], d.source, d.value, _LABELS.get(d.field, ""), d.message, d.code)
        for d in errors_first(draft.doubts)
    ]
    rows += _folded([Line(_LEFT, left.source, left.text, "", _TO_MOVE) for left in draft.leftovers])
    rows += _folded(_changed(draft.taken))
    rows += _folded([Line(_HEADING, heading.source, heading.text) for heading in _once(draft.headings)])
    return rows


def origin_lines(draft: Draft) -> list[Line]:
    """Each value of a measure beside the cell of the source that it was read from."""
    rows = [dict(zip(_KEYS, measure_row(measure), strict=True)) for measure in draft.tracker.measures]
    return [
        Line(_READ, one.source, one.text, f"{_spot(one)}: {clean(shown(rows[one.measure or 0][one.field]))}")
        for one in draft.origins
        if one.field in _KEYS
    ]


def _spot(one: Origin) -> str:
    return f"{layout.MEASURES_SHEET}ที่ {(one.measure or 0) + 1} {_LABELS[one.field]}"


def cell_of(one: Origin) -> str:
    """The address of the value in the new workbook: 'F6'."""
    row = layout.MEASURES_HEADER_ROW + 1 + (one.measure or 0)
    return Place(layout.MEASURES_SHEET, row, _KEYS.index(one.field) + 1).cell


def _folded(rows: list[Line]) -> list[Line]:
    """The lines as they are; where they are too many to be read, and to be written, many in one."""
    if len(rows) <= _MOST:
        return rows
    folded: list[Line] = []
    start, size = 0, 0
    for end, line in enumerate(rows, 1):
        size += len(line.text) + len(line.became) + 4
        if size > _FULL or end == len(rows):
            first, last = rows[start], line
            texts = "\n".join(" → ".join(filter(None, (one.text, one.became))) for one in rows[start:end])
            folded.append(first._replace(source=f"{first.source} ถึง {last.source}", text=texts, became=""))
            start, size = end, 0
    return folded


def _changed(taken: Iterable[Taken]) -> list[Line]:
    """One line for the same words in the same field, however often they stood there."""
    places: dict[tuple[str, str, str], list[str]] = {}
    for one in taken:
        places.setdefault((one.field, one.text, one.became), []).append(one.source)
    return [
        Line(_TAKEN, _spoken(sources), text, f"{_LABELS.get(field, field)}: {became}")
        for (field, text, became), sources in places.items()
    ]


def _spoken(sources: list[str]) -> str:
    return sources[0] if len(sources) == 1 else f"{sources[0]} และอีก {len(sources) - 1:,} แห่ง"


def _once(headings: Iterable[Leftover]) -> list[Leftover]:
    """Headers repeated on every page are told once."""
    first: dict[str, Leftover] = {}
    for heading in headings:
        first.setdefault(heading.text, heading)
    return list(first.values())


def unsorted_sheet(draft: Draft, name: str) -> ExtraSheet:
    """The sheet; `name` is the source's."""
    said = "".join(c if c.isprintable() else "?" for c in name)[:120]
    told, read = lines(draft), origin_lines(draft)
    origins = [one for one in draft.origins if one.field in _KEYS]
    if len(read) > _MOST:
        read, origins = _folded(read), []
    column = [field.key for field in layout.UNSORTED_COLUMNS].index("became") + 1
    links = {
        len(told) + number: (column, f"internal:'{layout.MEASURES_SHEET}'!{cell_of(one)}")
        for number, one in enumerate(origins)
    }
    return ExtraSheet(
        layout.UNSORTED_SHEET,
        _INTRO.format(name=said),
        tuple(f.label for f in layout.UNSORTED_COLUMNS),
        tuple(tuple(clean(cell) or None for cell in line) for line in (*told, *read)),
        tuple(f.width for f in layout.UNSORTED_COLUMNS),
        links,
    )
