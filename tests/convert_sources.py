"""Every older source of the tests, and the tables of docs/convert.md: `python -m tests.convert_sources`."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from itaxl.convert.memo.source import read_memo
from itaxl.convert.sources import read_source
from tests import convert_met, convert_odd, convert_usual
from tests.convert_made import SOURCES, Source
from tests.convert_memos import CASES
from tests.convert_verdict import Verdict, verdict

__all__ = ["SOURCES", "convert_met", "convert_odd", "convert_usual", "memos", "row", "table"]
DOCS = Path(__file__).parents[1] / "docs" / "convert.md"
_HEAD = (
    "| ไฟล์ | ทำด้วย | ลักษณะ | มาตรการ | กองถูกต้อง | สถานะถูกต้อง | แจ้งให้ตรวจ |\n"
    "| --- | --- | --- | --- | --- | --- | --- |"
)
_MEMO_HEAD = "| บันทึก · memo | มาตรการ · measures | รหัสที่แจ้ง · codes |\n| --- | --- | --- |"
_SOURCES = re.compile(r"(?<=<!-- sources -->\n).*?(?=<!-- /sources -->)", re.DOTALL)
_MEMOS = re.compile(r"(?<=<!-- memos -->\n).*?(?=<!-- /memos -->)", re.DOTALL)


def row(source: Source, found: Verdict) -> str:
    """One line of the table."""
    return (
        f"| {source.name} | {source.made} | {source.what} | {found.measures} | "
        f"{found.divisions_right}/{found.expected} | {found.statuses_right}/{found.expected} | {found.told} |"
    )


def table() -> str:
    """The table of all sources.  Needs LibreOffice."""
    lines = [_HEAD]
    with tempfile.TemporaryDirectory() as folder:
        for source in SOURCES:
            path = Path(folder) / source.name
            source.write(path)
            lines.append(row(source, verdict(read_source(path).draft, source.expected)))
    return "\n".join(lines)


def memos() -> str:
    """The table of all memos."""
    lines = [_MEMO_HEAD]
    for name, make in CASES.items():
        draft = read_memo(make().docx, "memo.docx")
        codes = " ".join(sorted({doubt.code for doubt in draft.doubts})) or "–"
        lines.append(f"| {name.replace('_', ' ')} | {len(draft.tracker.measures)} | {codes} |")
    return "\n".join(lines)


if __name__ == "__main__":
    assert shutil.which("soffice"), "LibreOffice makes some of the sources"
    text = DOCS.read_text(encoding="utf-8")
    text = _SOURCES.sub(lambda _: table() + "\n", text)
    DOCS.write_text(_MEMOS.sub(lambda _: memos() + "\n", text), encoding="utf-8")
