"""The contract can grow: of an earlier tracker nobody is told what it could not have."""

from __future__ import annotations

from pathlib import Path

import pytest

from itaxl.core import layout, parse
from itaxl.core.assess import assess
from itaxl.core.compose import grids as compose
from itaxl.core.grid import Grid, Value
from itaxl.core.layout import CONTRACT, Field, Need
from itaxl.core.model import Assessment
from itaxl.core.rules import Case
from itaxl.core.sample import sample
from itaxl.reading.workbook import read_grids
from tests.case_grids import grids_of
from tests.test_golden import CASES, TODAY

NEXT = CONTRACT + 1
NEW = tuple(
    Field(f"new_{need.value}", label, need=need, since=NEXT)
    for need, label in (
        (Need.OPTIONAL, "ความเห็นของประชาชน"),
        (Need.ADVISED, "แหล่งข้อมูลที่ใช้"),
        (Need.REQUIRED, "เลขทะเบียนของหนังสือ"),
    )
)
TABLES = ("OFFICE_FIELDS", "REPORT_FIELDS", "SIGNER_COLUMNS", "DIVISION_COLUMNS", "MEASURE_COLUMNS")
WORKBOOKS = [next(p for p in case.iterdir() if p.name.startswith("tracker.")) for case in CASES]


@pytest.fixture
def grown(monkeypatch: pytest.MonkeyPatch) -> None:
    """The next contract, with a field of each need in every table."""
    for table in TABLES:
        monkeypatch.setattr(layout, table, getattr(layout, table) + NEW)
    monkeypatch.setattr(layout, "CONTRACT", NEXT)
    monkeypatch.setattr(parse, "_LABELLED", parse._LABELLED + NEW)


def missed(assessment: Assessment) -> list[str]:
    return [f.message for f in assessment.findings if f.code in ("S104", "S105")]


def with_cell(grid: Grid, row: int, column: int, value: Value) -> Grid:
    rows = [list(cells) for cells in grid.rows]
    rows[row - 1] += [None] * (column - len(rows[row - 1]))
    rows[row - 1][column - 1] = value
    return grid._replace(rows=tuple(map(tuple, rows)))


def without(key: str) -> tuple[Grid, ...]:
    """The sample without a column of its measures."""
    office, measures = compose(sample())
    at = [f.key for f in layout.MEASURE_COLUMNS].index(key)
    return office, measures._replace(rows=tuple((*row[:at], *row[at + 1 :]) for row in measures.rows))


#: As today's contract lays it out, before any test lets it grow.
SAMPLE = compose(sample())
#: A column beyond the last that no contract knows.
OWN = len(layout.MEASURE_COLUMNS) + 1


def with_header(grids: tuple[Grid, ...], label: str, column: int = OWN) -> tuple[Grid, ...]:
    office, measures = grids
    return office, with_cell(measures, layout.MEASURES_HEADER_ROW, column, label)


@pytest.mark.parametrize("workbook", WORKBOOKS, ids=lambda path: path.parent.name)
def it_reads_every_golden_tracker_the_same_when_the_contract_has_grown(
    workbook: Path, request: pytest.FixtureRequest
) -> None:
    grids = read_grids(workbook)
    before = assess(grids, TODAY)
    request.getfixturevalue("grown")
    assert assess(grids, TODAY) == before


def it_would_notice_a_new_field_that_does_not_say_since_when_it_is(
    grown: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "MEASURE_COLUMNS", tuple(f._replace(since=1) for f in layout.MEASURE_COLUMNS))
    assert missed(assess(SAMPLE, TODAY))


@pytest.mark.parametrize("field", NEW, ids=lambda f: f.need.value)
def it_tells_of_a_new_field_where_its_renamed_header_stands(grown: None, field: Field) -> None:
    (finding,) = assess(with_header(SAMPLE, field.label + "ๆ"), TODAY).findings
    assert (finding.code, finding.place.column) == ("S105", OWN)
    assert field.label in finding.message


def it_misses_a_new_field_in_a_tracker_of_the_new_contract(
    grown: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The field was there, and somebody took it away."""
    monkeypatch.setattr(parse, "_contract", lambda grid, labels: NEXT)
    codes = [f.code for f in assess(SAMPLE, TODAY).findings if f.place.sheet == layout.MEASURES_SHEET]
    assert codes == ["S104", "S105"], "required, advised; the optional one may be taken out"


class DescribeWhatWasTakenOut:
    def it_is_silent_about_an_optional_column(self) -> None:
        assert missed(assess(without("indicator"), TODAY)) == []

    def it_asks_where_an_unknown_column_may_be_the_optional_one(self) -> None:
        told = missed(assess(with_header(without("evidence"), "ลิงก์หลักฐาน"), TODAY))
        assert len(told) == 1 and layout.field(layout.MEASURE_COLUMNS, "evidence").label in told[0]

    @pytest.mark.parametrize("key", ["due", "status"])
    def it_misses_an_advised_and_a_required_one(self, key: str) -> None:
        assert len(missed(assess(without(key), TODAY))) == 1


class DescribeTheContractOfATracker:
    def it_stands_in_what_we_write(self) -> None:
        office, _ = SAMPLE
        assert parse._contract(office, parse.labels_of(office, parse._LABELLED)) == CONTRACT

    @pytest.mark.parametrize("value", [None, "สอง", 0.0, -3.0, ""])
    def it_is_the_first_where_nothing_sensible_stands(self, value: Value) -> None:
        office = with_cell(SAMPLE[0], layout.CONTRACT_ROW, 2, value)
        assert parse._contract(office, parse.labels_of(office, parse._LABELLED)) == 1

    def it_is_the_first_in_a_tracker_of_0_1_0(self) -> None:
        (old,) = (path for path in WORKBOOKS if path.parent.name == "made_by_0_1_0")
        office = next(grid for grid in read_grids(old) if grid.sheet == layout.OFFICE_SHEET)
        assert parse._contract(office, parse.labels_of(office, parse._LABELLED)) == 1

    def it_is_no_field_of_the_office_and_gets_no_finding(self) -> None:
        office, measures = grids_of(Case())
        spoilt = with_cell(office, layout.CONTRACT_ROW, 2, "\u200bก  ")
        assert assess((spoilt, measures), TODAY) == assess((office, measures), TODAY)


class DescribeTheThirdContract:
    """What came with it, read in trackers of any contract."""

    OLD_LABEL, NEW_LABEL = "คำลงท้าย", "ภาคสรุป"

    def it_reads_the_closing_by_its_former_label(self) -> None:
        office, measures = SAMPLE
        at = next(n for n, row in enumerate(office.rows, 1) if row and row[0] == self.NEW_LABEL)
        older = with_cell(office, at, 1, self.OLD_LABEL)
        assert parse.parse((older, measures)).tracker == parse.parse(SAMPLE).tracker
        assert assess((older, measures), TODAY) == assess(SAMPLE, TODAY)

    def it_tells_of_both_labels_in_one_tracker(self) -> None:
        office, measures = SAMPLE
        both = with_cell(office, 2, 1, self.OLD_LABEL)
        assert [f.code for f in assess((both, measures), TODAY).findings] == ["S106"]

    @pytest.mark.parametrize("header", ["งบประมาณ", "ผลการดำเนินงาน", "ปัญหา", "ประเด็น", "ผลรอบ 6 เดือน"])
    def it_warns_of_no_own_column_of_an_older_tracker(
        self, header: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(parse, "_contract", lambda grid, labels: 2)
        office, measures = with_header(SAMPLE, header, OWN)
        new = [n for n, f in enumerate(layout.MEASURE_COLUMNS) if f.since == 3]
        rows = (tuple(v for n, v in enumerate(row) if n not in new) for row in measures.rows)
        older = (office, measures._replace(rows=tuple(rows)))
        assert assess(older, TODAY).findings == ()
        assert parse.parse(older).tracker.measures[0].own == ((header, ""),)
