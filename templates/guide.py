"""The tables of docs/memo-template.md, made from the list of variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from itaxl.memo.content.variables import VARIABLES, Kind, Variable
from itaxl.shipped import TEMPLATES

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "memo-template.md"
_TABLE = re.compile(r"(<!-- variables:(th|en) -->\n).*?(<!-- /variables -->)", re.DOTALL)
_HEADS = {
    "th": "| ตัวแปร | ความหมาย | ชนิด | ตัวอย่าง |",
    "en": "| variable | meaning | kind | example |",
}


#: What each template that we ship prints, Thai and English.
_SHIPPED = {
    "memo.docx": ("ตารางมาตรการและตารางผลอยู่ในบันทึก", "both tables within the memo"),
    "memo-results.docx": (
        "ใต้มาตรการแต่ละข้อมีผลการดำเนินการ ปัญหา/อุปสรรค หลักฐานเป็นลิงก์และ QR และมีตารางคะแนนรายเครื่องมือ",
        "below each measure its result, problems, and evidence as link and QR code; scores by instrument",
    ),
    "memo-annex.docx": (
        "บันทึกหนึ่งหน้า (เมื่อผู้ลงนามไม่เกินสามคน) ตารางอยู่ในสิ่งที่ส่งมาด้วยแนวนอน",
        "the memo proper on one page (up to three signers), the tables as landscape annexes",
    ),
}
_TEMPLATES = re.compile(r"(<!-- templates:(th|en) -->\n).*?(<!-- /templates -->)", re.DOTALL)


def templates(language: str) -> str:
    """The templates that we ship, by the name that a tracker chooses them by."""
    head = "| ชื่อ | พิมพ์ |" if language == "th" else "| name | prints |"
    lines = (f"| `{name}` | {_SHIPPED[file][language == 'en']} |" for name, file in TEMPLATES.items())
    return "\n".join((head, "| --- | --- |", *lines)) + "\n"


def table(language: str) -> str:
    """Every variable, the names within a row beneath their list."""
    return "\n".join((_HEADS[language], "| --- | --- | --- | --- |", *_lines(VARIABLES, language))) + "\n"


def _lines(variables: tuple[Variable, ...], language: str, within: str = "") -> Iterator[str]:
    for variable in variables:
        thai = language == "th"
        meaning = variable.thai if thai else variable.english
        kind = variable.kind.value[0 if thai else 1]
        yield f"| `{within}{variable.name}` | {meaning} | {kind} | {variable.example} |"
        told_elsewhere = variable.kind is Kind.GROUPS or within == "sections[]."
        if not told_elsewhere:  # those rows are the ones of `plan` and `results`
            yield from _lines(variable.items, language, f"{within}{variable.name}[].")


def filled(text: str) -> str:
    """The guide with its tables brought up to date."""
    text = _TEMPLATES.sub(lambda found: found.group(1) + templates(found.group(2)) + found.group(3), text)
    return _TABLE.sub(lambda found: found.group(1) + table(found.group(2)) + found.group(3), text)
