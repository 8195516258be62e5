"""Labels and headers that are not there: told at the cell that is most likely theirs, renamed or emptied."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from itaxl.core.grid import Grid, Place, Value
from itaxl.core.layout import Field, Need
from itaxl.core.reading import Sighting
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple

#: How alike a header and a label must be for one to be the other renamed; less will do where it stands in
#: the other's place.
_ALIKE, _ALIKE_IN_PLACE, _NEARLY_THE_SAME = 0.66, 0.4, 0.9


class Seen(NamedTuple):
    """What was found of a table's headers or of a column of labels.

    `places` are those of the fields that are there, by key; `strangers` the texts that are none of them;
    `top` is where a thing is told that has no place; `down` whether labels stand below one another.
    """

    grid: Grid
    fields: Sequence[Field]
    places: Mapping[str, Place]
    strangers: Mapping[Place, str]
    top: Place
    down: bool

    def place_of(self, field: Field) -> Place | None:
        """Where the field's neighbours say that it stands, if that cell is no other field's and has data."""
        order = [f.key for f in self.fields]
        at = order.index(field.key)
        before, after = order[:at][::-1], order[at + 1 :]
        for step, neighbours in ((1, before), (-1, after)):
            near = next((name for name in neighbours if name in self.places), None)
            place = near and self._moved(self.places[near], step * (1 + neighbours.index(near)))
            if place and place not in self.places.values() and self._is_used(place, field):
                return place
        return None

    def _moved(self, place: Place, distance: int) -> Place | None:
        sheet, row, column = place
        row, column = (row + distance, column) if self.down else (row, column + distance)
        return Place(sheet, row, column) if row > 0 and column > 0 else None

    def _is_used(self, place: Place, field: Field) -> bool:
        """Whether a text stands there that may be a label, or data below or beside a cell that is empty; of a
        label that must be there the hint will do."""
        if place in self.strangers:
            return True
        if self.grid.at(place.row, place.column) is not None:
            return False
        rows = [place.row] if self.down else range(place.row + 1, len(self.grid.rows) + 1)
        beside = (1, 2) if field.need is Need.REQUIRED else (1,)
        columns = [place.column + n for n in beside] if self.down else [place.column]
        return any(self.grid.at(row, column) is not None for row in rows for column in columns)


def missed(seen: Seen, fields: Sequence[Field], contract: int) -> list[Sighting]:
    """The fields of a tracker of this contract that are not there, each where it may have been."""
    taken: set[Place] = set()
    told = []
    for field in fields:
        place, sure = _renamed(field, seen, taken, field.since > contract)
        if place is None and not _was_there(field, seen.strangers, contract):
            continue
        if place:
            taken.add(place)
        code = "S105" if field.need is not Need.REQUIRED or field.since > contract else "S104"
        raw: Value = seen.strangers.get(place) if place else None
        suggestion = field.label if sure else None
        told.append(Sighting(code, place or seen.top, raw, {"label": field.label}, suggestion))
    return told


def _renamed(field: Field, seen: Seen, taken: set[Place], newer: bool) -> tuple[Place | None, bool]:
    """The cell of a field that is not there by its label, and whether it is that field's for sure.

    `newer`: an older tracker has own columns with words like those of newer fields.
    """
    wanted, least = key(field.label), _NEARLY_THE_SAME if newer else _ALIKE
    free = {place: text for place, text in seen.strangers.items() if place not in taken}
    alike = {place: _likeness(wanted, key(text), least) for place, text in free.items()}
    best = max(alike, key=lambda place: alike[place], default=None)
    if best and alike[best] >= least:
        return best, True
    if newer:
        return None, False
    means = _meanings(down=seen.down)
    known = [place for place, text in free.items() if means(text) == field.key]
    if len(known) == 1:
        return known[0], True
    place = seen.place_of(field)
    if place is None or place in taken:
        return None, False
    in_place = place not in free or _likeness(wanted, key(free[place]), _ALIKE_IN_PLACE) >= _ALIKE_IN_PLACE
    return place, in_place


def _likeness(label: str, text: str, least: float) -> float:
    """How much of the one is in the other, 0…1; 0 where their lengths alone make it less than `least`."""
    most = 2 * min(len(label), len(text)) / (len(label) + len(text))
    return _ratio(label, text) if most >= least else 0.0


@lru_cache(maxsize=1024)
def _ratio(label: str, text: str) -> float:
    """Dear, and the trackers of a folder are of the same years: the same labels are missing in them."""
    from difflib import SequenceMatcher  # rarely needed, and a click must start fast

    return SequenceMatcher(None, label, text).ratio()


def _meanings(*, down: bool) -> Callable[[str], str]:
    """The field that an office's own word for it means, '' for none."""
    from itaxl.core.meanings.headers import exact  # the vocabulary is large
    from itaxl.core.meanings.vocabulary import label_terms, plain

    if down:
        return lambda text: label_terms().get(plain(text), "")
    return lambda text: (exact(text).fields or ("",))[0]


def _was_there(field: Field, strangers: Mapping[Place, str], contract: int) -> bool:
    """Whether somebody took the label away who may miss it.

    What an older tracker never had is not missed, nor is an optional column that was taken out and that no
    unknown column can be.
    """
    return field.since <= contract and (field.need is not Need.OPTIONAL or bool(strangers))
