"""Findings stand errors first, then as the sheets are read: the same at every door."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
import json
from pathlib import Path

import pytest
import xlwings

from itaxl import buttons
from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Draft
from itaxl.convert.workbook import converted
from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.grid import Place
from itaxl.core.in_order import errors_first, in_order
from itaxl.core.locate import find_sheet
from itaxl.core.model import Finding, Severity
from itaxl.core.sample import sample
from itaxl.reading.workbook import grids_from_bytes, read_grids
from tests.desks import Desk
from tests.excel_tracker import NOW, measure
from tests.test_cli import run

TODAY = dt.date(2024, 4, 2)
EVERYTHING_WRONG = Path(__file__).parent / "golden" / "everything_wrong" / "tracker.xlsx"
#: A finding as every door shows it.
Shown = tuple[str, str, str]


def shown(findings: tuple[Finding, ...]) -> list[Shown]:
    return [(f.place.sheet, f.place.cell, f.code) for f in findings]


EXPECTED = shown(assess(read_grids(EVERYTHING_WRONG), TODAY).findings)


class DescribeTheOrder:
    def it_is_errors_then_sheet_row_column_and_code(self) -> None:
        places = [Place(sheet, row, column) for sheet in ("ก", "ข") for row in (2, 10) for column in (1, 2)]
        found = [
            Finding(code, severity, place, "", "")
            for place, code, severity in itertools.product(places, ("M1", "O1"), Severity)
        ]
        right = sorted(
            found,
            key=lambda f: (f.severity is Severity.WARNING, "กข".index(f.place.sheet), *f.place[1:], f.code),
        )
        assert list(in_order(reversed(found), ("ก", "ข"))) == right
        assert [f.place.sheet for f in in_order(found, ("ข", "ก"))[:8]] == ["ข"] * 8

    def it_keeps_what_is_alike_as_it_came(self) -> None:
        found = [Finding(str(n), s, Place("ก"), "", "") for n, s in enumerate([*Severity, *Severity])]
        assert [f.code for f in errors_first(found)] in (["0", "2", "1", "3"], ["1", "3", "0", "2"])

    def it_is_seen_in_the_case(self) -> None:
        grids = read_grids(EVERYTHING_WRONG)
        kinds = [f.severity for f in assess(grids, TODAY).findings]
        errors = kinds.count(Severity.ERROR)
        assert 0 < errors < len(kinds) and set(kinds[:errors]) == {Severity.ERROR}


class DescribeTheDoors:
    def it_is_the_order_of_check(self, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, "check", EVERYTHING_WRONG)
        lines = [line.split() for line in out.splitlines() if line.startswith("    ")]
        told = [(*line[1].split("!"), line[-1].strip("[]")) for line in lines]
        _, out, _ = run(capsys, "check", EVERYTHING_WRONG, "--json")
        told_json = [(f["sheet"], f["cell"], f["code"]) for f in json.loads(out)["findings"]]
        assert len(told) == len(EXPECTED) and told == told_json == EXPECTED

    def it_is_the_order_of_a_batch(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(capsys, "batch", EVERYTHING_WRONG, "--out", tmp_path, "--annotate", "--jobs", "1")
        with (tmp_path / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
            label = {f.key: f.label for f in layout.FINDING_COLUMNS}
            rows = [
                tuple(row[label[k]] for k in ("sheet", "cell", "code"))
                for row in csv.DictReader(file)
                if row[label["code"]]
            ]
        (copy,) = (tmp_path / "checked").iterdir()
        assert rows == on_sheet(copy.read_bytes()) == EXPECTED

    def it_is_the_order_of_the_button(self, xl: Desk, book: xlwings.Book) -> None:
        measure(xl, "due", 1).value = None  # only advised
        measure(xl, "title", 2).value = None
        buttons.validate(book, NOW)
        sheet, first = xl.sheet(layout.FINDINGS_SHEET), layout.FINDINGS_HEADER_ROW + 1
        words = [sheet.at(first + n, 1).value for n in range(2)]
        assert words == [layout.SEVERITY_WORDS["error"], layout.SEVERITY_WORDS["warning"]]

    def it_is_the_order_of_a_new_tracker_of_convert(self, tmp_path: Path) -> None:
        doubts = (doubt("C803", "แผ่นงาน ก", label="ก", sheet="ข", guess=""), doubt("C801", "ทั้งไฟล์"))
        made = converted(Draft(sample(), doubts, (), ()), "เดิม.xlsx", TODAY)
        kinds = [f.severity is Severity.ERROR for f in made.assessment.findings]
        assert kinds == sorted(kinds, reverse=True) and any(kinds) and not all(kinds)
        assert on_sheet(made.data) == shown(made.assessment.findings)


def on_sheet(workbook: bytes) -> list[Shown]:
    """The lines of the sheet ผลการตรวจ."""
    grid = find_sheet(grids_from_bytes(workbook, ""), layout.FINDINGS_SHEET)
    assert grid is not None
    keys = [field.key for field in layout.FINDING_COLUMNS]
    at = [keys.index(key) for key in ("sheet", "cell", "code")]
    rows = (row for row in grid.rows[layout.FINDINGS_HEADER_ROW :] if len(row) > max(at) and row[at[2]])
    return [tuple(str(row[n]) for n in at) for row in rows]  # type: ignore[misc]
