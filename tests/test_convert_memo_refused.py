"""Files that are no memo that can be read: one Thai sentence and a next step; spoiled ones never a crash."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.convert.draft import Draft
from itaxl.convert.memo import package, story
from itaxl.convert.memo.source import read_memo
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, InputError
from itaxl.files.tracker.workbook import tracker_bytes
from tests.compound_files import around
from tests.convert_memos import CASES, Memo
from tests.memo_cases import docx_of, parts_of
from tests.memo_damage import spoiled

GOOD = CASES["plain"]().docx
BODY = "word/document.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def with_body(xml: bytes) -> bytes:
    return docx_of(parts_of(GOOD) | {BODY: xml})


def body_of(inner: str) -> bytes:
    return with_body(f"<w:document {_W}><w:body>{inner}</w:body></w:document>".encode())


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts_of(GOOD).items():
            package.writestr(name, data if name != BODY else bytes(80_000_000))
    return out.getvalue()


REFUSED = {
    "nothing": (b"", "ว่างเปล่า"),
    "zeros": (bytes(500), "เสียหาย"),
    "half a file": (GOOD[: len(GOOD) // 2], "เสียหาย"),
    "PDF": (b"%PDF-1.7", "PDF"),
    "plain text": ("มาตรการ\n".encode(), "ข้อความ"),
    "half an RTF": (b"{\\rtf1", "เสียหาย"),
    "old Word": (around("WordDocument", b"x" * 5000), "รุ่นเก่า (.doc)"),
    "locked": (around("EncryptedPackage", b"x" * 5000), "รหัสผ่าน"),
    "other OLE": (around("Something", b"x" * 5000), "โปรแกรมอื่น"),
    "workbook": (tracker_bytes(sample(), macros=False), "Excel"),
    "zip of anything": (docx_of({"a.txt": b"a"}), "ZIP"),
    "slides": (docx_of({"mimetype": b"application/vnd.oasis.opendocument.presentation"}), "OpenDocument"),
    "OpenDocument without its text": (
        docx_of({"mimetype": b"application/vnd.oasis.opendocument.text"}),
        "เสียหาย",
    ),
    "bomb": (bomb(), "ใหญ่ผิดปกติ"),
    "entities": (with_body(b'<!DOCTYPE w [<!ENTITY a "a">]><w/>'), "เสียหาย"),
    "XML that ends early": (with_body(parts_of(GOOD)[BODY][:-20]), "เสียหาย"),
    "no body's part": (docx_of({n: d for n, d in parts_of(GOOD).items() if n != BODY}), "เสียหาย"),
    "nested too deep": (body_of("<w:tbl><w:tr><w:tc>" * 40 + "</w:tc></w:tr></w:tbl>" * 40), "เสียหาย"),
    "too many paragraphs": (body_of("<w:p/>" * 60_001), "ยาวเกิน"),
    "endless paragraph": (body_of(f"<w:p><w:r><w:t>{'ก' * 20_001}</w:t></w:r></w:p>"), "ยาวเกิน"),
    "endless numbering": (
        docx_of(parts_of(GOOD) | {"word/numbering.xml": b"<w>" + b" " * 16_000_000 + b"</w>"}),
        "ยาวเกิน",
    ),
}


class DescribeWhatIsNoMemo:
    @pytest.mark.parametrize("name", REFUSED)
    def it_is_refused_in_one_sentence(self, name: str) -> None:
        data, words = REFUSED[name]
        with pytest.raises(InputError) as caught:
            read_memo(data, "บันทึก.docx")
        assert words in caught.value.what
        assert "บันทึก.docx" in caught.value.what
        assert caught.value.next_step
        assert "\n" not in str(caught.value)
        assert caught.value.exit_code is ExitCode.INPUT

    def it_is_refused_before_it_is_opened_when_it_is_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(package, "MAX_FILE_BYTES", 1_000_000)
        with pytest.raises(InputError, match="ใหญ่เกิน 1 MB"):
            read_memo(bytes(1_000_001), "m.docx")

    def it_is_read_up_to_the_limit(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(story, "MOST_PIECES", 10)
        assert read_memo(body_of("<w:p/>" * 10), "m.docx").tracker.measures == ()
        with pytest.raises(InputError):
            read_memo(body_of("<w:p/>" * 11), "m.docx")

    def it_is_a_draft_without_measures_when_it_is_any_other_document(self) -> None:
        draft = read_memo(body_of("<w:p><w:r><w:t>ประกาศรับสมัคร</w:t></w:r></w:p>"), "m.docx")
        assert [d.code for d in draft.doubts] == ["C866", "C870"]
        assert [leftover.text for leftover in draft.leftovers] == ["ประกาศรับสมัคร"]


class DescribeSpoiledMemos:
    @given(st.sampled_from(sorted(CASES)), st.integers(0, 10**9))
    @settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
    def it_is_a_draft_or_a_sentence(self, name: str, number: int) -> None:
        try:
            draft = read_memo(spoiled(docx(name), number), "m.docx")
        except InputError as error:
            assert error.next_step
        else:
            assert isinstance(draft, Draft)

    @pytest.mark.parametrize(
        "text",
        [
            "่้" * 9_000,
            " " * 19_999,
            "a" * 19_999,
            "ด้วย ได้วิเคราะห์" * 1_000,
            "(ลงชื่อ)(" * 2_000,
            "(ก" * 9_000,
            "1/" * 9_000,
        ],
        ids=["marks", "spaces", "letters", "our words", "signatures", "brackets", "slashes"],
    )
    def it_is_not_slowed_down_by_a_paragraph_made_to(self, text: str) -> None:
        memo = Memo("ส่วนราชการ " + text[:1_900], text, "(ลงชื่อ)", text)
        memo.table(("มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ"), (text, text, text, text))
        assert read_memo(memo.bytes(), "m.docx").doubts


_DOCX: dict[str, bytes] = {}


def docx(name: str) -> bytes:
    if name not in _DOCX:
        _DOCX[name] = CASES[name]().docx
    return _DOCX[name]
