"""Text: digits there and back, cleaning that mends and stays mended."""

from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.model import Digits
from itaxl.core.thai.letters import EachLetter
from itaxl.core.thai.repairs import mended
from itaxl.core.thai.text import arabic_digits, clean, hygiene, key, lines, localise, thai_digits
from itaxl.disk.filename import safe_stem
from tests.strategies import nasty_text


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("นํ้า", "น้ำ"),
        ("น้ํา", "น้ำ"),
        ("ทำ้", "ท้ำ"),
        ("เเละ", "และ"),
        ("ก่ี", "กี่"),
        ("กิิ", "กิ"),
        ("ก่่", "ก่"),
        ("สิทธิ์", "สิทธิ์"),
        ("ก\u200bข\ufeff", "กข"),
        ("ก\u00a0ข", "ก ข"),
        ("ก\x00ข\x0bค\x1f", "กขค"),
        ("ก\r\nข\rค", "ก\nข\nค"),
        ("ป\uf70a", "ป่"),
        ("ป\uf702", "ปี"),
        ("\uf718 \uf719 \uf71a", "\u0e38 \u0e39 \u0e3a"),
        ("  ก\tข  ", "ก\tข"),
        ("👨\u200d👩\u200d👧", "👨\u200d👩\u200d👧"),
        ("ประวัติศาสตร์", "ประวัติศาสตร์"),
    ],
)
def test_clean_mends_what_has_one_right_answer(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@given(nasty_text | st.text())
def test_cleaning_is_idempotent(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(nasty_text | st.text())
def test_cleaned_text_is_fit_for_xml(text: str) -> None:
    from lxml import etree

    etree.Element("t").text = clean(text)


@given(nasty_text | st.text())
def test_cleaned_text_has_nothing_left_to_tell(text: str) -> None:
    assert hygiene(clean(text)) == ""


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("ก\uf70a", "แบบอักษรรุ่นเก่า"),
        ("ก\x07", "อักขระควบคุม"),
        ("ก\u200bข", "มองไม่เห็น"),
        ("เเก", "สลับลำดับ"),
        ("ก\uf0fcข", "เฉพาะบางแบบอักษร"),
        ("ก\U0010fffdข", "เฉพาะบางแบบอักษร"),
        ("ก\U000efffeข", "ควบคุม"),
    ],
)
def test_hygiene_says_what_is_wrong(text: str, word: str) -> None:
    assert word in hygiene(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ก\uf70a", "รหัสตัวอักษรของแบบอักษรรุ่นเก่า"),
        ("👨\ue000\u200d👩", "อักขระที่แสดงได้เฉพาะบางแบบอักษร"),
        ("👨\x00\u200d👩", "อักขระควบคุม"),
        ("ก\x07\u200bข", "อักขระควบคุม และอักขระที่มองไม่เห็น"),
        ("ก่ี", "สระหรือวรรณยุกต์ซ้ำหรือสลับลำดับ"),
        ("ก\r\nข\u2028ค\u2029\rง", ""),
        ("👨\u200d👩", ""),
    ],
)
def test_each_fault_is_told_by_its_name_and_no_other(text: str, told: str) -> None:
    assert hygiene(text) == told


@given(st.text(alphabet="0123456789กขabc /.-"))
def test_digits_round_trip(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == text
    assert not set(thai_digits(text)) & set("0123456789")


def test_addresses_keep_their_digits() -> None:
    text = "ดูข้อ 2 ที่ https://www.a.go.th/2567/ita1 หรือ ita2@a.go.th ภายใน 3 วัน"
    assert localise(text, Digits.THAI) == "ดูข้อ ๒ ที่ https://www.a.go.th/2567/ita1 หรือ ita2@a.go.th ภายใน ๓ วัน"
    assert localise("ข้อ ๒", Digits.ARABIC) == "ข้อ 2"
    for address in ("http://intranet/25", "a25@office", "www.a25"):
        assert localise(f"{address} ข้อ 1", Digits.THAI) == f"{address} ข้อ ๑"
    assert localise("1/2 3.4 @5", Digits.THAI) == "๑/๒ ๓.๔ @๕"


def test_key_ignores_spaces_digits_and_case() -> None:
    assert key(" คะแนน  iit ๑ ") == key("คะแนน IIT1")


@given(nasty_text | st.text(alphabet="กขำเ็่ํา๑1 \u00a0\n\t\u200b\ufe0f", max_size=12))
def test_a_space_that_does_not_break_is_any_space_to_a_key(text: str) -> None:
    """So the memo's rows compare texts, which need no cleaning then."""
    assert key(text.replace("\u00a0", " ")) == key(text)


def test_lines_drops_blank_lines() -> None:
    assert lines("ก \n\n  ข") == ("ก", "ข")


def _taken_away() -> set[int]:
    """The code points of which the long way leaves nothing."""
    every = range(sys.maxunicode + 1)
    chunks = (every[at : at + 0x1000] for at in range(0, len(every), 0x1000))
    return {c for chunk in chunks for c in set(chunk) - set(map(ord, mended("ก".join(map(chr, chunk)))))}


def it_looks_closer_at_every_letter_that_is_mended_by_itself() -> None:
    """`clean` asks `isprintable` and a short list before it takes the long way."""
    assert not [c for c in sorted(_taken_away()) if clean(f"ก{chr(c)}ก") != mended(f"ก{chr(c)}ก")]


#: Default_Ignorable_Code_Point of Unicode 16, and three blanks that it leaves out.
IGNORABLE = (
    {0xAD, 0x34F, 0x61C, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x3164, 0xFEFF, 0xFFA0, 0x2800, 0x16FE4, 0x1D159}
    | {*range(0x180B, 0x1810), *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x2070)}
    | {*range(0xFE00, 0xFE10), *range(0xFFF0, 0xFFFC), *range(0x1BCA0, 0x1BCA4), *range(0x1D173, 0x1D17B)}
    | {*range(0xE0000, 0xE1000)}
)
#: Format characters with a picture of their own: signs of Arabic, Syriac and Kaithi around a number.
SHOWN = {*range(0x600, 0x606), 0x6DD, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD}


def _may_stay(code: int) -> bool:
    """What a reader can see, a space, a tab or a line end; and what Unicode has yet to assign."""
    category = unicodedata.category(chr(code))
    if code in IGNORABLE or code & 0xFFFE == 0xFFFE or 0xFDD0 <= code <= 0xFDEF:
        return False
    return code in SHOWN or chr(code) in "\t\n" or category not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}


def it_leaves_of_all_unicode_what_can_be_seen_and_no_more() -> None:
    gone, every = _taken_away(), range(sys.maxunicode + 1)
    assert [hex(c) for c in every if c not in gone and not _may_stay(c)] == []
    turned = {0xA0, *range(0xF700, 0xF71B)}  # into a space, into Thai letters
    lost = [c for c in sorted(gone - turned) if _may_stay(c) and unicodedata.category(chr(c)) != "Cn"]
    assert [hex(c) for c in lost] == []


@pytest.mark.parametrize(
    "unseen", [*map(chr, (0x2066, 0x2069, 0x61C, 0xE0041, 0x115F, 0x3164, 0xFFA0, 0x34F))]
)
def test_what_cannot_be_seen_is_in_no_key_and_no_file_name_and_is_told(unseen: str) -> None:
    text = f"ส{unseen}ำนัก{unseen}ปลัด{unseen}"
    assert clean(text) == safe_stem(text) == key(text) == "สำนักปลัด"
    assert hygiene(text) == "อักขระที่มองไม่เห็น"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("❤\ufe0f\u200d🔥", "❤\ufe0f\u200d🔥"),
        ("👍🏽\u200d👧", "👍🏽\u200d👧"),
        ("1\ufe0f\u20e3", "1\ufe0f\u20e3"),
        ("☎\ufe0e", "☎\ufe0e"),
        ("ก\u200dข\ufe0f", "กข"),
        ("❤\u200d", "❤"),
        ("❤\ufe0f\ufe0f\u200d🔥", "❤\ufe0f🔥"),
        ("1\ufe0f", "1"),
        ("ก\u2028ข\u2029ค", "ก\nข\nค"),
        ("ก\u2800ข", "ก ข"),
        ("ก\uf0fc", "ก"),
    ],
)
def test_a_joiner_stays_only_where_an_emoji_is_made_with_it(typed: str, meant: str) -> None:
    assert clean(typed) == meant


@given(st.text(alphabet="ก1#❤🔥🏽👧\u200d\ufe0e\ufe0f\u20e3\u3164\u2800\u2066\ufdd0\U000e0041", max_size=12))
def test_cleaning_emoji_is_idempotent_and_told(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert hygiene(clean(text)) == ""
    assert clean(text) == mended(text).strip()
    assert bool(hygiene(text)) == (mended(text) != text)


@given(nasty_text | st.text())
def it_mends_whatever_is_there_to_mend(text: str) -> None:
    assert clean(text) == mended(text).strip()


def it_mends_every_pair_of_signs() -> None:
    signs = "กเาำ" + "".join(map(chr, (*range(0x0E31, 0x0E3B), *range(0x0E47, 0x0E4F))))
    pairs = [f"ก{one}{other}น" for one in signs for other in signs]
    assert [clean(pair) for pair in pairs] == [mended(pair) for pair in pairs]


def it_works_out_once_what_a_letter_becomes() -> None:
    asked: list[str] = []

    def becomes(letter: str) -> str:
        asked.append(letter)
        return letter.upper() * 2

    assert "abca".translate(EachLetter(becomes)) == "AABBCCAA"
    assert asked == ["a", "b", "c"]
