"""The colours and what they say: one table for the legend, the buttons, the checked copies and the chart.

Colours are 'RRGGBB'.  A colour never carries a meaning alone: the word always stands in the cell too.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from itaxl.core.layout import ROLLUP_COLUMNS, SEVERITY_WORDS, field
from itaxl.core.model import Severity, Status
from itaxl.named_tuple import NamedTuple


class Swatch(NamedTuple):
    """One meaning.

    `fill` lies behind dark text, `ink` is that text, `strong` stands alone (chart bar, frame);
    `word` is the legend's short text and `meaning` its explanation, both Thai.
    """

    fill: str
    ink: str
    strong: str
    word: str
    meaning: str
    framed: bool = False


DONE = Swatch("CDEBD2", "1B5E2A", "4FA36B", Status.DONE.value, "มาตรการที่ดำเนินการเสร็จเรียบร้อยแล้ว")
IN_PROGRESS = Swatch(
    "FFE3A6", "6B4700", "F0B23E", Status.IN_PROGRESS.value, "มาตรการที่อยู่ระหว่างดำเนินการและยังไม่เกินกำหนด"
)
NOT_STARTED = Swatch(
    "E1E5E7", "3F4A4F", "B4BEC3", Status.NOT_STARTED.value, "มาตรการที่ยังไม่ดำเนินการและยังไม่เกินกำหนด"
)
OVERDUE = Swatch("F6A9A0", "7A1410", "D64B3F", "เกินกำหนด", "เกินกำหนดแล้วเสร็จแต่ยังดำเนินการไม่แล้วเสร็จ")
ERROR = Swatch(
    "FFDCEA",
    "8A0042",
    "E0006C",
    SEVERITY_WORDS[Severity.ERROR.value],
    "ช่องที่มีกรอบสีชมพูเข้ม: ต้องแก้ไขก่อนจึงจะออกบันทึกข้อความได้",
    framed=True,
)
WARNING = Swatch(
    "FFF8C9",
    "5F5200",
    "E3C94A",
    SEVERITY_WORDS[Severity.WARNING.value],
    "ช่องสีเหลืองอ่อน: ควรตรวจสอบ แต่ออกบันทึกข้อความได้",
)

#: In charts only: the status cell itself is marked as an error.
UNREAD = Swatch("EDE7F3", "4A3566", "8D77AD", field(ROLLUP_COLUMNS, "unread").label, "มาตรการที่ยังไม่ทราบสถานะ")

LEGEND = (DONE, IN_PROGRESS, NOT_STARTED, OVERDUE, ERROR, WARNING)
BY_STATUS: Mapping[Status, Swatch] = MappingProxyType(
    {Status.DONE: DONE, Status.IN_PROGRESS: IN_PROGRESS, Status.NOT_STARTED: NOT_STARTED}
)
BY_SEVERITY: Mapping[Severity, Swatch] = MappingProxyType({Severity.ERROR: ERROR, Severity.WARNING: WARNING})

#: The workbook's own look.  GRID is the thin line round a data cell, to restore after a frame.
ACCENT = "0F5C63"
ACCENT_SOFT = "E4F0F0"
SECOND = "5B7479"
INK = "1E2B2F"
MUTED = "546469"
GRID = "C9D3D6"
PAPER = "FFFFFF"
OUTPUT = "F4F6F7"


def rgb(colour: str) -> tuple[int, int, int]:
    """'0F5C63' → (15, 92, 99), as Excel's object model takes it."""
    return int(colour[0:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)
