"""Which office is meant: one office by kind, name, district and province, however these are spelt.

This is the one home for folding the names of offices; whoever compares two of them asks a `Register`.
"""

from __future__ import annotations

from functools import lru_cache

from itaxl.core import layout
from itaxl.core.office_kind import ALONE, OfficeKind
from itaxl.core.office_words import own_name, place_name
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple

_DISTRICT, _PROVINCE = (layout.field(layout.OFFICE_FIELDS, name).label for name in ("district", "province"))
#: A shorter name stands in too many others to be looked for in the name of a file.
_SHORTEST = 4
#: What is looked at of a path: its file and the folder above.
_LONGEST = 160


class OfficeName(NamedTuple):
    """As typed: the kind's word ('' for none), the name without it, district and province."""

    kind: str
    name: str
    district: str = ""
    province: str = ""

    @property
    def full(self) -> str:
        """As an office is called."""
        return self.name if self.name.startswith(self.kind) else self.kind + self.name


def office_name(text: str, kind: str = "", district: str = "", province: str = "") -> OfficeName:
    """'อบต.บ้านนา' → (องค์การบริหารส่วนตำบล, บ้านนา); what stands before a place (อ., จ.) is no part of it."""
    text = " ".join(text.split())
    known = _kind_of(kind) if kind else None
    for one in (known,) if known else OfficeKind:
        own = own_name(text, one)
        if own != text or (one.alone and key(text) in (key(one.value), key(one.abbreviation))):
            known, text = one, "" if one.alone else own
            break
    district, province = place_name(district.strip(), _DISTRICT), place_name(province.strip(), _PROVINCE)
    return OfficeName(known.value if known else "", text.strip(), district, province)


@lru_cache(maxsize=64)
def _kind_of(word: str) -> OfficeKind | None:
    return next((kind for kind in OfficeKind if key(word) in (key(kind.value), key(kind.abbreviation))), None)


class _Known(NamedTuple):
    number: int
    kind: str
    district: str
    province: str

    def takes(self, kind: str, district: str, province: str) -> bool:
        """Whether nothing that both say differs."""
        pairs = ((self.kind, kind), (self.district, district), (self.province, province))
        return all(mine == theirs or not mine or not theirs for mine, theirs in pairs)


class Register:
    """Gives each office a number, from 0 on.  What a name leaves blank may be anything."""

    def __init__(self) -> None:
        self._by_name: dict[str, list[_Known]] = {}
        #: Those of the names: only they are looked for in the name of a file.
        self._lengths: set[int] = set()
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def number(self, office: OfficeName) -> int:
        """The office's number; a new one for an office without a name, which is nobody else's."""
        alone = office.kind in ALONE
        if not office.name and not alone:
            return self._next()
        name = key(office.kind if alone else office.name)
        kind, district, province = key(office.kind), key(office.district), key(office.province)
        alike = self._by_name.setdefault(name, [])
        if len(name) >= _SHORTEST:
            self._lengths.add(len(name))
        fitting = [at for at, known in enumerate(alike) if known.takes(kind, district, province)]
        same = [at for at in fitting if alike[at][1:] == (kind, district, province)]
        if not same and len(fitting) != 1:
            alike.append(_Known(self._next(), kind, district, province))
            return alike[-1].number
        at = (same or fitting)[0]
        known = alike[at]
        alike[at] = _Known(
            known.number, known.kind or kind, known.district or district, known.province or province
        )
        return known.number

    def _next(self) -> int:
        self._count += 1
        return self._count - 1

    def named_in(self, path: str) -> int | None:
        """The one office whose name stands in that of a file or of its folder; None for none or several."""
        for part in path.replace("\\", "/").rsplit("/", 2)[-1:-3:-1]:
            text = key(part)[:_LONGEST]
            names = {
                text[begin : begin + length]
                for length in self._lengths
                for begin in range(len(text) - length + 1)
                if text[begin : begin + length] in self._by_name
            }
            longest = [name for name in names if not any(name != other and name in other for other in names)]
            if len(longest) == 1 and len(alike := self._by_name[longest[0]]) == 1:
                return alike[0].number
        return None
