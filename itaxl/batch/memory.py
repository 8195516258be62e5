"""An outcome as plain JSON and back: what is kept in the ledger.

What comes back may have been changed by anybody, so it is taken apart by hand: a shape that does not fit is
no memory at all, and nothing in it names a file.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from decimal import Decimal
from pathlib import Path
from typing import Any

from itaxl.batch.outcome import Outcome
from itaxl.core.district.line import LinkLine, OfficeLine, OpenMeasure
from itaxl.core.evidence.codes import CODES
from itaxl.core.grid import Place, Value
from itaxl.core.model import Finding, Rollup, Severity, Tally
from itaxl.core.rules import BY_CODE
from itaxl.errors import ExitCode

#: What a memory that does not fit raises.
_UNFIT = (KeyError, TypeError, ValueError, IndexError, AttributeError, ArithmeticError, RecursionError)
_ONE_LINE = re.compile("[^\n\r]+")
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
#: Larger counts, and more of them, are in no workbook that is read.
_MOST = 1_000_000_000


def packed(outcome: Outcome) -> Outcome:
    """With the details of its line, which no run looks at, as text: sooner sent, and kept in little room."""
    line = outcome.line
    if line.rollup is None:
        return outcome
    rollup = line.rollup._replace(divisions=())
    light = line._replace(rollup=rollup, overdue=(), ahead=(), codes=(), indicators=(), links=())
    return outcome._replace(line=light, told=told_of(outcome))


def told_of(outcome: Outcome) -> str:
    """The JSON of its line, with all details."""
    return outcome.told or _JSON.encode(_from_line(outcome.line))


def line_told(told: str, file: str) -> OfficeLine:
    """The line of a file again.  Raises ValueError, TypeError, KeyError and their like for another shape."""
    return _to_line({**json.loads(told), "file": file})


def remembered(outcome: Outcome) -> dict[str, Any]:
    """The JSON of an outcome that did not fail, without its outputs."""
    return {
        "content": outcome.content,
        "emblem": [outcome.emblem_name, outcome.emblem],
        "template": [outcome.template_name, outcome.template],
        "day": outcome.day.isoformat() if outcome.day else None,
        "emblem_missing": outcome.emblem_missing,
        "notes": list(outcome.notes),
        "findings": [_from_finding(finding) for finding in outcome.findings],
        "line": told_of(outcome),
    }


def recalled(memory: dict[str, Any], path: Path) -> Outcome | None:
    """The outcome, nothing of it done anew; None for a memory that does not fit."""
    try:
        told = text_of(memory["line"])
        line = line_told(told, str(path))
        if not _ONE_LINE.fullmatch(told):
            return None
        name, emblem = memory["emblem"]
        template_name, template = memory["template"]
        findings = tuple(_to_finding(finding) for finding in memory["findings"])
        errors = sum(finding.severity is Severity.ERROR for finding in findings)
        if (line.errors, line.warnings) != (errors, len(findings) - errors) or line.rollup is None:
            return None
        outcome = Outcome(
            path,
            ExitCode.FINDINGS if line.errors else ExitCode.OK,
            line,
            findings,
            notes=tuple(map(str, memory["notes"])),
            content=str(memory["content"]),
            emblem_name=str(name),
            emblem=str(emblem),
            template_name=str(template_name),
            template=str(template),
            emblem_missing=bool(memory["emblem_missing"]),
            day=dt.date.fromisoformat(memory["day"]) if memory["day"] else None,
            unchanged=True,
            told=told,
        )
        return packed(outcome)
    except _UNFIT:
        return None


def _from_finding(finding: Finding) -> list[Any]:
    place = finding.place
    where = [place.sheet, place.row, place.column]
    told = [finding.value, finding.message, _from_value(finding.suggestion)]
    return [finding.code, finding.severity.value, *where, *told]


def _to_finding(value: list[Any]) -> Finding:
    code, severity, sheet, row, column, seen, message, suggestion = value
    place = Place(text_of(sheet), count_of(row, 1), count_of(column, 1))
    return Finding(
        _code(code), Severity(severity), place, text_of(seen), text_of(message), _to_value(suggestion)
    )


def _from_value(value: Value) -> Any:
    """A suggestion; a date apart from the text that says the same."""
    return {"date": value.isoformat()} if isinstance(value, dt.date) else value


def _to_value(value: Any) -> Value:
    match value:
        case str():
            return text_of(value)
        case None | bool() | float():
            return value
        case {"date": str(day)}:
            return dt.date.fromisoformat(day)
    raise ValueError(value)


def _from_line(line: OfficeLine) -> dict[str, Any]:
    """All but the file, whose name is a path of today."""
    score, rollup = line.score, line.rollup
    return {
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
        "overdue": [*map(_from_open, line.overdue)],
        "codes": [list(code) for code in line.codes],
        "error": line.error,
        "kind": line.kind,
        "name": line.name,
        "round": line.round,
        "dated": line.dated.isoformat() if line.dated else None,
        "ahead": [*map(_from_open, line.ahead)],
        "indicators": [*map(_from_tally, line.indicators)],
        "links": [[*one[:4], one.day and one.day.isoformat(), one.address] for one in line.links],
        "email": line.email,
        "phone": line.phone,
    }


def _to_line(value: dict[str, Any]) -> OfficeLine:
    year, score = value["fiscal_year"], value["score"]
    return OfficeLine(
        file=str(value["file"]),
        office=text_of(value["office"]),
        district=text_of(value["district"]),
        province=text_of(value["province"]),
        fiscal_year=None if year is None else count_of(year),
        score=None if score is None else _score(score),
        level=text_of(value["level"]),
        rollup=_to_rollup(value["rollup"]) if value["rollup"] else None,
        errors=count_of(value["errors"]),
        warnings=count_of(value["warnings"]),
        memo=text_of(value["memo"]),
        checked=text_of(value["checked"]),
        overdue=tuple(map(_to_open, value["overdue"])),
        codes=tuple((_code(code), count_of(count)) for code, count in value["codes"]),
        error=str(value["error"]),
        kind=text_of(value["kind"]),
        name=text_of(value["name"]),
        round=text_of(value["round"]),
        dated=dt.date.fromisoformat(value["dated"]) if value["dated"] else None,
        ahead=tuple(map(_to_open, value["ahead"])),
        indicators=tuple(map(_to_tally, value["indicators"])),
        links=tuple(map(_to_link, value["links"])),
        email=text_of(value["email"]),
        phone=text_of(value["phone"]),
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
    division, *counts = value
    measures, not_started, in_progress, done, overdue = map(count_of, counts)
    return Tally(text_of(division), measures, not_started, in_progress, done, overdue)


def _from_open(measure: OpenMeasure) -> list[Any]:
    return [list(measure.divisions), *measure[1:3], measure.due.isoformat()]


def _to_open(value: list[Any]) -> OpenMeasure:
    divisions, number, title, due = value
    number = None if number is None else count_of(number, -_MOST)
    return OpenMeasure(tuple(map(text_of, divisions)), number, text_of(title), dt.date.fromisoformat(due))


def _to_link(value: list[Any]) -> LinkLine:
    number, cell, url, state, day, address = value
    return LinkLine(
        None if number is None else count_of(number, -_MOST),
        text_of(cell),
        text_of(url),
        text_of(state),
        dt.date.fromisoformat(day) if day else None,
        text_of(address),
    )


def text_of(value: Any) -> str:
    """What JSON took for a text, without halves of characters: they go into no file."""
    if not isinstance(value, str):
        raise TypeError(value)
    value.encode()
    return value


def _code(value: Any) -> str:
    if value not in BY_CODE and value not in CODES:
        raise ValueError(value)
    return text_of(value)


def count_of(value: Any, least: int = 0) -> int:
    if type(value) is not int or not least <= value <= _MOST:
        raise ValueError(value)
    return value


def _score(value: Any) -> Decimal:
    score = Decimal(text_of(value))
    if not score.is_finite() or abs(score) > _MOST:
        raise ValueError(value)
    return score
