"""Where each office of a district stands, and what was found and does not count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from itaxl.core import palette
from itaxl.core.district.identity import OfficeName
from itaxl.core.district.line import OfficeLine
from itaxl.core.district.selection import is_plausible
from itaxl.core.palette import Swatch
from itaxl.core.thai.text import key


class Standing(Enum):
    """Where an office is, the worst first.  The value is the word that people read."""

    NOT_SENT = "ยังไม่ได้ส่ง"
    UNREAD = "อ่านไม่ได้"
    OTHER = "ส่งของปีหรือรอบอื่น"
    TO_MEND = "ต้องแก้ไข"
    READY = "พร้อมแล้ว"

    @property
    def swatch(self) -> Swatch:
        return _SWATCHES[self]

    @property
    def counts(self) -> bool:
        """Whether the office's figures are figures of the district: of its year, and read."""
        return self in (Standing.TO_MEND, Standing.READY)


_SWATCHES = {
    Standing.NOT_SENT: palette.OVERDUE,
    Standing.UNREAD: palette.ERROR,
    Standing.OTHER: palette.WARNING,
    Standing.TO_MEND: palette.ERROR,
    Standing.READY: palette.DONE,
}
_ORDER = {standing: at for at, standing in enumerate(Standing)}


@dataclass(frozen=True, slots=True)
class Terms:
    """What a district asks for: fiscal year, round ('6', '12', '' for any), and the day of the figures."""

    year: int
    made_on: dt.date
    round: str = ""


class Expected(NamedTuple):
    """A row of the roster: an office that is expected to send, and whom to call."""

    office: OfficeName
    email: str = ""
    contact: str = ""


class NotCounted(NamedTuple):
    """A file that was found and counts in no figure: whose it is ('' for nobody's), why, and what to do."""

    file: str
    office: str
    why: str
    todo: str = ""


@dataclass(frozen=True, slots=True)
class DeskOffice:
    """One office; `line` is what its file says, None where none came; `remark` is for whoever calls there."""

    name: str
    district: str
    province: str
    standing: Standing
    line: OfficeLine | None = None
    email: str = ""
    contact: str = ""
    remark: str = ""

    @property
    def read(self) -> OfficeLine | None:
        """Its line where the figures of the district have it."""
        return self.line if self.standing.counts else None


@dataclass(frozen=True, slots=True)
class Desk:
    """The offices, the worst first, under which terms, and the files that count nowhere."""

    terms: Terms
    offices: tuple[DeskOffice, ...]
    not_counted: tuple[NotCounted, ...] = ()

    @property
    def lines(self) -> Iterator[OfficeLine]:
        """Of the offices that the figures have."""
        return (office.line for office in self.offices if office.standing.counts and office.line)

    def count(self, *standings: Standing) -> int:
        return sum(office.standing in standings for office in self.offices)

    def shared(self, attribute: str) -> str:
        """The district or the province where all offices that say one say the same, else ''."""
        values = {key(value): value for office in self.offices if (value := getattr(office, attribute))}
        return next(iter(values.values())) if len(values) == 1 else ""


def desk_of(
    lines: Iterable[tuple[int, OfficeLine]],
    terms: Terms,
    roster: Sequence[Expected] = (),
    not_counted: Iterable[NotCounted] = (),
) -> Desk:
    """`lines` are those that count, each with its office's number; the roster's offices have the first."""
    sent = dict(lines)
    expected = dict(enumerate(roster))
    offices = [_office(sent.get(at), expected.get(at), terms) for at in {**expected, **sent}]
    return Desk(terms, tuple(sorted(offices, key=_worst_first)), tuple(not_counted))


def _office(line: OfficeLine | None, expected: Expected | None, terms: Terms) -> DeskOffice:
    standing = Standing.NOT_SENT if line is None else standing_of(line, terms)
    name, district, province = (
        (expected.office.full, expected.office.district, expected.office.province)
        if expected
        else ("", "", "")
    )
    if line:
        name = name or line.office or line.file
        district, province = district or line.district, province or line.province
    about = (expected.email, expected.contact) if expected else ("", "")
    return DeskOffice(name, district, province, standing, line, *about, remark=_remark(line, terms))


def standing_of(line: OfficeLine, terms: Terms) -> Standing:
    """Of an office that has sent this."""
    if line.unread:
        return Standing.UNREAD
    other_round = terms.round and line.round and line.round != terms.round
    if other_round or (line.fiscal_year is not None and line.fiscal_year != terms.year):
        return Standing.OTHER
    return Standing.TO_MEND if line.errors or line.error else Standing.READY


def _remark(line: OfficeLine | None, terms: Terms) -> str:
    if line is None:
        return ""
    if line.error:
        return line.error
    year = line.fiscal_year
    if year is not None and not is_plausible(year, terms.made_on):
        return f"ปีงบประมาณ {year} ไม่น่าเป็นไปได้ โปรดให้หน่วยงานตรวจสอบ"
    if year is not None and year != terms.year:
        return f"เป็นแบบติดตามของปีงบประมาณ {year} จึงไม่รวมในตัวเลขของปี {terms.year}"
    if terms.round and line.round and line.round != terms.round:
        return f"เป็นรอบ {line.round} เดือน จึงไม่รวมในตัวเลขของรอบ {terms.round} เดือน"
    return "" if year else "ไม่ได้ระบุปีงบประมาณ"


def _worst_first(office: DeskOffice) -> tuple[int, int, float, str]:
    """By standing, then what is overdue, then how little is done."""
    total = office.line.rollup.total if office.line and office.line.rollup else None
    late, done = (total.overdue, total.percent_done) if total else (0, 0.0)
    return _ORDER[office.standing], -late, done, office.name


def by_place(desk: Desk, attribute: str) -> Mapping[str, list[DeskOffice]]:
    """The offices by district or province; those that say none under ''."""
    found: dict[str, tuple[str, list[DeskOffice]]] = {}
    for office in desk.offices:
        place = getattr(office, attribute)
        found.setdefault(key(place), (place, []))[1].append(office)
    return dict(found.values())
