"""An Assessment as the values that a memo template names (see `variables`).

Everything is text in the office's digits, ready to print: a template only puts it in its place.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from itaxl.core.model import Assessment, DateStyle, Digits, Office, OfficeKind, Report, Signer, Tally
from itaxl.core.thai.dates import format_date
from itaxl.core.thai.text import key
from itaxl.core.years import level_for, round2, scale_of
from itaxl.memo.content.rows import Writer, plan_groups, plan_row, result_row
from itaxl.memo.content.sections import score_rows, sections
from itaxl.memo.content.whole_numbers import in_one_line
from itaxl.memo.content.xml_text import fit

CLOSING = "จึงเรียนมาเพื่อโปรดทราบ"
#: Stands in running text for a value that is not there: only a draft can come to that.
BLANK = "........"
_NAME_DOTS = "." * 40


def context(
    assessment: Assessment,
    *,
    draft: bool = False,
    missed: dict[str, None] | None = None,
    detailed: bool = True,
) -> dict[str, object]:
    """Every template variable.  Values are str, bool, or lists and dicts of them; never None.

    Not `detailed`: rows without `details`, which the plain memo has no use for.
    `missed` learns the own columns that a template asks for and that the tracker has not.  The texts are fit
    for XML: `typed` has nothing to change in them.
    """
    tracker = assessment.tracker
    office, report = tracker.office, tracker.report
    write = Writer(office.digits)
    plan = [plan_row(measure, report.follow_up, write) for measure in tracker.measures]
    results = [result_row(m, planned, write) for m, planned in zip(tracker.measures, plan, strict=True)]
    if detailed:
        from itaxl.memo.content.details import add_details  # the plain memo has none

        add_details(tracker, plan, results, write, {} if missed is None else missed)
    values = {
        "font": fit(office.font),
        "draft": draft,
        "emblem": False,  # the picture comes with Template.render
        "thai_digits": office.digits is Digits.THAI,
        "plan_groups": plan_groups(plan, write),
        "plan": plan,
        "results": results,
        "sections": sections(tracker.measures, plan, results, report.grouping, write),
        "signers": [_signer(signer, write) for signer in office.signers],
        "closing": write.lines(report.closing or CLOSING),
    }
    return (
        values
        | _office(office, write)
        | _heading(office, report, write)
        | _years(report, write)
        | _earlier(report, write)
        | _score(report, write)
        | _counts(assessment.rollup.total, write)
    )


def _office(office: Office, write: Writer) -> dict[str, object]:
    words = ("เขต", "") if office.province == OfficeKind.BANGKOK.value else ("อำเภอ", "จังหวัด")
    place = " ".join(
        part if part.startswith(word) else word + part
        for word, part in zip(words, (office.district, office.province), strict=True)
        if part
    )
    division, phone = office.owner_division, office.phone
    full = _full_name(division, office)
    # a number broken over two lines cannot be dialled
    whole = phone.replace(" ", "\u00a0")
    agency = (
        office.full_name,
        f"({full})" if full else "",
        place,
        whole if not phone or phone.startswith("โทร") else f"โทร.\u00a0{whole}",
    )
    unit, unnamed = office.sub_unit, office.full_name or BLANK
    return {
        "agency": write(" ".join(filter(None, agency))),
        "office_name": write(office.full_name or BLANK),
        "district": write(office.district),
        "province": write(office.province),
        "place": write(place),
        "phone": write(phone),
        "email": fit(office.email),
        "website": fit(office.website),
        "owner_division": write(division),
        "owner_division_full": write(full),
        "sub_unit": write(office.sub_unit),
        "proposer": write(" ".join(filter(None, (unit, division))) or unnamed),
        "proposer_full": write(" ".join(filter(None, (unit, full))) or unnamed),
    }


def _full_name(division: str, office: Office) -> str:
    """What the head of the memo calls a division that the text calls by its short name."""
    wanted = key(division)
    for known in office.divisions:
        if wanted in map(key, (known.short, known.full, *known.aliases)):
            return known.full or known.short
    return division


def _heading(office: Office, report: Report, write: Writer) -> dict[str, object]:
    """Book number, date, subject, and to whom.  The clerk writes the register number after the slash."""
    code = office.book_code
    addressee = office.addressee or _chief(office) or BLANK
    through = office.through.removeprefix("ผ่าน").strip()
    memo_date = report.memo_date
    return {
        "book_number": write(code if not code or "/" in code else code + "/"),
        "memo_date": in_one_line(format_date(memo_date, office.date_style, office.digits))
        if memo_date
        else "",
        "subject": write(report.subject or _subject(report)),
        "addressee": write(addressee),
        "through": write(through),
        "to": write(f"{addressee}/ผ่าน{through}" if through else addressee),
        "urgency": report.urgency.value if report.urgency else "",
        "secrecy": report.secrecy.value if report.secrecy else "",
    }


def _chief(office: Office) -> str:
    if office.kind is None:
        return ""
    return office.kind.chief + ("" if office.kind.alone else office.name.removeprefix(office.kind.value))


def _subject(report: Report) -> str:
    subject = "รายงานผลการดำเนินการตามมาตรการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
    if report.fiscal_year:
        subject += f" ประจำปีงบประมาณ พ.ศ. {report.fiscal_year}"
    return f"{subject} ({report.round.value})" if report.round else subject


def _years(report: Report, write: Writer) -> dict[str, object]:
    return {
        "fiscal_year": write(str(report.fiscal_year or "")),
        "assessed_year": write(str(report.assessed_year or "")),
        "round": write(report.round.value if report.round else ""),
        "cutoff": _short(report.cutoff, write),
    }


def _short(day: dt.date | None, write: Writer) -> str:
    return in_one_line(format_date(day, DateStyle.SHORT, write.digits)) if day else ""


def _earlier(report: Report, write: Writer) -> dict[str, object]:
    """The memo that set the measures, and the words that cite it with whatever parts are known."""
    subject = write(report.earlier.subject.removeprefix("เรื่อง").strip())
    item = write(report.earlier.item.removeprefix("ข้อ").strip())
    day = _short(report.earlier.date, write)
    known = " ".join(filter(None, ("บันทึกข้อความ", subject and f"เรื่อง {subject}", day and f"ลงวันที่\u00a0{day}")))
    if not (subject or day):
        known = "บันทึกข้อความฉบับก่อน"
    citation = f"ในข้อ\u00a0{item} ตาม{known}" if item else f"ตาม{known}"
    return {
        "citation": citation if subject or day or item else "",
        "earlier_subject": subject,
        "earlier_item": item,
        "earlier_date": day,
    }


def _score(report: Report, write: Writer) -> dict[str, object]:
    parts = (report.iit, report.eit, report.oit)
    level = report.level
    if not level and report.assessed_year and report.total is not None:
        level = level_for(report.assessed_year, report.total, parts) or ""
    iit, eit, oit = (write(_points(part)) for part in parts)
    year = report.assessed_year
    scale = scale_of(year) if year else None
    told = scale is not None and scale.needs_parts and None not in parts
    return {
        "score": write(_points(report.total)) or BLANK,
        "level": write(level) or BLANK,
        "iit": iit,
        "eit": eit,
        "oit": oit,
        "scores": score_rows((iit, eit, oit)),
        "score_parts": f"IIT\u00a0{iit} EIT\u00a0{eit} OIT\u00a0{oit}" if told else "",
    }


def _points(score: Decimal | None) -> str:
    return "" if score is None else str(round2(score))


def _counts(total: Tally, write: Writer) -> dict[str, object]:
    return {
        "measures_count": write(str(total.measures)),
        "not_started_count": write(str(total.not_started)),
        "in_progress_count": write(str(total.in_progress)),
        "done_count": write(str(total.done)),
        "unread_count": write(str(total.unread)),
        "overdue_count": write(str(total.overdue)),
        "percent_done": write(f"{total.percent_done:.1f}"),
    }


def _signer(signer: Signer, write: Writer) -> dict[str, object]:
    name = signer.name or _NAME_DOTS
    return {
        "role": write(signer.role.rstrip(" .…")),
        "name": write(name if name.startswith("(") else f"({name})"),
        "positions": [write(position) for position in signer.positions if position],
    }
