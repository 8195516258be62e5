"""The running text: score and level, years, the memo cited, cut-off and round.

Our own sentences are read to the letter (`own`).  Of others only the values are taken, and the
paragraph is kept as a leftover, because its words have no place in a tracker.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from itaxl.convert.doubts import doubt
from itaxl.convert.draft import Doubt
from itaxl.convert.memo.own import CITATION, HEADINGS, OPENING, SCORE, SCORE_LINES, is_unnamed, matched
from itaxl.convert.memo.passage import Passage
from itaxl.convert.memo.years import YearMention, year_in
from itaxl.core import layout
from itaxl.core.meanings.due import DATE
from itaxl.core.model import EarlierMemo, Round
from itaxl.core.thai.dates import read_date
from itaxl.core.thai.text import arabic_digits, key
from itaxl.core.years import SCALES

_NUMBER = r"(?P<value>[0-9๐-๙]{1,3}(?:\.[0-9๐-๙]{1,2})?)(?![0-9๐-๙.]*[0-9๐-๙]|\s*(?:ปี|ข้อ|คน|ตัวชี้วัด))"
_TOTAL = re.compile(
    rf"(?:คะแนน|ร้อยละ|เท่ากับ|ได้)(?:เฉลี่ย|รวม|ร้อยละ|ภาพรวม|เท่ากับ|อยู่ที่|ที่ได้|ITA|[\s:=(])*{_NUMBER}\s*\)?\s*(?:คะแนน|%|เปอร์เซ็นต์)?"
)
_PARTS = {
    name: re.compile(rf"\b{name}\b[^0-9๐-๙IEO]{{0,60}}?([0-9๐-๙]{{1,3}}\.[0-9๐-๙]{{1,2}})", re.IGNORECASE)
    for name in ("iit", "eit", "oit")
}
_LEVEL_NAMES = sorted({level for scale in SCALES for level in scale.names}, key=len, reverse=True)
_LEVEL = re.compile(
    rf"ระดับ(?:ผลการประเมิน)?\s*[:“\"'(]?\s*(?P<level>{'|'.join(_LEVEL_NAMES)})(?![A-Za-zก-ฮ]*[A-Zก-ฮ])"
)
_YEAR = re.compile(
    r"(?:ปี(?:งบประมาณ)?\s*(?:พ\s*\.?\s*ศ\s*\.?)?|พ\s*\.?\s*ศ\s*\.?)\s*([0-9๐-๙]{4})(?![0-9๐-๙])"
)
_CITED = re.compile(
    rf"(?:ในข้อ\s*(?P<item>[0-9๐-๙.]+)\s*)?(?:ตาม|ของ|ใน)?\s*บันทึกข้อความ.{{0,60}}?เรื่อง\s*(?P<subject>.+?)\s*ลง\s*วันที่\s*(?P<day>{DATE.pattern})",
    re.DOTALL,
)
#: The same with the day before the subject: 'บันทึกข้อความ ที่ … ลงวันที่ … เรื่อง … นั้น'.
_DAY_FIRST = re.compile(
    rf"(?:ในข้อ\s*(?P<item>[0-9๐-๙.]+)\s*)?(?:ตาม|ของ|ใน)?\s*บันทึกข้อความ.{{0,80}}?ลง\s*วันที่\s*(?P<day>{DATE.pattern})"
    r"\s*เรื่อง\s*(?P<subject>.{3,300}?)\s*(?=นั้น|แล้ว|ซึ่ง|โดย|และได้|[,;]|\Z)",
    re.DOTALL,
)
#: The year of the measures, in a heading or in a sentence about them.
_OF_MEASURES = re.compile(
    r"(?:มาตรการ|สิ้น|ครบกำหนด)[^0-9๐-๙]{0,80}?ปีงบประมาณ\s*(?:พ\s*\.?\s*ศ\s*\.?)?\s*([0-9๐-๙]{4})(?![0-9๐-๙])"
)
_PLACE = re.compile(
    r"(?:อำเภอ|อ\.)\s*(?P<district>[ก-๙]{2,40})\s*,?\s*(?:จังหวัด|จ\.)\s*(?P<province>[ก-๙]{2,40})"
)
_CUTOFF = re.compile(rf"ณ\s*วันที่\s*(?P<day>{DATE.pattern})")
_ROUND = re.compile(r"รอบ\s*(?P<months>[0-9๐-๙]{1,2})\s*เดือน")
#: What a person calls the subject of the memo that is cited.
_EARLIER = layout.field(layout.REPORT_FIELDS, "earlier_subject").label
#: A longer paragraph is none of a memo's sentences: it is kept, but not searched.
_LONGEST = 5_000
_ROUNDS = {6: Round.SIX_MONTHS, 12: Round.TWELVE_MONTHS}
_PROPOSER = re.compile(
    r"(?:ด้วย|ตามที่|เนื่องด้วย|เนื่องจาก)\s*(?P<sub>(?:งาน|ฝ่าย|กลุ่มงาน)[^\s0-9]+)\s+(?P<division>(?:สำนัก|กอง|หน่วย)\S+)?"
)


@dataclass(slots=True)
class Statements:
    """What the running text tells."""

    proposer: str = ""
    reporter: str = ""
    sub_unit: str = ""
    places: list[str] = field(default_factory=list)
    district: str = ""
    province: str = ""
    total: Decimal | None = None
    parts: dict[str, Decimal] = field(default_factory=dict)
    level: str = ""
    earlier: EarlierMemo = field(default_factory=EarlierMemo)
    cutoff: dt.date | None = None
    round: Round | None = None
    assessed: list[YearMention] = field(default_factory=list)
    fiscal: list[YearMention] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    own: bool = False


def read_body(passages: Sequence[Passage]) -> Statements:
    """What the paragraphs tell; those of our own are taken whole, or only their headings."""
    statements = Statements()
    totals: list[tuple[Decimal, str]] = []
    for passage in passages:
        if passage.blank or len(passage.text) > _LONGEST:
            continue
        if found := matched(OPENING, passage.text):
            _opening(found, passage, statements)
        elif found := matched(SCORE, passage.text):
            _score(found, passage, statements)
        elif line := matched(SCORE_LINES, passage.text):
            _score_line(line, passage, statements)
        elif heading := matched(HEADINGS, passage.text):
            _say_year(statements.fiscal, heading.groupdict().get("fiscal"), passage, 2)
            passage.take()
        else:
            totals += _other(passage, statements)
    _agree_on_total(totals, statements)
    return statements


def is_ours(passage: Passage) -> bool:
    """Whether the paragraph is one of our template's long sentences."""
    text = passage.text
    return len(text) <= _LONGEST and bool(matched(OPENING, text) or matched(SCORE, text))


def _opening(found: re.Match[str], passage: Passage, statements: Statements) -> None:
    statements.own = True
    statements.proposer = found["proposer"]
    _say_year(statements.assessed, found["assessed"], passage, 2)
    _say_year(statements.fiscal, found["fiscal"], passage, 3)
    if cited := matched(CITATION, found["citation"] or ""):
        statements.earlier = EarlierMemo(
            cited["subject"] or "",
            _day(cited["day"], passage, statements),
            arabic_digits(cited["item"] or ""),
        )
    elif found["citation"] and not is_unnamed(found["citation"]):
        statements.earlier = EarlierMemo(found["citation"])
    passage.take()


def _score(found: re.Match[str], passage: Passage, statements: Statements) -> None:
    statements.own = True
    statements.reporter = found["proposer"]
    statements.proposer = statements.proposer or statements.reporter
    statements.places.append(found["office"])
    _say_year(statements.assessed, found["assessed"], passage, 3)
    _say_year(statements.fiscal, found["fiscal"], passage, 3)
    statements.total = _decimal(found["total"])
    for name in _PARTS:
        if (value := _decimal(found[name])) is not None:
            statements.parts[name] = value
    statements.level = "" if not found["level"].strip(". ") else found["level"]
    statements.round = _round(found["round"] or "")
    statements.cutoff = _day(found["cutoff"], passage, statements)
    passage.take()


def _score_line(found: re.Match[str], passage: Passage, statements: Statements) -> None:
    name, value = (found.groupdict().get("instrument") or "").lower(), found.groupdict().get("score")
    if name and (score := _decimal(value)) is not None:
        statements.parts.setdefault(name, score)
    passage.take()


def _other(passage: Passage, statements: Statements) -> Iterator[tuple[Decimal, str]]:
    """Values out of a sentence that is not ours; the totals it names are handed out."""
    text = passage.text
    cited = _CITED.search(text) or _DAY_FIRST.search(text)
    if cited and not (statements.earlier.subject or statements.earlier.date):
        day = _day(cited["day"], passage, statements)
        statements.earlier = EarlierMemo(
            _line(cited["subject"]), day, arabic_digits(cited["item"] or "").strip(".")
        )
    if not statements.district and (place := _PLACE.search(text)):
        statements.district, statements.province = place["district"], place["province"]
    if proposer := _PROPOSER.search(text):
        statements.sub_unit = statements.sub_unit or proposer["sub"]
    if not statements.cutoff and (cutoff := _CUTOFF.search(text)):
        statements.cutoff = _day(cutoff["day"], passage, statements)
    statements.round = statements.round or _round(text)
    for name, pattern in _PARTS.items():
        if name not in statements.parts and (part := pattern.search(text)) and (value := _decimal(part[1])):
            statements.parts[name] = value
    level = _LEVEL.search(text)
    if level and not statements.level:
        statements.level = level["level"]
    scores = [s for s in _TOTAL.finditer(text) if not _is_part(text, s)]
    if year := _OF_MEASURES.search(text[: cited.start()] + text[cited.end() :] if cited else text):
        _say_year(statements.fiscal, year[1], passage, 1)
    _years(passage, cited, scores[0].start() if scores else None, statements)
    for score in scores:
        if (value := _decimal(score["value"])) is not None and ("." in score["value"] or level):
            yield value, passage.where


def _is_part(text: str, score: re.Match[str]) -> bool:
    """Whether the number is that of one instrument."""
    spans = (found.span(1) for pattern in _PARTS.values() for found in pattern.finditer(text))
    return score.span("value") in spans


def _years(passage: Passage, cited: re.Match[str] | None, score: int | None, statements: Statements) -> None:
    """Up to the score the text speaks of the year assessed, after it of the year of the measures."""
    for found in _YEAR.finditer(passage.text):
        if DATE.search(passage.text, max(0, found.start() - 30), found.end()):
            continue  # the year of a date
        if cited and cited.start("subject") <= found.start() < cited.end("subject"):
            _say_year(statements.assessed, found[1], passage, 1, _EARLIER)
        elif score is not None:
            before = found.start() < score
            _say_year(statements.assessed if before else statements.fiscal, found[1], passage, 3)
        elif "วิเคราะห์" in passage.text[: found.start()]:
            _say_year(statements.assessed, found[1], passage, 2)


def _say_year(
    mentions: list[YearMention], digits: str | None, passage: Passage, weight: int, what: str = ""
) -> None:
    if digits and (year := year_in(digits)):
        mentions.append(YearMention(year, what or passage.where, weight))


def _agree_on_total(totals: list[tuple[Decimal, str]], statements: Statements) -> None:
    if not totals:
        return
    values = dict.fromkeys(value for value, _ in totals)
    if statements.total is None:
        statements.total = totals[0][0]
    if set(values) != {statements.total}:
        seen = ", ".join(map(str, values))
        statements.doubts.append(
            doubt("C867", totals[0][1], seen, field="total", seen=seen, taken=str(statements.total))
        )


def _day(text: str | None, passage: Passage, statements: Statements) -> dt.date | None:
    if not text:
        return None
    day = read_date(text).day
    if day is None:
        statements.doubts.append(doubt("C865", passage.where, text))
    return day


def _round(text: str) -> Round | None:
    found = _ROUND.search(text)
    return _ROUNDS.get(int(found["months"])) if found else None


def _decimal(text: str | None) -> Decimal | None:
    digits = arabic_digits(text or "")
    if not re.fullmatch(r"\d{1,3}(?:\.\d{1,2})?", digits):
        return None
    value = Decimal(digits)
    return value if value <= 100 else None


def _line(text: str) -> str:
    return " ".join(text.split())


def names_office(passage: Passage, name: str, place: Sequence[str]) -> bool:
    """Whether a paragraph only repeats the office's name and where it is."""
    if len(passage.text) > _LONGEST:
        return False
    rest = key(passage.text).removeprefix("ของ")
    for words in (name, *place):
        rest = rest.replace(key(words), "", 1) if words else rest
    return not rest
