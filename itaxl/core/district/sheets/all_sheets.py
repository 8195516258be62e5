"""The sheets of a district in their order, each made for itself, so that only one is held in memory."""

from __future__ import annotations

from collections.abc import Callable

from itaxl.core.district.desk import Desk
from itaxl.core.district.sheets import brief, calendar, divisions, indicators, offices, overview, todo
from itaxl.core.district.table import Sheet

#: Name and maker; a maker may be called alone.
SHEETS: dict[str, Callable[[Desk], Sheet]] = {
    overview.SHEET: overview.overview,
    brief.SHEET: brief.brief,
    offices.SHEET: offices.offices,
    divisions.SHEET: divisions.divisions,
    indicators.SHEET: indicators.indicators,
    calendar.SHEET: calendar.calendar,
    todo.OVERDUE_SHEET: todo.overdue,
    todo.MENDING_SHEET: todo.mending,
    todo.NOT_COUNTED_SHEET: todo.not_counted,
}


def sheets_of(desk: Desk) -> dict[str, Callable[[Desk], Sheet]]:
    """With the sheet of links where they were asked."""
    if not any(line.links for line in desk.lines):
        return SHEETS
    from itaxl.core.district.sheets import links

    return {**SHEETS, links.LINKS_SHEET: links.links}
