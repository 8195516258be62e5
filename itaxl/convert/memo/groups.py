"""The rows of a memo's tables by measure: merged titles, steps below, rows that a page break cut in two."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from itaxl.convert.measures.cells import MeasureCells, Part
from itaxl.convert.measures.in_charge import divisions_below
from itaxl.convert.measures.outline import Rank
from itaxl.convert.measures.places import DocumentPlace
from itaxl.convert.memo.rows import Row
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.indicators import indicator_below
from itaxl.core.meanings.numbers import count_of, numbered, sub_numbered
from itaxl.core.thai.text import clean

#: From this share of rows on, numbers before the titles are the table's way.
_MOSTLY = 0.6

#: Where the number and the title of a step go.
_OF_STEPS = {"number": "numbers_below", "title": "steps"}


@dataclass(slots=True)
class Group:
    """The rows of one measure.  `cut` is where a page break, and no merge, brought them together.

    `indicator` and `divisions` are those of the heading above.
    """

    rows: list[Row]
    number: int | None = None
    title: str = ""
    cut: DocumentPlace | None = None
    indicator: int | None = None
    divisions: tuple[str, ...] = ()

    def raw(self, links: Mapping[str, str]) -> MeasureCells:
        """Its cells for the reader; `links` are web addresses by the id that a cell's hyperlink bears."""
        first = self.rows[0]
        raw = MeasureCells(
            first.copy, first.place, number=self.number, title=self.title, indicator=self.indicator,
            section_divisions=self.divisions, cut=self.cut is not None, sub=len(first.line.path) > 1,
        )  # fmt: skip
        raw.of_table(first.form.columns.choice)
        for row in self.rows:
            for column, cell in row.cells:
                if cell.lines or cell.links:
                    found = tuple(links[link] for link in cell.links if link in links)
                    below = _OF_STEPS.get(column.field) if row.rank is Rank.STEP else None
                    raw.add(Part(column, cell.place, cell.text, not cell.above, found), below)
        return raw


def grouped(rows: Sequence[Row], divisions: Divisions) -> list[Group]:
    """The rows by measure, each with what the heading above it says."""
    titled = [row for row in rows if row.text("title") and not row.goes_on and not row.heading]
    with_number = sum(_number_of(row)[0] is not None for row in titled)
    mostly = len(titled) >= 2 and with_number >= _MOSTLY * len(titled)
    groups: list[Group] = []
    indicator: int | None = None
    named: tuple[str, ...] = ()
    fresh = False
    for row in rows:
        number, title = _number_of(row)
        if row.heading:
            indicator, fresh = indicator_below(row.heading, indicator), True
            beside, headed = row.text("divisions"), "divisions" in row.form.columns.choice.fields
            named = divisions_below(row.heading, beside, headed, divisions, named)
            continue
        if groups and row.goes_on and not fresh:
            groups[-1].rows.append(row)
        elif groups and not fresh and _is_cut(row, number, title, mostly):
            last = groups[-1]
            last.rows.append(row)
            last.title = " ".join(filter(None, (last.title, title)))
            last.cut = last.cut or row.place
        else:
            groups.append(Group([row], number, title, indicator=indicator, divisions=named))
        fresh = False
    return groups


def _is_cut(row: Row, number: int | None, title: str, with_numbers: bool) -> bool:
    """Whether a page break cut this row off the one before."""
    if number is not None or row.rank is Rank.MEASURE:
        return False
    if not title:
        return True
    return row.opens and (with_numbers or (row.has_status and not row.marked))


def _number_of(row: Row) -> tuple[int | None, str]:
    """The measure's number and its title without it."""
    title = row.text("title")
    own = count_of(row.text("number")) if row.text("number") else None
    path, part = sub_numbered(title)
    if path:
        return None, part
    typed, name = numbered(title)
    agrees = typed is not None and own in (None, typed)
    return (typed, name) if agrees else (own, clean(title))
