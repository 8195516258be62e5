"""How the older tables of the tests are made, and what is expected of each."""

from __future__ import annotations

import csv
import io
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.core.model import Status
from itaxl.core.sample import DIVISIONS

Row = Sequence[Any]
DONE, DOING, NOT_YET = Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED
ALL = tuple(d.short for d in DIVISIONS)
SP, KK, KC, KS, SS = "สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ", "หน่วยตรวจสอบภายใน"


@dataclass(frozen=True, slots=True)
class Expected:
    """A measure that the tracker must hold, or be told to lack."""

    title: str
    divisions: tuple[str, ...]
    status: Status | None


@dataclass(frozen=True, slots=True)
class Source:
    """A file to move in.  `made` says by which program, `what` is odd about it."""

    name: str
    made: str
    what: str
    write: Callable[[Path], None]
    expected: tuple[Expected, ...]
    libreoffice: bool = False


SOURCES: list[Source] = []

T1 = "จัดทำคู่มือการให้บริการประชาชน"
T2 = "เผยแพร่แผนการจัดซื้อจัดจ้างทุกเดือน"
T3 = "เปิดช่องทางรับเรื่องร้องเรียนออนไลน์"
T4 = "กำหนดแนวทางการยืมทรัพย์สินของราชการ"
FOUR = (
    Expected(T1, (SP, KC), DONE),
    Expected(T2, (KK,), DOING),
    Expected(T3, ALL, NOT_YET),
    Expected(T4, (KK, SS), DONE),
)
PLAIN_HEAD = ("ลำดับ", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "กำหนดเสร็จ", "สถานะ", "หมายเหตุ")
PLAIN: tuple[Row, ...] = (
    (1, T1, "รวบรวมงานบริการ\nพิมพ์คู่มือ", "สำนักปลัด, กองช่าง", "31 มี.ค. 65", "เสร็จแล้ว", "เล่มคู่มือ"),
    (2, T2, "ประกาศบนเว็บไซต์", "กองคลัง", "30 กันยายน 2565", "กำลังดำเนินการ", None),
    (3, T3, "ทำแบบฟอร์มออนไลน์", "ทุกส่วนราชการ", "30/9/2565", "ยังไม่ได้ทำ", None),
    (4, T4, "ทำทะเบียนยืม", "กองคลัง หน่วยตรวจสอบภายใน", "31-03-2565", "ดำเนินการแล้ว", None),
)
HEADING = "แบบติดตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส ประจำปีงบประมาณ พ.ศ. 2565"
OFFICE = "องค์การบริหารส่วนตำบลทุ่งทดลอง อำเภอเมืองสมมุติ จังหวัดสมมุติบุรี"


def source(
    name: str, made: str, what: str, expected: Sequence[Expected] = FOUR, libreoffice: bool = False
) -> Callable[[Callable[[Path], None]], Callable[[Path], None]]:
    """Registers the function that writes a source."""

    def register(write: Callable[[Path], None]) -> Callable[[Path], None]:
        SOURCES.append(Source(name, made, what, write, tuple(expected), libreoffice))
        return write

    return register


def save(path: Path, rows: Sequence[Row], dress: Callable[[Worksheet], None] | None = None) -> None:
    """An .xlsx of one sheet by openpyxl; `dress` merges, hides and so on."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in rows:
        sheet.append(list(row))
    if dress:
        dress(sheet)
    book.save(path)


def saved_as(path: Path, rows: Sequence[Row], dress: Callable[[Worksheet], None] | None = None) -> None:
    """The same through LibreOffice, in the format that the name asks for."""
    filters = {".xls": "xls:MS Excel 97", ".ods": "ods", ".xlsx": "xlsx"}
    with tempfile.TemporaryDirectory() as folder:
        before = Path(folder) / f"{path.stem}.{'xlsx' if path.suffix != '.xlsx' else 'ods'}"
        save(before.with_suffix(".xlsx"), rows, dress)
        steps = [filters[path.suffix]] if path.suffix != ".xlsx" else ["ods", "xlsx"]
        made = before.with_suffix(".xlsx")
        for number, step in enumerate(steps):
            target = Path(folder) / str(number)
            _soffice(made, step, target)
            made = next(target.iterdir())
        shutil.copy(made, path)


def _soffice(path: Path, convert_to: str, folder: Path) -> None:
    profile = f"-env:UserInstallation={(Path(tempfile.gettempdir()) / 'itaxl-convert-profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", convert_to, "--outdir", folder, path]
    subprocess.run(command, check=True, capture_output=True, timeout=180)


def text_of(rows: Sequence[Row], delimiter: str = ",") -> str:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([["" if c is None else c for c in r] for r in rows])
    return out.getvalue()


def shifted(rows: Sequence[Row], down: int, right: int) -> list[Row]:
    return [()] * down + [(*[None] * right, *row) for row in rows]
