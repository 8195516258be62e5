"""The scores: readable, in range, adding up, and the level that they give."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from decimal import Decimal

from itaxl.core.model import Report
from itaxl.core.reading import Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at
from itaxl.core.thai.text import key
from itaxl.core.years import (
    LAST_CONFIRMED,
    SCALES,
    WEIGHTS,
    FiscalYear,
    Scale,
    confirmed_scale,
    level_for,
    unweighted,
    weighted_total,
)

family = Family("คะแนนและระดับ")

_SCORES = (*WEIGHTS, "total")
#: Scores are published rounded, so a sum of them may differ in the last place.
_ROUNDING = Decimal("0.015")


family.noticed(
    "R401",
    ERROR,
    "คะแนนอ่านไม่ได้",
    why="คะแนนต้องเป็นตัวเลข ไม่เกินทศนิยมสองตำแหน่ง",
    message="“{label}” มีค่า “{value}” ซึ่งไม่ใช่ตัวเลข โปรดพิมพ์เฉพาะตัวเลข เช่น 85.25",
    question="“{label}” มีค่า “{value}” ซึ่งไม่ใช่ตัวเลขล้วน หมายถึง “{meant}” ใช่หรือไม่ หากใช่ โปรดพิมพ์เฉพาะตัวเลขนี้",
    bad=Case({"iit": "แปดสิบ"}),
    good=Case({"iit": "๘๘.๔๐"}),
)


@family.rule(
    "R402",
    ERROR,
    "คะแนนเกินช่วง 0–100",
    why="คะแนน ITA ทุกส่วนมีค่าตั้งแต่ 0 ถึง 100",
    message="“{label}” เท่ากับ {value} ซึ่งอยู่นอกช่วง 0–100 โปรดตรวจกับประกาศผลคะแนน",
    bad=Case({"oit": 925.0}),
    good=Case({"oit": 92.5}),
)
def score_range(reading: Reading) -> Iterator[Found]:
    for name in _SCORES:
        score = getattr(reading.tracker.report, name)
        if score is not None and not 0 <= score <= 100:
            yield at(reading.cells[name])


@family.rule(
    "R403",
    WARNING,
    "คะแนนมีทศนิยมเกินสองตำแหน่ง",
    why="ผลคะแนนประกาศเป็นทศนิยมสองตำแหน่ง",
    message="“{label}” เท่ากับ {value} มีทศนิยมเกินสองตำแหน่ง บันทึกจะปัดเป็นสองตำแหน่ง",
    bad=Case({"iit": 88.404}),
    good=Case({"iit": 88.4}),
)
def score_decimals(reading: Reading) -> Iterator[Found]:
    for name in _SCORES:
        score = getattr(reading.tracker.report, name)
        if score is not None and score != score.quantize(Decimal("0.01")):
            yield at(reading.cells[name])


@family.rule(
    "R404",
    ERROR,
    "คะแนนรวมไม่ตรงกับน้ำหนัก 30/30/40",
    why="คะแนนรวมคือ IIT ร้อยละ 30 EIT ร้อยละ 30 และ OIT ร้อยละ 40",
    message="คะแนนรวม {value} ไม่ตรงกับที่คำนวณจาก IIT EIT OIT คือ {expected} โปรดตรวจทั้งสี่ค่ากับประกาศผล",
    bad=Case({"total": 98.38}),
    good=Case({"total": 89.37}),
)
def total_weights(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    parts = _parts(report)
    year = report.assessed_year
    if report.total is None or not parts or _weighted(report) or (year and not confirmed_scale(year)):
        return
    expected = weighted_total(*parts)
    if abs(expected - report.total) > _ROUNDING:
        yield at(reading.cells["total"], expected=str(expected))


def _parts(report: Report) -> tuple[Decimal, ...]:
    """The three instruments' scores; none where one is absent or out of range."""
    parts = tuple(p for p in (report.iit, report.eit, report.oit) if p is not None and 0 <= p <= 100)
    return parts if len(parts) == len(WEIGHTS) else ()


def _weighted(report: Report) -> bool:
    """Whether the parts are the points that each brings to the total, as some tables print them."""
    parts = _parts(report)
    if not parts or report.total is None:
        return False
    within = all(part <= 100 * weight for part, weight in zip(parts, WEIGHTS.values(), strict=True))
    return within and 0 < report.total <= 100 and abs(sum(parts) - report.total) <= _ROUNDING


def _judged(report: Report) -> tuple[Decimal | None, ...]:
    """The instruments' scores as levels are judged by."""
    parts = (report.iit, report.eit, report.oit)
    if not _weighted(report):
        return parts
    return tuple(
        unweighted(name, part) for name, part in zip(WEIGHTS, parts, strict=True) if part is not None
    )


family.noticed(
    "R407",
    WARNING,
    "คะแนนเป็นเศษส่วนของ 1",
    why="เซลล์ที่จัดรูปแบบเป็นเปอร์เซ็นต์เก็บ 88.40% ไว้เป็น 0.884 ส่วนคะแนน ITA เต็ม 100",
    message="“{label}” เก็บไว้เป็นเศษส่วนของ 1 ({value}) หมายถึง “{meant}” ใช่หรือไม่ (โปรแกรมอ่านเป็นค่านี้แล้ว)",
    bad=Case({"iit": 0.884}),
    good=Case({"iit": "88.40%"}),
)


@family.rule(
    "R408",
    WARNING,
    "คะแนน IIT EIT OIT ถ่วงน้ำหนักแล้ว",
    why="ตารางประกาศผลบางแบบแสดงคะแนนหลังถ่วงน้ำหนัก (เต็ม 30 30 และ 40) ส่วนช่องนี้ใช้คะแนนเต็ม 100 ของแต่ละเครื่องมือ",
    message="“{label}” {value} เป็นคะแนนที่ถ่วงน้ำหนักแล้ว (เต็ม {most}) โปรดกรอกคะแนนเต็ม 100 ตามประกาศผล",
    question="“{label}” {value} เป็นคะแนนที่ถ่วงน้ำหนักแล้ว (เต็ม {most}) คะแนนเต็ม 100 คือ “{meant}” ใช่หรือไม่",
    bad=Case({"iit": 26.52, "eit": 25.86, "oit": 37.0}, at="iit"),
    good=Case({"iit": 88.4, "eit": 86.2, "oit": 92.5}),
)
def weighted_parts(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    if not _weighted(report):
        return
    whole = {name: unweighted(name, part) for name, part in zip(WEIGHTS, _parts(report), strict=True)}
    fit = abs(weighted_total(*whole.values()) - (report.total or 0)) <= _ROUNDING
    for name, score in whole.items():
        most = f"{100 * WEIGHTS[name]:f}".removesuffix(".00")
        yield at(reading.cells[name], float(score) if fit else None, most=most)


@family.rule(
    "R405",
    ERROR,
    "ระดับไม่มีในเกณฑ์ของปีที่ประเมิน",
    why="เกณฑ์เปลี่ยนในปี 2566: ก่อนหน้านั้นใช้ AA–F ตั้งแต่ 2566 ใช้ ผ่านดีเยี่ยม ถึง ต้องปรับปรุงโดยด่วน",
    message="ระดับ “{value}” ไม่มีในเกณฑ์ของปี {year} โปรดเลือกจาก: {levels} หรือแก้ “ปีที่ประเมิน ITA” หากกรอกปีผิด",
    question="ระดับ “{value}” ไม่มีในเกณฑ์ของปี {year} หมายถึง “{meant}” ใช่หรือไม่",
    bad=Case({"level": "พอใช้"}),
    good=Case({"level": "ผ่านดี"}),
)
def level_unknown(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    scale = confirmed_scale(report.assessed_year)
    if scale is None or not report.level or _scale_with(report.level):
        return
    from itaxl.core.meanings.typed import meant_word  # large, and most levels are known

    words = {"year": str(report.assessed_year), "levels": " / ".join(scale.names)}
    yield at(reading.cells["level"], meant_word(report.level, scale.names), **words)


def _scale_with(level: str) -> Scale | None:
    return next((scale for scale in SCALES if key(level) in map(key, scale.names)), None)


@family.rule(
    "R409",
    ERROR,
    "ระดับเป็นของเกณฑ์ปีอื่น",
    why="เกณฑ์เปลี่ยนในปี 2566 ระดับกับปีที่ประเมินจึงต้องเป็นของเกณฑ์เดียวกัน หากกรอกปีผิด ระดับที่ถูกอยู่แล้วไม่ต้องแก้",
    message="ระดับ “{level}” เป็นของเกณฑ์{era} แต่ปีที่ประเมินคือ {year} ซึ่งใช้ {levels} โปรดตรวจทั้งปีและระดับกับประกาศผล",
    question="ระดับ “{level}” เป็นของเกณฑ์{era} ปีที่ประเมินหมายถึง “{meant}” ใช่หรือไม่ (กรอกไว้ว่า {year})",
    bad=Case({"level": "A"}),
    good=Case({"assessed_year": 2565.0, "level": "A"}),
)
def level_of_another_scale(reading: Reading) -> Iterator[Found]:
    """At the year where that is the odd one, so that nobody is told to change a level that is right."""
    report = reading.tracker.report
    year, mine = report.assessed_year, _scale_with(report.level)
    scale = confirmed_scale(year)
    if year is None or scale is None or mine is None or mine is scale:
        return
    usual = report.fiscal_year.previous if report.fiscal_year else year
    fits = confirmed_scale(usual) is mine
    words = {"level": report.level, "era": _era(mine), "year": str(year), "levels": " / ".join(scale.names)}
    cell = reading.cells["assessed_year" if fits else "level"]
    yield at(cell, float(usual.be) if fits else None, **words)


def _era(scale: Scale) -> str:
    later = next((s for s in SCALES if s.since > scale.since), None)
    return f"ปี {scale.since}–{later.since.previous}" if later else f"ตั้งแต่ปี {scale.since}"


@family.rule(
    "R406",
    WARNING,
    "ระดับไม่ตรงกับคะแนน",
    why="ระดับคิดจากคะแนนรวมและคะแนนทุกเครื่องมือตามเกณฑ์ของปีนั้น",
    message="คะแนนที่กรอกได้ระดับ “{expected}” แต่กรอกไว้ว่า “{value}” โปรดตรวจกับประกาศผล หากประกาศเป็นเช่นนี้ก็ใช้ได้",
    bad=Case({"level": "ผ่านดีเยี่ยม"}),
    good=Case({"level": "ผ่าน ดี"}),
)
def level_differs(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    expected = expected_level(report)
    scale = confirmed_scale(report.assessed_year)
    known = scale is not None and key(report.level) in map(key, scale.names)
    if expected and known and key(report.level) != key(expected):
        yield at(reading.cells["level"], expected=expected)


def expected_level(report: Report) -> str | None:
    """The level that the scores give, where its year's scale is known for certain."""
    year = report.assessed_year
    if year is None or report.total is None or not confirmed_scale(year):
        return None
    return level_for(year, report.total, _judged(report))


@family.rule(
    "R410",
    WARNING,
    "เกณฑ์ของปีที่ประเมินยังไม่ยืนยัน",
    why="สำนักงาน ป.ป.ช. กำลังปรับปรุงการประเมิน ITA เกณฑ์หลังปี 2569 จึงยังไม่แน่นอน",
    message="เกณฑ์การประเมินของปี {value} ยังไม่มีการยืนยัน โปรแกรมจึงไม่ได้ตรวจระดับและคะแนนรวม โปรดตรวจกับประกาศผล",
    bad=Case(
        {"fiscal_year": 2571.0, "assessed_year": 2570.0, "memo_date": dt.date(2028, 4, 3)}, at="assessed_year"
    ),
    good=Case({"assessed_year": 2566.0}),
)
def scale_unconfirmed(reading: Reading) -> Iterator[Found]:
    yield from _without_scale(reading, lambda year: year > LAST_CONFIRMED)


@family.rule(
    "R411",
    WARNING,
    "ปีที่ประเมินใช้เกณฑ์อื่น",
    why="ก่อนปี 2562 การประเมินใช้ดัชนีและระดับอีกชุดหนึ่ง (สูงมาก สูง …) ซึ่งโปรแกรมไม่มีเกณฑ์",
    message="ปี {value} ใช้เกณฑ์การประเมินอีกชุดหนึ่ง โปรแกรมจึงไม่ได้ตรวจระดับและคะแนนรวม โปรดตรวจกับประกาศผล",
    bad=Case({"assessed_year": 2561.0, "level": "สูงมาก"}, at="assessed_year"),
    good=Case({"assessed_year": 2562.0, "level": "A"}),
)
def scale_of_long_ago(reading: Reading) -> Iterator[Found]:
    yield from _without_scale(reading, lambda year: year < SCALES[0].since)


def _without_scale(reading: Reading, is_meant: Callable[[FiscalYear], bool]) -> Iterator[Found]:
    year = reading.tracker.report.assessed_year
    if year and is_meant(year):
        yield at(reading.cells["assessed_year"])
