"""The cells of a measure by field, and the measure that was read from them."""

from __future__ import annotations

from dataclasses import dataclass, field

from itaxl.convert.draft import Doubt
from itaxl.convert.measures.columns import Choice, Column, Head
from itaxl.convert.measures.places import AnyPlace
from itaxl.core.grid import Value, shown
from itaxl.core.meanings.headers import USED
from itaxl.core.meanings.periods import Period
from itaxl.core.model import Measure
from itaxl.core.thai.text import said
from itaxl.named_tuple import NamedTuple


class Part(NamedTuple):
    """A cell's value for the field of its column.

    `own` is False where a merged cell or a ditto sign repeats the value of a cell above; `links` are the
    web addresses behind its text.
    """

    column: Column
    place: AnyPlace
    value: Value
    own: bool = True
    links: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return said(shown(self.value))


@dataclass(slots=True)
class MeasureCells:
    """The cells of one measure by field, from the row where it begins and those that go on with it.

    `cut`: a page break, and no row of the table, parted its lines.  `reports`: its table has a column for
    the status.  `latest` is the last period that any measure of the table has a status of, and `silent` the
    column in which nothing at all means that nothing was begun.  `sub`: its number has several
    levels, 1.1.  `year` (BE) and `period` are those that its table is
    headed with, 0 and None for none.  `doubtful`: its title may be none, and a
    column was not understood.  `doubts` are those of its row.
    """

    table: int
    place: AnyPlace
    parts: dict[str, list[Part]] = field(default_factory=dict)
    number: int | None = None
    title: str = ""
    indicator: int | None = None
    section_divisions: tuple[str, ...] = ()
    cut: bool = False
    reports: bool = False
    latest: Head | None = None
    silent: Column | None = None
    sub: bool = False
    doubtful: bool = False
    year: int = 0
    period: Period | None = None
    doubts: list[Doubt] = field(default_factory=list)
    _added: set[tuple[str, AnyPlace]] = field(default_factory=set)

    @property
    def rows(self) -> list[int]:
        """The rows of its table that it was put together from."""
        return sorted({part.place.row for parts in self.parts.values() for part in parts if part.own})

    def of_table(self, choice: Choice) -> None:
        """What its table tells of every measure."""
        self.reports = "status" in choice.fields
        self.latest = choice.latest
        quiet = (c for c in choice.used if c.field == "status" and (c.head.alone or c.head.counted))
        self.silent = next(quiet, None)
        title = next((c.head for c in choice.used if c.field == "title"), None)
        unknown = any(head.found.confidence < USED and not head.by_mapping for head in choice.unused)
        self.doubtful = title is not None and len(title.found.fields) > 1 and unknown

    def add(self, part: Part, name: str | None = None) -> None:
        """A cell for a field, once: a merged cell reaches over several rows."""
        field = name or part.column.field
        if (field, part.place) not in self._added:
            self._added.add((field, part.place))
            self.parts.setdefault(field, []).append(part)


@dataclass(slots=True)
class MeasureDraft:
    """A measure read; its doubts do not know its index yet.

    `places` says which cells went into a field; `reports`, `sub`, `latest` and `period` as
    in `MeasureCells`.
    """

    measure: Measure
    table: int
    place: AnyPlace
    doubts: list[Doubt] = field(default_factory=list)
    places: dict[str, list[AnyPlace]] = field(default_factory=dict)
    reports: bool = False
    sub: bool = False
    latest: Head | None = None
    period: Period | None = None
