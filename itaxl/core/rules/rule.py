"""What a rule is: data about a check, and the check itself, in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping

from itaxl.core.grid import Area, Place, Value
from itaxl.core.model import Digits, Severity
from itaxl.core.reading import Cell, Reading, Sighting
from itaxl.core.thai.dates import format_date
from itaxl.core.thai.text import hollow
from itaxl.named_tuple import NamedTuple

ERROR, WARNING = Severity.ERROR, Severity.WARNING


class Case(NamedTuple):
    """A change to the sample workbook that a rule must catch, or must let pass.

    `cells`: by field key, 'due' (the first measure's, or the labelled field of that name), 'due@3'
    (third row), 'signers.name@2' and 'divisions.short@2' (tables of the office sheet), '#due' (the
    header or label itself).  `sheets` renames a sheet, or drops it with None.  `merged` are areas of
    the measures table, rows counted from its first measure.  `guessed` as in `Grid`.

    `at` says where the finding of a bad case stands: an address as in `cells`, or a place; None for the
    one cell that the case changes.
    """

    cells: Mapping[str, Value] = {}
    sheets: Mapping[str, str | None] = {}
    merged: tuple[Area, ...] = ()
    drop_measures: bool = False
    guessed: bool = False
    at: str | Place | None = None


Check = Callable[[Reading], Iterable[Sighting]]


class Rule(NamedTuple):
    """One check of the catalogue.  `message` is a format string over the sighting's words and `value`.

    `question` takes its place where the sighting has a suggestion, which it calls `meant`: it asks whether
    that is what was meant.  `check` is None for what is noticed while reading (a date that is none, a label
    that is gone).
    """

    code: str
    severity: Severity
    title: str
    why: str
    message: str
    bad: Case
    good: Case
    check: Check | None = None
    question: str = ""

    @property
    def messages(self) -> tuple[str, ...]:
        """All that a finding of the rule may say."""
        return (self.message, self.question) if self.question else (self.message,)


class Family:
    """The rules of one subject, in the order written.  Detection is told apart from wording."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rules: list[Rule] = []

    def noticed(
        self,
        code: str,
        severity: Severity,
        title: str,
        *,
        why: str,
        message: str,
        bad: Case,
        good: Case,
        question: str = "",
    ) -> None:
        """A rule that reading itself detects."""
        self.rules.append(Rule(code, severity, title, why, message, bad, good, question=question))

    def rule(
        self,
        code: str,
        severity: Severity,
        title: str,
        *,
        why: str,
        message: str,
        bad: Case,
        good: Case,
        question: str = "",
    ) -> Callable[[Callable[[Reading], Iterable[Found]]], Check]:
        """Register a function that yields what it found; the code is put in here."""

        def register(find: Callable[[Reading], Iterable[Found]]) -> Check:
            def check(reading: Reading) -> Iterator[Sighting]:
                for found in find(reading):
                    yield Sighting(code, found.place, found.raw, found.words, found.suggestion)

            self.rules.append(Rule(code, severity, title, why, message, bad, good, check, question))
            return check

        return register


class Found(NamedTuple):
    """A place where a rule is broken, before it has its code."""

    place: Place
    raw: Value
    words: Mapping[str, str]
    suggestion: Value = None


def at(cell: Cell, suggestion: Value = None, **words: str) -> Found:
    """Broken at a cell; its label is always among the words.  `suggestion` as in `Finding`."""
    return Found(cell.place, cell.raw, {"label": cell.field.label, **words}, suggestion)


def empty(cell: Cell | None) -> bool:
    """Whether a cell is there and holds nothing, or a dash for nothing.  An absent column is another rule's
    business."""
    return cell is not None and (cell.raw is None or (isinstance(cell.raw, str) and hollow(cell.raw)))


def spoken(day: dt.date) -> str:
    """A day as messages name it: '31 มีนาคม 2567'."""
    return format_date(day, digits=Digits.ARABIC)
