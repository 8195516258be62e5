"""The JSON of check and rollup: a public contract, its keys never change their meaning."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from itaxl.core.grid import shown
from itaxl.core.model import Assessment, Finding, Rollup, Tally
from itaxl.errors import ItaxlError

_COUNTS = ("measures", "not_started", "in_progress", "done", "unread", "overdue", "percent_done")


def check_record(path: Path, result: Assessment | ItaxlError) -> dict[str, Any]:
    """Of a file that cannot be read: the same keys, empty, and `error`."""
    if isinstance(result, ItaxlError):
        return _unread(path, result) | {"fiscal_year": None, "counts": None, "findings": []}
    year = result.tracker.report.fiscal_year
    return {
        "file": str(path),
        "office": result.tracker.office.full_name or None,
        "fiscal_year": year.be if year else None,
        "counts": dict(result.counts),
        "findings": [finding_record(finding) for finding in result.findings],
    }


def finding_record(finding: Finding) -> dict[str, str | None]:
    """`suggestion` is what would be written into the cell, as it would read there; '' empties it."""
    suggestion = finding.suggestion
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "sheet": finding.place.sheet,
        "cell": finding.place.cell,
        "value": finding.value,
        "message": finding.message,
        "suggestion": None if suggestion is None else shown(suggestion),
    }


def rollup_record(path: Path, result: Assessment | ItaxlError) -> dict[str, Any]:
    """Of a file that cannot be read: the same keys, empty, and `error`."""
    if isinstance(result, ItaxlError):
        return _unread(path, result) | {"as_of": None, "divisions": [], "total": None}
    rollup: Rollup = result.rollup
    return {
        "file": str(path),
        "office": result.tracker.office.full_name or None,
        "as_of": rollup.as_of.isoformat(),
        "divisions": [{"division": t.division} | _tally(t) for t in rollup.divisions],
        "total": _tally(rollup.total),
    }


def _tally(tally: Tally) -> dict[str, Any]:
    return {name: getattr(tally, name) for name in _COUNTS}


def _unread(path: Path, problem: ItaxlError) -> dict[str, Any]:
    return {"file": str(path), "office": None, "error": str(problem)}
