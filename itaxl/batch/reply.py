"""What a run hands on of its letters and mails; who makes them is loaded where there are any."""

from __future__ import annotations

from pathlib import Path

from itaxl.named_tuple import NamedTuple

#: Findings that a letter lists one by one.
MOST_ITEMS = 40


class Item(NamedTuple):
    """What an office has to mend: where, and what to do."""

    sheet: str
    cell: str
    message: str


class Reply(NamedTuple):
    """A letter or a mail, written under an odd name; `name` is its own, from the output folder."""

    name: str
    lies: Path
    digest: str
