"""Mending as values: to the end, only what may be written, and back again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping

import pytest

from itaxl.core import layout
from itaxl.core.grid import CellFault, Grid, Place, Value
from itaxl.core.mend import (
    CHANGED,
    FORMULA,
    GONE,
    MERGED,
    OTHER_VALUE,
    UNSETTLED,
    Change,
    mending,
    putting_back,
    written,
)
from itaxl.core.results.kept import Kept
from itaxl.core.rules import RULES, Case, Rule
from tests.case_grids import assessed, grids_of
from tests.meant import meaning

TODAY = dt.date(2024, 4, 2)
WHEN = "2 เมษายน 2567"
ODD = "เเก้\u200bไข"
SUGGESTING = [
    rule
    for rule in RULES
    if any(f.suggestion is not None for f in assessed(grids_of(rule.bad), TODAY)[1].findings)
]


def nothing(places: Collection[Place]) -> Mapping[Place, str]:
    return {}


def mended(grids: tuple[Grid, ...], kept: tuple[Kept, ...] = ()) -> Change:
    return mending(*assessed(grids, TODAY), TODAY, kept, WHEN, nothing)


def put_back(change: Change) -> Change:
    return putting_back(change.reading, TODAY, change.kept or (), nothing)


def steady(grids: tuple[Grid, ...]) -> list[dict[tuple[int, int], Value]]:
    return [
        {(r, c): v for r, row in enumerate(g.rows, 1) for c, v in enumerate(row, 1) if v is not None}
        for g in grids
    ]


def place(key: str, number: int = 1) -> Place:
    column = [field.key for field in layout.MEASURE_COLUMNS].index(key) + 1
    return Place(layout.MEASURES_SHEET, layout.MEASURES_HEADER_ROW + number, column)


class DescribeEveryRule:
    def it_has_rules_with_suggestions(self) -> None:
        assert {"C203", "Y502"} <= {rule.code for rule in SUGGESTING}

    @pytest.mark.parametrize("rule", SUGGESTING, ids=lambda rule: rule.code)
    def it_is_mended_with_nothing_left_to_suggest(self, rule: Rule) -> None:
        grids = grids_of(rule.bad)
        change = mended(grids)
        left = [f for f in change.assessment.findings if f.suggestion is not None]
        assert {f.place for f in left} == {place for place, _ in change.refused}
        assert not left or rule.bad.merged
        if not rule.bad.merged:
            assert change.mends

    @pytest.mark.parametrize("rule", SUGGESTING, ids=lambda rule: rule.code)
    def it_changes_nothing_the_second_time(self, rule: Rule) -> None:
        once = mended(grids_of(rule.bad))
        twice = mending(once.reading, once.assessment, TODAY, once.kept or (), WHEN, nothing)
        assert (twice.mends, twice.kept) == ((), once.kept)
        assert twice.reading.grids == once.reading.grids

    @pytest.mark.parametrize("rule", SUGGESTING, ids=lambda rule: rule.code)
    def it_is_put_back_as_it_was(self, rule: Rule) -> None:
        grids = grids_of(rule.bad)
        back = put_back(mended(grids))
        assert steady(back.reading.grids) == steady(grids)
        assert back.kept == ()


class DescribeMending:
    def it_goes_on_where_one_mending_uncovers_another(self, monkeypatch: pytest.MonkeyPatch) -> None:
        meaning(monkeypatch, {"ก": "ข", "ข": "ค"})
        change = mended(grids_of(Case({"title": "ก"})))
        assert [(m.place, m.before, m.after) for m in change.mends] == [(place("title"), "ก", "ค")]

    def it_leaves_a_cell_alone_that_would_never_come_to_rest(self, monkeypatch: pytest.MonkeyPatch) -> None:
        meaning(monkeypatch, {"ก": "ข", "ข": "ก", "ง": "จ"})
        change = mended(grids_of(Case({"title": "ก", "title@2": "ง"})))
        assert [(m.place, m.after) for m in change.mends] == [(place("title", 2), "จ")]
        assert change.refused == ((place("title"), UNSETTLED),)
        assert change.reading.grids[1].at(place("title").row, 2) == "ก"

    def it_says_so_where_a_suggestion_is_what_stands_there(self, monkeypatch: pytest.MonkeyPatch) -> None:
        meaning(monkeypatch, {"ก": "ก"})
        change = mended(grids_of(Case({"title": "ก"})))
        assert (change.mends, change.refused) == ((), ((place("title"), UNSETTLED),))

    def it_empties_a_cell(self, monkeypatch: pytest.MonkeyPatch) -> None:
        meaning(monkeypatch, {"-": ""})
        change = mended(grids_of(Case({"note": "-"})))
        assert [(m.before, m.after) for m in change.mends] == [("-", None)]
        assert put_back(change).mends[0].after == "-"

    def it_knows_of_what_kind_a_field_is(self, monkeypatch: pytest.MonkeyPatch) -> None:
        meaning(monkeypatch, {"ก": dt.date(2024, 3, 31), "ข": 1.0})
        change = mended(grids_of(Case({"due": "ก", "indicator": "ข"})))
        assert {m.kind for m in change.mends} == {layout.Kind.DATE, layout.Kind.COUNT}

    def it_neither_writes_nor_keeps_what_the_workbook_refuses(self, monkeypatch: pytest.MonkeyPatch) -> None:
        meaning(monkeypatch, {"ก": "ข", "ค": "ง"})
        asked: list[Place] = []

        def refuse(places: Collection[Place]) -> Mapping[Place, str]:
            asked.extend(places)
            return {place("title"): FORMULA}

        grids = grids_of(Case({"title": "ก", "title@2": "ค"}))
        change = mending(*assessed(grids, TODAY), TODAY, (), WHEN, refuse)
        assert [m.place for m in change.mends] == [place("title", 2)]
        assert change.refused == ((place("title"), FORMULA),)
        assert [k.place for k in change.kept or ()] == [place("title", 2)]
        assert sorted(asked) == sorted(set(asked))

    def it_leaves_merged_cells_alone(self) -> None:
        grids = grids_of(Case({"title": ODD}, merged=((1, 2, 2, 2),)))
        change = mended(grids)
        assert (change.mends, dict(change.refused)[place("title")]) == ((), MERGED)

    @pytest.mark.parametrize("value", [True, CellFault("#N/A")])
    def it_leaves_values_alone_that_no_table_keeps(
        self, value: Value, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        meaning(monkeypatch, {7777.0: "ก"})
        grids = grids_of(Case({"title": 7777.0}))
        reading, assessment = assessed(grids, TODAY)
        there = written(grids, {place("title"): value})
        change = mending(reading._replace(grids=there), assessment, TODAY, (), WHEN, nothing)
        assert (change.mends, change.refused) == ((), ((place("title"), OTHER_VALUE),))

    def it_writes_beyond_the_cells_that_a_grid_has(self) -> None:
        (grid,) = written((Grid("ก", ((1.0,),)),), {Place("ก", 3, 2): "ข"})
        assert grid.rows == ((1.0,), (), (None, "ข"))


class DescribePuttingBack:
    def it_leaves_a_cell_alone_that_was_changed_since(self) -> None:
        change = mended(grids_of(Case({"title": ODD, "title@2": ODD})))
        later = written(change.reading.grids, {place("title"): "พิมพ์ใหม่"})
        reading, _ = assessed(later, TODAY)
        back = putting_back(reading, TODAY, change.kept or (), nothing)
        assert [(m.place, m.after) for m in back.mends] == [(place("title", 2), ODD)]
        assert back.refused == ((place("title"), CHANGED),)
        assert [k.place for k in back.kept or ()] == [place("title")]

    def it_says_that_a_sheet_is_gone(self) -> None:
        line = Kept(WHEN, Place("แผ่นเดิม", 1, 1), "ก", "ข")
        reading, _ = assessed(grids_of(Case()), TODAY)
        back = putting_back(reading, TODAY, (line,), nothing)
        assert (back.mends, back.refused, back.kept) == ((), ((line.place, GONE),), (line,))

    def it_goes_back_step_by_step_over_what_was_mended_twice(self) -> None:
        lines = (Kept("ก่อน", place("title"), "1", "2"), Kept("หลัง", place("title"), "2", "3"))
        reading, _ = assessed(grids_of(Case({"title": "3"})), TODAY)
        back = putting_back(reading, TODAY, lines, nothing)
        assert [(m.before, m.after) for m in back.mends] == [("3", "1")]
        assert back.kept == ()

    def it_leaves_formulas_alone(self) -> None:
        change = mended(grids_of(Case({"title": ODD})))
        back = putting_back(
            change.reading, TODAY, change.kept or (), lambda places: dict.fromkeys(places, FORMULA)
        )
        assert (back.mends, back.kept) == ((), change.kept)
        assert back.refused == ((place("title"), FORMULA),)

    def it_takes_other_ends_of_lines_for_the_same(self) -> None:
        line = Kept(WHEN, place("title"), "เดิม", "บรรทัด 1\r\nบรรทัด 2")
        reading, _ = assessed(grids_of(Case({"title": "บรรทัด 1\nบรรทัด 2"})), TODAY)
        assert putting_back(reading, TODAY, (line,), nothing).mends[0].after == "เดิม"
