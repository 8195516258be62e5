"""The files that travel with the product: the memo templates, the blank workbooks, the extension for Calc,
and the libraries with their digests.

A wheel carries them as itaxl/data; a checkout (and an editable install) has them where they are built.
"""

from __future__ import annotations

from pathlib import Path

from itaxl.errors import MissingError

MEMO_TEMPLATE = "memo.docx"
#: The memo's templates by the name that a tracker chooses them by; the first is used where none is chosen.
TEMPLATES = {
    "บันทึก": MEMO_TEMPLATE,
    "บันทึกแสดงผลและหลักฐาน": "memo-results.docx",
    "บันทึกพร้อมสิ่งที่ส่งมาด้วย": "memo-annex.docx",
}
#: Those of the letter to an office and of the brief for the chair.
LETTER_TEMPLATE, BRIEF_TEMPLATE = "reply.docx", "brief.docx"
BLANK_TRACKER = "ITA_tracker.xlsm"
BLANK_DISTRICT = "ITA_district.xlsm"
CALC_EXTENSION = "itaxl-calc.oxt"
CONSTRAINTS = "constraints.txt"

_PACKAGE = Path(__file__).resolve().parent
_IN_CHECKOUT = {
    **dict.fromkeys((*TEMPLATES.values(), LETTER_TEMPLATE, BRIEF_TEMPLATE), "templates"),
    BLANK_TRACKER: "workbook",
    BLANK_DISTRICT: "workbook",
    CALC_EXTENSION: "workbook/calc",
}


def shipped(name: str) -> Path:
    """Where a shipped file lies.  Raises MissingError when the installation is incomplete."""
    for place in (_PACKAGE / "data" / name, _PACKAGE.parent / _IN_CHECKOUT.get(name, "") / name):
        if place.is_file():
            return place
    raise MissingError(f"ไม่พบไฟล์ {name} ที่ติดตั้งมากับโปรแกรม", "โปรดติดตั้งโปรแกรมใหม่อีกครั้ง")
