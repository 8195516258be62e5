"""The nouns of the field, as frozen values.  What a field may hold is decided by parse and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from enum import Enum

from itaxl.core.choices import Answer, Grouping, Secrecy, Urgency
from itaxl.core.grid import Place, Value
from itaxl.core.office_kind import OfficeKind as OfficeKind
from itaxl.core.years import FiscalYear
from itaxl.named_tuple import NamedTuple

#: What the memo asks Word for when the office names no font.
DEFAULT_FONT = "TH SarabunPSK"


class Status(Enum):
    """สถานะการดำเนินการ: exactly one of three.  The value is the word in the cell."""

    NOT_STARTED = "ยังไม่ดำเนินการ"
    IN_PROGRESS = "อยู่ระหว่างดำเนินการ"
    DONE = "ดำเนินการเสร็จเรียบร้อยแล้ว"


#: What is typed for the name of an office that is alone of its kind, and says no more than the kind.
_NO_MORE_THAN_THE_KIND = frozenset({"", "พัทยา", "กทม", "กทม.", "กรุงเทพ", "กรุงเทพฯ"})


class Digits(Enum):
    """Which digits the memo prints."""

    THAI = "เลขไทย"
    ARABIC = "เลขอารบิก"


class DateStyle(Enum):
    """How the memo's own date reads; both patterns are in use."""

    SHORT = "๓๑ มีนาคม ๒๕๖๕"
    LONG = "๓๑ เดือน มีนาคม พ.ศ. ๒๕๖๕"


class Round(Enum):
    """รอบการรายงาน."""

    SIX_MONTHS = "รอบ 6 เดือน"
    TWELVE_MONTHS = "รอบ 12 เดือน"


class Division(NamedTuple):
    """ส่วนราชการ: the name on the memo (short), the full one, and other spellings in use."""

    short: str
    full: str = ""
    aliases: tuple[str, ...] = ()


class Signer(NamedTuple):
    """ผู้ลงนาม.  `role` heads an opinion block; empty for the officer who proposes the memo."""

    name: str
    positions: tuple[str, ...] = ()
    role: str = ""


class Office(NamedTuple):
    """หน่วยงาน: what stays the same from memo to memo."""

    kind: OfficeKind | None = None
    name: str = ""
    district: str = ""
    province: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    book_code: str = ""
    owner_division: str = ""
    sub_unit: str = ""
    addressee: str = ""
    through: str = ""
    emblem: str = ""
    font: str = DEFAULT_FONT
    digits: Digits = Digits.THAI
    date_style: DateStyle = DateStyle.SHORT
    signers: tuple[Signer, ...] = ()
    divisions: tuple[Division, ...] = ()

    @property
    def full_name(self) -> str:
        """องค์การบริหารส่วนตำบล + name, as one word; of an office alone of its kind, the kind."""
        kind = self.kind.value if self.kind else ""
        if self.kind and self.kind.alone:
            own = "" if self.name in _NO_MORE_THAN_THE_KIND else self.name.replace(kind, "").strip()
            return f"{own} {kind}".strip()
        return self.name if kind and self.name.startswith(kind) else kind + self.name


class EarlierMemo(NamedTuple):
    """The memo of last year's analysis, which set the measures and is cited by this one."""

    subject: str = ""
    date: dt.date | None = None
    item: str = ""


class Report(NamedTuple):
    """รายงาน: this memo.  Measures run in `fiscal_year`; the score is that of `assessed_year`.

    `template` names a file beside the workbook or a template that we ship; empty for the plain memo.
    """

    fiscal_year: FiscalYear | None = None
    assessed_year: FiscalYear | None = None
    iit: Decimal | None = None
    eit: Decimal | None = None
    oit: Decimal | None = None
    total: Decimal | None = None
    level: str = ""
    memo_date: dt.date | None = None
    subject: str = ""
    earlier: EarlierMemo = EarlierMemo()
    cutoff: dt.date | None = None
    follow_up: str = ""
    closing: str = ""
    round: Round | None = None
    urgency: Urgency | None = None
    secrecy: Secrecy | None = None
    template: str = ""
    grouping: Grouping = Grouping.NONE
    pdf: Answer = Answer.NO


class Measure(NamedTuple):
    """มาตรการ: one row.  Result wording is None where it follows from the plan's (see `memo`).

    `divisions` are short names of the office's own list, in the order typed; `all_divisions` says
    that the cell read ทุกส่วนราชการ.  `result` says how it was put into practice, `result_6` what was said of
    it after six months; `budget` and `spent` are as typed, for not every measure has a sum; `own` are the
    office's own columns as (header, text).  `row` is where it stands, and no part of what it is.
    """

    number: int | None = None
    title: str = ""
    steps: tuple[str, ...] = ()
    divisions: tuple[str, ...] = ()
    all_divisions: bool = False
    due: dt.date | None = None
    status: Status | None = None
    done_on: dt.date | None = None
    evidence: str = ""
    note: str = ""
    result_title: str | None = None
    result_steps: tuple[str, ...] | None = None
    follow_up: str | None = None
    indicator: int | None = None
    result: str = ""
    result_6: str = ""
    problems: str = ""
    budget: str = ""
    spent: str = ""
    issue: str = ""
    own: tuple[tuple[str, str], ...] = ()
    row: int = 0

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Measure) and self[:-1] == other[:-1]

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash(self[:-1])


class Tracker(NamedTuple):
    """แบบติดตาม: the whole workbook as values."""

    office: Office = Office()
    report: Report = Report()
    measures: tuple[Measure, ...] = ()


class Severity(Enum):
    """An error stops the memo; a warning does not."""

    ERROR = "error"
    WARNING = "warning"


class Finding(NamedTuple):
    """ข้อสังเกต: one data problem, where it stands, the value seen, and what to do (Thai).

    `suggestion` is the one value that the cell obviously means, as it would be written into that very
    cell: a date as a date, '' to empty it; None where nothing is obvious.
    """

    code: str
    severity: Severity
    place: Place
    value: str
    message: str
    suggestion: Value = None


class Tally(NamedTuple):
    """Completion of one division, or of the whole office.

    The three statuses and `unread` add up to `measures`.
    """

    division: str
    measures: int = 0
    not_started: int = 0
    in_progress: int = 0
    done: int = 0
    overdue: int = 0

    @property
    def unread(self) -> int:
        """Measures whose status is blank or none of the three."""
        return self.measures - self.not_started - self.in_progress - self.done

    @property
    def percent_done(self) -> float:
        """done / measures in percent, one decimal, half up; 0.0 when there is none."""
        if not self.measures:
            return 0.0
        return (2000 * self.done + self.measures) // (2 * self.measures) / 10


class Rollup(NamedTuple):
    """สรุปผล: by division in the office's own order, and the total that counts each measure once."""

    as_of: dt.date
    divisions: tuple[Tally, ...]
    total: Tally


class Assessment(NamedTuple):
    """Everything that is known about a tracker on a day."""

    tracker: Tracker
    findings: tuple[Finding, ...]
    rollup: Rollup

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(f for f in self.findings if f.severity is Severity.ERROR)

    @property
    def counts(self) -> Mapping[str, int]:
        """{'error': n, 'warning': n}."""
        errors = len(self.errors)
        return {"error": errors, "warning": len(self.findings) - errors}
