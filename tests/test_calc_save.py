"""What Calc's own save does to the macro workbook: the table of docs/calc.md, measured anew."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from itaxl.buttons.calc.losses import has_macros
from itaxl.core import layout
from itaxl.files.tracker.styles import DATE_FORMAT
from itaxl.files.tracker.workbook import CODE_NAMES
from tests import workbook_checks
from tests.calc_office import Offices, calc, needs_calc, property_value

pytestmark = [*needs_calc]
_XLSM = "Calc MS Excel 2007 VBA XML"
#: The checks of the macro workbook (docs/workbook-checks.md) that a file saved by Calc fails.  'drop-downs'
#: is put off by another spelling of true, and 'bindings' by the buttons' other way of naming their macros.
_FAILED = {
    *("openxml-audit", "bindings", "code names", "drop-downs", "dates", "MS-OVBA", "drawings", "workbook"),
}


@pytest.fixture(scope="module")
def saved(offices: Offices, macro_bytes: bytes, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("save")
    with calc(offices.running(), folder) as running:
        assert has_macros(running.open(macro_bytes, str(folder / "before.xlsm")))
        target = folder / "after.xlsm"
        running.document.storeToURL(target.as_uri(), (property_value("FilterName", _XLSM),))
    return target


@pytest.fixture
def before(macro_bytes: bytes) -> Callable[[str], str]:
    return lambda part: _part(macro_bytes, part)


@pytest.fixture
def after(saved: Path) -> Callable[[str], str]:
    return lambda part: _part(saved.read_bytes(), part)


def _part(workbook: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return package.read(name).decode("latin-1" if name.endswith(".bin") else "utf-8")


def names(workbook: bytes) -> set[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as package:
        return set(package.namelist())


def it_fails_just_the_checks_that_the_page_tells_of(saved: Path) -> None:
    # the sample is no blank workbook, so 'contract' is beside the point
    wanted = workbook_checks.CHECKS.keys() - {"contract", "vbalidator", "pyvbaanalysis", "pyOpenVBA runtime"}
    assert {check for check in wanted if workbook_checks.problems(check, saved)} == _FAILED


def it_loses_of_the_dates_only_that_excel_takes_typed_years_in_their_era(
    saved: Path, before: Callable[[str], str], after: Callable[[str], str]
) -> None:
    era, shown_only = "[$-D87041E]", "[$-D07041E]"
    assert DATE_FORMAT.startswith(era) and _date_formats(before) == {DATE_FORMAT}
    assert _date_formats(after) == {DATE_FORMAT.replace(era, shown_only)}
    assert all(shown_only in problem for problem in workbook_checks.problems("dates", saved))


def _date_formats(part: Callable[[str], str]) -> set[str]:
    codes: list[str] = re.findall(r'formatCode="([^"]*yy[^"]*)"', part("xl/styles.xml"))
    return {code.replace("\\", "") for code in codes}


def it_writes_the_project_s_records_in_another_order(saved: Path) -> None:
    assert workbook_checks.problems("MS-OVBA", saved) == [
        "the records of the project do not stand in their order"
    ]


def it_loses_the_code_names_that_tie_sheets_to_macros(saved: Path) -> None:
    found = workbook_checks.problems("code names", saved)
    assert len(found) == len(CODE_NAMES) + 1 and all(problem.endswith("called None") for problem in found)


def it_writes_the_macros_anew_and_loses_the_theme(
    saved: Path, macro_bytes: bytes, before: Callable[[str], str], after: Callable[[str], str]
) -> None:
    assert before("xl/vbaProject.bin") != after("xl/vbaProject.bin")
    assert names(macro_bytes) - names(saved.read_bytes()) >= {"xl/theme/theme1.xml"}
    assert "codeName" in before("xl/workbook.xml") and "codeName" not in after("xl/workbook.xml")


def it_keeps_the_ribbon_the_rules_the_names_and_the_tables(
    before: Callable[[str], str], after: Callable[[str], str]
) -> None:
    assert before("customUI/customUI.xml") == after("customUI/customUI.xml")
    assert layout.DIVISION_NAMES in after("xl/workbook.xml")
    for part in (f"xl/worksheets/sheet{number}.xml" for number in range(1, 7)):
        rules = [text.count("<dataValidation ") for text in (before(part), after(part))]
        assert rules[0] == rules[1], part
    for part in ("xl/tables/table1.xml", "xl/tables/table2.xml"):
        assert re.findall(r'tableColumn id="\d+" name="([^"]+)"', before(part)) == re.findall(
            r'tableColumn id="\d+" name="([^"]+)"', after(part)
        )
