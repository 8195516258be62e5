"""Nothing of a memo's text is dropped: each word is in the tracker or among the leftovers."""

from __future__ import annotations

import datetime as dt
import io
import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.convert.draft import Draft
from itaxl.convert.memo.source import read_memo
from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.thai.text import key
from itaxl.memo.content.context import context
from tests.convert_memos import CASES, PLAN, SUB, TOP, Memo

_HEADERS = (
    *PLAN,
    *TOP[:3],
    *SUB[2:],
    *("ที่", "ระยะเวลา", "หมายเหตุ", "หลักฐาน", "ตัวชี้วัดที่", "งบประมาณ", "สถานะ", ""),
)
_LEADS = (
    "",
    "- ",
    "(๑) ",
    "2. ",
    "/ ",
    "/ (",
    "✓ ",
    "ควร",
    "กอง",
    "ทุกส่วนราชการ ",
    "ข้อ ๓ ",
    "https://a.go.th/",
)
_LINES = (
    *("", "เรื่อง ", "เรียน ", "ที่ ", "วันที่ ", "ส่วนราชการ ", "ผ่าน ", "ด้วยงาน", "จึงเรียนมาเพื่อ", "ความเห็น"),
    *("(ลงชื่อ)....", "(นาย", "(ลงชื่อ)...(นาง", "ได้คะแนน ๘๗.๒๐ อยู่ในระดับ ผ่าน ", "ณ วันที่ ๑ มกราคม ๒๕๖๗ "),
    *("บันทึกข้อความ เรื่อง ", "ส่วนราชการ เทศบาลตำบล", "ส่วนราชการ อำเภอ", "โทร. ๐ ๔๓๐๐ ", "รอบ ๖ เดือน "),
    *("บันทึกข้อความ", "- ๒ -", "มาตรการส่งเสริมคุณธรรมและความโปร่งใสของหน่วยงาน"),
)
#: Words of the form, of a status typed out and of marks: none of them is anything to keep.
_FORM = ("บันทึกข้อความ", "วันที่", "ส่วนราชการ", "เรื่อง", "เรียน", "ลงชื่อ", "อำเภอ", "จังหวัด", "โทร", "โทรศัพท์")
_FORM = (
    *_FORM,
    "ดำเนินการแล้วเสร็จ",
    "ผลการดำเนินการ",
    "มาตรการ/แนวทาง",
    "หน่วยงานที่รับผิดชอบ",
    "วิธีดำเนินการ",
    "ดำเนินการแล้ว",
)
_FORM = (
    *_FORM,
    "กำลังดำเนินการ",
    "ยังไม่ได้ดำเนินการ",
    "ขั้นตอน/วิธีการ",
    "อบต.",
    "Email",
    "เดือน",
    "ม.ค. - มี.ค.",
    "สป.",
    "ปี",
)
_GONE = ("}del", "}moveFrom", "}txbxContent")
_WORD = re.compile("[ก-ฺเ-๎]{3,}|[A-Za-z]{2,}")
_LETTERS = "บปผพฟมยลวศสหอ"


@dataclass
class Words:
    """Hands out words that stand nowhere else."""

    given: list[str]
    numbers: Iterator[int]

    def new(self) -> str:
        number, letters = next(self.numbers), ""
        for _ in range(5):
            number, at = divmod(number, len(_LETTERS))
            letters += _LETTERS[at]
        self.given.append("ฆ" + letters + "ฆ")
        return self.given[-1]


@st.composite
def documents(draw: st.DrawFn) -> tuple[Memo, list[str]]:
    """Lines and tables of any kind, in any order, with a word of its own in each place."""
    words = Words([], itertools.count(1000))
    memo = Memo("")
    for _ in range(draw(st.integers(1, 6))):
        for _ in range(draw(st.integers(0, 3))):
            memo.lines(draw(st.sampled_from(_LINES)) + words.new())
        if draw(st.booleans()):
            _table(draw, memo, words)
    memo.doc.sections[0].header.paragraphs[0].text = words.new()
    return memo, words.given


def _table(draw: st.DrawFn, memo: Memo, words: Words) -> None:
    kind = draw(st.sampled_from(("plan", "results", "any")))
    if kind == "any":
        width = draw(st.integers(1, 7))
        heads: tuple[tuple[str, ...], ...] = (tuple(draw(st.sampled_from(_HEADERS)) for _ in range(width)),)
    else:
        heads = (PLAN,) if kind == "plan" else (TOP, SUB)
    width = len(heads[0])
    rows = [tuple(_cell(draw, words) for _ in range(width)) for _ in range(draw(st.integers(0, 4)))]
    table = memo.table(*heads, *rows)
    if rows and draw(st.booleans()):
        _merge(draw, table, len(heads), len(rows), width)


def _merge(draw: st.DrawFn, table: Any, first: int, rows: int, width: int) -> None:
    top, left = draw(st.integers(0, rows - 1)), draw(st.integers(0, width - 1))
    bottom, right = draw(st.integers(top, rows - 1)), draw(st.integers(left, width - 1))
    table.cell(first + top, left).merge(table.cell(first + bottom, right))


def _cell(draw: st.DrawFn, words: Words) -> str:
    count = draw(st.integers(0, 2))
    return "\n".join(draw(st.sampled_from(_LEADS)) + words.new() for _ in range(count))


def kept(draft: Draft) -> str:
    cells = [str(v) for g in grids(draft.tracker) for row in g.rows for v in row if v is not None]
    derived = context(assess(grids(draft.tracker), dt.date(2024, 4, 1)))
    cells += [str(derived[name]) for name in ("to", "subject", "closing")]
    beside = (one.text for one in (*draft.leftovers, *draft.taken, *draft.headings))
    return key("\n".join([*cells, *beside]))


class DescribeNothingIsLost:
    @given(documents())
    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    def it_keeps_every_word(self, made: tuple[Memo, list[str]]) -> None:
        memo, words = made
        text = kept(read_memo(memo.bytes(foot=False), "memo.docx"))
        assert [word for word in words if word not in text] == []

    @pytest.mark.parametrize("name", CASES)
    def it_keeps_every_paragraph_of_the_cases(self, name: str) -> None:
        case = CASES[name]()
        draft = read_memo(case.docx, "memo.docx")
        assert lost(case.docx, draft) == []


def lost(docx: bytes, draft: Draft) -> list[str]:
    """The words of the body that stand nowhere, without those of the form and what was deleted."""
    text = kept(draft) + key("".join((*_HEADERS, *_FORM)))
    found: list[str] = []
    for paragraph in Document(io.BytesIO(docx)).element.body.iter("{*}p"):
        if not any(a.tag.endswith(_GONE) or _is_deleted(a) for a in paragraph.iterancestors()):
            runs = [
                t for t in paragraph.iter("{*}t") if not any(a.tag.endswith(_GONE) for a in t.iterancestors())
            ]
            found += _WORD.findall("".join(t.text or "" for t in runs))
    return [word for word in found if key(word) not in text]


def _is_deleted(element: Any) -> bool:
    return element.tag.endswith("}tr") and element.find("{*}trPr/{*}del") is not None
