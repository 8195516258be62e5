"""What changed at each office since an earlier run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from itaxl.core.district.desk import Desk, DeskOffice, Standing
from itaxl.core.district.identity import OfficeName, Register
from itaxl.core.thai.text import key

SENT, BETTER, WORSE, SAME = "ส่งใหม่", "ดีขึ้น", "แย่ลง", "คงเดิม"
_ORDER = {standing: at for at, standing in enumerate(Standing)}


class Earlier(NamedTuple):
    """An office as an earlier run left it; `open` are the measures not done: the title, whether overdue."""

    office: OfficeName
    standing: Standing
    done: int
    overdue: int
    percent: float
    open: Mapping[str, bool]


class Change(NamedTuple):
    """`word` sums up; `done` counts the measures newly done (less those that are open again).

    `newly_done` and `newly_overdue` name those that both runs know.
    """

    word: str
    done: int = 0
    newly_done: tuple[str, ...] = ()
    newly_overdue: tuple[str, ...] = ()


def as_earlier(office: DeskOffice, name: OfficeName) -> Earlier:
    """What a later run will want to know of an office."""
    line = office.line
    total = line.rollup.total if line and line.rollup else None
    late = {measure.title: True for measure in line.overdue} if line else {}
    ahead = {measure.title: False for measure in line.ahead} if line else {}
    figures = (total.done, total.overdue, total.percent_done) if total else (0, 0, 0.0)
    return Earlier(name, office.standing, *figures, ahead | late)


def changes(now: Iterable[tuple[OfficeName, DeskOffice]], earlier: Iterable[Earlier]) -> list[Change | None]:
    """One for each office of now; None for one that the earlier run did not know and that has not sent."""
    register = Register()
    before = {register.number(one.office): one for one in earlier}
    return [_change(before.get(register.number(name)), as_earlier(office, name)) for name, office in now]


def _change(before: Earlier | None, now: Earlier) -> Change | None:
    missing = (Standing.NOT_SENT, Standing.OTHER)
    if before is None or before.standing in missing:
        if now.standing in missing:
            return None if before is None else Change(SAME)
        return Change(SENT)
    known = {key(title): late for title, late in before.open.items()}
    still = {key(title) for title in now.open}
    overdue = tuple(title for title, late in now.open.items() if late and not known.get(key(title), True))
    done = tuple(title for title in before.open if key(title) not in still)
    marks = [(_ORDER[one.standing], one.percent, -one.overdue) for one in (before, now)]
    word = SAME if marks[0] == marks[1] else BETTER if marks[1] > marks[0] else WORSE
    gained = now.done - before.done
    return Change(word, gained, done[: max(gained, 0)], overdue)


def day_of(text: str) -> dt.date | None:
    """A day on record."""
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def told(desk: Desk, found: Iterable[Change | None]) -> dict[str, int]:
    """The offices newly sent, better and worse, and the measures newly done and newly overdue, in numbers."""
    present = [change for change in found if change]
    words = {word: sum(change.word == word for change in present) for word in (SENT, BETTER, WORSE, SAME)}
    return {
        **words,
        "done": sum(max(change.done, 0) for change in present),
        "overdue": sum(len(change.newly_overdue) for change in present),
        "offices": len(desk.offices),
    }
