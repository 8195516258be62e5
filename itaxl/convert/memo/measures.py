"""The two tables of a memo as measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import chain

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import MeasureCells, MeasureDraft
from itaxl.convert.measures.finish import (
    doubts_of,
    note_uses,
    share_follow_up,
    tell_missing_statuses,
    with_everyone,
)
from itaxl.convert.measures.merge import by_round, joined, merged
from itaxl.convert.measures.places import ParagraphPlace, spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.measures.reader import read_measure
from itaxl.convert.measures.said_of_headers import header_doubts
from itaxl.convert.memo.groups import grouped
from itaxl.convert.memo.items import read_items
from itaxl.convert.memo.matching import Wording, pairs
from itaxl.convert.memo.passage import FormTable, Passage
from itaxl.convert.memo.rows import form_cells, read_rows
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.model import Measure

_WHOLE = "เอกสาร"


@dataclass(slots=True)
class Understood:
    """What the tables say.  `doubts` name measures by their index in `measures`."""

    measures: tuple[Measure, ...]
    follow_up: str
    ledger: Ledger
    drafts: list[MeasureDraft]
    doubts: list[Doubt] = field(default_factory=list)


def read_measures(
    forms: Sequence[FormTable], text: Sequence[Passage], divisions: Divisions, links: Mapping[str, str]
) -> Understood:
    """The measures, and the follow-up that they share; `divisions` learns the names that they use.

    Without a table they are looked for in the `text`.  `links` are web addresses by the id that a
    hyperlink bears.
    """
    items = [] if forms else read_items(text, divisions)
    told = [passage for _, passages in items for passage in passages]
    typed = ((ParagraphPlace(passage.number), passage.text) for passage in told)
    ledger = Ledger(chain(typed, *map(form_cells, forms)))
    planning = [form for form in forms if not form.columns.has_status]
    telling = [form for form in forms if form.columns.has_status]
    doubts = [*(() if items else _about_tables(forms)), *_about_headers(forms)]
    plan = merged(by_round(_drafts(planning, divisions, links, ledger, doubts)))
    results = merged(by_round(_drafts(telling, divisions, links, ledger, doubts)))
    drafts = _matched(plan, results) if plan and results else plan or results or _of_items(items, divisions)
    drafts = _numbered(drafts)
    for passage in told:
        passage.take()
    doubts += tell_missing_statuses(drafts)
    note_uses(drafts, ledger)
    follow_up, shared = share_follow_up(drafts, ledger)
    measures, everyone = with_everyone(drafts, divisions)
    return Understood(measures, follow_up, ledger, drafts, [*doubts, *shared, *everyone, *doubts_of(drafts)])


def _drafts(
    forms: Sequence[FormTable],
    divisions: Divisions,
    links: Mapping[str, str],
    ledger: Ledger,
    doubts: list[Doubt],
) -> list[MeasureDraft]:
    found = []
    rows = read_rows(forms, ledger)
    doubts += (doubt("C817", spoken(row.place), row.heading) for row in rows if row.heading)
    for group in grouped(rows, divisions):
        one = read_measure(group.raw(links), divisions, {})
        for name, cell in (crooked for row in group.rows for crooked in row.crooked):
            one.doubts.append(doubt("C880", spoken(cell.place), cell.text, field=name or "title"))
        if group.cut:
            one.doubts.append(doubt("C851", spoken(group.cut), group.title, field="steps"))
        found.append(one)
    return found


def _of_items(
    items: Sequence[tuple[MeasureCells, Sequence[Passage]]], divisions: Divisions
) -> list[MeasureDraft]:
    drafts = [read_measure(raw, divisions, {}) for raw, _ in items]
    for one in drafts:
        one.doubts.append(doubt("C885", spoken(one.place), one.measure.title, field="title"))
    return drafts


def _about_tables(forms: Sequence[FormTable]) -> list[Doubt]:
    if not forms:
        return [doubt("C870", _WHOLE)]
    return [] if any(form.columns.has_plan for form in forms) else [doubt("C868", _WHOLE)]


def _about_headers(forms: Sequence[FormTable]) -> list[Doubt]:
    """What is to be said of the headers, once for all copies of a table."""
    doubts = [one for form in forms for one in header_doubts(form.columns.choice)]
    first = {(one.code, one.value): one for one in reversed(doubts)}
    return [one for one in doubts if first[one.code, one.value] is one]


def _matched(plan: Sequence[MeasureDraft], results: Sequence[MeasureDraft]) -> list[MeasureDraft]:
    """Each row of the plan with its result, then the results of no plan."""
    found: list[MeasureDraft] = []
    for pair in pairs(list(map(_wording, plan)), list(map(_wording, results))):
        one = None if pair.plan is None else plan[pair.plan]
        result = None if pair.result is None else results[pair.result]
        if one and result:
            code = "" if pair.sure else "C852"
            found.append(joined(one, result))
        elif one:
            code = "C853"
            found.append(one)
        elif result:
            code = "C854"
            found.append(result)
        if code:
            where = result or found[-1]
            field = "status" if code == "C853" else ""
            found[-1].doubts.append(doubt(code, spoken(where.place), where.measure.title, field=field))
    return found


def _wording(one: MeasureDraft) -> Wording:
    return Wording(one.measure.title, one.measure.steps)


def _numbered(drafts: list[MeasureDraft]) -> list[MeasureDraft]:
    """Rows without a number take the next one; all of them where a number has several levels."""
    if any(one.sub for one in drafts):
        for number, one in enumerate(drafts, 1):
            one.measure = one.measure._replace(number=number)
    last = 0
    for one in drafts:
        if one.measure.number is None:
            one.measure = one.measure._replace(number=last + 1)
        last = one.measure.number or 0
    return drafts
