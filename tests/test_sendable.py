"""What goes between processes comes back as it was."""

from __future__ import annotations

import datetime as dt
import pickle
from decimal import Decimal
from pathlib import Path

import pytest

from itaxl.batch.outcome import Outcome, Parcel
from itaxl.core.district.line import OfficeLine, OpenMeasure
from itaxl.core.grid import Place
from itaxl.core.model import Finding, Rollup, Severity, Tally
from itaxl.errors import ExitCode

DAY = dt.date(2026, 11, 27)
TALLY = Tally("กองคลัง", 5, 1, 1, 3, 1)
FINDING = Finding("due", Severity.ERROR, Place("มาตรการ", 7, 3), "x\0\ud800", "แก้วันที่")
LINE = OfficeLine(
    "a.xlsx", "อบต.ตัวอย่าง", "เมือง", "เลย", 2568, Decimal("84.50"), "A", Rollup(DAY, (TALLY,), TALLY), 1, 2,
    "memos/a.docx", "", (OpenMeasure(("กองคลัง",), 1, "ข้อ", DAY),), (("due", 3),),
)  # fmt: skip
OUTCOME = Outcome(
    Path("in/a.xlsx"), ExitCode.FINDINGS, LINE, (FINDING,), memo=Parcel(Path("b"), ".docx", "00"), day=DAY
)


@pytest.mark.parametrize("value", [TALLY, FINDING, LINE, OUTCOME], ids=lambda v: type(v).__name__)
@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
def it_comes_back_equal(value: object, protocol: int) -> None:
    assert pickle.loads(pickle.dumps(value, protocol)) == value
