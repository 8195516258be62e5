"""A measure on its way from an old table to the new one."""

from __future__ import annotations

from dataclasses import dataclass, field

from itaxl.convert.draft import Doubt
from itaxl.convert.table.rows import Part
from itaxl.core.grid import Place
from itaxl.core.model import Measure


@dataclass(slots=True)
class Raw:
    """The cells of one measure by field, from the row where it begins and those that go on with it."""

    table: int
    place: Place
    parts: dict[str, list[Part]] = field(default_factory=dict)
    number: int | None = None
    title: str = ""
    indicator: int | None = None
    section_divisions: tuple[str, ...] = ()
    _added: set[tuple[str, Place]] = field(default_factory=set)

    def add(self, part: Part, name: str | None = None) -> None:
        """A cell for a field, once: a merged cell reaches over several rows."""
        field = name or part.column.field
        if (field, part.place) not in self._added:
            self._added.add((field, part.place))
            self.parts.setdefault(field, []).append(part)


@dataclass(slots=True)
class Drafted:
    """A measure read; its doubts do not know its index yet.  `places` says which cells went into a field."""

    measure: Measure
    table: int
    place: Place
    doubts: list[Doubt] = field(default_factory=list)
    places: dict[str, list[Place]] = field(default_factory=dict)
