"""What an assessment looks like on the sheets."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.core import layout, palette
from itaxl.core.areas import address, batches, cells_of, joined, rectangles, within
from itaxl.core.assess import assess
from itaxl.core.compose import grids as compose
from itaxl.core.compose import measure_row
from itaxl.core.grid import CellFault, Grid, Place, Value
from itaxl.core.marks import PASSED, Marks, marks, message, with_note
from itaxl.core.model import Finding, Severity, Status, Tracker
from itaxl.core.palette import Swatch
from itaxl.core.results.written import is_blank
from itaxl.core.rules import RULES, Case, Rule
from itaxl.core.sample import sample
from tests.case_grids import assessed, grids_of
from tests.strategies import grids as any_grids

TODAY = dt.date(2024, 4, 2)
FIRST = layout.MEASURES_HEADER_ROW + 1
COLUMNS = {field.key: number for number, field in enumerate(layout.MEASURE_COLUMNS, 1)}


def marked(grids: tuple[Grid, ...], last_rows: dict[str, int] | None = None) -> Marks:
    return marks(*assessed(grids, TODAY), last_rows)


def measure_colour(shown: Marks, key: str, number: int = 1) -> Swatch | None:
    return shown.colours[layout.MEASURES_SHEET].get((FIRST + number - 1, COLUMNS[key]))


class DescribeColours:
    def it_shows_each_status_of_a_faultless_tracker_and_nothing_else(self) -> None:
        shown = marked(compose(sample()))
        expected = [palette.BY_STATUS[m.status] for m in sample().measures if m.status]
        assert [measure_colour(shown, "status", n) for n in range(1, 6)] == expected
        assert sum(map(len, shown.colours.values())) == 5

    def it_shows_what_is_overdue_instead_of_its_status(self) -> None:
        late = Case({"due@3": dt.date(2024, 3, 30)})
        assert measure_colour(marked(grids_of(late)), "status", 3) is palette.OVERDUE

    def it_counts_as_overdue_only_from_the_day_after(self) -> None:
        on_the_day = Case({"due@3": dt.date(2024, 3, 31)})
        assert measure_colour(marked(grids_of(on_the_day)), "status", 3) is palette.IN_PROGRESS

    def it_never_calls_overdue_what_is_done(self) -> None:
        assert (
            measure_colour(marked(grids_of(Case({"due@1": dt.date(2024, 2, 9)}))), "status") is palette.DONE
        )

    def it_marks_a_cell_with_an_error_even_where_a_status_stands(self) -> None:
        shown = marked(grids_of(Case({"status": "เสร็จแล้วบางส่วน", "title@2": None})))
        assert measure_colour(shown, "status") is palette.ERROR
        assert measure_colour(shown, "title", 2) is palette.ERROR

    def it_marks_a_cell_with_a_warning(self) -> None:
        shown = marked(grids_of(Case({"title": "แนวทาง\u200bการให้บริการ"})))
        assert measure_colour(shown, "title") is palette.WARNING

    def it_lets_the_error_win_where_both_are_in_one_cell(self) -> None:
        reading, assessment = assessed(compose(sample()), TODAY)
        place = Place(layout.MEASURES_SHEET, FIRST, COLUMNS["title"])
        both = tuple(Finding("X", s, place, "", "ข้อความ") for s in (Severity.ERROR, Severity.WARNING))
        for findings in itertools.permutations(both):
            shown = marks(reading, assessment._replace(findings=findings))
            assert measure_colour(shown, "title") is palette.ERROR

    def it_marks_the_values_of_the_office_sheet_and_never_a_label(self) -> None:
        shown = marked(grids_of(Case({"total": 120.0, "name": None, "signers.name@2": None})))
        columns = {column for _, column in shown.colours[layout.OFFICE_SHEET]}
        assert len(shown.colours[layout.OFFICE_SHEET]) >= 3
        assert columns == {2}

    def it_leaves_headers_and_titles_alone_where_a_finding_is_about_the_whole_table(self) -> None:
        shown = marked(grids_of(Case({"#status": "สถานะงาน"})))
        assert any(f.target.row == layout.MEASURES_HEADER_ROW for f in shown.findings)
        assert not any(row < FIRST for row, _ in shown.colours[layout.MEASURES_SHEET])

    @given(any_grids())
    def it_colours_only_cells_that_it_would_clear_again(self, grids: tuple[Grid, ...]) -> None:
        shown = marked(grids)
        for sheet, cells in shown.colours.items():
            for cell in cells:
                assert any(within(area, cell) for area in shown.ours[sheet])


class DescribeOurs:
    def it_covers_the_known_columns_without_the_message(self) -> None:
        (area,) = marked(compose(sample())).ours[layout.MEASURES_SHEET]
        assert area == (FIRST, 1, FIRST + 4, COLUMNS["issue"])

    def it_leaves_out_a_column_that_the_user_added(self) -> None:
        office, measures = compose(sample())
        rows = tuple((*row[:2], "ของฉัน", *row[2:]) if row else row for row in measures.rows)
        areas = marked((office, measures._replace(rows=rows))).ours[layout.MEASURES_SHEET]
        assert [area[1::2] for area in areas] == [(1, 2), (4, len(COLUMNS))]

    def it_reaches_down_to_rows_that_still_carry_formats_but_not_for_ever(self) -> None:
        def bottom(last_row: int) -> int:
            return marked(compose(sample()), {layout.MEASURES_SHEET: last_row}).ours[layout.MEASURES_SHEET][
                0
            ][2]

        assert bottom(40) == 40
        assert bottom(1_048_576) == layout.MEASURES_HEADER_ROW + 500
        assert bottom(1) == FIRST + 4

    def it_stops_before_the_blank_line_above_the_next_heading(self) -> None:
        office = compose(sample())[0]
        heading = [row[:1] for row in office.rows].index((layout.DIVISIONS_SECTION,)) + 1
        areas = marked(compose(sample())).ours[layout.OFFICE_SHEET]
        assert not any(
            within(area, (row, 1)) for area in areas for row in (heading - 1, heading, heading + 1)
        )
        assert any(within(area, (heading - 2, 1)) for area in areas)
        assert any(within(area, (heading + 2, 1)) for area in areas)

    def it_is_empty_for_a_workbook_that_is_no_tracker(self) -> None:
        assert not marked((Grid("Sheet1", (("a", 1.0),)),)).ours


class DescribeMessages:
    def it_says_passed_where_a_measure_has_no_finding(self) -> None:
        messages = marked(compose(sample())).messages
        assert messages is not None
        assert (messages.column, messages.first_row) == (COLUMNS["message"], FIRST)
        assert messages.texts == (PASSED,) * 5

    def it_says_what_to_mend_in_the_row_and_only_there(self) -> None:
        messages = marked(grids_of(Case({"title@2": None}))).messages
        assert messages is not None
        assert messages.texts[1].startswith(layout.SEVERITY_WORDS["error"])
        assert set(messages.texts) - {messages.texts[1]} == {PASSED}

    def it_clears_the_message_of_a_row_that_has_been_emptied(self) -> None:
        office, measures = compose(sample())
        left: list[Value] = [None] * len(COLUMNS)
        left[COLUMNS["message"] - 1] = "ต้องแก้ไข: ของเดิม"
        messages = marked((office, measures._replace(rows=(*measures.rows, tuple(left))))).messages
        assert messages is not None
        assert messages.texts[-1] == ""

    def it_is_none_where_the_column_is_gone(self) -> None:
        assert marked(grids_of(Case({"#message": None}))).messages is None

    def it_puts_errors_first_and_counts_what_does_not_fit(self) -> None:
        place = Place(layout.MEASURES_SHEET, FIRST, 1)
        findings = [Finding("W", Severity.WARNING, place, "", f"คำเตือน {n}") for n in range(3)]
        findings += [Finding("E", Severity.ERROR, place, "", "ก" * 400)]
        lines = message(findings).split("\n")
        assert lines[0].startswith("ต้องแก้ไข: กกก") and lines[0].endswith("…") and len(lines[0]) < 200
        assert lines[1:3] == ["ควรตรวจสอบ: คำเตือน 0", "ควรตรวจสอบ: คำเตือน 1"]
        assert lines[3].startswith("และอีก 1 รายการ") and len(lines) == 4

    @pytest.mark.parametrize("text", ["=1+1", "+66", "-", "@x", "01"])
    def it_never_begins_with_what_the_user_typed(self, text: str) -> None:
        messages = marked(grids_of(Case({"number": text, "title": text, "status": text}))).messages
        assert messages is not None
        assert messages.texts[0].startswith(("ต้องแก้ไข", "ควรตรวจสอบ"))


class DescribeTables:
    def it_has_a_line_a_finding_that_leads_to_its_cell(self) -> None:
        grids = grids_of(Case({"title@2": None}))
        shown = marked(grids)
        findings = assess(grids, TODAY).findings
        assert [row.target for row in shown.findings] == [finding.place for finding in findings]
        row = shown.findings[0]
        cells = dict(zip((field.key for field in layout.FINDING_COLUMNS), row.cells, strict=True))
        assert cells["severity"] == layout.SEVERITY_WORDS["error"]
        assert (cells["sheet"], cells["cell"]) == (layout.MEASURES_SHEET, "B7")
        assert cells["message"] and cells["code"]

    def it_rolls_up_every_division_and_ends_with_the_total(self) -> None:
        rollup = marked(compose(sample())).rollup
        divisions = sample().office.divisions
        assert [row[0] for row in rollup] == [*(d.short for d in divisions), layout.ROLLUP_TOTAL]
        assert rollup[-1] == (layout.ROLLUP_TOTAL, 5.0, 1.0, 2.0, 2.0, 0.0, 40.0, 0.0)
        assert all(isinstance(number, float) for row in rollup for number in row[1:])

    def it_shows_nothing_wrong_for_an_empty_workbook(self) -> None:
        shown = marked(())
        assert not shown.colours and shown.messages is None
        assert shown.rollup == ((layout.ROLLUP_TOTAL, *[0.0] * 7),)


class DescribeAreas:
    cells = st.sets(st.tuples(st.integers(1, 12), st.integers(1, 6)))

    @given(cells)
    def it_covers_exactly_the_cells_and_none_twice(self, cells: set[tuple[int, int]]) -> None:
        covered = [cell for area in rectangles(cells) for cell in cells_of(area)]
        assert sorted(covered) == sorted(cells)

    @given(
        st.sets(st.tuples(st.integers(1, 99_999), st.integers(1, 800)), max_size=300), st.integers(20, 255)
    )
    def it_keeps_every_address_short_and_loses_none(self, cells: set[tuple[int, int]], longest: int) -> None:
        texts = batches(cells, longest)
        assert all(len(text) <= longest for text in texts)
        assert [part for text in texts for part in text.split(",")] == [address(a) for a in rectangles(cells)]

    def it_names_a_block_once(self) -> None:
        block = set(itertools.product(range(2, 1002), range(3, 7)))
        assert batches(block) == ["C2:F1001"]

    def it_joins_neighbouring_runs_only_where_they_match(self) -> None:
        assert batches({(1, 1), (2, 1), (1, 2), (2, 2), (1, 3)}) == ["A1:B2,C1"]

    def it_starts_a_new_address_at_the_limit(self) -> None:
        assert joined([(1, 1, 1, 1)] * 4, 5) == ["A1,A1", "A1,A1"]
        assert joined([(1, 1, 1, 1)] * 2, 4) == ["A1", "A1"]


def test_a_measure_added_below_is_coloured_like_the_others() -> None:
    tracker = sample()
    late = tracker.measures[4]._replace(number=6, due=dt.date(2024, 1, 5))
    shown = marked(compose(Tracker(tracker.office, tracker.report, (*tracker.measures, late))))
    assert measure_colour(shown, "status", 6) is palette.OVERDUE
    assert measure_row(late)[COLUMNS["status"] - 1] == Status.NOT_STARTED.value


def test_the_only_measure_of_a_tracker_is_coloured_and_told_like_any_other() -> None:
    tracker = sample()
    alone = tracker._replace(measures=tracker.measures[:1])
    shown = marked(compose(alone))
    assert shown.ours[layout.MEASURES_SHEET] == ((FIRST, 1, FIRST, COLUMNS["issue"]),)
    assert measure_colour(shown, "status") is palette.DONE
    assert shown.messages is not None and shown.messages.texts == (PASSED,)
    late = tracker._replace(measures=(tracker.measures[2]._replace(due=dt.date(2024, 1, 5)),))
    assert measure_colour(marked(compose(late)), "status") is palette.OVERDUE


def test_a_tracker_without_a_measure_has_nothing_to_colour_in_its_table() -> None:
    shown = marked(grids_of(Case(drop_measures=True)))
    assert layout.MEASURES_SHEET in shown.ours and shown.ours[layout.MEASURES_SHEET] == ()
    assert shown.messages is not None and shown.messages.texts == ()


def test_a_colour_is_told_to_excel_as_red_green_and_blue() -> None:
    assert [palette.rgb(colour) for colour in ("0F5C63", "F6A9A0")] == [(15, 92, 99), (246, 169, 160)]


@pytest.mark.parametrize(
    ("ours", "stands", "becomes"),
    [
        (PASSED, None, PASSED),
        (PASSED, " ", PASSED),
        (PASSED, PASSED, PASSED),
        (PASSED, "ต้องแก้ไข: ของเดิม", PASSED),
        (PASSED, "ส่งแล้ว", f"{PASSED}\nส่งแล้ว"),
        (PASSED, f"{PASSED}\nส่งแล้ว", f"{PASSED}\nส่งแล้ว"),
        (PASSED, f"{PASSED}  \nส่งแล้ว\nรอผล", f"{PASSED}\nส่งแล้ว\nรอผล"),
        (PASSED, "\nX ส่งแล้ว X\n", f"{PASSED}\nX ส่งแล้ว X"),
        (PASSED, f"ต้องแก้ไข: {'ก' * 159}… ส่งแล้ว", f"{PASSED}\nส่งแล้ว"),
        (PASSED, f"และอีก 1 รายการ ดูในแผ่น {layout.FINDINGS_SHEET} ส่งแล้ว", f"{PASSED}\nส่งแล้ว"),
        (PASSED, 7.0, f"{PASSED}\n7"),
        (PASSED, CellFault("#REF!"), None),
        ("", None, ""),
        ("", PASSED, ""),
        ("", "ส่งแล้ว", None),
        ("", 7.0, None),
        ("", f"{PASSED}\nส่งแล้ว", "ส่งแล้ว"),
    ],
)
def test_a_persons_words_stand_below_our_message_and_are_never_lost(
    ours: str, stands: Value, becomes: str | None
) -> None:
    assert with_note(ours, stands) == becomes


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_persons_words_behind_any_message_of_ours_are_theirs(rule: Rule) -> None:
    findings = [f for f in assess(grids_of(rule.bad), TODAY).findings if f.code == rule.code]
    told = message(findings)
    for between in ("\n", " "):
        assert with_note(PASSED, f"{told}{between}ส่งแล้ว") == f"{PASSED}\nส่งแล้ว"
    assert with_note(PASSED, told) == PASSED


def test_a_message_is_cut_only_where_it_is_too_long() -> None:
    def told(length: int) -> str:
        place = Place(layout.MEASURES_SHEET, FIRST, 1)
        return message([Finding("E", Severity.ERROR, place, "", "ก" * length)]).removeprefix("ต้องแก้ไข: ")

    assert told(160) == "ก" * 160
    assert told(161) == "ก" * 159 + "…"


def test_the_only_signer_is_ours_where_the_next_heading_stands_right_below() -> None:
    office, measures = compose(sample())
    header = next(n for n, row in enumerate(office.rows) if row[:1] == (layout.SIGNER_COLUMNS[0].label,))
    heading = next(n for n, row in enumerate(office.rows) if row == (layout.DIVISIONS_SECTION,))
    close = office._replace(rows=(*office.rows[: header + 2], *office.rows[heading:]))
    areas = marked((close, measures)).ours[layout.OFFICE_SHEET]
    assert (header + 2, 1, header + 2, len(layout.SIGNER_COLUMNS)) in areas


@pytest.mark.parametrize(
    ("value", "blank"), [(None, True), ("", True), (" \n", True), ("ก", False), (0.0, False), (False, False)]
)
def test_a_cell_of_spaces_is_as_blank_as_an_empty_one(value: Value, blank: bool) -> None:
    assert is_blank(value) is blank
