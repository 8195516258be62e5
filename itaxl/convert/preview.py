"""What was read from where, measure by measure, for a person who checks before anything is written."""

from __future__ import annotations

from collections.abc import Iterator

from itaxl.convert.draft import Doubt, Draft, Origin
from itaxl.core import layout
from itaxl.core.compose import measure_row
from itaxl.core.grid import shown
from itaxl.core.in_order import errors_first
from itaxl.core.model import Measure

_FIELDS = layout.MEASURE_COLUMNS
_LONGEST = 60


def preview(draft: Draft, name: str) -> Iterator[str]:
    """Lines: each measure, below it each value with its source, and what is doubtful of it."""
    yield f"{name}: {layout.MEASURES_SHEET} {len(draft.tracker.measures):,} รายการ"
    for number, measure in enumerate(draft.tracker.measures):
        yield f"{number + 1}. {_short(measure.title)}"
        mine = [one for one in draft.origins if one.measure == number]
        doubts = [one for one in draft.doubts if one.measure == number]
        yield from _values(measure, mine, doubts)
    for one in errors_first(doubt for doubt in draft.doubts if doubt.measure is None):
        value = f" “{_short(one.value)}”" if one.value else ""
        yield f"  ! {one.source}{value}: {one.message} [{one.code}]"


def _values(measure: Measure, origins: list[Origin], doubts: list[Doubt]) -> Iterator[str]:
    for field, value in zip(_FIELDS, measure_row(measure), strict=True):
        text, mine = _short(shown(value)), [one for one in origins if one.field == field.key]
        if text or mine:
            sources = ", ".join(f"{one.source} “{_short(one.text)}”" for one in mine) or "–"
            yield f"   {field.label}: {text or '–'}  ←  {sources}"
        yield from (f"     ! {one.message} [{one.code}]" for one in doubts if one.field == field.key)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"
