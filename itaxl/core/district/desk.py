"""Where each office of a district stands, and what was found and does not count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum

from itaxl.core import palette
from itaxl.core.district.changes import Change, Earlier, Now, changes
from itaxl.core.district.identity import OfficeName, office_name
from itaxl.core.district.line import OfficeLine
from itaxl.core.district.selection import is_plausible
from itaxl.core.district.table import Shade
from itaxl.core.thai.text import key
from itaxl.named_tuple import NamedTuple


class Standing(Enum):
    """Where an office is, the worst first.  The value is the word that people read."""

    NOT_SENT = "ยังไม่ได้ส่ง"
    UNREAD = "อ่านไม่ได้"
    OTHER = "ส่งของปีหรือรอบอื่น"
    TO_MEND = "ต้องแก้ไข"
    READY = "พร้อมแล้ว"

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
#: Of a column of such words.
SHADES = tuple(Shade(swatch, (standing.value,)) for standing, swatch in _SWATCHES.items())
_ORDER = {standing: at for at, standing in enumerate(Standing)}
_MISSING = (Standing.NOT_SENT, Standing.OTHER)


class Terms(NamedTuple):
    """What a district asks for: fiscal year, round ('6', '12', '' for any), and the day of the figures.

    `due` is the day until which offices have to send.
    """

    year: int
    made_on: dt.date
    round: str = ""
    due: dt.date | None = None


class Expected(NamedTuple):
    """A row of the roster: an office that is expected to send, and whom to call."""

    office: OfficeName
    email: str = ""
    contact: str = ""


class NotCounted(NamedTuple):
    """A file that was found and counts in no figure: whose it is ('' for nobody's), why, and what to do.

    `number` is that of the office that its name tells, where nothing else does.
    """

    file: str
    office: str
    why: str
    todo: str = ""
    number: int | None = None


class DeskOffice(NamedTuple):
    """One office; `line` is what its file says, None where none came; `remark` is for whoever calls there.

    `listed`: on the roster, or there is none; `change` is since an earlier run; `letter` and `mail` are paths
    from the district's folder, '' for none.
    """

    name: str
    identity: OfficeName
    standing: Standing
    line: OfficeLine | None = None
    email: str = ""
    contact: str = ""
    remark: str = ""
    listed: bool = True
    change: Change | None = None
    letter: str = ""
    mail: str = ""

    @property
    def district(self) -> str:
        return self.identity.district

    @property
    def province(self) -> str:
        return self.identity.province

    @property
    def state(self) -> Now:
        """What a later run compares."""
        line = self.line
        total = line.rollup.total if line and line.rollup else None
        figures = (total.done, total.overdue, total.percent_done) if total else (0, 0, 0.0)
        late = dict.fromkeys((measure.title for measure in line.overdue), True) if line else {}
        ahead = dict.fromkeys((measure.title for measure in line.ahead), False) if line else {}
        return Now(_ORDER[self.standing], self.standing in _MISSING, *figures, ahead | late)


class Desk(NamedTuple):
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
    earlier: Sequence[Earlier] | None = None,
) -> Desk:
    """`lines` are those that count, each with its office's number; the roster's offices have the first.

    `earlier` is what an earlier run left, None where nobody asked.
    """
    sent = dict(lines)
    expected = dict(enumerate(roster))
    aside = tuple(not_counted)
    hints = {one.number: one for one in aside if one.number is not None}
    offices = [
        _office(sent.get(at), expected.get(at), terms, hints.get(at), listed=at in expected or not roster)
        for at in {**expected, **sent}
    ]
    if earlier is not None:
        found = changes(((office.identity, office.state) for office in offices), earlier)
        offices = [office._replace(change=change) for office, change in zip(offices, found, strict=True)]
    return Desk(terms, tuple(sorted(offices, key=_worst_first)), aside)


def name_of(line: OfficeLine) -> OfficeName:
    """Whose file it is."""
    return office_name(line.name or line.office, line.kind, line.district, line.province)


def _office(
    line: OfficeLine | None, expected: Expected | None, terms: Terms, hint: NotCounted | None, *, listed: bool
) -> DeskOffice:
    standing = Standing.NOT_SENT if line is None else standing_of(line, terms)
    said = name_of(line) if line else OfficeName("", "")
    wanted = expected.office if expected else said
    identity = OfficeName(*(mine or theirs for mine, theirs in zip(wanted, said, strict=True)))
    name = (expected.office.full if expected else "") or (line.office or line.file if line else "")
    email = (expected.email if expected else "") or (line.email if line else "")
    contact = (expected.contact if expected else "") or (line.phone if line else "")
    remark = _remark(line, terms) if line else f"พบไฟล์ {hint.file} ซึ่งยังนับไม่ได้: {hint.why}" if hint else ""
    return DeskOffice(name, identity, standing, line, email, contact, remark, listed)


def standing_of(line: OfficeLine, terms: Terms) -> Standing:
    """Of an office that has sent this."""
    if line.unread:
        return Standing.UNREAD
    other_round = terms.round and line.round and line.round != terms.round
    if other_round or (line.fiscal_year is not None and line.fiscal_year != terms.year):
        return Standing.OTHER
    return Standing.TO_MEND if line.errors or line.error else Standing.READY


def _remark(line: OfficeLine, terms: Terms) -> str:
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
