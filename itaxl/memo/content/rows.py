"""The rows of the two tables: what was planned, and what became of it."""

from __future__ import annotations

import re

from itaxl.core.layout import ALL_DIVISIONS
from itaxl.core.model import Digits, Measure, Status
from itaxl.core.thai.text import key, lines, localise
from itaxl.memo.content.whole_numbers import kept_whole
from itaxl.memo.content.xml_text import fit

Row = dict[str, object]

#: The template knows the three marks by these names.
MARKS = {Status.NOT_STARTED: "not_started", Status.IN_PROGRESS: "in_progress", Status.DONE: "done"}

_OUGHT = re.compile(r"^(\s*[-–•]?\s*)ควร(?:จะ)?\s*(?=\S)")
#: A line that already begins with a dash, a bullet or a number of its own.
_ITEM = re.compile(r"[-–—•*]|\(?[0-9๐-๙]{1,2}[.)]")


class Writer:
    """Text in the office's digits, and fit for XML.  The same comes back often, so it is worked out once."""

    def __init__(self, digits: Digits) -> None:
        self.digits = digits
        self._known: dict[str, str] = {}
        self._steps: dict[tuple[str, ...], list[str]] = {}
        self._keys: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = kept_whole(localise(fit(text), self.digits))
        return known

    def lines(self, text: str) -> list[str]:
        """A text's lines, in the office's digits."""
        if "\r" in text:
            text = text.replace("\r\n", "\n").replace("\r", "\n")
        if "\n" not in text:
            text = text.strip()
            return [self(text)] if text else []
        return list(map(self, lines(text)))

    def steps(self, steps: tuple[str, ...]) -> list[str]:
        """A paragraph a line; several steps each begin with a dash, unless they have their own mark."""
        known = self._steps.get(steps)
        if known is None:
            dash = "- " if len(steps) > 1 else ""
            known = self._steps[steps] = []
            for step in steps:
                own = self.lines(step)
                if own and dash and not _ITEM.match(own[0]):
                    own[0] = dash + own[0]
                known += own
        return known

    def same(self, one: str, other: str) -> bool:
        """Whether two texts read alike: spacing and the kind of digits do not count."""
        return one == other or self._key(one) == self._key(other)

    def _key(self, text: str) -> str:
        known = self._keys.get(text)
        if known is None:
            # our own dates have such spaces, which cleaning would look for with patterns that few memos need
            known = self._keys[text] = key(text.replace("\u00a0", " "))
        return known


def without_ought(text: str) -> str:
    """ควรมี… → มี…, also after a leading dash: what should be done becomes what is done."""
    ought = _OUGHT.match(text) if "ควร" in text else None
    return ought[1] + text[ought.end() :] if ought else text


def plan_row(measure: Measure, follow_up: str, write: Writer) -> Row:
    """One row of the plan.  `merge` says how its follow-up cell joins its neighbours (see plan_groups)."""
    number = f"({write(str(measure.number))})" if measure.number is not None else ""
    title = write.lines(measure.title)
    numbered = [f"{number} {title[0]}" if number else title[0], *title[1:]] if title else [number]
    divisions = (ALL_DIVISIONS,) if measure.all_divisions else measure.divisions
    own = measure.follow_up
    told = write.lines(follow_up if own is None else own)
    return {
        "number": number,
        "title": " ".join(title),
        "title_lines": numbered,
        "steps": write.steps(measure.steps),
        "divisions": list(map(write, divisions)),
        "follow_up": told[0] if told else "",
        "follow_up_more": told[1:],
        "merge": "",
    }


def plan_groups(rows: list[Row], write: Writer) -> list[list[Row]]:
    """The rows in runs that share one follow-up text.

    In a run of several the first row's `merge` is 'restart', the others' is 'continue'.  Every row keeps the
    text: a table may break over pages anywhere, and the reader of each page must find it there.
    """
    groups: list[list[Row]] = []
    shared = ""
    for row in rows:
        told = "\n".join((str(row["follow_up"]), *_texts(row["follow_up_more"])))
        if told and groups and write.same(told, shared):
            groups[-1].append(row)
            groups[-1][0]["merge"] = "restart"
            row["merge"] = "continue"
        else:
            groups.append([row])
            shared = told
    return groups


def _texts(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def result_row(measure: Measure, planned: Row, write: Writer) -> Row:
    """One row of the results: exactly one of the marks is '/', or none when the status is unknown.

    `planned` is the same measure's row of the plan.
    """
    title = measure.result_title
    steps = measure.result_steps
    if steps is None:
        steps = tuple(map(without_ought, measure.steps))
    told = without_ought(measure.title) if title is None else title
    marks = dict.fromkeys(MARKS.values(), "-")
    if measure.status is not None:
        marks[MARKS[measure.status]] = _mark(measure.note, write)
    title_lines = write.lines(told)
    return {
        "number": str(planned["number"])[1:-1],
        "title": " ".join(title_lines),
        "title_lines": title_lines or [""],
        "steps": write.steps(steps),
        "divisions": planned["divisions"],
        **marks,
    }


def _mark(note: str, write: Writer) -> str:
    if not note:
        return "/"
    return "/ " + write(note if note.startswith("(") and note.endswith(")") else f"({note})")
