"""The district officer's workbook: its sheets, and what is set in it.

The sheets of results stand in the district's own tables; here is what an officer fills in.
"""

from __future__ import annotations

import datetime as dt

from itaxl.core import layout
from itaxl.core.choices import Answer
from itaxl.core.fields import Notebook
from itaxl.core.grid import Grid, Place, shown
from itaxl.core.layout import Field, Kind, Need
from itaxl.core.locate import find_labels
from itaxl.core.model import Digits, Round
from itaxl.core.reading import Cell
from itaxl.core.years import FiscalYear
from itaxl.named_tuple import NamedTuple

SETTINGS_SHEET = "ตั้งค่า"
#: Where the workbook that we write puts things; what we read is found by its labels instead.
STATE_ROW, BUTTON_ROW, FIRST_ROW = 3, 4, 6

_YES_NO = tuple(member.value for member in Answer)


def _as_in(fields: tuple[Field, ...], key: str, hint: str) -> Field:
    return layout.field(fields, key)._replace(hint=hint, need=Need.OPTIONAL)


SETTINGS = (
    Field(
        "folder",
        "โฟลเดอร์แบบติดตาม",
        "กดปุ่ม เลือกโฟลเดอร์ หรือพิมพ์ที่อยู่ นับจากโฟลเดอร์ของสมุดงานนี้ก็ได้",
        need=Need.REQUIRED,
    ),
    Field("out", "โฟลเดอร์ผลลัพธ์", "เว้นว่างได้ โปรแกรมจะใช้โฟลเดอร์ ผลระดับอำเภอ ข้างสมุดงานนี้"),
    Field("year", "ปีงบประมาณ", "ปี พ.ศ. 4 หลัก เช่น 2567 (เว้นว่างได้)", Kind.YEAR),
    _as_in(layout.REPORT_FIELDS, "round", "เลือกจากรายการ (เว้นว่างได้)"),
    Field("due", "กำหนดส่ง", "เช่น 31/3/2567 (เว้นว่างได้)", Kind.DATE),
    Field("since", "โฟลเดอร์ผลลัพธ์ครั้งก่อน", "เพื่อเปรียบเทียบกับครั้งก่อน (เว้นว่างได้)"),
    Field(
        "annotate",
        "ทำสำเนาที่ตรวจแล้ว",
        "เลือก ใช่ เพื่อทำสำเนาที่ตรวจแล้วของแต่ละหน่วยงาน",
        Kind.CHOICE,
        choices=_YES_NO,
    ),
    _as_in(layout.REPORT_FIELDS, "pdf", "เลือก ใช่ เพื่อทำบันทึกข้อความเป็น PDF ด้วย"),
    Field("digits", "รูปแบบตัวเลขในสรุป", "ปกติใช้เลขอารบิก", Kind.CHOICE, choices=tuple(d.value for d in Digits)),
    _as_in(layout.OFFICE_FIELDS, "emblem", "ใช้กับหน่วยงานที่ไม่มีภาพของตนเอง (เว้นว่างได้)"),
)


class Settings(NamedTuple):
    """What is set; paths as typed, '' where nothing is.  `unread` are the filled cells that say nothing."""

    folder: str = ""
    out: str = ""
    year: FiscalYear | None = None
    round: Round | None = None
    due: dt.date | None = None
    since: str = ""
    annotate: bool = False
    pdf: bool = False
    digits: Digits = Digits.ARABIC
    emblem: str = ""
    unread: tuple[Cell, ...] = ()


def read_settings(grid: Grid) -> Settings:
    """The settings that stand on a sheet, wherever their labels are."""
    cells, _ = find_labels(grid, SETTINGS)
    notebook = Notebook()
    year, due = notebook.year(cells.get("year")), notebook.date(cells.get("due"))
    report_round = notebook.choice(cells.get("round"), Round, "")
    digits = notebook.choice(cells.get("digits"), Digits, "")
    annotate, pdf = (notebook.choice(cells.get(key), Answer, "") for key in ("annotate", "pdf"))
    read: dict[str, object] = {"year": year, "due": due, "round": report_round}
    read |= {"digits": digits, "annotate": annotate, "pdf": pdf}
    unread = tuple(cells[key] for key, value in read.items() if value is None and _filled(cells.get(key)))
    paths = {key: _path(cells.get(key)) for key in ("folder", "out", "since", "emblem")}
    return Settings(
        paths["folder"],
        paths["out"],
        year,
        report_round,
        due,
        paths["since"],
        annotate is Answer.YES,
        pdf is Answer.YES,
        digits or Digits.ARABIC,
        paths["emblem"],
        unread,
    )


def place_of(grid: Grid, key: str) -> Place | None:
    """Where a setting's value stands."""
    cell = find_labels(grid, SETTINGS)[0].get(key)
    return cell.place if cell else None


def _path(cell: Cell | None) -> str:
    """As typed: a folder's name may hold what a text's cleaning would take away."""
    return shown(cell.raw).strip() if cell and cell.raw is not None else ""


def _filled(cell: Cell | None) -> bool:
    return cell is not None and bool(shown(cell.raw).strip(" -–—"))
