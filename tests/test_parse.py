"""Reading grids: what was written is read back; what moved is found; what is gone is named."""

from __future__ import annotations

import datetime as dt
import re
import string

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.compose import grids as compose
from itaxl.core.compose import measure_row
from itaxl.core.grid import Area, CellFault, Grid, Place, Value
from itaxl.core.model import DEFAULT_FONT, DateStyle, Digits, Finding, Signer, Tracker
from itaxl.core.parse import parse
from itaxl.core.rules import BY_CODE, Case
from itaxl.core.sample import sample
from tests import strategies
from tests.case_grids import grids_of, place_of

TODAY = dt.date(2024, 4, 2)


@given(strategies.trackers())
@settings(max_examples=60)
def test_a_composed_tracker_reads_back_equal(tracker: Tracker) -> None:
    assert parse(compose(tracker)).tracker == tracker


@pytest.mark.parametrize(
    "signer",
    [
        Signer("นาย ก", (layout.SECTIONS[0],), ""),
        Signer("นาย ก", ("ปลัด",), layout.SECTIONS[1]),
        Signer(layout.SECTIONS[2], ("ปลัด",), ""),
    ],
)
def test_a_signer_in_the_words_of_a_section_heading_is_a_signer(signer: Signer) -> None:
    office = sample().office._replace(signers=(signer,))
    tracker = sample()._replace(office=office)
    assert parse(compose(tracker)).tracker == tracker


def test_a_heading_with_a_note_further_right_is_a_heading() -> None:
    office, measures = compose(sample())
    row = next(n for n, cells in enumerate(office.rows) if cells == (layout.DIVISIONS_SECTION,))
    noted = office._replace(
        rows=(*office.rows[:row], (*office.rows[row], None, "หมายเหตุ"), *office.rows[row + 1 :])
    )
    assert parse((noted, measures)).tracker == sample()


def _reach(grid: Grid) -> tuple[int, int]:
    """Rows and columns, those of merged areas too: a label may be merged over empty cells."""
    rows, columns = grid.size
    return rows, max([columns, *(right for _, _, _, right in grid.merged)])


def _is_the_rules_sentence(finding: Finding) -> bool:
    """Whether the message is its rule's, with something for each of its words and the value as it is told."""
    return any(_is_sentence(message, finding) for message in BY_CODE[finding.code].messages)


def _is_sentence(message: str, finding: Finding) -> bool:
    names = {name for _, name, _, _ in string.Formatter().parse(message) if name}
    sentence = re.escape(message)
    for name in names:
        filled = re.escape(finding.value) if name == "value" else f"(?!{{{name}}}).*"
        sentence = sentence.replace(re.escape(f"{{{name}}}"), filled)
    return re.fullmatch(sentence, finding.message, re.DOTALL) is not None


def test_a_sentence_whose_words_were_left_out_would_be_noticed() -> None:
    (finding,) = assess(grids_of(Case({"total": "ดี"})), TODAY).findings
    assert _is_the_rules_sentence(finding)
    assert not _is_the_rules_sentence(finding._replace(message=BY_CODE[finding.code].message))
    assert not _is_the_rules_sentence(finding._replace(value="ดีมาก"))


@given(strategies.grids())
@settings(max_examples=300)
@example((Grid("หน่วยงาน", (("ประเภทหน่วยงาน",),), ((1, 1, 1, 2),)),))
def test_any_grid_is_assessed_and_every_finding_lies_in_it(grids: tuple[Grid, ...]) -> None:
    sizes = {grid.sheet: _reach(grid) for grid in grids}
    for finding in assess(grids, TODAY).findings:
        if finding.place.sheet not in sizes:
            assert finding.code == "S101"
            continue
        rows, columns = sizes[finding.place.sheet]
        place = finding.place
        # an empty value cell may lie just right of the last column that holds anything
        assert 1 <= place.row <= max(rows, 1)
        assert 1 <= place.column <= max(columns, 1) + 1
        assert _is_the_rules_sentence(finding)


@given(st.permutations(range(len(layout.MEASURE_COLUMNS))), st.integers(0, 3), st.integers(0, 3))
@settings(max_examples=40)
def test_columns_may_move_and_rows_may_shift(order: list[int], down: int, right: int) -> None:
    office, measures = compose(sample())
    head = measures.rows[: layout.MEASURES_HEADER_ROW - 1]
    body = measures.rows[layout.MEASURES_HEADER_ROW - 1 :]
    moved = tuple((None,) * right + tuple(row[i] for i in order) for row in body)
    grid = measures._replace(rows=((),) * down + head + moved)
    reading = parse((grid, office))
    assert reading.tracker == sample()
    assert reading.noticed == ()


def test_extra_columns_and_blank_rows_are_tolerated() -> None:
    office, measures = compose(sample())
    rows: list[tuple[Value, ...]] = []
    for number, row in enumerate(measures.rows):
        rows.append(("หมายเหตุภายใน", *row) if number >= layout.MEASURES_HEADER_ROW - 1 else row)
        if number > layout.MEASURES_HEADER_ROW:
            rows += [(), ("จดไว้เฉย ๆ",), (None, None, "  ")]
    read = parse((office, measures._replace(rows=tuple(rows)))).tracker.measures
    assert tuple(m._replace(own=()) for m in read) == sample().measures
    assert {m.own for m in read} == {(("หมายเหตุภายใน", "หมายเหตุภายใน"),)}


@pytest.mark.parametrize("field", layout.OFFICE_FIELDS + layout.REPORT_FIELDS, ids=lambda f: f.key)
def test_a_missing_label_is_named(field: layout.Field) -> None:
    findings = assess(grids_of(Case({f"#{field.key}": None})), TODAY).findings
    assert any(f.code in ("S104", "S105") and f"“{field.label}”" in f.message for f in findings)


@pytest.mark.parametrize(
    "field", [f for f in layout.MEASURE_COLUMNS if f.kind is not layout.Kind.OUTPUT], ids=lambda f: f.key
)
def test_a_renamed_header_is_named_where_it_stands(field: layout.Field) -> None:
    renamed = field.label[:-1] + "ใหม่"
    # follow_up is also a labelled field; the header of the table is the second of that name
    grids = list(compose(sample()))
    rows = [list(r) for r in grids[1].rows]
    column = [f.key for f in layout.MEASURE_COLUMNS].index(field.key)
    rows[layout.MEASURES_HEADER_ROW - 1][column] = renamed
    grids[1] = grids[1]._replace(rows=tuple(map(tuple, rows)))
    (found,) = [f for f in assess(grids, TODAY).findings if f"“{field.label}”" in f.message]
    place = Place(layout.MEASURES_SHEET, layout.MEASURES_HEADER_ROW, column + 1)
    assert (found.place, found.suggestion) == (place, field.label)


def test_an_unreadable_cell_hides_no_other_finding() -> None:
    """One row with everything wrong shows every fault at once."""
    case = Case(
        {
            "number": "ก",
            "title": CellFault("#N/A"),
            "divisions": "กองประปา",
            "due": "31/2/2567",
            "status": "ทำแล้ว",
            "done_on": "เมื่อวาน",
            "evidence": "เว็บไซต์",
            "indicator": 99.0,
        }
    )
    codes = {f.code for f in assess(grids_of(case), TODAY).findings}
    assert {"M604", "C201", "M610", "D502", "M603", "D501", "P708", "M608"} <= codes


def test_a_level_that_reads_like_a_label_is_not_taken_for_one() -> None:
    """The level «ผ่าน» is also the label of a field."""
    tracker = sample()
    tracker = tracker._replace(report=tracker.report._replace(level="ผ่าน"))
    assert parse(compose(tracker)).tracker == tracker


def test_nothing_at_all_is_two_missing_sheets() -> None:
    findings = assess((), TODAY).findings
    assert [f.code for f in findings] == ["S101", "S101"]


def test_value_right_of_a_merged_label_is_found() -> None:
    office, measures = compose(sample())
    rows = tuple((r[0], None, *r[1:]) if len(r) == 3 else r for r in office.rows)
    merged = tuple((n, 1, n, 2) for n, r in enumerate(office.rows, 1) if len(r) == 3)
    tracker = parse((office._replace(rows=rows, merged=merged), measures)).tracker
    assert tracker.report == sample().report


@pytest.mark.parametrize(("key", "word"), [("district", "อำเภอ"), ("province", "จังหวัด")])
def test_the_word_before_a_place_is_taken_off_its_name(key: str, word: str) -> None:
    """The memo prints the word itself; what is nothing but the word stays, and so does any other word."""

    def read(typed: str) -> object:
        return getattr(parse(grids_of(Case({key: typed}))).tracker.office, key)

    assert [read(word + "ก"), read(f" {word}  เมือง "), read("เมือง")] == ["ก", "เมือง", "เมือง"]
    assert [read(word), read("ตำบลเมือง"), read(f"เมือง{word}")] == [word, "ตำบลเมือง", f"เมือง{word}"]


@pytest.mark.parametrize("key", ["kind", "digits", "date_style", "round"])
def test_a_choice_that_is_none_is_told_and_the_usual_one_taken(key: str) -> None:
    case = Case({key: "แบบพิเศษ"})
    assessment = assess(grids_of(case), TODAY)
    (finding,) = [f for f in assessment.findings if f.code == "O303"]
    assert (finding.place, finding.value) == (place_of(case), "แบบพิเศษ")
    office = assessment.tracker.office
    kept = {"kind": office.kind, "round": assessment.tracker.report.round}
    usual = {"kind": None, "round": None, "digits": Digits.THAI, "date_style": DateStyle.SHORT}
    assert {**kept, "digits": office.digits, "date_style": office.date_style}[key] is usual[key]


def test_an_empty_choice_is_the_usual_one_without_a_word() -> None:
    tracker = sample()
    office = tracker.office._replace(digits=Digits.ARABIC, date_style=DateStyle.LONG, font="TH Niramit AS")
    chosen = tracker._replace(office=office)
    assert parse(compose(chosen)).tracker == chosen
    empty = assess(grids_of(Case({"digits": None, "date_style": None, "font": None}), chosen), TODAY)
    assert empty.findings == ()
    assert empty.tracker.office == office._replace(
        digits=Digits.THAI, date_style=DateStyle.SHORT, font=DEFAULT_FONT
    )


@pytest.mark.parametrize("sheet", [layout.OFFICE_SHEET, layout.MEASURES_SHEET])
def test_a_sheet_of_another_name_is_known_by_its_labels_and_told(sheet: str) -> None:
    reading = parse(grids_of(Case(sheets={sheet: "แผ่น 1"})))
    assert reading.tracker == sample()
    (told,) = reading.noticed
    assert (told.code, told.place, told.words) == ("S102", Place("แผ่น 1"), {"sheet": sheet, "seen": "แผ่น 1"})


@pytest.mark.parametrize(("headers", "is_taken"), [(5, False), (6, True)])
def test_a_sheet_of_another_name_must_show_six_labels(headers: int, is_taken: bool) -> None:
    fields = (layout.OFFICE_FIELDS, layout.MEASURE_COLUMNS)
    office, measures = (tuple(f.label for f in some[:headers]) for some in fields)
    grids = (Grid("ก", tuple((label, 1.0) for label in office)), Grid("ข", (measures,)))
    codes = [s.code for s in parse(grids).noticed if s.code in ("S101", "S102")]
    assert codes == ["S102" if is_taken else "S101"] * 2


def test_every_labelled_field_stands_with_its_value_and_its_hint() -> None:
    shown = {row[0]: row[1:] for row in compose(sample())[0].rows if len(row) == 3}
    for field in layout.OFFICE_FIELDS + layout.REPORT_FIELDS:
        assert shown[field.label][1] == (field.hint or None)
    assert shown[layout.field(layout.REPORT_FIELDS, "subject").label][0] == sample().report.subject


def test_what_fits_in_no_cell_is_named() -> None:
    with pytest.raises(TypeError, match="no cell for set"):
        measure_row(sample().measures[0]._replace(title={"ก"}))  # type: ignore[arg-type]


#: The header's row and the columns of the measures table, which stands two columns further right here.
_HEADER, _LEFT, _RIGHT = layout.MEASURES_HEADER_ROW, 3, len(layout.MEASURE_COLUMNS) + 2


@pytest.mark.parametrize(
    ("area", "in_the_table"),
    [
        ((1, 1, 1, _RIGHT), False),
        ((_HEADER - 1, _LEFT, _HEADER, _LEFT), False),
        ((_HEADER, _LEFT, _HEADER, _LEFT + 1), False),
        ((_HEADER, _LEFT, _HEADER + 1, _LEFT), True),
        ((_HEADER + 1, _LEFT, _HEADER + 2, _LEFT), True),
        ((_HEADER + 1, 1, _HEADER + 2, _LEFT - 1), False),
        ((_HEADER + 1, 1, _HEADER + 1, _LEFT), True),
        ((_HEADER + 1, _RIGHT, _HEADER + 1, _RIGHT + 2), True),
        ((_HEADER + 1, _RIGHT + 1, _HEADER + 3, _RIGHT + 2), False),
    ],
)
def test_merged_cells_are_told_only_where_they_touch_a_row_of_the_table(
    area: Area, in_the_table: bool
) -> None:
    office, measures = compose(sample())
    moved = measures._replace(rows=tuple((None, None, *row) for row in measures.rows), merged=(area,))
    told = [s for s in parse((office, moved)).noticed if s.code == "S107"]
    top, left, bottom, right = area
    expected = [(Place(moved.sheet, top, left), moved.at(top, left), {"end": Place("", bottom, right).cell})]
    assert [(s.place, s.raw, s.words) for s in told] == (expected if in_the_table else [])
