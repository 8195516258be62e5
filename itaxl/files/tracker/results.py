"""The results of a check that a new tracker is written with, as if its buttons had been clicked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from itaxl.core import layout
from itaxl.core.areas import CellAt
from itaxl.core.grid import Place, Value
from itaxl.core.marks import FindingRow, marks
from itaxl.core.model import Assessment, Digits
from itaxl.core.palette import Swatch
from itaxl.core.reading import Reading
from itaxl.core.thai.dates import format_date


@dataclass(frozen=True, slots=True)
class Results:
    """Colours by sheet and cell, the messages by row of the measures, the findings and the roll-up.

    `checked` and `rolled_up` are the lines above the two tables; `rollup` is as in `Marks`.
    """

    colours: Mapping[str, Mapping[CellAt, Swatch]]
    messages: Mapping[int, str]
    findings: tuple[FindingRow, ...]
    rollup: tuple[tuple[Value, ...], ...]
    checked: str
    rolled_up: str

    def colour(self, sheet: str, row: int, column: int) -> Swatch | None:
        return self.colours.get(sheet, {}).get((row, column))


def results_of(reading: Reading, assessment: Assessment) -> Results:
    """What to show of an assessment, and of the reading that it was made of, in the tracker to be written."""
    shown = marks(reading, assessment)
    column = shown.messages
    told = enumerate(column.texts, column.first_row) if column else ()
    texts = {row: text for row, text in told if text is not None}
    return Results(
        shown.colours,
        texts,
        shown.findings,
        shown.rollup,
        checked_state(assessment),
        rolled_up_state(assessment),
    )


def checked_state(assessment: Assessment) -> str:
    """The line above the findings: without the hour, so that the same workbook gives the same copy."""
    counts = {word: assessment.counts[name] for name, word in layout.SEVERITY_WORDS.items()}
    found = [f"{word} {count:,} รายการ" for word, count in counts.items() if count]
    return " ".join(found) or "ไม่พบรายการที่ต้องแก้ไข"


def rolled_up_state(assessment: Assessment) -> str:
    as_of = format_date(assessment.rollup.as_of, digits=Digits.ARABIC)
    return f"{assessment.rollup.total.measures:,} มาตรการ ข้อมูล ณ วันที่ {as_of}"


def location_of(target: Place) -> str:
    """The place as a link in a workbook names it."""
    sheet = target.sheet.replace("'", "''")
    return f"'{sheet}'!{target.cell}"
