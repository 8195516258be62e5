"""Every rule catches its bad example and lets its good one pass."""

from __future__ import annotations

import datetime as dt
import re
import string

import pytest

from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.layout import Field, Need
from itaxl.core.model import Severity
from itaxl.core.rules import BY_CODE, FAMILIES, RULES, Case, Rule
from itaxl.core.sample import sample
from tests.case_grids import grids_of, place_of
from tests.rule_messages import MESSAGES

TODAY = dt.date(2024, 4, 2)


def codes(rule_case: object) -> list[str]:
    return [f.code for f in assess(grids_of(rule_case), TODAY).findings]  # type: ignore[arg-type]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_bad_example_is_found(rule: Rule) -> None:
    grids = grids_of(rule.bad)
    found, *more = [f for f in assess(grids, TODAY).findings if f.code == rule.code]
    assert len(more) == {"R408": 2}.get(rule.code, 0), "once, save what is told of each of three scores"
    assert found.place == place_of(rule.bad)
    assert found.severity is rule.severity
    assert [found.place.cell, found.value, found.message] == MESSAGES[rule.code]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_good_example_is_not_found(rule: Rule) -> None:
    assert rule.code not in codes(rule.good)


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_bad_example_brings_no_unrelated_error(rule: Rule) -> None:
    """A bad example shows one fault; other errors in it must follow from it, and are listed here."""
    follow = {
        "S104": set(),
        "O303": set(),
        "R402": {"R404"},
        "R403": set(),
        "S106": set(),
        "Y505": {"P704", "Y512"},
        "O315": {"M610"},
        "O309": set(),
    }
    errors = {c for c in codes(rule.bad) if BY_CODE[c].severity is Severity.ERROR}
    assert errors - {rule.code} <= follow.get(rule.code, set())


def test_sample_has_no_finding() -> None:
    assert codes(RULES[0].good) == []
    assert assess(grids_of(RULES[0].good), TODAY).tracker == sample()


def test_codes_are_unique_and_well_formed() -> None:
    assert len({r.code for r in RULES}) == len(RULES) >= 35
    for number, family in enumerate(FAMILIES, 1):
        assert len({r.code[0] for r in family.rules}) <= 2, family.name
        assert all(re.fullmatch(r"[A-Z]\d{3}", r.code) for r in family.rules), number


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r.code)
def test_rule_says_why_and_what_to_do_in_thai(rule: Rule) -> None:
    for text in (rule.title, rule.why, rule.message):
        assert re.search("[ก-ฮ]", text)
        assert "  " not in text
    assert list(string.Formatter().parse(rule.message))


def test_advice_in_the_steps_of_a_result_is_found_at_the_steps() -> None:
    """The one rule with two places; its bad example shows the other."""
    case = Case({"result_steps": "- จัดอบรม\n- ควรติดตามผล"})
    (found,) = [f for f in assess(grids_of(case), TODAY).findings if f.code == "M609"]
    assert found.place == place_of(case)


@pytest.mark.parametrize(
    ("cells", "code", "is_found"),
    [
        ({"done_on": dt.date(2023, 9, 30)}, "P703", True),
        ({"done_on": dt.date(2023, 10, 1)}, "P703", False),
        ({"due@3": dt.date(2023, 9, 30)}, "P702", True),
        ({"due@3": dt.date(2023, 10, 1)}, "P702", False),
        ({"due@3": dt.date(2024, 9, 30)}, "P702", False),
        ({"due@3": dt.date(2024, 10, 1)}, "P702", True),
        ({"due@3": dt.date(2024, 3, 30)}, "P701", True),
        ({"due@3": dt.date(2024, 3, 31)}, "P701", False),
        ({"done_on": dt.date(2024, 4, 2)}, "P704", False),
        ({"done_on": dt.date(2024, 4, 3)}, "P704", True),
        ({"memo_date": dt.date(2023, 9, 30)}, "Y505", True),
        ({"memo_date": dt.date(2023, 10, 1)}, "Y505", False),
        ({"memo_date": dt.date(2024, 9, 30)}, "Y506", False),
        ({"memo_date": dt.date(2024, 10, 1)}, "Y506", True),
        ({"cutoff": dt.date(2024, 4, 2)}, "Y508", False),
        ({"cutoff": dt.date(2024, 4, 3)}, "Y508", True),
        ({"earlier_date": dt.date(2024, 4, 1)}, "Y512", False),
        ({"earlier_date": dt.date(2024, 4, 2)}, "Y512", True),
    ],
)
def test_the_first_and_the_last_day_count_as_the_rules_say(
    cells: dict[str, dt.date], code: str, is_found: bool
) -> None:
    """A fiscal year runs from 1 October to 30 September, both of them days of it."""
    assert (code in codes(Case(cells))) is is_found


@pytest.mark.parametrize(
    ("cells", "code", "is_found"),
    [
        ({"iit": 0.0}, "R402", False),
        ({"iit": 100.0}, "R402", False),
        ({"iit": 100.01}, "R402", True),
        ({"iit": -0.01}, "R402", True),
        ({"total": 89.37}, "R404", False),
        ({"total": 89.365}, "R404", False),
        ({"total": 89.36}, "R404", True),
        ({"iit": 0.0, "eit": 100.0, "oit": 100.0, "total": 70.0}, "R404", False),
        ({"iit": 0.0, "eit": 100.0, "oit": 100.0, "total": 71.0}, "R404", True),
        ({"indicator": 0.0}, "M608", True),
        ({"indicator": 1.0}, "M608", False),
        ({"number": None, "number@3": 2.0}, "M605", True),
        ({"title": None, "title@3": "ควรมีคู่มือการให้บริการที่ประชาชนเข้าใจง่าย"}, "M607", True),
        ({"number": None}, "M606", False),
        ({"number": None, "number@2": None, "number@3": 4.0}, "M606", True),
        ({"signers.name@1": None, "signers.name@2": None}, "O313", False),
        ({"divisions.short@1": None, "divisions.short@2": None}, "O315", False),
        ({"title@1": None, "title@2": None}, "M607", False),
        ({"emblem": ".png"}, "O308", True),
        ({"emblem": ".krut.png"}, "O308", True),
        ({"earlier_date": dt.date(2024, 1, 27)}, "Y513", True),
        ({"earlier_date": dt.date(2024, 1, 26)}, "Y513", False),
        ({"evidence": "https://www.a.example.go.th/1 เว็บไซต์"}, "P708", True),
        ({"evidence": "https://www.a.example.go.th/1\nhttps://www.a.example.go.th/2"}, "P708", False),
    ],
)
def test_a_check_begins_exactly_where_it_says(cells: dict[str, object], code: str, is_found: bool) -> None:
    assert (code in codes(Case(cells))) is is_found  # type: ignore[arg-type]


def suggestion_of(cells: dict[str, object], code: str) -> object:
    (found,) = [f for f in assess(grids_of(Case(cells)), TODAY).findings if f.code == code]  # type: ignore[arg-type]
    return found.suggestion


@pytest.mark.parametrize(
    ("cells", "code", "day"),
    [
        ({"due@3": dt.date(2024, 12, 3)}, "P702", dt.date(2024, 3, 12)),
        ({"due@3": "3/12/2567"}, "P702", dt.date(2024, 3, 12)),
        ({"due@3": "30 ก.ย. 2576"}, "P702", dt.date(2024, 9, 30)),
        ({"due@3": "29/2/2575"}, "P702", None),  # there is no 29 February 2557
        ({"due@3": "3 ธ.ค. 2567"}, "P702", None),  # a month that is named is no day
        ({"due@3": dt.date(2024, 12, 30)}, "P702", None),
        ({"due@3": dt.date(2025, 9, 3)}, "P702", None),  # swapped it lies outside as well
        ({"due@3": dt.date(2010, 7, 8)}, "P702", dt.date(2024, 3, 4)),  # 040367 in a date cell
        ({"done_on": dt.date(2023, 8, 2)}, "P703", None),
        ({"done_on": dt.date(2023, 1, 12)}, "P703", dt.date(2023, 12, 1)),
        ({"done_on": dt.date(2024, 9, 2)}, "P704", dt.date(2024, 2, 9)),
        ({"done_on": dt.date(2024, 9, 8)}, "P704", None),  # swapped it lies behind the memo as well
        ({"memo_date": dt.date(2023, 2, 10)}, "Y505", dt.date(2023, 10, 2)),
        ({"memo_date": dt.date(2024, 12, 4)}, "Y506", dt.date(2024, 4, 12)),
        ({"cutoff": dt.date(2024, 12, 3)}, "Y507", dt.date(2024, 3, 12)),
        ({"fiscal_year": "67"}, "Y501", 2567.0),
        ({"fiscal_year": "พ.ศ. ๖๗"}, "Y501", 2567.0),
        ({"fiscal_year": 2657.0}, "Y501", 2567.0),
        ({"fiscal_year": 2777.0}, "Y501", None),
        ({"fiscal_year": "ปี 2"}, "Y501", None),
        ({"fiscal_year": 2024.0}, "Y502", 2567.0),
    ],
)
def test_a_day_outside_the_year_is_suggested_inside_where_only_one_is_meant(
    cells: dict[str, object], code: str, day: object
) -> None:
    assert suggestion_of(cells, code) == day


def test_a_cell_has_one_suggestion_and_it_settles_the_cell() -> None:
    """Stored in BE and swapped: what the year tells goes before what the cell tells by itself."""
    cells: dict[str, object] = {"due@3": dt.date(2567, 12, 3)}
    assert suggestion_of(cells, "D504") == suggestion_of(cells, "P702") == dt.date(2024, 3, 12)
    assert not {"D504", "P702"} & set(codes(Case({"due@3": dt.date(2024, 3, 12)})))


@pytest.mark.parametrize("year", [2565, 2567, 2570])
def test_advice_is_given_in_the_trackers_own_year(year: int) -> None:
    cells: dict[str, object] = {
        "fiscal_year": float(year), "assessed_year": "ก", "memo_date": None, "due": None,
        "done_on": "31/3/256",
    }  # fmt: skip
    told = {f.code: f.message for f in assess(grids_of(Case(cells)), TODAY).findings}  # type: ignore[arg-type]
    assert f"31/3/{year}" in told["D501"] and f"30/9/{year}" in told["M602"]
    assert f"31/3/{year}" in told["O301"] and f"เช่น {year}" in told["Y501"]


def test_advice_without_a_readable_year_is_of_the_year_after_the_assessed_one() -> None:
    for cells, year in (({"assessed_year": 2568.0}, 2569), ({"assessed_year": None}, 2567)):
        told = [f.message for f in assess(grids_of(Case({"fiscal_year": "ก"} | cells)), TODAY).findings]  # type: ignore[arg-type]
        assert any(f"เช่น {year}" in message for message in told)


@pytest.mark.parametrize(
    ("months", "day", "is_found"),
    [
        ("รอบ 12 เดือน", dt.date(2024, 10, 15), False),
        ("รอบ 12 เดือน", dt.date(2025, 9, 30), False),
        ("รอบ 12 เดือน", dt.date(2025, 10, 1), True),
        ("รอบ 6 เดือน", dt.date(2024, 10, 15), True),
        (None, dt.date(2024, 10, 15), True),
    ],
)
def test_a_report_of_twelve_months_may_be_written_in_the_year_after(
    months: str | None, day: dt.date, is_found: bool
) -> None:
    """ITA asks for the results of the year before."""
    told = codes(Case({"round": months, "memo_date": day, "cutoff": day}))
    assert ("Y506" in told, "Y507" in told) == (is_found, is_found)


#: What an empty cell is told under, by its field's need; in a row that is done, two more.
_EMPTY_OF_OFFICE = {Need.REQUIRED: ["O301"], Need.ADVISED: ["O302"], Need.OPTIONAL: []}
_EMPTY_OF_MEASURE = {Need.REQUIRED: ["M601"], Need.ADVISED: ["M602"], Need.OPTIONAL: []}
_EMPTY_OF_DONE = {"done_on": ["P706"], "evidence": ["P707"]}


@pytest.mark.parametrize("field", layout.OFFICE_FIELDS + layout.REPORT_FIELDS, ids=lambda f: f.key)
def test_an_empty_field_is_told_once_and_spoils_no_other_check(field: Field) -> None:
    case = Case({field.key: None})
    findings = assess(grids_of(case), TODAY).findings
    assert [f.code for f in findings] == _EMPTY_OF_OFFICE[field.need]
    assert all(f.place == place_of(case) for f in findings)


@pytest.mark.parametrize("field", layout.MEASURE_COLUMNS, ids=lambda f: f.key)
def test_an_empty_cell_of_a_measure_is_told_once_and_spoils_no_other_check(field: Field) -> None:
    case = Case({f"{field.key}@1": None})
    findings = assess(grids_of(case), TODAY).findings
    assert [f.code for f in findings] == _EMPTY_OF_DONE.get(field.key, _EMPTY_OF_MEASURE[field.need])
    assert all(f.place == place_of(case) for f in findings)


_TABLES = {
    "": layout.MEASURE_COLUMNS,
    "signers.": layout.SIGNER_COLUMNS,
    "divisions.": layout.DIVISION_COLUMNS,
}


@pytest.mark.parametrize(
    ("table", "field"),
    [(table, field) for table, fields in _TABLES.items() for field in fields],
    ids=lambda one: getattr(one, "key", one),
)
def test_a_column_without_its_header_is_the_only_thing_told_of_it(table: str, field: Field) -> None:
    """Nobody is asked to fill in what stands in no known column; and no check stumbles over it.

    An optional one may be taken out, with all that stood in it.
    """
    header = f"#{table}{field.key}" if table else f"#{field.key}@1"
    place = place_of(Case({header: None}))
    (grid,) = [grid for grid in grids_of(Case()) if grid.sheet == place.sheet]
    used = any(grid.at(row, place.column) for row in range(place.row + 1, len(grid.rows) + 1))
    used = used and field.kind is not layout.Kind.OUTPUT
    told = {Need.REQUIRED: ["S104"], Need.ADVISED: ["S105"], Need.OPTIONAL: ["S105"] if used else []}
    assert codes(Case({header: None})) == told[field.need]
