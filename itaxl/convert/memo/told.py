"""What our own memo tells below a measure, in a cell across the table: its result, problems and evidence."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.convert.measures.columns import Column, named
from itaxl.convert.measures.places import AnyPlace
from itaxl.convert.memo.own import TOLD, matched
from itaxl.core import layout


def told_parts(lines: Iterable[str], place: AnyPlace) -> list[tuple[Column, list[str]]]:
    """The lines by field, as columns of a table would have them; empty where the first is none of ours."""
    found: dict[str, list[str]] = {}
    field = ""
    for line in lines:
        labelled = matched(TOLD, line)
        if labelled:
            field = next(name for name, text in labelled.groupdict().items() if text is not None)
            line = labelled[field]
        elif line.startswith(("http://", "https://")):
            field = "evidence"
        if not field:
            return []
        found.setdefault(field, []).append(line)
    labels = {name: layout.field(layout.MEASURE_COLUMNS, name).label for name in found}
    return [(Column(name, named(0, place, (labels[name],))), told) for name, told in found.items()]
