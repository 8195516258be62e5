"""What a memo says of links that are known not to open: words in place of a link and a code."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from types import MappingProxyType

from itaxl.core.evidence.address import address_of, readable
from itaxl.core.evidence.answer import Answer, State
from itaxl.core.evidence.findings import fresh
from itaxl.core.links import addresses_in, with_others
from itaxl.core.model import Assessment, Digits, Measure
from itaxl.core.thai.dates import format_date

_WORDS = MappingProxyType(
    {
        State.LOGIN: "ต้องเข้าสู่ระบบจึงจะเปิดได้",
        State.CERTIFICATE: "ใบรับรองของเว็บไซต์ไม่ถูกต้อง",
        State.SLOW: "ช้าเกินไป",
    }
)


def with_closed_links(assessment: Assessment, answers: Mapping[str, Answer], as_of: dt.date) -> Assessment:
    """The assessment as a memo shows it: where a link does not open, its cell says so instead.

    The very assessment where none is known not to; links that nobody asked in the last days are left alone.
    """
    known = fresh(answers, as_of)
    if not any(answer.is_closed for answer in known.values()):
        return assessment
    before = assessment.tracker.measures
    measures = tuple(_told(measure, known) for measure in before)
    if measures == before:
        return assessment
    return assessment._replace(tracker=assessment.tracker._replace(measures=measures))


def _told(measure: Measure, known: Mapping[str, Answer]) -> Measure:
    closed: dict[str, str] = {}
    for typed in addresses_in(measure.evidence):
        address = address_of(typed)
        answer = known.get(address.url) if address else None
        if answer and answer.is_closed:
            closed[typed] = f"\n{_sentence(typed, answer)}\n"
    if not closed:
        return measure
    text = with_others(measure.evidence, closed)
    return measure._replace(evidence="\n".join(line.strip() for line in text.splitlines() if line.strip()))


def _sentence(typed: str, answer: Answer) -> str:
    """The address without its beginning: what a memo makes a link of begins with http."""
    name = readable(typed).partition("://")[2]
    day = format_date(answer.day, digits=Digits.ARABIC)
    return f"{name} {_WORDS.get(answer.state, 'เปิดไม่ได้')} (ตรวจเมื่อ {day})"
