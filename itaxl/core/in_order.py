"""In which order findings stand, at every door: what must be mended first, then as the sheets are read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol, TypeVar

from itaxl.core.model import Finding, Severity


class Graded(Protocol):
    """A finding, a doubt: whatever must be mended, or only looked at."""

    @property
    def severity(self) -> Severity: ...


_Told = TypeVar("_Told", bound=Graded)


def errors_first(told: Iterable[_Told]) -> list[_Told]:
    """Errors before warnings, else as they came."""
    return sorted(told, key=lambda one: one.severity is not Severity.ERROR)


def in_order(findings: Iterable[Finding], sheets: Iterable[str]) -> tuple[Finding, ...]:
    """Errors first; then by sheet (as in `sheets`, unknown ones before), row, column and code."""
    order = {sheet: number for number, sheet in enumerate(sheets)}
    as_read = sorted(
        findings, key=lambda f: (order.get(f.place.sheet, -1), f.place.row, f.place.column, f.code)
    )
    return tuple(errors_first(as_read))
