"""What .odt and .rtf have beside the running text: none of it is lost, and none gets into a sentence."""

from __future__ import annotations

import io
import zipfile

import pytest

from itaxl.convert.memo.blocks import Paragraph, Table
from itaxl.convert.memo.refusal import MemoRefusal
from itaxl.convert.memo.rtf import read_rtf
from itaxl.convert.memo.source import read_memo
from itaxl.errors import InputError

_NAMES = ("office", "text", "table", "draw", "style", "fo")
_SPACES = " ".join(f'xmlns:{n}="urn:oasis:names:tc:opendocument:xmlns:{n}:1.0"' for n in _NAMES)
_SPACES += ' xmlns:dc="http://purl.org/dc/elements/1.1/"'


def odt(body: str, *, manifest: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        if manifest:
            package.writestr("META-INF/manifest.xml", manifest)
        package.writestr(
            "content.xml",
            f"<office:document-content {_SPACES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
    return out.getvalue()


def left_of(data: bytes, name: str) -> list[tuple[str, str]]:
    return [(left.source, left.text) for left in read_memo(data, name).leftovers]


def it_keeps_comments_notes_and_boxes_of_an_odt_apart() -> None:
    body = (
        "<text:p>ก่อน<office:annotation><dc:creator>ผู้ตรวจ</dc:creator><text:p>แก้ปีด้วย</text:p></office:annotation>"
        "หลัง<text:note><text:note-citation>1</text:note-citation><text:note-body><text:p>ท้ายหน้า</text:p>"
        "</text:note-body></text:note></text:p>"
        "<text:p><draw:frame><draw:text-box><text:p>ในกล่อง</text:p></draw:text-box></draw:frame></text:p>"
    )
    assert left_of(odt(body), "a.odt") == [
        ("ย่อหน้าที่ 1", "ก่อนหลัง"),
        ("ความคิดเห็นในเอกสาร", "แก้ปีด้วย"),
        ("เชิงอรรถ", "ท้ายหน้า"),
        ("กล่องข้อความ", "ในกล่อง"),
    ]


def it_counts_the_lists_of_an_odt() -> None:
    style = (
        '<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="๑"'
        ' style:num-prefix="(" style:num-suffix=")"/></text:list-style>'
    )
    items = "".join(f"<text:list-item><text:p>{t}</text:p></text:list-item>" for t in ("หนึ่ง", "สอง"))
    body = f'{style}<text:list text:style-name="L1">{items}</text:list>'
    assert [text for _, text in left_of(odt(body), "a.odt")] == ["(๑) หนึ่ง", "(๒) สอง"]


def it_refuses_an_odt_that_is_locked() -> None:
    with pytest.raises(InputError, match="รหัสผ่าน"):
        read_memo(odt("<text:p/>", manifest="<manifest><encryption-data/></manifest>"), "a.odt")


def it_keeps_what_an_rtf_hides_and_what_stands_beside_it() -> None:
    text = (
        r"{\rtf1\ansi{\header\pard top\par}\pard seen{\v unseen} too{\deleted gone}\par"
        r"{\shp{\*\shpinst{\shptxt\pard boxed\par}}{\shprslt boxed again}}"
        r"word{\*\annotation\pard remark}\par{\pict 0123456789abcdef}}"
    )
    assert left_of(text.encode(), "a.rtf") == [
        ("ย่อหน้าที่ 1", "seen too"),
        ("ย่อหน้าที่ 2", "word"),
        ("หัวกระดาษ", "top"),
        ("กล่องข้อความ", "boxed"),
        ("ความคิดเห็นในเอกสาร", "remark"),
        ("ข้อความที่ซ่อนไว้", "unseen"),
    ]


def it_keeps_the_items_of_a_list_in_their_cell_of_an_rtf() -> None:
    """The sign of an item is a group of its own, whose \\pard ends with it."""
    item = r"\pard\intbl{\listtext\pard\plain -\tab}"
    row = rf"\trowd\cellx100\cellx200 {item}one\par {item}two\cell\pard\intbl three\cell\row"
    (table,) = read_rtf(rf"{{\rtf1\ansi {row}}}".encode(), MemoRefusal("a.rtf")).story.blocks
    assert isinstance(table, Table)
    assert [[p.text for p in cell.blocks if isinstance(p, Paragraph)] for cell in table.rows[0]] == [
        ["-\tone", "-\ttwo"],
        ["three"],
    ]


@pytest.mark.parametrize("data", [b"{\\rtf1 {", b"{\\rtf1" + b"{" * 300 + b"}" * 301])
def it_refuses_an_rtf_that_is_damaged(data: bytes) -> None:
    with pytest.raises(InputError, match="เสียหาย"):
        read_memo(data, "a.rtf")
