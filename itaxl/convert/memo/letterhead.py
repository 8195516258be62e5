"""The office, as head, text and foot of its memo show it together."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.memo.body import Statements
from itaxl.convert.memo.header import AGENCY, BOOK, DATE, THROUGH, TO, Head
from itaxl.convert.memo.office import Agency, office_of, read_agency
from itaxl.convert.memo.passage import Passage
from itaxl.core import layout
from itaxl.core.meanings.divisions import Divisions
from itaxl.core.model import DEFAULT_FONT, DateStyle, Digits, Division, Office
from itaxl.core.thai.text import arabic_digits

_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_THAI, _ARABIC = re.compile("[๐-๙]"), re.compile("[0-9]")
_LONG_DATE = re.compile(r"เดือน|พ\s*\.?\s*ศ")
_FAMILY = "TH "
_NAME = layout.field(layout.OFFICE_FIELDS, "name").label


@dataclass(slots=True)
class Letterhead:
    """`office` without signers; `owner` is the division's name as typed."""

    agency: Agency
    owner: str = ""
    sub_unit: str = ""
    doubts: list[Doubt] = field(default_factory=list)
    leftovers: list[Passage] = field(default_factory=list)


def read_letterhead(head: Head, statements: Statements) -> Letterhead:
    """Who wrote the memo."""
    text = head.get(AGENCY)
    agency = read_agency(text)
    agency.district = agency.district or statements.district
    agency.province = agency.province or statements.province
    found = Letterhead(agency, agency.division, agency.sub_unit or statements.sub_unit)
    if statements.own:
        _as_written(text, statements, found)
    for other in (*statements.places, head.get(TO), head.get(THROUGH)):
        if agency.kind is None or not agency.name:
            kind, name = office_of(other)
            agency.kind, agency.name = agency.kind or kind, agency.name or name
    if agency.kind is None or not agency.name:
        found.doubts.append(doubt("C866", head.where.get(AGENCY, "เอกสาร"), text, field="name", what=_NAME))
    if agency.rest:
        found.leftovers.append(Passage(agency.rest, head.where.get(AGENCY, "")))
    return found


def _as_written(text: str, statements: Statements, found: Letterhead) -> None:
    """Our own memo: the division in brackets, and the proposer is the unit and the division."""
    brackets = _IN_BRACKETS.findall(text)
    if brackets and statements.proposer.endswith(brackets[-1]):
        found.owner = brackets[-1]
        found.sub_unit = statements.proposer.removesuffix(found.owner).strip()
        if statements.reporter.startswith(found.sub_unit):  # the text has the division's short name
            found.owner = statements.reporter.removeprefix(found.sub_unit).strip() or found.owner
        found.agency.rest = ""


def office_from(
    found: Letterhead, head: Head, divisions: Divisions, fonts: Sequence[str], texts: Iterable[str]
) -> Office:
    """The office without its signers.  `texts` show which digits it prints."""
    agency = found.agency
    owner = _owner(found, divisions)  # its list has the owner from now on
    return Office(
        kind=agency.kind,
        name=agency.name,
        district=agency.district,
        province=agency.province,
        phone=agency.phone,
        email=agency.email,
        book_code=arabic_digits(head.get(BOOK)),
        owner_division=owner,
        sub_unit=found.sub_unit,
        through=head.get(THROUGH),
        font=_font(fonts),
        digits=_digits(head.get(DATE), texts),
        date_style=DateStyle.LONG if _LONG_DATE.search(head.get(DATE)) else DateStyle.SHORT,
        divisions=_in_full(divisions.office_list(), owner, found.owner),
        addressee=head.get(TO),
    )


def _owner(found: Letterhead, divisions: Divisions) -> str:
    """The owning division as typed; by its short name where it was spelt in another way."""
    if not found.owner:
        return ""
    known, where = divisions.knows(found.owner), "ส่วนหัวของบันทึก"
    read = divisions.read(found.owner)
    for name in read.new:
        found.doubts.append(doubt("C810", where, name, field="owner_division"))
    if known or read.new or len(read.names) != 1 or read.unknown:
        return found.owner
    found.doubts.append(doubt("C862", where, found.owner, field="owner_division", name=read.names[0]))
    return read.names[0]


def _in_full(known: tuple[Division, ...], owner: str, typed: str) -> tuple[Division, ...]:
    """The head of a memo calls its division by the full name, where the office has no other for it."""

    def named(one: Division) -> Division:
        if one.short != owner or owner == typed or one.full not in ("", one.short):
            return one
        return one._replace(full=typed, aliases=tuple(other for other in one.aliases if other != typed))

    return tuple(map(named, known))


def _font(fonts: Sequence[str]) -> str:
    """The face that most styles name, if it is one of the official family."""
    official = Counter(font for font in fonts if font.startswith(_FAMILY))
    return official.most_common(1)[0][0] if official else DEFAULT_FONT


def _digits(date: str, texts: Iterable[str]) -> Digits:
    sample = date if _THAI.search(date) or _ARABIC.search(date) else "\n".join(texts)
    arabic, thai = len(_ARABIC.findall(sample)), len(_THAI.findall(sample))
    return Digits.ARABIC if arabic > thai else Digits.THAI
