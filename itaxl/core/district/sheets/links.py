"""The sheet of the evidence links: every link with what became of it, those that do not open first."""

from __future__ import annotations

from itaxl.core import layout, palette
from itaxl.core.district.desk import Desk
from itaxl.core.district.line import LinkLine
from itaxl.core.district.table import Column, Kind, Row, Shade, Sheet, Table
from itaxl.core.evidence.address import readable
from itaxl.core.evidence.answer import OPENED, UNCERTAIN, State
from itaxl.core.evidence.words import NOT_ASKED, word_of

LINKS_SHEET = "ลิงก์หลักฐาน"
_CLOSED, _UNKNOWN, _OPENED = range(3)
_SWATCHES = {_CLOSED: palette.ERROR, _UNKNOWN: palette.WARNING, _OPENED: palette.DONE}


def _rank(state: State | None) -> int:
    if state is None or state in UNCERTAIN:
        return _UNKNOWN
    return _OPENED if state in OPENED else _CLOSED


def _rank_of(link: LinkLine) -> int:
    return _rank(State(link.state) if link.state else None)


_SHADES = (
    *(Shade(_SWATCHES[_rank(state)], (word_of(state.value),)) for state in State),
    Shade(_SWATCHES[_UNKNOWN], (NOT_ASKED,)),
)
#: The same in links.csv, after the file.
COLUMNS = (
    Column(layout.OFFICE_SHEET, 38),
    Column("ข้อที่", 10, Kind.PLAIN),
    Column(layout.field(layout.FINDING_COLUMNS, "cell").label, 10, Kind.WORD),
    Column("ลิงก์", 70),
    Column("ผล", 26, Kind.WORD, shades=_SHADES),
    Column("ตรวจเมื่อ", 19, Kind.DATE),
    Column("นำไปที่", 60),
)


def links(desk: Desk) -> Sheet:
    rows = [(line.office or line.file, link) for line in desk.lines for link in line.links]
    rows.sort(key=lambda row: _rank_of(row[1]))
    opened = sum(_rank_of(link) == _OPENED for _, link in rows)
    closed = sum(_rank_of(link) == _CLOSED for _, link in rows)
    return Sheet(
        LINKS_SHEET,
        "ลิงก์หลักฐานของทุกหน่วยงาน",
        "เรียงจากลิงก์ที่ผู้ตรวจเปิดไม่ได้ · วิธีแก้ไขอยู่ในไฟล์ findings.csv และในสำเนาที่ตรวจของแต่ละหน่วยงาน",
        f"{len(rows):,} ลิงก์ เปิดได้ {opened:,} เปิดไม่ได้ {closed:,}" if rows else "ไม่มีลิงก์หลักฐาน",
        tables=(
            Table(
                COLUMNS, [_row(office, link) for office, link in rows], "tblLinks", frozen=1, key=(0, 1, 3)
            ),
        ),
        colour=palette.ACCENT,
    )


def _row(office: str, link: LinkLine) -> Row:
    led = readable(link.address) if link.address and link.address != link.url else None
    return (
        office,
        None if link.number is None else float(link.number),
        link.cell,
        link.url,
        word_of(link.state) if link.state else NOT_ASKED,
        link.day,
        led,
    )
