"""Every layout of `convert_layouts`: all of it right, nothing wrong without a doubt, and nothing lost."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itaxl.convert.sources import read_source, source_from_bytes
from itaxl.convert.workbook import converted
from itaxl.core.grid import shown
from itaxl.reading.workbook import grids_from_bytes
from tests.convert_layouts import LAYOUTS, Layout, as_grid, as_odt, as_rtf, draft_of, outcome
from tests.convert_loss import lost
from tests.convert_made import save, saved_as, text_of
from tests.convert_verdict import TODAY

EVERY = [pytest.param(name, door, id=f"{name}-{door}") for name, one in LAYOUTS.items() for door in one.doors]


@pytest.mark.parametrize(("name", "door"), EVERY)
def it_reads_the_layout(name: str, door: str) -> None:
    one = LAYOUTS[name]
    draft = draft_of(one, door)
    got = outcome(draft, one)
    assert got.silent == ()
    assert (got.found, got.statuses, got.divisions) == (got.wanted, got.wanted, got.wanted)
    assert got.other == ()
    grids = grids_from_bytes(converted(draft, "a", TODAY, macros=False).data, "new.xlsx")
    assert lost([as_grid(one)], grids) == []


MEMOS = [name for name, one in LAYOUTS.items() if "memo" in one.doors]


@pytest.mark.parametrize("name", MEMOS)
@pytest.mark.parametrize("write", [as_odt, as_rtf])
def it_reads_the_same_memo_from_every_format(name: str, write: Callable[[Layout], bytes]) -> None:
    one = LAYOUTS[name]
    suffix = {as_odt: "odt", as_rtf: "rtf"}[write]
    draft, again = draft_of(one, "memo"), source_from_bytes(write(one), f"memo.{suffix}").draft
    assert again.tracker == draft.tracker
    assert [(d.code, d.field, d.measure) for d in again.doubts] == [
        (d.code, d.field, d.measure) for d in draft.doubts
    ]


def saved(one: Layout, folder: Path, suffix: str) -> Path:
    """The layout as a file of a spreadsheet program."""
    grid = as_grid(one)
    path = folder / f"table.{suffix}"

    def dress(sheet: Worksheet) -> None:
        for top, left, bottom, right in grid.merged:
            sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    if suffix == "csv":
        path.write_text(text_of([[shown(value) for value in row] for row in grid.rows]), encoding="utf-8")
    elif suffix == "xlsx":
        save(path, grid.rows, dress)
    else:
        saved_as(path, grid.rows, dress)
    return path


@pytest.mark.parametrize("name", [name for name, one in LAYOUTS.items() if "table" in one.doors])
def it_reads_the_same_table_from_an_xlsx(name: str, tmp_path: Path) -> None:
    one = LAYOUTS[name]
    assert read_source(saved(one, tmp_path, "xlsx")).draft.tracker == draft_of(one, "table").tracker


#: A text file has no merged cells, and no figures but in words.
_IN_TEXT = [
    name
    for name, one in LAYOUTS.items()
    if "table" in one.doors and not one.merged and all(isinstance(v, str) for row in one.rows for v in row)
]


@pytest.mark.parametrize("name", _IN_TEXT)
def it_reads_the_same_table_from_a_csv(name: str, tmp_path: Path) -> None:
    one = LAYOUTS[name]
    assert read_source(saved(one, tmp_path, "csv")).draft.tracker == draft_of(one, "table").tracker


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="needs LibreOffice (soffice)")
@pytest.mark.parametrize("suffix", ["xls", "ods"])
@pytest.mark.parametrize(
    "name", ["sub_numbers_as_figures", "two_rounds_side_by_side", "plan_and_result_in_two_rows"]
)
def it_reads_the_same_table_from_other_programs(name: str, suffix: str, tmp_path: Path) -> None:
    one = LAYOUTS[name]
    assert read_source(saved(one, tmp_path, suffix)).draft.tracker == draft_of(one, "table").tracker
