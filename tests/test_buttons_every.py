"""What holds for every command: done twice, with a filter, and on somebody else's workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
import xlwings

from itaxl import buttons
from itaxl.core import layout
from itaxl.core.evidence.address import Address
from itaxl.core.evidence.answer import Answer, State
from itaxl.core.grid import Grid
from itaxl.core.sample import sample
from itaxl.errors import InputError
from itaxl.links import round
from tests.desks import IN_BOTH, Desk
from tests.excel_tracker import (
    FINDINGS,
    FIRST,
    MEASURES,
    NOW,
    OFFICE,
    look,
    measure,
    spoil,
    state,
    typed,
)
from tests.workbook_grids import saved

pytestmark = IN_BOTH
#: Mending asks, and changes what was typed: see test_mend.
COMMANDS = {n: command for n, command in buttons.COMMANDS.items() if n not in ("help", "mend")}
Command = Callable[[xlwings.Book, dt.datetime], buttons.Outcome]


def nobody_opens(addresses: list[Address], day: dt.date, heard: Callable[..., None], *words: object) -> None:
    for address in addresses:
        heard(address.url, Answer(State.GONE, day, address.url, "404"))


class DescribeEveryCommand:
    @pytest.fixture(params=COMMANDS, ids=str)
    def command(self, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Command:
        monkeypatch.setattr(round, "_ask", nobody_opens)
        chosen: Command = COMMANDS[request.param]
        return chosen

    def it_does_the_same_when_it_is_done_again(self, xl: Desk, book: xlwings.Book, command: Command) -> None:
        spoil(xl)
        command(book, NOW)
        first = state(xl)
        command(book, NOW)
        again = state(xl)
        for name, store in first.items():
            assert (again[name].cells, again[name].hidden) == (store.cells, store.hidden)

    def it_leaves_what_the_user_typed_and_chose(self, xl: Desk, book: xlwings.Book, command: Command) -> None:
        spoil(xl)
        book.sheets[OFFICE].activate()
        xl.sheet(MEASURES).selection, xl.sheet(MEASURES).filtered = "$C$8", {FIRST + 1, FIRST + 3}
        before = state(xl)
        command(book, NOW)
        after = state(xl)
        assert book.sheets.active.name == OFFICE
        for name in (layout.GUIDE_SHEET, OFFICE, MEASURES, layout.CONFIG_SHEET):
            one, other = before[name], after[name]
            assert (one.selection, one.filtered, one.hidden) == (
                other.selection,
                other.filtered,
                other.hidden,
            )
            assert typed(one) == typed(other)

    def it_gives_under_a_filter_what_it_gives_without_one(
        self, xl: Desk, book: xlwings.Book, command: Command
    ) -> None:
        spoil(xl)
        command(book, NOW)
        without = {name: store.cells for name, store in state(xl).items()}
        measure(xl, "title", 1).value = None
        command(book, NOW)  # other results, to be replaced
        measure(xl, "title", 1).value = sample().measures[0].title
        xl.sheet(MEASURES).filtered = {FIRST, FIRST + 1, FIRST + 3}
        xl.sheet(FINDINGS).filtered = {layout.FINDINGS_HEADER_ROW + 1}
        command(book, NOW)
        filtered = state(xl)
        for name, cells in without.items():
            shown = {place: look(cell) for place, cell in cells.items()}
            assert {place: look(filtered[name].at(*place)) for place in cells} == shown

    def it_refuses_a_workbook_that_is_no_tracker_and_leaves_it_alone(
        self, xl: Desk, command: Command
    ) -> None:
        book = xl.open(saved([Grid("Sheet1", (("รายการ", 1.0),))]))
        before = state(xl)
        with pytest.raises(InputError, match="ไม่ใช่แบบติดตาม"):
            command(book, NOW)
        assert state(xl) == before and len(state(xl)) == 1
