"""What the template is given."""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core.model import (
    DateStyle,
    Digits,
    EarlierMemo,
    Measure,
    OfficeKind,
    Round,
    Signer,
    Status,
    Tracker,
)
from itaxl.core.years import FiscalYear
from itaxl.memo.content.context import BLANK, context
from itaxl.memo.content.rows import without_ought
from itaxl.memo.content.variables import VARIABLES, Kind, Variable
from tests import memo_cases as case


def printed(tracker: Tracker = case.TRACKER, **options: Any) -> dict[str, Any]:
    return context(case.assessed(tracker), **options)


def values(tracker: Tracker = case.TRACKER, **options: Any) -> dict[str, Any]:
    """As `printed`, with plain spaces: which of them end no line is a matter of its own."""
    spaced: dict[str, Any] = _spaced(printed(tracker, **options))
    return spaced


def _spaced(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("\u00a0", " ")
    if isinstance(value, list):
        return [_spaced(item) for item in value]
    return {name: _spaced(item) for name, item in value.items()} if type(value) is dict else value


def one(**fields: Any) -> tuple[dict[str, Any], dict[str, Any]]:
    """The plan row and the result row of a single measure."""
    given = values(case.with_measures([Measure(**fields)]))
    return given["plan"][0], given["results"][0]


def assert_fits(value: Any, variable: Variable) -> None:
    """The kind that the list of variables promises."""
    if variable.kind is Kind.TEXT:
        assert type(value) is str, variable.name
    elif variable.kind is Kind.FLAG:
        assert type(value) is bool, variable.name
    elif variable.kind is Kind.LINES:
        assert all(type(line) is str for line in value), variable.name
    elif variable.kind is Kind.ROWS:
        for row in value:
            assert list(row) == [item.name for item in variable.items]
            for item in variable.items:
                assert_fits(row[item.name], item)
    else:
        for group in value:
            assert_fits(group, variable._replace(kind=Kind.ROWS))


@pytest.mark.parametrize("tracker", [case.TRACKER, Tracker()], ids=["full", "empty"])
def test_every_variable_of_the_guide_is_given_and_no_other(tracker: Tracker) -> None:
    given = values(tracker)
    assert set(given) == {variable.name for variable in VARIABLES}
    for variable in VARIABLES:
        assert_fits(given[variable.name], variable)


# --- header ---------------------------------------------------------------------------------------


def test_the_agency_line_names_office_division_place_and_telephone() -> None:
    phone = "โทร.\u00a0๐\u00a0๔๓๙๙\u00a0๐๐๐๐"
    assert printed()["agency"] == f"เทศบาลตำบลทุ่งสมมุติ (สำนักปลัด) อำเภอลำน้ำใส จังหวัดสมมุตินคร {phone}"


def test_the_agency_line_leaves_out_what_is_blank() -> None:
    given = values(case.with_office(owner_division="", district="", phone=""))
    assert given["agency"] == "เทศบาลตำบลทุ่งสมมุติ จังหวัดสมมุตินคร"


def test_a_word_that_was_typed_along_is_not_doubled() -> None:
    office = {"name": "เทศบาลตำบลทุ่งสมมุติ", "district": "อำเภอลำน้ำใส", "province": "จังหวัดสมมุตินคร"}
    given = values(case.with_office(**office, phone="โทร. 0 4399 0000", through="ผ่านปลัดเทศบาล"))
    assert given["agency"] == values()["agency"]
    assert given["to"] == "นายกเทศมนตรีตำบลทุ่งสมมุติ/ผ่านปลัดเทศบาล"


@pytest.mark.parametrize(
    ("kind", "addressee"),
    [
        (OfficeKind.SAO, "นายกองค์การบริหารส่วนตำบลทุ่งสมมุติ"),
        (OfficeKind.TAMBON, "นายกเทศมนตรีตำบลทุ่งสมมุติ"),
        (OfficeKind.CITY, "นายกเทศมนตรีนครทุ่งสมมุติ"),
        (None, BLANK),
    ],
)
def test_the_chief_is_addressed_where_the_office_names_nobody(
    kind: OfficeKind | None, addressee: str
) -> None:
    assert values(case.with_office(kind=kind, through=""))["to"] == addressee


def test_the_office_s_own_addressee_goes_first() -> None:
    assert values(case.with_office(addressee="ท่านนายก"))["to"] == "ท่านนายก/ผ่านปลัดเทศบาลตำบลทุ่งสมมุติ"


def test_the_register_number_is_left_to_the_clerk() -> None:
    assert values(case.with_office(book_code="สน 52301"))["book_number"] == "สน ๕๒๓๐๑/"
    assert values(case.with_office(book_code="สน 52301/"))["book_number"] == "สน ๕๒๓๐๑/"
    assert values(case.with_office(book_code=""))["book_number"] == ""


@pytest.mark.parametrize(
    ("style", "digits", "shown"),
    [
        (DateStyle.SHORT, Digits.THAI, "๓๑ มีนาคม ๒๕๖๕"),
        (DateStyle.LONG, Digits.THAI, "๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕"),
        (DateStyle.LONG, Digits.ARABIC, "31 เดือน มีนาคม พ.ศ. 2565"),
    ],
)
def test_the_date_reads_in_the_office_s_style(style: DateStyle, digits: Digits, shown: str) -> None:
    given = values(case.with_office(date_style=style, digits=digits))
    assert given["memo_date"] == shown
    assert given["thai_digits"] is (digits is Digits.THAI)


def test_a_blank_subject_and_closing_get_standard_words() -> None:
    given = values(case.with_report(subject="", closing=""))
    assert "ประจำปีงบประมาณ พ.ศ. ๒๕๖๕ (รอบ ๖ เดือน)" in given["subject"]
    assert given["closing"] == ["จึงเรียนมาเพื่อโปรดทราบ"]


def test_a_closing_of_several_lines_becomes_several_paragraphs() -> None:
    assert values(case.with_report(closing="ก\n\nข 1"))["closing"] == ["ก", "ข ๑"]


# --- body -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("earlier", "citation"),
    [
        (
            EarlierMemo("แผน 1", dt.date(2022, 1, 31), "6"),
            "ในข้อ ๖ ตามบันทึกข้อความ เรื่อง แผน ๑ ลงวันที่ ๓๑ มกราคม ๒๕๖๕",
        ),
        (EarlierMemo("เรื่อง แผน", None, "ข้อ 6"), "ในข้อ ๖ ตามบันทึกข้อความ เรื่อง แผน"),
        (EarlierMemo("แผน"), "ตามบันทึกข้อความ เรื่อง แผน"),
        (EarlierMemo("", dt.date(2022, 1, 31)), "ตามบันทึกข้อความ ลงวันที่ ๓๑ มกราคม ๒๕๖๕"),
        (EarlierMemo("", None, "6"), "ในข้อ ๖ ตามบันทึกข้อความฉบับก่อน"),
        (EarlierMemo(), ""),
    ],
)
def test_the_citation_says_what_is_known_of_the_earlier_memo(earlier: EarlierMemo, citation: str) -> None:
    assert values(case.with_report(earlier=earlier))["citation"] == citation


def test_scores_have_two_decimals_and_the_level_follows_where_it_is_blank() -> None:
    given = values(case.with_report(total=Decimal("89.375"), level=""))
    assert (given["score"], given["level"], given["score_parts"]) == ("๘๙.๓๘", "A", "")


def test_the_three_scores_are_told_where_the_scale_needs_them() -> None:
    parts = {"iit": Decimal("97"), "eit": Decimal("84.5"), "oit": Decimal("99.99")}
    given = values(
        case.with_report(assessed_year=FiscalYear(2566), total=Decimal("94.44"), level="", **parts)
    )
    assert given["score_parts"] == "IIT ๙๗.๐๐ EIT ๘๔.๕๐ OIT ๙๙.๙๙"
    assert given["level"] == "ผ่าน"


def test_a_draft_shows_where_a_score_is_missing() -> None:
    given = values(Tracker(), draft=True)
    assert (given["score"], given["level"], given["draft"]) == (BLANK, BLANK, True)


def test_counts_come_from_the_rollup() -> None:
    given = values()
    assert (given["measures_count"], given["done_count"], given["percent_done"]) == ("๖", "๔", "๖๖.๗")


def test_the_round_reads_in_the_office_s_digits() -> None:
    assert values(case.with_report(round=Round.TWELVE_MONTHS))["round"] == "รอบ ๑๒ เดือน"
    assert values(case.with_report(round=None))["round"] == ""


# --- the plan -------------------------------------------------------------------------------------


def test_the_number_stands_in_parentheses_before_the_first_line() -> None:
    plan, _ = one(number=12, title="ก\nข")
    assert (plan["number"], plan["title_lines"], plan["title"]) == ("(๑๒)", ["(๑๒) ก", "ข"], "ก ข")


def test_a_measure_without_a_number_has_no_parentheses() -> None:
    assert one(title="ก")[0]["title_lines"] == ["ก"]


@pytest.mark.parametrize(
    ("steps", "shown"),
    [
        (("ทำ",), ["ทำ"]),
        (("ทำ", "ทบทวน"), ["- ทำ", "- ทบทวน"]),
        (("-ทำ", "- ทบทวน"), ["-ทำ", "- ทบทวน"]),
        (("1. ทำ", "(2) ทบทวน", "• สรุป"), ["๑. ทำ", "(๒) ทบทวน", "• สรุป"]),
        (("ทำ\nต่อ", "จบ"), ["- ทำ", "ต่อ", "- จบ"]),
        ((), []),
    ],
)
def test_several_steps_begin_with_a_dash_unless_they_have_a_mark(
    steps: tuple[str, ...], shown: list[str]
) -> None:
    assert one(steps=steps)[0]["steps"] == shown


def test_every_division_stands_on_its_own_line_and_all_of_them_on_one() -> None:
    assert one(divisions=("กองคลัง", "กองช่าง"))[0]["divisions"] == ["กองคลัง", "กองช่าง"]
    assert one(divisions=("กองคลัง",), all_divisions=True)[0]["divisions"] == ["ทุกส่วนราชการ"]


def merges(*follow_ups: str | None, default: str = "ปกติ") -> list[str]:
    tracker = case.with_measures(Measure(n, follow_up=text) for n, text in enumerate(follow_ups))
    tracker = tracker._replace(report=tracker.report._replace(follow_up=default))
    return [row["merge"] for row in values(tracker)["plan"]]


def test_equal_neighbours_share_one_follow_up_cell() -> None:
    assert merges(None, None, "อื่น", None) == ["restart", "continue", "", ""]
    assert merges("ก", None, "ปกติ") == ["", "restart", "continue"]


def test_spacing_and_digits_make_no_difference_between_neighbours() -> None:
    assert merges("ภายใน 31 มีนาคม", "ภายใน  ๓๑มีนาคม") == ["restart", "continue"]


def test_empty_follow_ups_are_not_merged() -> None:
    assert merges(None, "", default="") == ["", ""]


@pytest.mark.parametrize("rows", ["plan", "plan_groups"])
def test_every_row_has_the_text_that_it_shares(rows: str) -> None:
    """Whatever page a row comes to stand on, and however its table was made."""
    given = values()[rows]
    flat = [row for group in given for row in group] if rows == "plan_groups" else given
    told = [(row["follow_up"], row["follow_up_more"]) for row in flat]
    shared = ("- รายงานผลให้ผู้บริหารทราบ", ["ทุก ๓ เดือน", "- สรุปผล ณ ๓๑ มีนาคม ๒๕๖๕"])
    own = ("สำรวจความพึงพอใจของผู้รับบริการทุกเดือน", [])
    assert told == [shared, shared, shared, shared, own, shared]


def test_neighbours_with_one_text_are_a_group() -> None:
    assert [len(group) for group in values()["plan_groups"]] == [4, 1, 1]


@given(st.lists(st.sampled_from(["", "ก", "ก ", "ข"]), max_size=8))
def test_the_groups_hold_every_row_once_and_in_order(texts: list[str]) -> None:
    given = values(case.with_measures(Measure(n, follow_up=text) for n, text in enumerate(texts)))
    assert [row for group in given["plan_groups"] for row in group] == given["plan"]


# --- the results ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("plan", "result"),
    [
        ("ควรมีคู่มือ", "มีคู่มือ"),
        ("ควรจะปรับปรุงเว็บ", "ปรับปรุงเว็บ"),
        ("- ควรเปิดช่องทาง", "- เปิดช่องทาง"),
        ("-ควร เปิดช่องทาง", "-เปิดช่องทาง"),
        ("ผู้บริหารควรทำ", "ผู้บริหารควรทำ"),
        ("ควร", "ควร"),
        ("ควรมี ควรทำ", "มี ควรทำ"),
    ],
)
def test_what_should_be_done_becomes_what_is_done(plan: str, result: str) -> None:
    assert without_ought(plan) == result


def test_result_wording_follows_the_plan_unless_it_has_its_own() -> None:
    _, result = one(title="ควรมีคู่มือ", steps=("ควรทำ", "- ควรแจก"))
    assert (result["title"], result["steps"]) == ("มีคู่มือ", ["- ทำ", "- แจก"])
    _, result = one(title="ควรมีคู่มือ", steps=("ควรทำ",), result_title="ควรคงไว้ 1", result_steps=("เสร็จ",))
    assert (result["title"], result["steps"]) == ("ควรคงไว้ ๑", ["เสร็จ"])


@pytest.mark.parametrize("status", [*Status, None])
@pytest.mark.parametrize("note", ["", "ดูเว็บ", "(ดูเว็บ)"])
def test_one_mark_is_a_slash_with_the_note_and_the_others_are_dashes(
    status: Status | None, note: str
) -> None:
    _, result = one(status=status, note=note)
    marks = [result["not_started"], result["in_progress"], result["done"]]
    expected = ["-"] * 3
    if status is not None:
        expected[list(Status).index(status)] = "/ (ดูเว็บ)" if note else "/"
    assert marks == expected


# --- signers, digits ------------------------------------------------------------------------------


def test_a_signer_without_a_role_proposes_and_the_others_give_an_opinion() -> None:
    signers = values()["signers"]
    assert [signer["role"] for signer in signers] == ["", "ความเห็นปลัดเทศบาล", "ความเห็น/คำสั่งนายกเทศมนตรี"]
    assert signers[2]["positions"] == ["รองนายกเทศมนตรี รักษาราชการแทน", "นายกเทศมนตรีตำบลทุ่งสมมุติ"]


def test_a_name_stands_in_one_pair_of_parentheses() -> None:
    signers = (Signer("(นายก)", ("",), "ความเห็น....."), Signer("นายข"), Signer(""))
    given = values(case.with_office(signers=signers))["signers"]
    assert [signer["name"] for signer in given] == ["(นายก)", "(นายข)", "(" + "." * 40 + ")"]
    assert (given[0]["role"], given[0]["positions"]) == ("ความเห็น", [])


def texts(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for item in value.values() for text in texts(item)]
    if isinstance(value, list):
        return [text for item in value for text in texts(item)]
    return [value] if isinstance(value, str) else []


def test_no_arabic_digit_is_left_but_in_addresses() -> None:
    note = "ดู https://example.go.th/2565 ข้อ 3"
    measure = case.MEASURES[2]._replace(note=note)
    given = values(case.with_measures([*case.MEASURES, measure]))
    assert given["results"][-1]["done"] == "/ (ดู https://example.go.th/2565 ข้อ ๓)"
    told = " ".join(texts(given)).replace("https://example.go.th/2565", "")
    assert not re.search("[0-9]", told)


def test_an_office_may_print_arabic_digits() -> None:
    given = values(case.with_office(digits=Digits.ARABIC, name="ที่ ๒"))
    assert not re.search("[๐-๙]", " ".join(texts(given)))
    assert given["plan"][0]["number"] == "(1)"
