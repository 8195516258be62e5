"""Grids of an older table, or of a tracker, → a draft of the new one."""

from __future__ import annotations

from collections.abc import Mapping as Words
from collections.abc import Sequence
from dataclasses import dataclass, replace

from itaxl.convert.doubts import doubt, without_repeats
from itaxl.convert.draft import Doubt, Draft
from itaxl.convert.measures.cells import MeasureDraft
from itaxl.convert.measures.columns import Column
from itaxl.convert.measures.content import checked
from itaxl.convert.measures.finish import (
    doubts_of,
    note_uses,
    share_follow_up,
    tell_missing_statuses,
    with_everyone,
    with_round,
)
from itaxl.convert.measures.merge import by_round, merged
from itaxl.convert.measures.places import filled_cells, spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.measures.reader import read_measure
from itaxl.convert.table.beside import beside
from itaxl.convert.table.facts import Facts
from itaxl.convert.table.gather import gather
from itaxl.convert.table.labels import facts
from itaxl.convert.table.mapping import NO_MAPPING, Mapping
from itaxl.convert.table.own_tracker import draft_of_tracker
from itaxl.convert.table.scrambled import unscrambled, way_of
from itaxl.convert.table.tables import TableFound, find_tables
from itaxl.core.grid import Grid, Place, shown
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.listings import listing_of
from itaxl.core.model import Measure, Status, Tracker
from itaxl.core.thai.text import key


@dataclass(frozen=True, slots=True)
class Understood:
    """A draft, and how the source was read: the report and `--explain` tell it."""

    draft: Draft
    tables: tuple[TableFound, ...] = ()
    from_tracker: bool = False

    @property
    def columns(self) -> tuple[Column, ...]:
        return tuple(column for table in self.tables for column in table.choice.used)


def _checked(table: TableFound, own: Words[str, Status]) -> TableFound:
    """The table with what the cells say about its columns."""
    grid, rows = table.grid, range(table.last + 1, min(table.end, len(table.grid.rows) + 1))
    choice = checked(
        table.choice,
        lambda column: (grid.at(row, column) for row in rows),
        own,
        range(table.left, table.right + 1),
    )
    return replace(table, choice=choice)


def understand(grids: Sequence[Grid], mapping: Mapping = NO_MAPPING) -> Understood:
    """Any sheets → a draft; a tracker of ours is taken over as it is.  Never raises on any grid."""
    understood = _understood(grids, mapping)
    guessed = [doubt("C888", f"แผ่นงาน {grid.sheet}") for grid in grids if grid.guessed][:1]
    draft = understood.draft
    return (
        replace(understood, draft=replace(draft, doubts=(*guessed, *draft.doubts))) if guessed else understood
    )


def _understood(grids: Sequence[Grid], mapping: Mapping) -> Understood:
    if draft := draft_of_tracker(grids):
        fixed = Facts(Divisions(mapping.divisions))
        fixed.tell(mapping)
        return Understood(replace(draft, tracker=fixed.tracker(draft.tracker)), from_tracker=True)
    return _Reader(grids, mapping).read()


class _Reader:
    def __init__(self, grids: Sequence[Grid], mapping: Mapping) -> None:
        self._mapping = mapping
        self._doubts: list[Doubt] = []
        self._grids = tuple(map(self._put_right, grids))
        self._ledger = Ledger(filled_cells(self._grids))
        self._divisions = Divisions(mapping.divisions)

    def read(self) -> Understood:
        wanted = {key(name) for name in self._mapping.sheets}
        tables = [
            _checked(table, self._mapping.status)
            for grid in self._grids
            if not wanted or key(grid.sheet) in wanted
            for table in find_tables(grid, self._mapping)
        ]
        found, tables = tables, [table for table in tables if not self._is_listing(table)]
        drafts = merged(
            [part for index, table in enumerate(tables) for part in by_round(self._drafts(table, index))]
        )
        self._number(drafts)
        if not found:
            self._doubts += (
                d for grid in self._grids if (d := self._listing(grid, 1, len(grid.rows) + 1, grid.sheet))
            )
        if not drafts:
            sheets = ", ".join(grid.sheet for grid in self._grids)
            self._doubts.insert(0, doubt("C801", f"แผ่นงาน {sheets}" if sheets else "ทั้งไฟล์"))
        self._doubts += tell_missing_statuses(drafts)
        tracker = self._tracker(drafts)
        left, headings, taken = self._ledger.settle(tracker)
        left += beside(self._grids, tracker)
        doubts = tuple(dict.fromkeys((*without_repeats(self._doubts), *doubts_of(drafts))))
        draft = Draft(tracker, doubts, tuple(left), tuple(taken), tuple(headings), self._ledger.origins())
        return Understood(draft, tuple(tables))

    def _is_listing(self, table: TableFound) -> bool:
        """Whether a table is none of measures; it is told, and its cells stay where they are."""
        place = spoken(Place(table.grid.sheet, table.first, table.left))
        told = self._listing(table.grid, table.last + 1, table.end, place)
        self._doubts += [told] if told else []
        return told is not None

    @staticmethod
    def _listing(grid: Grid, first: int, end: int, where: str) -> Doubt | None:
        """The doubt that rows are a list of what must be disclosed, or of scores."""
        rows = range(first, min(end, len(grid.rows) + 1))
        columns = ((shown(grid.at(row, at)) for row in rows) for at in range(1, grid.size[1] + 1))
        found = listing_of(columns)
        return doubt("C884", where, grid.sheet, what=found.value) if found else None

    def _put_right(self, grid: Grid) -> Grid:
        """The sheet with its letters as they were typed, where a code page scrambled them."""
        way = way_of(value for row in grid.rows for value in row if isinstance(value, str))
        if way is None:
            return grid
        right, whole = unscrambled(grid, way)
        self._doubts.append(doubt("C882" if whole else "C883", f"แผ่นงาน {right.sheet}"))
        return right

    def _drafts(self, table: TableFound, index: int) -> list[MeasureDraft]:
        raws, doubts = gather(table, index, self._mapping, self._divisions, self._ledger)
        self._doubts += doubts
        read = [read_measure(raw, self._divisions, self._mapping.status) for raw in raws]
        drafts = [one for one in read if _says_more_than_its_number(one.measure)]
        self._doubts += [d for one in read if not _says_more_than_its_number(one.measure) for d in one.doubts]
        fields = table.choice.fields
        if "divisions" not in fields:
            self._divide_by_sheet(table, drafts)
        if drafts and any(d.measure.number is not None for d in drafts):
            for one in drafts:
                if one.measure.number is None and not one.sub:
                    one.doubts.append(doubt("C830", spoken(one.place), one.measure.title, field="number"))
        return drafts

    def _divide_by_sheet(self, table: TableFound, drafts: list[MeasureDraft]) -> None:
        """A sheet named after a division holds that division's measures."""
        sheet = table.grid.sheet
        read = self._divisions.read(sheet)
        if len(read.names) != 1 or read.unknown or read.new:
            return
        for one in drafts:
            if not one.measure.divisions:
                one.measure = one.measure._replace(divisions=read.names)
                where = f"ชื่อแผ่นงาน {sheet}"
                one.doubts.append(doubt("C822", spoken(one.place), sheet, field="divisions", where=where))

    def _number(self, drafts: list[MeasureDraft]) -> None:
        """Numbers of their own; new ones where there are none, where they repeat or have several levels."""
        numbers = [one.measure.number for one in drafts]
        known = [number for number in numbers if number is not None]
        if known and len(set(known)) == len(known) and not any(one.sub for one in drafts):
            return
        for new, one in enumerate(drafts, 1):
            if one.measure.number not in (None, new):
                source = spoken(one.place)
                one.doubts.append(
                    doubt("C828", source, str(one.measure.number), field="number", number=str(new))
                )
            one.measure = one.measure._replace(number=new)

    def _tracker(self, drafts: list[MeasureDraft]) -> Tracker:
        found = Facts(self._divisions)
        found.tell(self._mapping)
        note_uses(drafts, self._ledger)
        for grid in self._grids:
            found.add(facts(grid, self._ledger), self._ledger)
        self._doubts += found.doubts
        about = found.tracker(Tracker())
        follow_up, shared = share_follow_up(drafts, self._ledger) if not about.report.follow_up else ("", [])
        measures, everyone = with_everyone(drafts, self._divisions)
        self._doubts += (*shared, *everyone)
        report, told = with_round(about.report, drafts)
        self._doubts += told
        report = report._replace(follow_up=report.follow_up or follow_up)
        return Tracker(about.office._replace(divisions=self._divisions.office_list()), report, measures)


def _says_more_than_its_number(measure: Measure) -> bool:
    """A number alone is one in store for a measure to come, in a tracker as well (see `no_measure`)."""
    return measure != Measure(number=measure.number)
