"""Whose each file is, and which of an office's files counts."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from typing import Any

from itaxl.batch.outcome import Options, Outcome
from itaxl.core.district.desk import NotCounted, name_of
from itaxl.core.district.identity import OfficeName, Register, office_name
from itaxl.core.district.selection import Aside, Selection, Verdict, offer_of
from itaxl.core.district.strangers import BLANK, OTHER_TABLE
from itaxl.named_tuple import NamedTuple

_NOBODY = Verdict(taken=True)
_ASIDE = Verdict(taken=False)


class NotUsed(NamedTuple):
    """Why an input counts in no figure, what to do, and the place of the one that counts in its stead."""

    why: str
    todo: str = ""
    instead: int | None = None

    @property
    def sentence(self) -> str:
        return f"{self.why} — {self.todo}" if self.todo else self.why


class Settled(NamedTuple):
    """The fiscal year of the figures; the office's number of each input that counts; of the others, why."""

    year: int
    numbers: dict[int, int]
    not_used: dict[int, NotUsed]


class Choice:
    """Hears of every outcome in order, by its place among the inputs."""

    def __init__(self, options: Options) -> None:
        self._options = options
        self._register = Register()
        self._numbers: dict[int, int] = {}
        self._unread: list[tuple[int, str]] = []
        self._not_used: dict[int, NotUsed] = {}
        for expected in options.roster:
            self._register.number(expected.office)
        self._selection = Selection(options.round, _saved_at)

    def offer(self, at: int, outcome: Outcome, before: dict[str, Any] | None) -> tuple[int | None, Verdict]:
        """The office's number, and whether its outputs are those of this file for now."""
        if outcome.foreign:
            self._not_used[at] = NotUsed(*OTHER_TABLE)
            return None, _NOBODY
        if outcome.line.unread:
            if office := _remembered(before):
                self._numbers[at] = self._register.number(office)
            self._unread.append((at, str(outcome.path)))
            return None, _NOBODY
        if outcome.line.blank:
            self._not_used[at] = NotUsed(*BLANK)
            return None, _ASIDE
        line = outcome.line
        number = self._numbers[at] = self._register.number(name_of(line))
        return number, self._selection.offer(number, offer_of(at, str(outcome.path), line))

    def with_names(self, strangers: Sequence[NotCounted]) -> tuple[NotCounted, ...]:
        """Each with the number of the office that its name tells."""
        return tuple(one._replace(number=self._register.named_in(one.file)) for one in strangers)

    def settled(self) -> Settled:
        """When all were heard of."""
        year = self._options.year or self._selection.year(self._options.today)
        aside, counted = self._selection.settled(year)
        not_used = {**self._not_used, **{at: _not_used(one) for at, one in aside.items()}}
        sent = {self._numbers[at]: at for at in counted}
        for at, path in self._unread:
            number = self._numbers.get(at, self._register.named_in(path))
            if number is None:
                number = len(self._register) + at
            if number in sent:
                not_used[at] = NotUsed("อ่านไม่ได้ · มีไฟล์อื่นของหน่วยงานเดียวกัน", instead=sent[number])
            else:
                self._numbers[at] = number
                sent[number] = at
        return Settled(year, {at: number for number, at in sent.items()}, not_used)


def _remembered(before: dict[str, Any] | None) -> OfficeName | None:
    """Whose a file was when it could be read; None for what nobody wrote so."""
    try:
        line = json.loads((before or {})["line"])
    except (KeyError, TypeError, ValueError, RecursionError):
        return None
    if not isinstance(line, dict):
        return None
    said = [line.get(name) for name in ("name", "kind", "district", "province")]
    texts = [text if isinstance(text, str) else "" for text in said]
    return office_name(*texts) if texts[0] else None


def _not_used(aside: Aside) -> NotUsed:
    return NotUsed(aside.why, instead=aside.instead)


def _saved_at(path: str) -> float:
    try:
        return os.stat(path).st_mtime
    except (OSError, ValueError):
        return 0.0
