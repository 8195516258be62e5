"""One round of asking, for every door: what opened of late is spared, what was heard is kept."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from itaxl.core.evidence.address import Address
from itaxl.core.evidence.answer import Answer
from itaxl.links.kept import Kept
from itaxl.links.limits import Limits, Ways


def ask_about(
    addresses: Iterable[Address],
    day: dt.date,
    *,
    again: bool = False,
    told: Callable[[int, int], object] = lambda done, total: None,
    limits: Limits | None = None,
    ways: Ways | None = None,
) -> Kept:
    """What is known of addresses on a day, each asked once; `again`: also what opened of late.

    `told` hears how many of how many are done.  Raises MissingError where nobody can be reached; what was
    heard until then, or until Ctrl-C, is kept.
    """
    asked = {one.url: one for one in addresses}
    kept = Kept.load(asked)
    wanted = [one for one in asked.values() if again or not kept.spares(one.url, day)]
    if not wanted:
        return kept
    done = 0

    def heard(url: str, answer: Answer) -> None:
        nonlocal done
        kept.note(url, answer)
        done += 1
        told(done, len(wanted))

    told(0, len(wanted))
    try:
        _ask(wanted, day, heard, limits or Limits(), ways or Ways())
    finally:
        if done:
            kept.save(day)
    return kept


def _ask(
    wanted: Iterable[Address],
    day: dt.date,
    heard: Callable[[str, Answer], None],
    limits: Limits,
    ways: Ways,
) -> None:
    """The client is large, and who only shows what is known has no use for it."""
    from itaxl.links.ask import ask

    ask(wanted, day, heard, limits, ways)
