"""The roster of a district: which offices are expected, and whom to call there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from itaxl.core import layout
from itaxl.core.district.desk import Expected
from itaxl.core.district.identity import Register, office_name
from itaxl.core.district.table import Column, Row, Sheet, Table
from itaxl.core.grid import Grid, Value, shown
from itaxl.core.thai.text import key

SHEET, TABLE = "รายชื่อหน่วยงาน", "tblRoster"


def _label(name: str) -> str:
    return layout.field(layout.OFFICE_FIELDS, name).label


COLUMNS = (
    Column(_label("name"), 40),
    Column(_label("kind"), 28),
    Column(_label("district"), 20),
    Column(_label("province"), 20),
    Column(_label("email"), 34),
    Column("ผู้ประสานงาน", 40),
)
#: What heads the columns elsewhere.
_WORDS = (
    (layout.OFFICE_SHEET, "ชื่อ", "ชื่ออปท", "ชื่ออปท.", "อปท", "อปท.", "office", "name"),
    (layout.field(layout.FINDING_COLUMNS, "severity").label, "kind", "type"),
    ("district",),
    ("province",),
    ("e-mail", "email", "อีเมล์", "ไปรษณีย์อิเล็กทรอนิกส์"),
    ("contact", "ผู้ติดต่อ", "เบอร์โทร", "เบอร์โทรศัพท์", "หมายเลขโทรศัพท์", _label("phone")),
)
_INDEX = {
    key(word): at
    for at, (column, words) in enumerate(zip(COLUMNS, _WORDS, strict=True))
    for word in (column.header, *words)
}
#: The header stands in one of the first rows.
_LOOKED_AT = 30


def roster_in(grids: Iterable[Grid]) -> tuple[Expected, ...]:
    """The offices of the first sheet that has a column of their names, each once; () for none."""
    for grid in grids:
        for at, row in enumerate(grid.rows[:_LOOKED_AT]):
            columns = {_INDEX[word]: n for n, cell in enumerate(row) if (word := key(shown(cell))) in _INDEX}
            if 0 in columns:
                return tuple(_once(_rows(grid.rows[at + 1 :], columns)))
    return ()


def _rows(rows: Sequence[Sequence[Value]], columns: dict[int, int]) -> Iterator[Expected]:
    for row in rows:
        said = [_text(row, columns.get(at)) for at in range(len(COLUMNS))]
        if said[0]:
            yield Expected(office_name(*said[:4]), said[4], said[5])


def _text(row: Sequence[Value], column: int | None) -> str:
    return shown(row[column]) if column is not None and column < len(row) else ""


def _once(offices: Iterable[Expected]) -> Iterator[Expected]:
    """An office that is listed twice is one: its first row counts."""
    register = Register()
    for expected in offices:
        before = len(register)
        if register.number(expected.office) == before:
            yield expected


def roster_sheet(offices: Sequence[Expected]) -> Sheet:
    """The roster as people edit it."""
    rows: list[Row] = [
        (one.office.full, one.office.kind, *one.office[2:], one.email, one.contact) for one in offices
    ]
    return Sheet(
        SHEET,
        "รายชื่อหน่วยงานที่ต้องส่งแบบติดตาม",
        "แถวละหนึ่งหน่วยงาน · เพิ่มหน่วยงานที่ยังไม่เคยส่ง และเติมอีเมลกับผู้ประสานงาน เพื่อใช้ในหนังสือและจดหมายถึงหน่วยงาน",
        f"{len(rows):,} หน่วยงาน",
        tables=(Table(COLUMNS, rows, TABLE, frozen=1),),
    )
