"""The two tables of a memo as measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from itaxl.convert.draft import Doubt
from itaxl.convert.memo.divisions import gathered, in_charge
from itaxl.convert.memo.doubts import doubt
from itaxl.convert.memo.follow_up import own_follow_up, shared_follow_up
from itaxl.convert.memo.matching import Wording, pairs
from itaxl.convert.memo.passage import FormTable, Passage
from itaxl.convert.memo.rows import Group, all_lines, grouped, is_above, read_rows
from itaxl.convert.memo.status import read_progress
from itaxl.convert.memo.steps import alike, read_due, steps_of
from itaxl.core.divisions import NATIONAL
from itaxl.core.model import Division, Measure
from itaxl.core.thai import arabic_digits, key
from itaxl.core.years import BE_OFFSET
from itaxl.memo.rows import without_ought

_WHOLE = "เอกสาร"


@dataclass(slots=True)
class Understood:
    """What the tables say.  `doubts` name measures by their index in `measures`."""

    measures: list[Measure] = field(default_factory=list)
    divisions: tuple[Division, ...] = ()
    follow_up: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    leftovers: list[Passage] = field(default_factory=list)


def read_measures(forms: Sequence[FormTable], owner: str, links: dict[str, str]) -> Understood:
    """Measures, the office's divisions and the follow-up they share.  `owner` is the owning division."""
    found = Understood()
    planning = [form for form in forms if not form.columns.has_status]
    telling = [form for form in forms if form.columns.has_status]
    plan = grouped(read_rows(planning, found.leftovers))
    results = grouped(read_rows(telling, found.leftovers))
    _about_tables(forms, found)
    both = plan or results
    found.divisions = gathered((all_lines(g, "divisions") for g in (*plan, *results)), owner)
    found.doubts += (
        doubt("C860", _WHOLE, d.short, field="divisions") for d in found.divisions if d not in NATIONAL
    )
    found.follow_up, doubts = shared_follow_up(both)
    found.doubts += doubts
    if plan and results:
        _matched(plan, results, links, found)
    else:
        for group in both:
            _add(group, group if telling else None, links, found)
    found.measures = _numbered(found.measures)
    return found


def _about_tables(forms: Sequence[FormTable], found: Understood) -> None:
    if not forms:
        found.doubts.append(doubt("C870", _WHOLE))
    elif not any(form.columns.has_plan for form in forms):
        found.doubts.append(doubt("C868", _WHOLE))
    elif not any(form.columns.has_status for form in forms):
        found.doubts.append(doubt("C869", _WHOLE))


def _matched(plan: list[Group], results: list[Group], links: dict[str, str], found: Understood) -> None:
    planned = [Wording(group.title, _steps(group)) for group in plan]
    told = [Wording(group.title, _steps(group)) for group in results]
    for pair in pairs(planned, told):
        at = len(found.measures)
        result = None if pair.result is None else results[pair.result]
        if pair.plan is None and result is not None:
            found.doubts.append(doubt("C854", result.where, result.title, measure=at))
            _add(result, result, links, found)
        elif pair.plan is not None:
            group = plan[pair.plan]
            if result is None:
                found.doubts.append(doubt("C853", group.where, group.title, field="status", measure=at))
            elif not pair.sure:
                found.doubts.append(doubt("C852", result.where, result.title, measure=at))
            _add(group, result, links, found)


def _add(group: Group, result: Group | None, links: dict[str, str], found: Understood) -> None:
    """One more measure; `result` is the same group where one table tells both."""
    at = len(found.measures)
    measure = _planned(group, result, at, found)
    for cut in dict.fromkeys(g.cut for g in (group, result) if g is not None and g.cut):
        found.doubts.append(doubt("C851", cut, group.title, field="steps", measure=at))
    if result is not None:
        progress = read_progress(result, links)
        measure = replace(
            measure, status=progress.status, note=progress.note, evidence=progress.evidence,
        )  # fmt: skip
        found.doubts += (replace(d, measure=at) for d in progress.doubts)
        found.leftovers += progress.leftovers
    if result is not None and result is not group:
        measure = _worded(measure, result)
        found.leftovers += _told_again(group, result)
    if result is not group:
        found.leftovers += _texts(group, "note", "evidence")
    found.measures.append(measure)


def _planned(group: Group, result: Group | None, at: int, found: Understood) -> Measure:
    lines = all_lines(group, "divisions") or (all_lines(result, "divisions") if result else [])
    who = in_charge(lines, found.divisions)
    for name in who.others:
        found.doubts.append(doubt("C861", group.where, name, field="divisions", measure=at))
    if who.everyone:  # beside ทุกส่วนราชการ no name has room
        found.leftovers += (Passage(name, group.where) for name in who.others)
    for typed, name in who.variants:
        if any(d.code == "C862" and d.value == typed for d in found.doubts):
            continue  # the same spelling once is enough
        found.doubts.append(doubt("C862", group.where, typed, field="divisions", measure=at, name=name))
    return Measure(
        number=group.number if group.number is not None or result is None else result.number,
        title=group.title,
        steps=_steps(group),
        divisions=tuple(d.short for d in found.divisions) if who.everyone else (*who.names, *who.others),
        all_divisions=who.everyone,
        due=_due(group, at, found),
        follow_up=own_follow_up(group, found.follow_up),
        indicator=_indicator(group, found),
    )


def _steps(group: Group) -> tuple[str, ...]:
    own = [row for row in group.rows if "steps" in row.cells and not row.cells["steps"].above]
    if group.cut:
        return steps_of([line for row in own for line in row.lines("steps")], joined=True)
    return tuple(step for row in own for step in steps_of(row.lines("steps")))


def _worded(measure: Measure, result: Group) -> Measure:
    """With the result's own words, where they do not follow from the plan's."""
    if result.title and key(result.title) != key(without_ought(measure.title)):
        measure = replace(measure, result_title=result.title)
    steps = _steps(result)
    if steps and not alike(steps, tuple(map(without_ought, measure.steps))):
        measure = replace(measure, result_steps=steps)
    return measure


def _due(group: Group, at: int, found: Understood) -> dt.date | None:
    text = " ".join(all_lines(group, "due"))
    if not text.strip(" -–—"):
        return None
    due = read_due(text)
    if not due.exact:
        day = due.day
        taken = f"จึงใช้ {day.day}/{day.month}/{day.year + BE_OFFSET}" if day else "จึงเว้นว่างไว้"
        found.doubts.append(doubt("C863", group.where, text, field="due", measure=at, taken=taken))
        found.leftovers += [] if is_above(group, "due") else [Passage(text, group.where)]
    return due.day


def _indicator(group: Group, found: Understood) -> int | None:
    text = arabic_digits(" ".join(all_lines(group, "indicator")))
    if text.isascii() and text.isdigit() and len(text) <= 2:
        return int(text)
    found.leftovers += _texts(group, "indicator")
    return None


def _texts(group: Group, *names: str) -> Iterator[Passage]:
    """What stands in these cells, where it was typed."""
    for row in group.rows:
        for name in names:
            if name in row.cells and not row.cells[name].above:
                yield from (Passage(line, row.where) for line in row.lines(name))


def _told_again(group: Group, result: Group) -> Iterator[Passage]:
    """What the result table repeats of the plan is there already; what differs is not."""
    known = {key(line) for row in group.rows for cell in row.cells.values() for line in cell.lines}
    names = ("due", "follow_up", "indicator", *(("divisions",) if all_lines(group, "divisions") else ()))
    return (text for text in _texts(result, *names) if key(text.text) not in known)


def _numbered(measures: Sequence[Measure]) -> list[Measure]:
    """Rows without a number take the next one."""
    found: list[Measure] = []
    for measure in measures:
        after = (found[-1].number or 0) + 1 if found else 1
        found.append(measure if measure.number is not None else replace(measure, number=after))
    return found
