"""What an open book tells beside its values, as its saved file does: links behind words, numbers as shown."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons.asides import asked
from itaxl.buttons.live import read
from itaxl.core.links import are_links
from itaxl.core.parse import parse
from itaxl.reading.workbook import grids_from_bytes
from tests.desks import IN_BOTH, Desk
from tests.excel_tracker import COLUMNS, FIRST, MEASURES, NOW, OFFICE, findings

pytestmark = IN_BOTH
ADDRESS = "https://www.longtham.example.go.th/news/15.pdf"


@pytest.fixture
def changed(good_bytes: bytes) -> bytes:
    """A tracker whose evidence is a linked word, and whose telephone is a number under a format."""
    workbook = openpyxl.load_workbook(BytesIO(good_bytes))
    evidence = workbook[MEASURES].cell(FIRST, COLUMNS["evidence"])
    evidence.value, evidence.hyperlink = "ดูประกาศ", ADDRESS
    for row in workbook[OFFICE].iter_rows():
        if row[0].value == "โทรศัพท์":
            row[1].value, row[1].number_format = 42555007, "000-000-000"
        elif row[0].value == "คะแนน IIT":
            row[1].value, row[1].number_format = 0.925, "0.00%"
    out = BytesIO()
    workbook.save(out)
    return out.getvalue()


def it_reads_what_a_cell_shows_and_leads_to(xl: Desk, changed: bytes) -> None:
    live = read(xl.open(changed, "changed.xlsx"))
    told = asked(live, parse(live.grids))
    assert told
    in_book = parse(told.grids).tracker
    in_file = parse(grids_from_bytes(changed, "changed.xlsx")).tracker
    assert in_book == in_file
    assert in_file.measures[0].evidence == ADDRESS
    assert in_file.office.phone == "042-555-007"
    assert str(in_file.report.iit) == "92.50"


def it_finds_no_fault_with_a_linked_word(xl: Desk, changed: bytes) -> None:
    buttons.validate(xl.open(changed, "changed.xlsx"), NOW)
    assert not [row for row in findings(xl) if row[-1] in ("P708", "R402")]


def it_asks_nothing_where_all_is_said(xl: Desk, book: xlwings.Book) -> None:
    live = read(book)
    assert asked(live, parse(live.grids)) is None
    assert are_links(str(live.sheets[MEASURES].grid.at(FIRST, COLUMNS["evidence"])))
