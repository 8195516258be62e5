"""Divisions in a cell: longest known name first, then what separators leave."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.divisions import _Index, read_divisions
from itaxl.core.model import Division
from itaxl.core.sample import DIVISIONS
from tests.strategies import nasty_text


@pytest.mark.parametrize(
    ("typed", "names"),
    [
        ("สำนักปลัด กองคลัง กองช่าง กองการศึกษาฯ", ["สำนักปลัด", "กองคลัง", "กองช่าง", "กองการศึกษาฯ"]),
        ("สำนักปลัด\nกองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("สำนักปลัด/กองคลัง;กองช่าง", ["สำนักปลัด", "กองคลัง", "กองช่าง"]),
        ("กองการศึกษา ศาสนาและวัฒนธรรม และกองช่าง", ["กองการศึกษาฯ", "กองช่าง"]),
        ("กองการศึกษาศาสนาและวัฒนธรรม", ["กองการศึกษาฯ"]),
        ("1. สำนักปลัด\n2. กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("- สำนักปลัด\n- กองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("สำนักปลัดกองคลัง", ["สำนักปลัด", "กองคลัง"]),
        ("กองคลังและกองช่าง", ["กองคลัง", "กองช่าง"]),
        ("สำนัก ปลัด", ["สำนักปลัด"]),
        ("", []),
    ],
)
def test_reads_the_divisions_of_a_cell(typed: str, names: list[str]) -> None:
    reading = read_divisions(typed, DIVISIONS)
    assert (list(reading.names), reading.unknown, reading.variants) == (names, (), ())


@pytest.mark.parametrize("word", ["ทุกส่วนราชการ", "ทุกกอง", "ทุกสำนัก/กอง"])
def test_one_word_means_all_of_them(word: str) -> None:
    reading = read_divisions(word, DIVISIONS)
    assert reading.everyone
    assert reading.names == tuple(d.short for d in DIVISIONS)


def test_variant_spelling_is_read_and_told() -> None:
    reading = read_divisions("สำนักงานปลัด, กองสาธารณสุข", DIVISIONS)
    assert reading.names == ("สำนักปลัด", "กองสาธารณสุขฯ")
    assert reading.variants == (("สำนักงานปลัด", "สำนักปลัด"), ("กองสาธารณสุข", "กองสาธารณสุขฯ"))


def test_national_variant_of_a_listed_division_is_known_without_being_listed() -> None:
    listed = (Division("สำนักปลัดเทศบาล", "สำนักปลัดเทศบาล"),)
    assert read_divisions("สำนักปลัด", listed).names == ("สำนักปลัดเทศบาล",)


def test_division_that_the_office_lacks_is_unknown() -> None:
    reading = read_divisions("กองส่งเสริมการเกษตร และกองประปา", DIVISIONS)
    assert reading.unknown == ("กองส่งเสริมการเกษตร", "กองประปา")


def test_named_twice_counts_once() -> None:
    reading = read_divisions("กองคลัง กองช่าง กองคลัง", DIVISIONS)
    assert (reading.names, reading.twice) == (("กองคลัง", "กองช่าง"), ("กองคลัง",))


def test_office_without_a_list_gets_the_national_one() -> None:
    assert read_divisions("กองช่าง", ()).names == ("กองช่าง",)


@given(
    st.lists(st.sampled_from(DIVISIONS), unique=True, min_size=1),
    st.sampled_from(["\n", ", ", "/", " ", "; ", " และ"]),
)
def test_names_joined_by_any_separator_are_all_found(chosen: list[Division], sign: str) -> None:
    reading = read_divisions(sign.join(d.full for d in chosen), DIVISIONS)
    assert reading.names == tuple(d.short for d in chosen)
    assert reading.unknown == ()


@given(nasty_text)
def test_any_text_is_read(text: str) -> None:
    reading = read_divisions(text, DIVISIONS)
    assert set(reading.names) <= {d.short for d in DIVISIONS}


NAME = st.one_of(
    st.text("กข", min_size=1, max_size=4),
    st.lists(st.sampled_from(["ก", "ข", "*", "/", " ", "-", "1"]), min_size=1, max_size=4).map("".join),
).filter(str.strip)
BETWEEN = st.sampled_from(["", " ", ",", " / ", "\n", "\u00a0", "*", "-", "และ", "ก"])


@given(st.lists(NAME, min_size=1, max_size=6, unique=True), st.data())
def test_a_cell_of_plain_names_reads_as_the_pattern_would_read_it(
    spellings: list[str], data: st.DataObject
) -> None:
    index = _Index(spellings, {}, frozenset())
    cell = st.lists(st.tuples(st.sampled_from(spellings), BETWEEN), max_size=4)
    text = data.draw(BETWEEN) + "".join(map("".join, data.draw(cell)))
    assert list(index.found(text)) == [found.span() for found in index.pattern.finditer(text)]


@pytest.mark.parametrize(
    ("spellings", "text"),
    [
        (["ก", "ข", "กข"], "ก ข"),
        (["ก", "กข"], "ก\nขข"),
        (["ก", "ก*"], "ก *"),
        (["ก", "/ก"], "/ก"),
        (["ก", "ก/ข", "ข"], "ก/ข"),
    ],
)
def test_the_longest_name_wins_across_separators(spellings: list[str], text: str) -> None:
    index = _Index(spellings, {}, frozenset())
    assert list(index.found(text)) == [found.span() for found in index.pattern.finditer(text)]


def test_plain_cells_need_no_pattern() -> None:
    """Each office has a list of its own, and to compile one takes as long as to read its workbook."""
    index = _Index(["กองคลัง", "กองช่าง", "ทุกสำนัก/กอง", "สำนัก ปลัด"], {}, frozenset())
    for text in ("กองคลัง", "กองช่าง, กองคลัง\nสำนักปลัด", "", " / "):
        list(index.found(text))
    assert "pattern" not in vars(index)
    assert list(index.found("กองคลังและกองช่าง")) == [(0, 7), (10, 17)]
    assert "pattern" in vars(index)
