"""An outcome as plain JSON and back: what is kept in the ledger.

What comes back may have been changed by anybody, so it is taken apart by hand: a shape that does not fit is
no memory at all, and nothing in it names a file.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from itaxl.batch.job import Outcome
from itaxl.core.grid import Place
from itaxl.core.model import Finding, Rollup, Severity, Tally
from itaxl.errors import ExitCode
from itaxl.files.district_line import OfficeLine, OverdueMeasure

#: What a memory that does not fit raises.
_UNFIT = (KeyError, TypeError, ValueError, IndexError, AttributeError, InvalidOperation)


def remembered(outcome: Outcome) -> dict[str, Any]:
    """The JSON of an outcome that did not fail, without its outputs."""
    return {
        "content": outcome.content,
        "emblem": [outcome.emblem_name, outcome.emblem],
        "day": outcome.day.isoformat() if outcome.day else None,
        "emblem_missing": outcome.emblem_missing,
        "notes": list(outcome.notes),
        "findings": [_from_finding(finding) for finding in outcome.findings],
        "line": from_line(outcome.line),
    }


def recalled(memory: dict[str, Any], path: Path) -> Outcome | None:
    """The outcome, nothing of it done anew; None for a memory that does not fit."""
    try:
        line = to_line({**memory["line"], "file": str(path)})
        name, emblem = memory["emblem"]
        return Outcome(
            path,
            ExitCode.FINDINGS if line.errors else ExitCode.OK,
            line,
            tuple(_to_finding(finding) for finding in memory["findings"]),
            notes=tuple(map(str, memory["notes"])),
            content=str(memory["content"]),
            emblem_name=str(name),
            emblem=str(emblem),
            emblem_missing=bool(memory["emblem_missing"]),
            day=dt.date.fromisoformat(memory["day"]) if memory["day"] else None,
            unchanged=True,
        )
    except _UNFIT:
        return None


def _from_finding(finding: Finding) -> list[Any]:
    place = finding.place
    where = [place.sheet, place.row, place.column]
    return [finding.code, finding.severity.value, *where, finding.value, finding.message]


def _to_finding(value: list[Any]) -> Finding:
    code, severity, sheet, row, column, seen, message = value
    place = Place(str(sheet), int(row), int(column))
    return Finding(str(code), Severity(severity), place, str(seen), str(message))


def from_line(line: OfficeLine) -> dict[str, Any]:
    """An office's line as JSON."""
    score, rollup = line.score, line.rollup
    return {
        "file": line.file,
        "office": line.office,
        "district": line.district,
        "province": line.province,
        "fiscal_year": line.fiscal_year,
        "score": None if score is None else str(score),
        "level": line.level,
        "rollup": rollup and [rollup.as_of.isoformat(), *map(_from_tally, (rollup.total, *rollup.divisions))],
        "errors": line.errors,
        "warnings": line.warnings,
        "memo": line.memo,
        "checked": line.checked,
        "overdue": [[list(late.divisions), *late[1:3], late.due.isoformat()] for late in line.overdue],
        "codes": [list(code) for code in line.codes],
        "error": line.error,
    }


def to_line(value: dict[str, Any]) -> OfficeLine:
    """And back.  Raises KeyError, TypeError, ValueError and their like for another shape."""
    year, score = value["fiscal_year"], value["score"]
    return OfficeLine(
        file=str(value["file"]),
        office=str(value["office"]),
        district=str(value["district"]),
        province=str(value["province"]),
        fiscal_year=None if year is None else int(year),
        score=None if score is None else Decimal(score),
        level=str(value["level"]),
        rollup=_to_rollup(value["rollup"]) if value["rollup"] else None,
        errors=int(value["errors"]),
        warnings=int(value["warnings"]),
        memo=str(value["memo"]),
        checked=str(value["checked"]),
        overdue=tuple(map(_to_overdue, value["overdue"])),
        codes=tuple((str(code), int(count)) for code, count in value["codes"]),
        error=str(value["error"]),
    )


def _from_tally(tally: Tally) -> list[Any]:
    return [
        tally.division,
        tally.measures,
        tally.not_started,
        tally.in_progress,
        tally.done,
        tally.overdue,
    ]


def _to_rollup(value: list[Any]) -> Rollup:
    as_of, total, *divisions = value
    return Rollup(dt.date.fromisoformat(as_of), tuple(map(_to_tally, divisions)), _to_tally(total))


def _to_tally(value: list[Any]) -> Tally:
    division, measures, not_started, in_progress, done, overdue = value
    return Tally(str(division), int(measures), int(not_started), int(in_progress), int(done), int(overdue))


def _to_overdue(value: list[Any]) -> OverdueMeasure:
    divisions, number, title, due = value
    number = None if number is None else int(number)
    return OverdueMeasure(tuple(map(str, divisions)), number, str(title), dt.date.fromisoformat(due))
