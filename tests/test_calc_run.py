"""`itaxl run … --calc`: the command line on the document of a running Calc."""

from __future__ import annotations

import uuid
from pathlib import Path

import pytest
import xlwings

from itaxl.buttons.calc import run
from itaxl.calc import address
from itaxl.cli import main
from itaxl.core.marks import PASSED
from itaxl.errors import InputError, MissingError
from tests.calc_office import Calc
from tests.conftest import Cli
from tests.desks import IN_CALC
from tests.excel_engine import Excel
from tests.excel_tracker import messages, spoil


@pytest.fixture(autouse=True)
def nobodys_pipe(monkeypatch: pytest.MonkeyPatch) -> str:
    """The usual pipe is the user's; the tests' is another."""
    name = f"itaxl-test-{uuid.uuid4().hex}"
    monkeypatch.setattr(address, "PIPE", name)
    return name


@IN_CALC
def test_it_works_on_the_document_and_says_how_it_went(
    xl: Calc, book: xlwings.Book, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["run", "validate", "--calc", xl.office.pipe]) == 0
    assert "ไม่พบรายการที่ต้องแก้ไข" in capsys.readouterr().err
    assert messages(xl) == [PASSED] * 5
    spoil(xl)
    assert main(["run", "all", "--calc", f"pipe,name={xl.office.pipe}"]) == 1
    assert "ต้องแก้ไข 1 รายการ" in capsys.readouterr().err


@IN_CALC
def test_it_runs_as_a_process_of_its_own(xl: Calc, book: xlwings.Book, cli: Cli, tmp_path: Path) -> None:
    done = cli("run", "memo", "--calc", xl.office.pipe)
    assert (done.returncode, done.stdout) == (0, ""), done.stderr
    (memo,) = tmp_path.glob("*.docx")
    assert memo.name in done.stderr


@IN_CALC
def test_it_takes_the_usual_pipe_where_none_is_named_and_there_is_no_excel(
    xl: Calc, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(address, "PIPE", xl.office.pipe)
    for words in (["run", "validate", "--calc"], ["run", "rollup"]):
        xlwings.engines.active = None  # put back by the fixture
        assert main(words) == 0


def test_it_takes_excel_where_one_runs(xl: Excel, book: xlwings.Book) -> None:
    assert main(["run", "validate"]) == 0
    assert messages(xl) == [PASSED] * 5


def test_it_does_not_turn_to_calc_because_excel_is_busy(
    xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("itaxl.buttons.patience.PAUSE", 0.0)
    xl.model._busy = -1
    with pytest.raises(MissingError, match="Excel ยังไม่ว่าง"):
        run.run_anywhere("validate")


def test_it_misses_both(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(xlwings.engines, "active", None)
    assert main(["run", "validate"]) == 6
    told = capsys.readouterr().err
    assert "Excel" in told and "Calc" in told and "itaxl install --calc" in told


def test_it_misses_a_calc_that_is_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", "validate", "--calc"]) == 6
    assert "Calc" in capsys.readouterr().err
    assert main(["run", "validate", "--calc", "ท่อ"]) == 2


def test_an_excel_without_a_workbook_is_still_the_one(xl: Excel) -> None:
    with pytest.raises(InputError, match="Excel เปิดอยู่"):
        run.run_anywhere("validate")
