"""Asking the web whether evidence opens: few at a time, within limits, never a machine of this network."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable

from itaxl.core.evidence.address import Address
from itaxl.core.evidence.answer import Answer
from itaxl.links.kept import Kept
from itaxl.links.limits import Limits, Ways

__all__ = ["Kept", "Limits", "Ways", "ask"]


def ask(
    addresses: Iterable[Address],
    day: dt.date,
    heard: Callable[[str, Answer], None],
    limits: Limits | None = None,
    ways: Ways | None = None,
) -> None:
    """Ask each address once; `heard` gets its URL and the answer of this day, as they come.

    Raises MissingError where this machine reaches nobody at all; nothing was heard then but of addresses that
    need no asking.  Ctrl-C ends it at once, and what was heard until then holds.
    """
    from itaxl.links.ask import (
        ask_all,  # the client is large, and whoever only shows answers has no use for it
    )

    ask_all(addresses, day, heard, limits or Limits(), ways or Ways())
