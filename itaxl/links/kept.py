"""Answers of the last days, in a file of the user's own: what opened is not asked again within a week.

Privacy: it holds the addresses that were asked and what became of them, nothing else of a workbook.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Container, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from itaxl.core.evidence.answer import OPENED, Answer, State
from itaxl.disk.plain_file import read_plain
from itaxl.errors import OutputError
from itaxl.machine.folders import kept_links

_VERSION = 1
#: The youngest stay; some hundred bytes each.
_MOST = 10_000
_LARGEST = 8_000_000


class Kept:
    """The answers by address.  A file that is damaged or foreign costs asking again, no more."""

    def __init__(self, path: Path | None, answers: Mapping[str, Answer]) -> None:
        self._path = path
        self.answers = dict(answers)

    @classmethod
    def load(cls, wanted: Container[str] | None = None) -> Kept:
        """`wanted`: the addresses that are asked for; None for all that is kept."""
        path = kept_links()
        return cls(path, _read(path, wanted) if path else {})

    def spares(self, url: str, as_of: dt.date) -> bool:
        """Whether an address need not be asked: it opened in the last days.  What did not is asked each time,
        because somebody may have mended it since."""
        answer = self.answers.get(url)
        return answer is not None and answer.state in OPENED and answer.is_fresh(as_of)

    def note(self, url: str, answer: Answer) -> None:
        """Where a link moved for good, the new address was seen to open."""
        self.answers[url] = answer
        if answer.state is State.MOVED:
            self.answers[answer.address] = answer._replace(state=State.OPENS)

    def save(self, as_of: dt.date) -> None:
        """With what another run kept meanwhile; without what is too old to count."""
        if self._path is None:
            return
        from itaxl.disk.atomic import write_atomic  # who only shows answers writes none

        known = {**_read(self._path), **self.answers}
        young = sorted((one for one in known.items() if one[1].is_fresh(as_of)), key=lambda one: one[1].day)
        record = {"version": _VERSION, "answers": [_record(*one) for one in young[-_MOST:]]}
        with suppress(OSError, OutputError):
            self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            write_atomic(self._path, json.dumps(record, ensure_ascii=False).encode())
            os.chmod(self._path, 0o600)


def _record(url: str, answer: Answer) -> list[str]:
    return [url, answer.state.value, answer.day.isoformat(), answer.address, answer.detail]


def _read(path: Path, wanted: Container[str] | None = None) -> dict[str, Answer]:
    try:
        record = json.loads(read_plain(path, _LARGEST))
        if record["version"] != _VERSION:
            return {}
        return dict(_answer(one) for one in record["answers"] if wanted is None or one[0] in wanted)
    except (OSError, ValueError, TypeError, LookupError, RecursionError):
        return {}


def _answer(fields: list[Any]) -> tuple[str, Answer]:
    """Raises ValueError for what nobody of us wrote."""
    url, state, day, address, detail = map(str, fields)
    return url, Answer(State(state), dt.date.fromisoformat(day), address, detail)
