"""Values for the office sheet, chosen from what was seen, told by the mapping, or typed twice."""

from __future__ import annotations

import re
from collections.abc import Iterable
from enum import Enum
from typing import Any

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.measures.entries import LONGEST
from itaxl.convert.measures.places import spoken
from itaxl.convert.measures.provenance import Ledger
from itaxl.convert.table.labels import FIELDS, Fact, office_name
from itaxl.convert.table.mapping import Mapping
from itaxl.core import layout
from itaxl.core.choices import Answer, Grouping, Secrecy, Urgency
from itaxl.core.fields import Notebook
from itaxl.core.grid import Value, shown
from itaxl.core.layout import Kind
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.meanings.offices import kind_of
from itaxl.core.model import DateStyle, Digits, OfficeKind, Round, Tracker
from itaxl.core.reading import Cell
from itaxl.core.thai.text import arabic_digits, clean, key

_CHOICES: dict[str, type[Enum]] = {
    "kind": OfficeKind,
    "round": Round,
    "digits": Digits,
    "date_style": DateStyle,
    "urgency": Urgency,
    "secrecy": Secrecy,
    "grouping": Grouping,
    "pdf": Answer,
}
_OFFICE = {field.key for field in layout.OFFICE_FIELDS}
_SHORT = {"district": "อ.", "province": "จ."}
_PREFIXES = {name: (layout.field(layout.OFFICE_FIELDS, name).label, short) for name, short in _SHORT.items()}


class Facts:
    """Collects the values of the office sheet; the first one that a label names wins."""

    def __init__(self, divisions: Divisions) -> None:
        self._divisions = divisions
        self._values: dict[str, tuple[Any, Fact | None]] = {}
        self.doubts: list[Doubt] = []

    def tell(self, mapping: Mapping) -> None:
        """What the mapping fixes; it was checked when it was read."""
        for name, text in (*mapping.office.items(), *mapping.report.items()):
            value = read_value(name, text)
            if value is not None:
                self._values[name] = (value, None)

    def add(self, found: Iterable[Fact], ledger: Ledger) -> None:
        for fact in sorted(found, key=lambda f: not f.sure):
            for name, raw in self._split(fact):
                self._add(name, raw, fact, ledger)

    def _split(self, fact: Fact) -> list[tuple[str, Value]]:
        if fact.field.key == "name" and isinstance(fact.value, str):
            parts = office_name(clean(fact.value))
            if parts.get("name"):
                return [*parts.items()]
        return [(fact.field.key, fact.value)]

    def _add(self, name: str, raw: Value, fact: Fact, ledger: Ledger) -> None:
        value = self._division(raw) if name == "owner_division" else read_value(name, raw)
        label = FIELDS[name].label
        if value is None:
            if fact.sure and clean(shown(raw)) not in {"", "-", "–"}:
                self.doubts.append(doubt("C823", spoken(fact.place), shown(raw), field=name, label=label))
            return
        before, seen = self._values.setdefault(name, (value, fact))
        if before == value:
            if fact.sure:
                ledger.use(fact.place, name)
                if fact.label_place:
                    ledger.use(fact.label_place, name)
            if not fact.sure:
                ledger.heading(fact.place, "อ่านค่าบางส่วนแล้ว")
            if seen is fact and not fact.sure:
                self.doubts.append(doubt("C818", spoken(fact.place), _text(value), field=name))
        elif seen is not None:
            place, chosen = spoken(fact.place), _text(before)
            self.doubts.append(doubt("C819", place, _text(value), field=name, label=label, chosen=chosen))

    def _division(self, raw: Value) -> str | None:
        read = self._divisions.read(clean(shown(raw)))
        return read.names[0] if len(read.names) == 1 and not read.unknown else clean(shown(raw)) or None

    def tracker(self, base: Tracker) -> Tracker:
        """A tracker with these values."""
        values = {name: value for name, (value, _) in self._values.items()}
        office = {name: value for name, value in values.items() if name in _OFFICE}
        earlier = {
            name.removeprefix("earlier_"): value
            for name, value in values.items()
            if name.startswith("earlier_")
        }
        report = {n: v for n, v in values.items() if n not in _OFFICE and not n.startswith("earlier_")}
        about = base.report.earlier._replace(**earlier)
        return base._replace(
            office=base.office._replace(**office), report=base.report._replace(earlier=about, **report)
        )


def read_value(name: str, raw: Value) -> Any:
    """A value as its field's kind wants it; None when it cannot be read."""
    field = FIELDS[name]
    cell = Cell(field, "", 1, 1, raw)
    notes = Notebook()
    match field.kind:
        case Kind.SCORE:
            if isinstance(raw, str):
                cell = cell._replace(raw=_figure(raw))
            return notes.score(cell)
        case Kind.YEAR:
            if isinstance(raw, str):
                cell = cell._replace(raw=_figure(raw))
            return notes.year(cell)
        case Kind.DATE:
            return notes.date(cell)
        case Kind.CHOICE:
            return _choice(name, clean(shown(raw)))
        case _:
            text = notes.text(cell)
            for prefix in _PREFIXES.get(name, ()):
                text = text.removeprefix(prefix).strip() or text
            return text[:LONGEST] if text and text not in {"-", "–"} else None


def _figure(text: str) -> str:
    """'ร้อยละ 88.40 คะแนน' and 'พ.ศ. 2565' without the words around the figure."""
    text = arabic_digits(clean(text))
    found = re.findall(r"\d+(?:\.\d+)?", text)
    return found[0] if len(found) == 1 else text


def _choice(name: str, text: str) -> Any:
    if name == "kind" and (kind := kind_of(text)):
        return kind
    members = list(_CHOICES[name])
    exact = next((m for m in members if key(str(m.value)) == key(text)), None)
    if exact is not None or name != "round":
        return exact
    found = re.fullmatch(r"(?:รอบ)?\s*(?:ที่)?\s*(6|12)\s*(?:เดือน)?", arabic_digits(text))
    return (Round.SIX_MONTHS if found[1] == "6" else Round.TWELVE_MONTHS) if found else None


def _text(value: Any) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    return shown(value) if isinstance(value, (str, float)) or hasattr(value, "year") else str(value)
