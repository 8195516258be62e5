"""Programs that know nothing of each other open the workbook, and each finds what was written.

openpyxl, calamine, SheetJS, ExcelJS and olevba list sheets, tables, names, cells with rules, and macros; what
was written is read from the XML itself.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl
import pytest

pytest.importorskip("pyopenvba")

from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from tests.other_programs import NODE_ROOM, missing
from tests.workbook_book import MAIN, Book
from tests.workbook_breakage import GOOD
from tests.workbook_repair_sheets import area_at

pytestmark = pytest.mark.filterwarnings("ignore")  # the programs' own
Table = tuple[str, str, str, list[str]]
_LIST = Path(__file__).parent / "node" / "list.js"
needs_node = pytest.mark.skipif(bool(missing("node")), reason=missing("node") or "node is here")


class Written(NamedTuple):
    """`sheets` with whether they are hidden; `tables` as (sheet, name, area, columns); `rules`: in how many
    cells of each sheet what is typed is checked."""

    sheets: list[tuple[str, bool]]
    tables: list[Table]
    names: list[str]
    rules: dict[str, int]
    modules: dict[str, str]


@pytest.fixture(params=["as it is shipped", "filled", "without macros"])
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    if request.param == "as it is shipped":
        return GOOD
    has_macros = request.param == "filled"
    made = tmp_path / ("filled.xlsm" if has_macros else "plain.xlsx")
    made.write_bytes(tracker_bytes(sample(), macros=has_macros))
    return made


@pytest.fixture
def written(path: Path) -> Written:
    book = Book(path)
    root = book.xml("xl/workbook.xml")
    sheets = [(s.get("name", ""), s.get("state") == "hidden") for s in root.iter(MAIN + "sheet")]
    tables: list[Table] = []
    rules: dict[str, int] = {}
    for sheet, part in book.sheets.items():
        for target in book.related(part, "/table"):
            table = book.xml(target)
            columns = [c.get("name", "") for c in table.iter(MAIN + "tableColumn")]
            tables.append((sheet, table.get("name", ""), table.get("ref", ""), columns))
        every = [r.get("sqref", "") for r in book.xml(part).iter(MAIN + "dataValidation")]
        rules[sheet] = sum(map(_cells, " ".join(every).split()))
    names = [name.get("name", "") for name in root.iter(MAIN + "definedName")]
    return Written(
        sheets, tables, names, rules, _lines(dict(book.sources())) if path.suffix == ".xlsm" else {}
    )


def _cells(text: str) -> int:
    area = area_at(text)
    assert area is not None
    return (area[2] - area[0] + 1) * (area[3] - area[1] + 1)


def _lines(sources: dict[str, str]) -> dict[str, str]:
    """The statements of each module, however a program ends its lines and hides its attributes."""
    return {
        name: "\n".join(
            line.rstrip() for line in text.splitlines() if line.strip() and not line.startswith("Attribute")
        )
        for name, text in sources.items()
    }


def test_openpyxl_finds_what_was_written(path: Path, written: Written) -> None:
    book = openpyxl.load_workbook(path, keep_vba=True)
    assert [(s.title, s.sheet_state == "hidden") for s in book.worksheets] == written.sheets
    tables = [(s.title, t.name, t.ref, t.column_names) for s in book.worksheets for t in s.tables.values()]
    assert tables == written.tables
    assert {s.title: sum(map(_size, s.data_validations.dataValidation)) for s in book} == written.rules
    assert list(book.defined_names) == [name for name in written.names if not name.startswith("_xlnm.")]
    macros = book.vba_archive is not None and "xl/vbaProject.bin" in book.vba_archive.namelist()
    assert macros is bool(written.modules)


def _size(rule: Any) -> int:
    return sum(_cells(str(area)) for area in rule.sqref.ranges)


def test_calamine_finds_what_was_written(path: Path, written: Written) -> None:
    from python_calamine import CalamineWorkbook, SheetVisibleEnum

    book = CalamineWorkbook.from_path(str(path), load_tables=True)
    seen = [(s.name, s.visible is not SheetVisibleEnum.Visible) for s in book.sheets_metadata]
    assert seen == written.sheets
    tables = [book.get_table_by_name(name) for name in book.table_names]
    assert [(t.sheet, t.name, t.columns) for t in tables] == [(s, n, c) for s, n, _, c in written.tables]


@needs_node
def test_sheetjs_and_exceljs_find_what_was_written(path: Path, written: Written) -> None:
    command = ["node", str(_LIST), str(NODE_ROOM / "node_modules"), str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True, timeout=60).stdout)
    for program in found.values():
        assert list(map(tuple, program["sheets"])) == written.sheets
    assert sorted(found["SheetJS"]["names"]) == sorted(written.names)
    assert bool(found["SheetJS"]["macros"]) is bool(written.modules)
    assert list(map(tuple, found["ExcelJS"]["tables"])) == written.tables
    assert found["ExcelJS"]["rules"] == written.rules


def test_olevba_finds_the_macros_and_none_that_starts_by_itself(path: Path, written: Written) -> None:
    from oletools.olevba import VBA_Parser

    parser = VBA_Parser(str(path))
    try:
        found = {name.rpartition(".")[0]: text for _, _, name, text in parser.extract_macros() or ()}
        assert _lines(found) == written.modules
        assert [what for kind, what, _ in parser.analyze_macros() or () if kind == "AutoExec"] == []
    finally:
        parser.close()
