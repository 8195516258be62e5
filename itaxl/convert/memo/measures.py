"""The two tables of a memo as measures."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.cells import Drafted
from itaxl.convert.measures.columns import header_doubts
from itaxl.convert.measures.finish import (
    note_uses,
    share_follow_up,
    tell_missing_statuses,
    told_of,
    with_everyone,
)
from itaxl.convert.measures.merge import joined
from itaxl.convert.measures.places import spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.measures.reader import read_measure
from itaxl.convert.memo.matching import Wording, pairs
from itaxl.convert.memo.passage import FormTable
from itaxl.convert.memo.rows import form_cells, grouped, read_rows
from itaxl.convert.words.divisions import Divisions
from itaxl.core.model import Measure

_WHOLE = "เอกสาร"


@dataclass(slots=True)
class Understood:
    """What the tables say.  `doubts` name measures by their index in `measures`."""

    measures: tuple[Measure, ...]
    follow_up: str
    ledger: Ledger
    doubts: list[Doubt] = field(default_factory=list)


def read_measures(forms: Sequence[FormTable], divisions: Divisions, links: Mapping[str, str]) -> Understood:
    """The measures, and the follow-up that they share; `divisions` learns the names that they use.

    `links` are web addresses by the id that a hyperlink bears.
    """
    ledger = Ledger(chain.from_iterable(map(form_cells, forms)))
    planning = [form for form in forms if not form.columns.has_status]
    telling = [form for form in forms if form.columns.has_status]
    plan = _drafted(planning, divisions, links, ledger, reports=False)
    results = _drafted(telling, divisions, links, ledger, reports=True)
    drafted = _numbered(_matched(plan, results) if plan and results else plan or results)
    doubts = [*_about_tables(forms), *_about_headers(forms)]
    doubts += tell_missing_statuses(drafted)
    note_uses(drafted, ledger)
    follow_up, shared = share_follow_up(drafted, ledger)
    measures, everyone = with_everyone(drafted, divisions)
    return Understood(measures, follow_up, ledger, [*doubts, *shared, *everyone, *told_of(drafted)])


def _drafted(
    forms: Sequence[FormTable],
    divisions: Divisions,
    links: Mapping[str, str],
    ledger: Ledger,
    *,
    reports: bool,
) -> list[Drafted]:
    found = []
    for group in grouped(read_rows(forms, ledger)):
        one = read_measure(group.raw(links, reports), divisions, {})
        if group.cut:
            one.doubts.append(doubt("C851", spoken(group.cut), group.title, field="steps"))
        found.append(one)
    return found


def _about_tables(forms: Sequence[FormTable]) -> list[Doubt]:
    if not forms:
        return [doubt("C870", _WHOLE)]
    return [] if any(form.columns.has_plan for form in forms) else [doubt("C868", _WHOLE)]


def _about_headers(forms: Sequence[FormTable]) -> list[Doubt]:
    """What is to be said of the headers, once for all copies of a table."""
    told = [one for form in forms for one in header_doubts(form.columns.choice)]
    first = {(one.code, one.value): one for one in reversed(told)}
    return [one for one in told if first[one.code, one.value] is one]


def _matched(plan: Sequence[Drafted], results: Sequence[Drafted]) -> list[Drafted]:
    """Each row of the plan with its result, then the results of no plan."""
    found: list[Drafted] = []
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
            told = result or found[-1]
            field = "status" if code == "C853" else ""
            found[-1].doubts.append(doubt(code, spoken(told.place), told.measure.title, field=field))
    return found


def _wording(one: Drafted) -> Wording:
    return Wording(one.measure.title, one.measure.steps)


def _numbered(drafted: list[Drafted]) -> list[Drafted]:
    """Rows without a number take the next one."""
    last = 0
    for one in drafted:
        if one.measure.number is None:
            one.measure = replace(one.measure, number=last + 1)
        last = one.measure.number or 0
    return drafted
