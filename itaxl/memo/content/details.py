"""What else is known of a measure: for templates that print more than the plain one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import count

from itaxl.core.indicators import INDICATORS
from itaxl.core.model import Measure, Round, Tracker
from itaxl.core.thai.dates import format_date
from itaxl.memo.content.own_columns import Own, own_name
from itaxl.memo.content.rows import Row, Writer
from itaxl.memo.content.xml_text import fit

#: What a memo may link to; what follows an address in a sentence is no part of it.
_ADDRESS = re.compile(r"https?://[^\s<>\"'()]+[^\s<>\"'().,;:]", re.IGNORECASE)
_FIGURE = re.compile(r"\d{4,12}")


def add_details(
    tracker: Tracker, plan: list[Row], results: list[Row], write: Writer, missed: dict[str, None]
) -> None:
    """Put them into the rows of each measure; both rows get the same.  `missed` as `context`'s."""
    numbers = count(1)
    for measure, planned, told in zip(tracker.measures, plan, results, strict=True):
        more = details(measure, tracker.report.round, write, numbers, missed)
        planned |= more
        told |= more


def details(
    measure: Measure, when: Round | None, write: Writer, numbers: Iterator[int], missed: dict[str, None]
) -> Row:
    """The values that plan and result rows have in common.  `when` chooses which result is reported."""
    done, due = measure.done_on, measure.due
    indicator = INDICATORS.get(measure.indicator or 0)
    reported = measure.result_6 if when is Round.SIX_MONTHS and measure.result_6 else measure.result
    issue = measure.issue or (indicator.name if indicator else "")
    evidence = measure.evidence
    return {
        "due": format_date(due, digits=write.digits) if due else "",
        "done_on": format_date(done, digits=write.digits) if done else "",
        "status": measure.status.value if measure.status else "",
        "note": write(measure.note),
        "indicator": write(str(measure.indicator)) if measure.indicator is not None else "",
        "instrument": indicator.instrument.name if indicator else "",
        "issue": write.lines(issue),
        "result": write.lines(reported),
        "result_6": write.lines(measure.result_6),
        "result_12": write.lines(measure.result),
        "problems": write.lines(measure.problems),
        "budget": write(_sum(measure.budget)),
        "spent": write(_sum(measure.spent)),
        "evidence": write.lines(evidence),
        "evidence_notes": write.lines(_ADDRESS.sub("", evidence)),
        "links": [{"url": fit(url), "number": next(numbers)} for url in _ADDRESS.findall(evidence)],
        "own": Own({own_name(header): write(text) for header, text in measure.own}, missed),
    }


def _sum(text: str) -> str:
    """A bare figure with its commas; other words as they were typed."""
    text = " ".join(text.split())
    return f"{int(text):,}" if _FIGURE.fullmatch(text) else text
