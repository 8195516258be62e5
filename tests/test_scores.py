"""Scores as they are typed: in percent, weighted, of other years, with words around them."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core.assess import assess
from itaxl.core.grid import Value
from itaxl.core.model import Assessment, Finding
from itaxl.core.rules import Case
from tests.case_grids import grids_of

SCORES = ("iit", "eit", "oit", "total")


def assessed(cells: dict[str, Value]) -> Assessment:
    return assess(grids_of(Case(cells)), dt.date(2024, 4, 2))


def told(cells: dict[str, Value]) -> list[tuple[str, str, Value]]:
    return [(f.code, f.place.cell, f.suggestion) for f in assessed(cells).findings]


def the(code: str, cells: dict[str, Value]) -> Finding:
    (found,) = [f for f in assessed(cells).findings if f.code == code]
    return found


def it_reads_percentages_as_they_are_shown() -> None:
    """88.40% in a cell is 0.884: the memo says ๘๘.๔๐, and not ๐.๘๘."""
    cells: dict[str, Value] = {"iit": 0.884, "eit": 0.862, "oit": 0.925, "total": 0.8938}
    report = assessed(cells).tracker.report
    assert [float(getattr(report, name) or 0) for name in SCORES] == [88.4, 86.2, 92.5, 89.38]
    assert told(cells) == [
        ("R407", "B25", 88.4),
        ("R407", "B26", 86.2),
        ("R407", "B27", 92.5),
        ("R407", "B28", 89.38),
    ]


@pytest.mark.parametrize("typed", ["0.884", "๐.๘๘๔", 0.884, 0.8840000000000001])
def it_reads_a_share_of_one_however_it_is_typed(typed: Value) -> None:
    assert the("R407", {"iit": typed}).suggestion == 88.4


def it_takes_a_sum_of_points_for_what_it_is() -> None:
    """=B24*0.3+B25*0.3+B26*0.4 ends in digits that nobody typed."""
    assert told({"total": 89.38000000000001}) == []


def it_knows_weighted_points_and_asks_for_the_scores_themselves() -> None:
    """IIT 26.52 of 30, EIT 25.86 of 30, OIT 37.00 of 40, as some tables of results print them."""
    cells: dict[str, Value] = {"iit": 26.52, "eit": 25.86, "oit": 37.0}
    assert told(cells) == [("R408", "B25", 88.4), ("R408", "B26", 86.2), ("R408", "B27", 92.5)]
    assert told({"iit": 28.04, "eit": 28.46, "oit": 40.0, "total": 96.5, "level": "ผ่านดี"}) == [
        ("R408", "B25", 93.47),
        ("R408", "B26", 94.87),
        ("R408", "B27", 100.0),
    ]


def it_has_no_question_left_once_the_scores_themselves_stand_there() -> None:
    assert told({"iit": 93.47, "eit": 94.87, "oit": 100.0, "total": 96.5}) == []


def it_takes_no_wrong_sum_for_weighted_points() -> None:
    assert [code for code, _, _ in told({"iit": 26.52, "eit": 25.86, "oit": 30.0})] == ["R404", "R406"]


def it_tells_nobody_to_change_a_level_that_is_right_when_the_year_is_wrong() -> None:
    found = the("R409", {"assessed_year": 2565.0})
    assert (found.place.cell, found.suggestion) == ("B24", 2566.0)
    assert "หมายถึง “2566” ใช่หรือไม่" in found.message
    assert [f.place.cell for f in assessed({"assessed_year": 2565.0}).findings if "ระดับ" in f.message] == [
        "B24"
    ]


def it_reads_a_level_without_the_word_that_the_memo_prints() -> None:
    assert assessed({"level": "ระดับ ผ่านดี"}).tracker.report.level == "ผ่านดี"
    assert told({"level": "ระดับ ผ่านดี"}) == []


def it_asks_for_both_where_the_year_is_the_usual_one() -> None:
    assert the("R409", {"level": "A", "assessed_year": 2567.0}).place.cell == "B29"
    found = the("R409", {"level": "AA"})
    assert (found.place.cell, found.suggestion) == ("B29", None)


@pytest.mark.parametrize("year", [2561.0, 2560.0])
def it_checks_neither_level_nor_total_before_the_first_scale_and_says_so(year: float) -> None:
    codes = [code for code, _, _ in told({"assessed_year": year, "level": "สูงมาก", "total": 82.0})]
    assert "R411" in codes
    assert not {"R404", "R405", "R406", "R409"} & set(codes)


def it_checks_neither_level_nor_total_of_a_year_whose_scale_nobody_knows_and_says_so() -> None:
    cells: dict[str, Value] = {
        "fiscal_year": 2571.0,
        "assessed_year": 2570.0,
        "memo_date": dt.date(2028, 4, 3),
    }
    codes = [code for code, _, _ in told(cells | {"level": "ระดับใหม่", "total": 82.0})]
    assert "R410" in codes
    assert not {"R404", "R405", "R406", "R409"} & set(codes)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("88,40", 88.4),
        ("88. 40", 88.4),
        ("ร้อยละ ๘๘.๔๐", 88.4),
        ("88.40 คะแนน (ITA)", 88.4),
        ("88.40/100", 88.4),
        ("IIT = 88.40", 88.4),
        ("88.40 จาก 100", 88.4),
        ("88.40 ปี 2566", None),
        ("88-90", None),
        ("แปดสิบ", None),
        ("880.4 คะแนนเต็ม", None),
    ],
)
def it_asks_whether_the_one_figure_in_a_text_is_the_score(typed: str, meant: float | None) -> None:
    found = the("R401", {"iit": typed})
    assert found.suggestion == meant
    assert ("ใช่หรือไม่" in found.message) is (meant is not None)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ดีเยี่ยม", "ผ่านดีเยี่ยม"),
        ("ผ่าน ดีเยียม", "ผ่านดีเยี่ยม"),
        ("ปรับปรุง", "ต้องปรับปรุง"),
        ("“ผ่านดี”", "ผ่านดี"),
        ("ผ่านดีมาก", None),
        ("พอใช้", None),
    ],
)
def it_asks_whether_a_level_that_is_none_is_the_one_it_is_like(typed: str, meant: str | None) -> None:
    assert the("R405", {"level": typed}).suggestion == meant
