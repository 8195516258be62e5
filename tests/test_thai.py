"""Text: digits there and back, cleaning that mends and stays mended."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.mending import mended
from itaxl.core.model import Digits
from itaxl.core.thai import arabic_digits, clean, hygiene, key, lines, localise, thai_digits
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
        ("ก\uf70a", "ฟอนต์รุ่นเก่า"),
        ("ก\x07", "อักขระควบคุม"),
        ("ก\u200bข", "มองไม่เห็น"),
        ("เเก", "สลับลำดับ"),
    ],
)
def test_hygiene_says_what_is_wrong(text: str, word: str) -> None:
    assert word in hygiene(text)


@given(st.text(alphabet="0123456789กขabc /.-"))
def test_digits_round_trip(text: str) -> None:
    assert arabic_digits(thai_digits(text)) == text
    assert not set(thai_digits(text)) & set("0123456789")


def test_addresses_keep_their_digits() -> None:
    text = "ดูข้อ 2 ที่ https://www.a.go.th/2567/ita1 หรือ ita2@a.go.th ภายใน 3 วัน"
    assert localise(text, Digits.THAI) == "ดูข้อ ๒ ที่ https://www.a.go.th/2567/ita1 หรือ ita2@a.go.th ภายใน ๓ วัน"
    assert localise("ข้อ ๒", Digits.ARABIC) == "ข้อ 2"


def test_key_ignores_spaces_digits_and_case() -> None:
    assert key(" คะแนน  iit ๑ ") == key("คะแนน IIT1")


def test_lines_drops_blank_lines() -> None:
    assert lines("ก \n\n  ข") == ("ก", "ข")


def it_finds_nothing_to_mend_in_a_letter_that_can_be_printed() -> None:
    """`clean` asks `isprintable` before it looks closer."""
    letters = map(chr, range(sys.maxunicode + 1))
    assert not [letter for letter in letters if letter.isprintable() and mended(letter) != letter]


@given(nasty_text | st.text())
def it_mends_whatever_is_there_to_mend(text: str) -> None:
    assert clean(text) == mended(text).strip()


def it_mends_every_pair_of_signs() -> None:
    signs = "กเาำ" + "".join(map(chr, (*range(0x0E31, 0x0E3B), *range(0x0E47, 0x0E4F))))
    pairs = [f"ก{one}{other}น" for one in signs for other in signs]
    assert [clean(pair) for pair in pairs] == [mended(pair) for pair in pairs]
