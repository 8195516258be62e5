"""What changed at each office since an earlier run."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from itaxl.core.district.identity import OfficeName, Register
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple

SENT, BETTER, WORSE, SAME = "ส่งใหม่", "ดีขึ้น", "แย่ลง", "คงเดิม"


class Now(NamedTuple):
    """An office at the time of a run: its standing's rank (0 the worst) and whether its file is missing,
    its measures done and overdue, percent done, and the measures not done by title, each overdue or not."""

    rank: int
    missing: bool
    done: int
    overdue: int
    percent: float
    open: Mapping[str, bool]


class Earlier(NamedTuple):
    """An office as an earlier run left it."""

    office: OfficeName
    was: Now


class Change(NamedTuple):
    """`word` sums up; `done` counts the measures newly done (less those that are open again).

    `newly_done` and `newly_overdue` name those that both runs know; none are named as done where more are
    no longer open than were done, since some got another title or were taken out.
    """

    word: str
    done: int = 0
    newly_done: tuple[str, ...] = ()
    newly_overdue: tuple[str, ...] = ()


def changes(now: Iterable[tuple[OfficeName, Now]], earlier: Iterable[Earlier]) -> list[Change | None]:
    """One for each office of now; None for one that has not sent and that the earlier run did not know."""
    register = Register()
    before = {register.number(one.office): one.was for one in earlier}
    return [_change(before.get(register.number(name)), one) for name, one in now]


def _change(before: Now | None, now: Now) -> Change | None:
    if before is None or before.missing:
        if now.missing:
            return None if before is None else Change(SAME)
        return Change(SENT)
    known = {key(title): late for title, late in before.open.items()}
    still = {key(title) for title in now.open}
    overdue = tuple(title for title, late in now.open.items() if late and not known.get(key(title), True))
    done = tuple(title for title in before.open if key(title) not in still)
    marks = [(one.rank, one.percent, -one.overdue) for one in (before, now)]
    word = SAME if marks[0] == marks[1] else BETTER if marks[1] > marks[0] else WORSE
    gained = now.done - before.done
    return Change(word, gained, done if len(done) <= gained else (), overdue)
