"""The open workbook under people's hands: whatever they type, sort, insert and filter, no click erases it.

`python -m tests.test_notes_machine COUNT SEED` runs so many scenarios of 30 steps.
"""

from __future__ import annotations

import copy
import re
import sys
from collections import Counter
from contextlib import ExitStack
from typing import Any
from unittest import mock

import hypothesis
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.database import InMemoryExampleDatabase
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from itaxl import buttons
from itaxl.buttons import commands
from itaxl.buttons.mending import mend
from itaxl.core import layout
from itaxl.core import marks as core_marks
from itaxl.core.marks import Marks, marks
from itaxl.core.results import known_lines, written
from itaxl.core.results import plan as core_results
from itaxl.core.results.rows import Header, Row, header_of, rows_below
from itaxl.core.sample import sample
from itaxl.errors import OutputError
from itaxl.files.tracker.workbook import tracker_bytes
from tests import excel_model
from tests.case_grids import assessed
from tests.excel_cells import SheetStore, load
from tests.excel_engine import excel
from tests.excel_tracker import COLUMNS, FINDINGS, FIRST, MEASURES, NOW, OFFICE, ROLLUP

NOTE = re.compile(r"โน้ต<\d+>")
_LOADED = load(tracker_bytes(sample()))
_TABLES = {
    FINDINGS: (layout.FINDING_COLUMNS, layout.FINDINGS_HEADER_ROW, written.fits),
    ROLLUP: (layout.ROLLUP_COLUMNS, layout.ROLLUP_HEADER_ROW, core_results._fits_rollup),
}
_CODE = [field.key for field in layout.FINDING_COLUMNS].index("code")
_WORDS = tuple(layout.SEVERITY_WORDS.values())
sheets = st.sampled_from([FINDINGS, ROLLUP, MEASURES])
results = st.sampled_from([FINDINGS, ROLLUP])
beginnings = st.sampled_from(["", "=", "-", "01 ", "ต้องแก้ไข ", "ผ่าน "])


def notes(store: SheetStore) -> set[str]:
    """The notes on a sheet, wherever they stand."""
    texts = (cell.value for cell in store.cells.values() if isinstance(cell.value, str))
    return {note for text in texts for note in NOTE.findall(text)}


class Clerk(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.stack = ExitStack()
        self.stack.enter_context(mock.patch.object(excel_model, "load", lambda _: copy.deepcopy(_LOADED)))
        self.xl = self.stack.enter_context(excel())
        self.book = self.xl.open(b"")
        self.count, self.marked = 0, True
        #: Lines of ours that were copied elsewhere.
        self.copies: Counter[tuple[Any, ...]] = Counter()
        #: Lines of earlier clicks: without marks a division that is gone may stay.
        self.earlier: Counter[tuple[Any, ...]] = Counter()

    def teardown(self) -> None:
        self.stack.close()

    def _note(self, beginning: str = "") -> str:
        self.count += 1
        return f"{beginning}โน้ต<{self.count}>"

    def _region(self, sheet: str) -> tuple[int, int]:
        """First and last row below the header of a result table."""
        return self._header(sheet).first_row, self.xl.sheet(sheet).used[2]

    def _header(self, sheet: str) -> Header:
        from itaxl.buttons.live import read

        fields, usual, fits = _TABLES[sheet]
        grid = next(g for g in read(self.book).grids if g.sheet == sheet)
        return header_of(grid, fields, usual, fits)

    @initialize(marked=st.sampled_from([True, True, True, False]))
    def opens_a_tracker(self, marked: bool) -> None:
        """Without marks as in a workbook that an earlier version made."""
        self.marked = marked
        if not marked:
            self.xl.remove(layout.CONFIG_SHEET)

    # -- what people do

    @rule(sheet=results, row=st.integers(1, 40), column=st.integers(1, 15), beginning=beginnings)
    def types_somewhere(self, sheet: str, row: int, column: int, beginning: str) -> None:
        if row not in {1, 2}:
            self.xl.sheet(sheet).make(row, column).value = self._note(beginning)
            self.xl.sheet(sheet).make(row, column).formula = ""

    @rule(sheet=results, at=st.integers(0, 20), column=st.integers(0, 5))
    def types_over_a_cell_of_the_table(self, sheet: str, at: int, column: int) -> None:
        header = self._header(sheet)
        place = header.first_row + at, header.columns[column]
        self.xl.sheet(sheet).make(*place).value = self._note()
        self.xl.sheet(sheet).make(*place).formula = ""

    @rule(sheet=results, at=st.integers(0, 20), columns=st.sets(st.integers(0, 5), min_size=2))
    def types_over_cells_of_a_line(self, sheet: str, at: int, columns: set[int]) -> None:
        for column in columns:
            self.types_over_a_cell_of_the_table(sheet, at, column)

    @rule(sheet=results, first=st.integers(0, 10), count=st.integers(1, 10), below=st.integers(0, 3))
    def keeps_a_copy_below(self, sheet: str, first: int, count: int, below: int) -> None:
        """Whole lines, without the header, with a word on each."""
        store, header = self.xl.sheet(sheet), self._header(sheet)
        lines = range(header.first_row + first, header.first_row + first + count)
        to = store.used[2] + 1 + below
        for row, line in enumerate(lines, to):
            self.copies[tuple(store.at(line, column).value or "" for column in header.columns)] += 1
            for column in header.columns:
                store.make(row, column).value = store.at(line, column).value
            store.make(row, max(header.columns) + 1).value = self._note()

    @rule(row=st.integers(0, 40), how=st.sampled_from(["instead", "behind", "below", "above", "elsewhere"]))
    def types_into_a_message(self, row: int, how: str) -> None:
        cell = self.xl.sheet(MEASURES).make(FIRST + row, COLUMNS["message"])
        text = cell.value if isinstance(cell.value, str) else ""
        note = self._note()
        cell.value = {
            "instead": note,
            "behind": f"{text} {note}",
            "below": f"{text}\n{note}",
            "above": f"{note}\n{text}",
            "elsewhere": cell.value,
        }[how]
        if how == "elsewhere":
            self.xl.sheet(MEASURES).make(FIRST + row, COLUMNS["message"] + 2).value = note

    @rule(sheet=results, above=st.integers(1, 3))
    def types_above_the_table(self, sheet: str, above: int) -> None:
        first, _ = self._region(sheet)
        self.xl.sheet(sheet).make(first - 1 - above, 1).value = self._note()

    @rule(sheet=results, at=st.integers(1, 8), filled=st.integers(0, 25), head=st.booleans())
    def inserts_a_column(self, sheet: str, at: int, filled: int, head: bool) -> None:
        store, (first, _) = self.xl.sheet(sheet), self._region(sheet)
        store.cells = {(r, c + (c >= at)): cell for (r, c), cell in store.cells.items()}
        if head:
            store.make(first - 1, at).value = self._note()
        for n in range(filled):
            store.make(first + n, at).value = self._note()

    @rule(sheet=results, one=st.integers(1, 8), other=st.integers(1, 8))
    def swaps_columns(self, sheet: str, one: int, other: int) -> None:
        store = self.xl.sheet(sheet)
        swap = {one: other, other: one}
        store.cells = {(r, swap.get(c, c)): cell for (r, c), cell in store.cells.items()}

    @rule(sheet=results, at=st.integers(3, 30), count=st.integers(1, 3))
    def inserts_rows(self, sheet: str, at: int, count: int) -> None:
        self.xl.sheet(sheet).insert_rows(at, count)

    @rule(data=st.data(), sheet=results, whole=st.booleans())
    def sorts(self, data: st.DataObject, sheet: str, whole: bool) -> None:
        store, (first, last) = self.xl.sheet(sheet), self._region(sheet)
        own, rows = self._header(sheet).columns, range(first, min(last, first + 16) + 1)
        columns = set(range(1, store.used[3] + 1)) if whole else set(own)
        filled = [row for row in rows if any(store.at(row, c).value is not None for c in own)]
        blank = [row for row in rows if row not in filled]  # to the end, as Excel sorts them
        moved = dict(zip([*data.draw(st.permutations(filled)), *blank], rows, strict=True))
        cells = store.cells.items()
        store.cells = {(moved.get(r, r) if c in columns else r, c): cell for (r, c), cell in cells}

    @rule(sheet=sheets, rows=st.sets(st.integers(6, 30), max_size=6))
    def filters(self, sheet: str, rows: set[int]) -> None:
        self.xl.sheet(sheet).filtered = rows

    @rule(sheet=results, row=st.integers(4, 30), width=st.integers(2, 8), height=st.integers(0, 2))
    def merges_below(self, sheet: str, row: int, width: int, height: int) -> None:
        """A box with a text, where nothing stands."""
        store = self.xl.sheet(sheet)
        area = row, 1, row + height, width
        cells = [(r, c) for r in range(row, row + height + 1) for c in range(1, width + 1)]
        overlaps = any(m[0] <= area[2] and area[0] <= m[2] for m in store.merged)
        if not overlaps and not any(store.at(*cell).value is not None for cell in cells):
            store.merged.append(area)
            store.make(row, 1).value = self._note()

    @rule(sheet=results, column=st.integers(1, 8), label=st.sampled_from(["", "note"]))
    def spoils_a_header(self, sheet: str, column: int, label: str) -> None:
        first, _ = self._region(sheet)
        self.xl.sheet(sheet).make(first - 1, column).value = self._note() if label else None

    # -- what changes in the tracker

    @rule(
        row=st.integers(0, 9),
        name=st.sampled_from(["title", "steps", "divisions", "status", "due", "number", "note"]),
        value=st.sampled_from(
            [None, "กองคลัง", "เเก้\u200bไข", "31/2/2567", "=1+1", "ดำเนินการเสร็จเรียบร้อยแล้ว", 7.0]
        ),
    )
    def changes_a_measure(self, row: int, name: str, value: Any) -> None:
        self.xl.sheet(MEASURES).make(FIRST + row, COLUMNS[name]).value = value

    @rule(row=st.integers(0, 9))
    def empties_a_measure(self, row: int) -> None:
        for name, column in COLUMNS.items():
            if name != "message":
                self.xl.sheet(MEASURES).make(FIRST + row, column).value = None

    @rule(count=st.integers(0, 25))
    def lists_other_divisions(self, count: int) -> None:
        office = self.xl.sheet(OFFICE)
        top = next(r for (r, c), cell in office.cells.items() if cell.value == "ชื่อย่อ") + 1
        for n in range(26):
            for column in (1, 2, 3):
                office.make(top + n, column).value = None
            office.make(top + n, 1).value = f"กองที่ {n + 1}" if n < count else None

    # -- clicks

    @rule(name=st.sampled_from(["validate", "rollup", "all", "colour"]))
    def clicks(self, name: str) -> None:
        before = self.xl.state()
        try:
            with mock.patch.object(commands, "_memo", lambda _: buttons.Outcome("")):
                buttons.COMMANDS[name](self.book, NOW)  # type: ignore[call-arg]
        except OutputError:
            assert self.xl.state() == before
            return
        after = self.xl.state()
        for sheet, store in before.items():
            assert notes(store) <= notes(after[sheet]), f"{sheet}: {notes(store) - notes(after[sheet])}"
        shown = self._marks()
        if name in ("validate", "all"):
            self._has_every_finding(shown)
            self._has_every_message(shown)
        if name in ("rollup", "all"):
            self._has_every_division(shown)

    @rule(titles=st.sets(st.integers(1, 5), max_size=3), answers=st.lists(st.booleans(), max_size=2))
    def mends(self, titles: set[int], answers: list[bool]) -> None:
        """Some titles get odd letters first; what is answered last holds for every further question."""
        for number in titles:
            self.xl.sheet(MEASURES).make(FIRST + number - 1, COLUMNS["title"]).value = f"เเก้ {number}"
        before, left = self.xl.state(), [True, *answers]
        try:
            mend(self.book, NOW, lambda _: left.pop() if len(left) > 1 else left[0])
        except OutputError:
            assert self.xl.state() == before
            return
        after = self.xl.state()
        for sheet, store in before.items():
            assert notes(store) <= notes(after[sheet]), f"{sheet}: {notes(store) - notes(after[sheet])}"

    def _marks(self) -> Marks:
        from itaxl.buttons.live import read

        grids = read(self.book).grids
        return marks(*assessed(grids, NOW.date()))

    def _lines(self, sheet: str) -> dict[int, tuple[Any, ...]]:
        store, header = self.xl.sheet(sheet), self._header(sheet)
        assert not header.missing
        return {
            row: tuple(store.at(row, column).value for column in header.columns)
            for row in range(header.first_row, store.used[2] + 1)
        }

    def _has_every_finding(self, shown: Marks) -> None:
        lines = [
            line for line in self._lines(FINDINGS).values() if line[0] in _WORDS and line[_CODE] and line[2]
        ]
        whole = Counter(tuple(cell or "" for cell in line) for line in lines if not NOTE.search(str(line)))
        self._is_all(whole, Counter(row.cells for row in shown.findings))
        if self.count == 0 and not self.xl.sheet(FINDINGS).filtered:
            assert [line[1:3] for line in lines] == [row.cells[1:3] for row in shown.findings]

    def _is_all(self, lines: Counter[tuple[Any, ...]], wanted: Counter[tuple[Any, ...]]) -> None:
        assert wanted <= lines
        assert lines - wanted <= (self.copies if self.marked else self.copies + self.earlier)
        self.earlier |= wanted

    def _has_every_message(self, shown: Marks) -> None:
        column = shown.messages
        assert column
        store = self.xl.sheet(MEASURES)
        for row, text in enumerate(column.texts, column.first_row):
            cell = store.at(row, column.column)
            assert text is None or (cell.value or "") == text, (row, text, cell.value)

    def _has_every_division(self, shown: Marks) -> None:
        lines = self._lines(ROLLUP)
        lines = {row: line for row, line in lines.items() if not NOTE.search(str(line))}
        counted = {row: line for row, line in lines.items() if line[0] and type(line[1]) is float}
        whole = Counter(tuple(cell or "" for cell in line) for line in counted.values())
        self._is_all(whole, Counter(tuple(cell or "" for cell in line) for line in shown.rollup))
        assert self.copies or not self.marked or lines[max(counted)][0] == layout.ROLLUP_TOTAL
        store = self.xl.sheet(ROLLUP)
        assert not any(
            NOTE.search(str(cell.value)) for (row, _), cell in store.cells.items() if row in store.hidden
        )


def run(count: int, steps: int, seed: int, *, quick: bool = False) -> None:
    """`quick`: fail at the first example that fails, without making it smaller."""
    run_state_machine_as_test(
        hypothesis.seed(seed)(Clerk),
        settings=settings(
            max_examples=count,
            stateful_step_count=steps,
            deadline=None,
            suppress_health_check=list(HealthCheck),
            database=InMemoryExampleDatabase(),
            phases=[Phase.generate] if quick else [Phase.generate, Phase.shrink],
            report_multiple_bugs=False,
        ),
    )


def test_no_click_erases_what_people_type() -> None:
    run(12, 20, 1)


def every_row_is_free(grid: Any, header: Any, fields: Any, known: Any) -> dict[int, Row]:
    return {
        n: row._replace(taken=False, noted=False)
        for n, row in rows_below(grid, header, fields, known).items()
    }


def every_cell_is_ours(_: object, rows: list[list[object]]) -> list[tuple[range, None]]:
    return [(range(len(cells)), None) for cells in rows]


FAULTS: dict[str, tuple[object, str, object]] = {
    "the list runs over what stands in its rows": (core_results, "rows_below", every_row_is_free),
    "whatever stands below the header is blanked": (known_lines, "_marked_findings", every_cell_is_ours),
    "a message takes the cell's place": (core_marks, "with_note", lambda ours, _: ours),
    "the state takes its cell's place": (core_results, "is_blank", lambda _: True),
    "unused rows are hidden, written on or not": (
        core_results,
        "_unused",
        lambda grid, rows, seats, first, bottom: tuple(
            (n, n) for n in range(first, bottom) if n not in seats
        ),
    ),
}


def a_day_of_a_clerk() -> None:
    clerk = Clerk()
    try:
        clerk.changes_a_measure(row=1, name="title", value=None)
        clerk.clicks(name="all")
        for sheet in (FINDINGS, ROLLUP):
            clerk.types_over_a_cell_of_the_table(sheet=sheet, at=0, column=4)
            clerk.types_above_the_table(sheet=sheet, above=2)
            clerk.types_somewhere(sheet=sheet, row=20, column=2, beginning="")
        clerk.types_into_a_message(row=0, how="instead")
        clerk.clicks(name="all")
    finally:
        clerk.teardown()


def test_the_checks_pass_a_day_of_a_clerk() -> None:
    a_day_of_a_clerk()


@pytest.mark.parametrize("fault", FAULTS)
def test_the_checks_notice_a_fault(fault: str) -> None:
    where, name, instead = FAULTS[fault]
    with mock.patch.object(where, name, instead), pytest.raises(AssertionError):
        a_day_of_a_clerk()


if __name__ == "__main__":
    run(int(sys.argv[1]), 30, int(sys.argv[2]))
