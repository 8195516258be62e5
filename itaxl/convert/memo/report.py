"""The report: this memo's date, subject and years, and the score that it answers."""

from __future__ import annotations

import datetime as dt
import re

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.memo.body import Statements
from itaxl.convert.memo.header import DATE, SUBJECT, Head
from itaxl.convert.memo.passage import Passage
from itaxl.convert.memo.years import YearMention, agreed, year_in
from itaxl.core.meanings.due import DATE as FULL_DATE
from itaxl.core.model import Assessment, Office, Report, Rollup, Round, Tally, Tracker
from itaxl.core.thai.dates import read_date
from itaxl.core.thai.text import key
from itaxl.core.years import FiscalYear
from itaxl.memo.content.context import CLOSING, context

_YEAR = re.compile(r"(?<![0-9๐-๙])(๒๕[๐-๙]{2}|25[0-9]{2})(?![0-9๐-๙])")
_ROUND = {key(member.value): member for member in Round}


def read_report(
    head: Head, statements: Statements, closing: str, follow_up: str
) -> tuple[Report, list[Doubt]]:
    """The report, and what is doubtful about it.  Values are None or '' where the memo says nothing."""
    doubts: list[Doubt] = list(statements.doubts)
    memo_date = _date(head, doubts)
    subject = head.get(SUBJECT)
    fiscal, doubted = agreed(statements.fiscal, "fiscal_year")
    assessed, more = agreed(statements.assessed, "assessed_year")
    doubts += (*doubted, *more)
    if fiscal is None:
        fiscal = _year_otherwise(
            head, subject, assessed, FiscalYear.of(memo_date) if memo_date else None, doubts
        )
    report = Report(
        fiscal_year=fiscal,
        assessed_year=assessed,
        iit=statements.parts.get("iit"),
        eit=statements.parts.get("eit"),
        oit=statements.parts.get("oit"),
        total=statements.total,
        level=statements.level,
        memo_date=memo_date,
        subject=subject,
        earlier=statements.earlier,
        cutoff=statements.cutoff,
        follow_up=follow_up,
        closing="" if key(closing) == key(CLOSING) else closing,
        round=statements.round or _round_of(subject),
    )
    return report, doubts


def _date(head: Head, doubts: list[Doubt]) -> dt.date | None:
    """The memo's date, also where other words stand beside it: then the line stays to be seen."""
    typed = head.get(DATE)
    day = read_date(typed).day
    if day or not typed:
        return day
    head.unread.append(Passage(typed, head.where[DATE]))
    within = FULL_DATE.search(typed)
    day = read_date(within.group()).day if within else None
    if day is None:
        doubts.append(doubt("C865", head.where[DATE], typed, field="memo_date"))
    return day


def _year_otherwise(
    head: Head, subject: str, assessed: FiscalYear | None, dated: FiscalYear | None, doubts: list[Doubt]
) -> FiscalYear | None:
    """The year of the measures, where no sentence names it: in the subject, else that of the date."""
    named = [YearMention(year, SUBJECT, 1) for digits in _YEAR.findall(subject) if (year := year_in(digits))]
    year = next((said.year for said in named if said.year != assessed), None)
    if year is None and dated is not None:
        doubts.append(
            doubt("C873", head.where.get(DATE, ""), head.get(DATE), field="fiscal_year", taken=str(dated))
        )
    return year or dated


def _round_of(subject: str) -> Round | None:
    return next((member for words, member in _ROUND.items() if words in key(subject)), None)


def as_derived(tracker: Tracker) -> Tracker:
    """Subject and addressee left empty where the memo would print just these by itself.

    So next year's memo does not go out with this year's words.
    """
    office, report = tracker.office, tracker.report
    plain = context(_unassessed(office._replace(addressee=""), report._replace(subject="")))
    if key(str(plain["subject"])) == key(report.subject):
        report = report._replace(subject="")
    if key(str(plain["addressee"])) == key(office.addressee):
        office = office._replace(addressee="")
    return tracker._replace(office=office, report=report)


def _unassessed(office: Office, report: Report) -> Assessment:
    as_of = report.memo_date or FiscalYear(2500).start
    return Assessment(Tracker(office, report), (), Rollup(as_of, (), Tally("")))
