"""Buttons, Calc, file and batch suggest the same for the same cell, and mend it to the same."""

from __future__ import annotations

import csv
import json
from itertools import product
from pathlib import Path
from typing import NamedTuple

import pytest

from itaxl import buttons
from itaxl.batch import Options, run_batch
from itaxl.batch.run import IN_PROCESS
from itaxl.buttons.live import read
from itaxl.buttons.mending import mend
from itaxl.core import layout
from itaxl.core.grid import Grid
from itaxl.core.locate import find_sheet
from itaxl.core.suggestions import said
from itaxl.reading.workbook import grids_from_bytes
from tests.case_grids import assessed, grids_of
from tests.desks import IN_BOTH, Desk
from tests.excel_tracker import NOW
from tests.test_cli import run
from tests.test_mend import SUGGESTING
from tests.workbook_grids import saved

TODAY = NOW.date()
CASES = {rule.code: saved(grids_of(rule.bad)) for rule in SUGGESTING}
#: (sheet, cell, code) → how the suggestion reads.
Suggested = dict[tuple[str, str, str], str]


def expected(workbook: bytes) -> Suggested:
    findings = assessed(grids_from_bytes(workbook, "a.xlsx"), TODAY)[1].findings
    return {(f.place.sheet, f.place.cell, f.code): said(f.suggestion) for f in findings}


def listed(grids: tuple[Grid, ...]) -> Suggested:
    """What a sheet of findings says."""
    grid = find_sheet(grids, layout.FINDINGS_SHEET)
    assert grid is not None
    keys = [field.key for field in layout.FINDING_COLUMNS]
    lines = (dict(zip(keys, row, strict=False)) for row in grid.rows[layout.FINDINGS_HEADER_ROW :])
    return {
        (str(line["sheet"]), str(line["cell"]), str(line["code"])): str(line.get("suggestion") or "")
        for line in lines
        if line.get("code")
    }


def values(grids: tuple[Grid, ...]) -> list[dict[tuple[int, int], object]]:
    """What stands in the cells that people fill in."""
    message = [field.key for field in layout.MEASURE_COLUMNS].index("message") + 1
    results = (layout.FINDINGS_SHEET, layout.ROLLUP_SHEET)
    return [
        {
            (r, c): v
            for r, row in enumerate(grid.rows, 1)
            for c, v in enumerate(row, 1)
            if v is not None and not (c == message and r > layout.MEASURES_HEADER_ROW)
        }
        for grid in grids
        if grid.sheet not in results
    ]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("cases")
    for code, workbook in CASES.items():
        (place / f"{code}.xlsx").write_bytes(workbook)
    return place


class Outs(NamedTuple):
    """The folders of batches of one file each, since an office of many files gives one copy, by code."""

    plain: dict[str, Path]
    mended: dict[str, Path]

    def copy(self, code: str, *, mended: bool = False) -> Path:
        (copy,) = ((self.mended if mended else self.plain)[code] / "checked").glob("*.xlsx")
        return copy


@pytest.fixture(scope="module")
def outs(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Outs:
    """Without and with suggestions written into the checked copies."""
    place = tmp_path_factory.mktemp("outs")
    made: dict[bool, dict[str, Path]] = {False: {}, True: {}}
    for mend_too, code in product((False, True), CASES):
        out = made[mend_too][code] = place / f"{code}-{mend_too}"
        run_batch([folder / f"{code}.xlsx"], out, Options(TODAY, annotate=True, mend=mend_too), IN_PROCESS)
    return Outs(made[False], made[True])


def grids_in(path: Path) -> tuple[Grid, ...]:
    return grids_from_bytes(path.read_bytes(), path.name)


def test_the_list_of_a_batch_suggests_the_same(outs: Outs) -> None:
    found: dict[str, Suggested] = {code: {} for code in CASES}
    for code, out in outs.plain.items():
        with (out / "findings.csv").open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                column = {f.key: row[f.label] for f in layout.FINDING_COLUMNS}
                place = column["sheet"], column["cell"], column["code"]
                found[code][place] = column["suggestion"].removeprefix("'")
    assert found == {code: expected(workbook) for code, workbook in CASES.items()}


@pytest.mark.parametrize("code", CASES)
def test_a_checked_copy_suggests_the_same(outs: Outs, code: str) -> None:
    assert listed(grids_in(outs.copy(code))) == expected(CASES[code])


@pytest.mark.parametrize("code", CASES)
def test_the_command_line_suggests_the_same(
    folder: Path, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    record = json.loads(run(capsys, "check", folder / f"{code}.xlsx", "--json")[1])
    told = {(f["sheet"], f["cell"], f["code"]): said(f["suggestion"]) for f in record["findings"]}
    assert told == expected(CASES[code])


@IN_BOTH
class DescribeAnOpenWorkbook:
    @pytest.mark.parametrize("code", CASES)
    def it_suggests_the_same_and_mends_to_the_same(
        self, xl: Desk, code: str, outs: Outs, folder: Path, tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
    ) -> None:  # fmt: skip
        book = xl.open(CASES[code], str(tmp_path / f"{code}.xlsx"))
        before = values(read(book).grids)
        buttons.validate(book, NOW)
        assert listed(read(book).grids) == expected(CASES[code])
        mend(book, NOW, lambda question: True)
        mended = values(read(book).grids)
        assert mended == values(grids_in(outs.copy(code, mended=True)))
        _, out, _ = run(capsys, "mend", folder / f"{code}.xlsx", "-o", tmp_path / "out.xlsx", "--json")
        written = json.loads(out)["written"]
        assert mended == (values(grids_in(Path(written))) if written else before)
        mend(book, NOW, lambda question: True)
        assert values(read(book).grids) == before
