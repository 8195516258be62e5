"""The rows of both tables by what the office groups its measures by, and the scores by instrument."""

from __future__ import annotations

from collections.abc import Sequence

from itaxl.core.choices import Grouping
from itaxl.core.indicators import INDICATORS, INSTRUMENTS
from itaxl.core.model import Measure
from itaxl.memo.content.rows import Row, Writer

_OTHER = "มาตรการอื่น"


def sections(
    measures: Sequence[Measure], plan: list[Row], results: list[Row], grouping: Grouping, write: Writer
) -> list[Row]:
    """One section without a heading where nothing is grouped; else in the order of the indicators."""
    if grouping is Grouping.NONE:
        return [{"heading": "", "plan": plan, "results": results}]
    grouped: dict[tuple[int, str], Row] = {}
    for measure, planned, told in zip(measures, plan, results, strict=True):
        place = _place(measure, grouping)
        section = grouped.setdefault(place, {"heading": write(place[1]), "plan": [], "results": []})
        for name, row in (("plan", planned), ("results", told)):
            rows = section[name]
            assert isinstance(rows, list)
            rows.append(row)
    return [grouped[place] for place in sorted(grouped)]


def _place(measure: Measure, grouping: Grouping) -> tuple[int, str]:
    number = measure.indicator or 0
    indicator = INDICATORS.get(number)
    if indicator is None:
        return len(INDICATORS) + 1, _OTHER
    if grouping is Grouping.INSTRUMENT:
        return INSTRUMENTS.index(indicator.instrument), indicator.instrument.full
    return number, f"ตัวชี้วัดที่ {number} {indicator.name}"


def score_rows(written: Sequence[str]) -> list[Row]:
    """A line for each instrument whose score is known; the total and the level are the memo's own."""
    known = zip(INSTRUMENTS, written, strict=True)
    return [{"name": instrument.full, "score": score} for instrument, score in known if score]
