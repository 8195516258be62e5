"""What is known of a link: what a server replied, and what it means to whoever has to open the link."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from itaxl.named_tuple import NamedTuple

#: An answer of this many days counts as unknown.
FRESH_DAYS = 7


class State(Enum):
    """What became of a link.  The value is the word in links.csv, in JSON and in what is kept."""

    OPENS = "opens"
    MOVED = "moved"  # for good; opens under the new address
    GONE = "gone"  # the server says that there is no such page
    SAYS_GONE = "says_gone"  # the page says so, though the server does not
    FAILS = "fails"
    NO_SERVER = "no_server"
    SLOW = "slow"
    LOGIN = "login"
    CERTIFICATE = "certificate"
    LOOP = "loop"
    NO_WEB = "no_web"  # a file, a share, or led to one
    PRIVATE = "private"
    REFUSES = "refuses"  # a program; a person may be let in
    BUSY = "busy"
    ROBOTS = "robots"


#: An assessor would see the page.
OPENED = frozenset((State.OPENS, State.MOVED))
#: Nobody can know from here whether an assessor would.
UNCERTAIN = frozenset((State.REFUSES, State.BUSY, State.ROBOTS))


class Answer(NamedTuple):
    """`address` is where the link leads in the end, of a moved one the new address; `detail` is the server's
    number, or which certificate, which log-in."""

    state: State
    day: dt.date
    address: str = ""
    detail: str = ""

    @property
    def is_closed(self) -> bool:
        """Known not to open for an assessor."""
        return self.state not in OPENED and self.state not in UNCERTAIN

    def is_fresh(self, as_of: dt.date) -> bool:
        return 0 <= (as_of - self.day).days < FRESH_DAYS


class Trouble(Enum):
    """Why there is no reply."""

    NO_NAME = "no_name"
    NO_CONNECTION = "no_connection"
    BROKEN = "broken"
    TIMEOUT = "timeout"
    CERTIFICATE = "certificate"
    TOO_MANY = "too_many"
    NO_WEB = "no_web"
    PRIVATE = "private"
    BUSY = "busy"
    ROBOTS = "robots"


class Hop(NamedTuple):
    """One request and the number that came back."""

    url: str
    status: int


class Reply(NamedTuple):
    """What came back: the hops from the link on, and the beginning of the last page where it is a text."""

    hops: tuple[Hop, ...]
    page: str = ""
    trouble: Trouble | None = None
    detail: str = ""
