"""How a suggestion is shown: in the list, behind a row's message, on the command line, in a batch's lists."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from pathlib import Path

import pytest
import xlwings

from itaxl import buttons
from itaxl.batch.memory import recalled, remembered
from itaxl.batch.records import FindingsCsv
from itaxl.cli.check import finding_lines
from itaxl.cli.records import finding_record
from itaxl.core import layout
from itaxl.core.grid import Place, Value
from itaxl.core.marks import message
from itaxl.core.model import Finding, Severity
from itaxl.core.results.lines import COLUMNS as MARKS
from itaxl.core.results.written import LONGEST_MESSAGE, without_ours
from itaxl.core.suggestions import EMPTIED, QUESTION, question, said
from tests.batch_cases import Run, offices
from tests.case_grids import assessed, grids_of
from tests.desks import Desk
from tests.excel_tracker import FINDINGS, NOW, findings, measure
from tests.test_mend import SUGGESTING

FOUND = Finding("C203", Severity.WARNING, Place("มาตรการ", 7, 2), "ค่า", "ช่องนี้ผิด", "ก")
#: Suggestion, as the list says it, as JSON says it, and the question.
SHOWN: list[tuple[Value, str, str | None, str]] = [
    (None, "", None, ""),
    ("", EMPTIED, "", "ควรเว้นว่าง ใช่หรือไม่"),
    ("แก้ไข", "แก้ไข", "แก้ไข", "หมายถึง “แก้ไข” ใช่หรือไม่"),
    (2567.0, "2567", "2567", "หมายถึง “2567” ใช่หรือไม่"),
    (88.4, "88.4", "88.4", "หมายถึง “88.4” ใช่หรือไม่"),
    (dt.date(2024, 3, 31), "31/3/2567", "31/3/2567", "หมายถึง “31/3/2567” ใช่หรือไม่"),
    ("ก\nข", "ก ข", "ก\nข", "หมายถึง “ก ข” ใช่หรือไม่"),
    ("“ก”", "“ก”", "“ก”", "หมายถึง “‘ก’” ใช่หรือไม่"),
]


@pytest.mark.parametrize(("suggestion", "listed", "record", "asked"), SHOWN)
def it_is_said_in_every_place(suggestion: Value, listed: str, record: str | None, asked: str) -> None:
    finding = FOUND._replace(suggestion=suggestion)
    assert said(suggestion) == listed
    assert finding_record(finding)["suggestion"] == record
    assert question(finding) == asked
    (line,) = finding_lines([finding])
    assert line.endswith(f"{asked} [C203]" if asked else "ช่องนี้ผิด [C203]")


def it_is_not_asked_where_the_message_names_it() -> None:
    assert question(FOUND._replace(message="หมายถึง ก ใช่หรือไม่")) == ""


@pytest.mark.parametrize("suggestion", ["ก" * 500, "ก", "“”", "", dt.date(2024, 3, 31), "a\nb\tc"])
def it_asks_what_is_known_as_our_own_question(suggestion: Value) -> None:
    assert re.fullmatch(QUESTION, question(FOUND._replace(message="-", suggestion=suggestion)))


def it_is_ours_in_a_rows_message_and_a_note_behind_it_is_not() -> None:
    for rule in SUGGESTING:
        for finding in assessed(grids_of(rule.bad), NOW.date())[1].findings:
            text = message([finding])
            assert without_ours(text) == "", text
            assert without_ours(f"{text} โน้ต") == "โน้ต", text


def it_is_ours_behind_a_message_that_was_cut() -> None:
    (rule,) = (rule for rule in SUGGESTING if rule.code == "C203")
    said_long = rule.message.format(label="มาตรการ", faults="ก" * LONGEST_MESSAGE)
    text = message([FOUND._replace(message=said_long)])
    assert text.endswith("… หมายถึง “ก” ใช่หรือไม่")
    assert (without_ours(text), without_ours(f"{text} โน้ต")) == ("", "โน้ต")


@pytest.mark.parametrize("suggestion", [None, "", "ก", 7.0, True, dt.date(2024, 3, 31)])
def it_is_remembered_from_run_to_run(suggestion: Value, tmp_path: Path) -> None:
    outcome = Run(offices(tmp_path / "in", 1), tmp_path / "out").outcomes[0]
    found = FOUND._replace(suggestion=suggestion)
    line = outcome.line._replace(errors=0, warnings=1)
    outcome = outcome._replace(findings=(found,), line=line)
    again = recalled(json.loads(json.dumps(remembered(outcome))), outcome.path)
    assert again is not None and again.findings == (found,)
    assert type(again.findings[0].suggestion) is type(suggestion)


@pytest.mark.parametrize("suggestion", [[], {"date": "x"}, {"day": "2024-03-31"}, 7, "\ud800"])
def it_is_no_memory_in_another_shape(suggestion: object, tmp_path: Path) -> None:
    outcome = Run(offices(tmp_path / "in", 1), tmp_path / "out").outcomes[0]
    line = outcome.line._replace(errors=0, warnings=1)
    memory = remembered(outcome._replace(findings=(FOUND,), line=line, told=""))
    assert recalled(memory, outcome.path) is not None
    memory["findings"][0][-1] = suggestion
    assert recalled(memory, outcome.path) is None


def it_stands_in_the_last_column_of_a_batchs_list(tmp_path: Path) -> None:
    outcome = Run(offices(tmp_path / "in", 1), tmp_path / "out").outcomes[0]
    text = io.StringIO()
    FindingsCsv(text).add(outcome._replace(findings=(FOUND._replace(suggestion="=1+1"),), error="เสีย"))
    header, found, failed = csv.reader(io.StringIO(text.getvalue()))
    assert (header[-1], found[-1], failed[-1]) == ("ข้อเสนอ", "'=1+1", "")
    assert len(header) == len(found) == len(failed)


class DescribeAWorkbookOfAnEarlierVersion:
    """Its lines have no suggestion, and its marks are of six cells."""

    @pytest.fixture
    def earlier(self, xl: Desk, book: xlwings.Book) -> xlwings.Book:
        measure(xl, "title", 2).value = "เเก้\u200bไข"
        measure(xl, "title", 4).value = None
        buttons.validate(book, NOW)
        store, column = xl.sheet(FINDINGS), len(layout.FINDING_COLUMNS)
        for row in range(1, store.used[2] + 1):
            for n in range(column, column + 8):
                store.make(row, n).value = None
        for (row, n), cell in xl.sheet(layout.CONFIG_SHEET).cells.items():
            if n == MARKS[FINDINGS] and row > 1 and cell.value:
                cell.value = str(cell.value)[:-8]
        return book

    def it_gets_the_column_and_keeps_its_lines(self, xl: Desk, earlier: xlwings.Book) -> None:
        before = [line[:-1] for line in findings(xl)]
        buttons.validate(earlier, NOW)
        assert [line[:-1] for line in findings(xl)] == before
        assert [line[-1] for line in findings(xl)] == [None, "แก้ไข"]
        assert xl.sheet(FINDINGS).at(layout.FINDINGS_HEADER_ROW, len(before[0]) + 1).value == "ข้อเสนอ"

    def it_keeps_a_note_right_of_its_table(self, xl: Desk, earlier: xlwings.Book) -> None:
        place = layout.FINDINGS_HEADER_ROW + 1, len(layout.FINDING_COLUMNS)
        xl.sheet(FINDINGS).make(*place).value = "โน้ต"
        for _ in range(2):
            buttons.validate(earlier, NOW)
            assert xl.sheet(FINDINGS).at(*place).value == "โน้ต"
        assert xl.sheet(FINDINGS).at(layout.FINDINGS_HEADER_ROW, place[1] + 1).value == "ข้อเสนอ"
