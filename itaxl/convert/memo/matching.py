"""Which row of the results belongs to which row of the plan.

The result's wording drops a leading ควร and is often retyped, so texts are compared by likeness; the
order of the rows, the same in nearly every memo, decides where likeness does not.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from itaxl.core.thai.text import key
from itaxl.memo.content.rows import without_ought
from itaxl.named_tuple import NamedTuple

_ALIKE, _SURE = 60.0, 75.0
#: What a crossed order must gain over the rows as they stand, in points for each row.
_CROSSING = 12.0
#: Compared letter by letter up to this length, and pair by pair up to this many pairs.
_LONGEST, _MOST_PAIRS = 400, 40_000


class Wording(NamedTuple):
    """A row's title and steps."""

    title: str
    steps: tuple[str, ...]


class Pair(NamedTuple):
    """Indices into plan and results; None where the other has no such row.  `sure`: the texts agree."""

    plan: int | None
    result: int | None
    sure: bool


def pairs(plan: Sequence[Wording], results: Sequence[Wording]) -> list[Pair]:
    """Every row of both exactly once, in the plan's order; a result of no plan at the end."""
    likeness = _Likeness(plan, results)
    if len(plan) == len(results):
        chosen = {at: at for at in range(len(plan))}
        crossed = _by_likeness(plan, results, likeness)
        _fill(crossed, len(plan), len(results))
        gain = sum(likeness(p, r) for p, r in crossed.items()) - sum(likeness(p, p) for p in chosen)
        moved = sum(p != r for p, r in crossed.items())
        if len(crossed) == len(plan) and moved and gain > _CROSSING * moved:
            chosen = crossed
    else:
        chosen = _by_likeness(plan, results, likeness)
        _fill_gaps(chosen, len(plan), len(results))
    return _ordered(chosen, len(plan), len(results), likeness)


class _Likeness:
    """0–100 for a row of the plan and one of the results."""

    def __init__(self, plan: Sequence[Wording], results: Sequence[Wording]) -> None:
        self._plan = [
            _keys(Wording(without_ought(w.title), tuple(map(without_ought, w.steps)))) for w in plan
        ]
        self._results = [_keys(w) for w in results]
        self._known: dict[tuple[int, int], float] = {}

    def __call__(self, plan: int, result: int) -> float:
        known = self._known.get((plan, result))
        if known is None:
            known = self._known[plan, result] = self._compared(self._plan[plan], self._results[result])
        return known

    @staticmethod
    def _compared(one: tuple[str, str], other: tuple[str, str]) -> float:
        from rapidfuzz import fuzz

        title: float = fuzz.ratio(one[0], other[0])
        if not one[1] or not other[1]:
            return title
        return 0.6 * title + 0.4 * float(fuzz.ratio(one[1], other[1]))


def _keys(wording: Wording) -> tuple[str, str]:
    return key(wording.title)[:_LONGEST], key("".join(wording.steps))[:_LONGEST]


def _by_likeness(plan: Sequence[Wording], results: Sequence[Wording], likeness: _Likeness) -> dict[int, int]:
    if len(plan) * len(results) > _MOST_PAIRS:
        return {at: at for at in range(min(len(plan), len(results))) if likeness(at, at) >= _ALIKE}
    scored = sorted(
        ((likeness(p, r), p, r) for p in range(len(plan)) for r in range(len(results))),
        key=lambda s: (-s[0], abs(s[1] - s[2]), s[1]),
    )
    chosen: dict[int, int] = {}
    taken: set[int] = set()
    for score, p, r in scored:
        if score < _ALIKE:
            break
        if p not in chosen and r not in taken:
            chosen[p] = r
            taken.add(r)
    return chosen


def _fill(chosen: dict[int, int], plan: int, results: int) -> None:
    """Pair what is left in order, when both sides have as much left."""
    free = sorted(set(range(results)) - set(chosen.values()))
    left = [p for p in range(plan) if p not in chosen]
    if len(free) == len(left):
        chosen |= dict(zip(left, free, strict=True))


def _fill_gaps(chosen: dict[int, int], plan: int, results: int) -> None:
    """Between two pairs, as many rows of the plan as of the results belong together."""
    fixed = [(-1, -1), *sorted(chosen.items()), (plan, results)]
    for (p0, r0), (p1, r1) in pairwise(fixed):
        if p1 - p0 == r1 - r0 > 1:
            chosen |= {p0 + step: r0 + step for step in range(1, p1 - p0)}


def _ordered(chosen: dict[int, int], plan: int, results: int, likeness: _Likeness) -> list[Pair]:
    found = [
        Pair(p, chosen[p], likeness(p, chosen[p]) >= _SURE) if p in chosen else Pair(p, None, True)
        for p in range(plan)
    ]
    without = sorted(set(range(results)) - set(chosen.values()))
    return found + [Pair(None, r, True) for r in without]
