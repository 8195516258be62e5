"""The scores: readable, in range, adding up, and the level that they give."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from itaxl.core.reading import Reading
from itaxl.core.rules.rule import ERROR, WARNING, Case, Family, Found, at
from itaxl.core.thai.text import key
from itaxl.core.years import WEIGHTS, level_for, scale_of, weighted_total

family = Family("คะแนนและระดับ")

_SCORES = (*WEIGHTS, "total")


family.noticed(
    "R401",
    ERROR,
    "คะแนนอ่านไม่ได้",
    why="คะแนนต้องเป็นตัวเลข ไม่เกินทศนิยมสองตำแหน่ง",
    message="«{label}» มีค่า «{value}» ซึ่งไม่ใช่ตัวเลข ให้พิมพ์เฉพาะตัวเลข เช่น 85.25",
    bad=Case({"iit": "แปดสิบ"}),
    good=Case({"iit": "๘๘.๔๐"}),
)


@family.rule(
    "R402",
    ERROR,
    "คะแนนเกินช่วง 0–100",
    why="คะแนน ITA ทุกส่วนมีค่าตั้งแต่ 0 ถึง 100",
    message="«{label}» เท่ากับ {value} ซึ่งอยู่นอกช่วง 0–100 ให้ตรวจกับประกาศผลคะแนน",
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
    message="«{label}» เท่ากับ {value} มีทศนิยมเกินสองตำแหน่ง บันทึกจะปัดเป็นสองตำแหน่ง",
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
    message="คะแนนรวม {value} ไม่ตรงกับที่คำนวณจาก IIT EIT OIT คือ {expected} ให้ตรวจทั้งสี่ค่ากับประกาศผล",
    bad=Case({"total": 98.38}),
    good=Case({"total": 89.37}),
)
def total_weights(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    parts = (report.iit, report.eit, report.oit)
    if report.total is None or any(p is None or not 0 <= p <= 100 for p in parts):
        return
    expected = weighted_total(*(p for p in parts if p is not None))
    # instruments are published rounded, so their weighted sum may differ in the last place
    if abs(expected - report.total) > Decimal("0.015"):
        yield at(reading.cells["total"], expected=str(expected))


@family.rule(
    "R405",
    ERROR,
    "ระดับไม่มีในเกณฑ์ของปีที่ประเมิน",
    why="เกณฑ์เปลี่ยนในปี 2566: ก่อนหน้านั้นใช้ AA–F ตั้งแต่ 2566 ใช้ ผ่านดีเยี่ยม ถึง ต้องปรับปรุงโดยด่วน",
    message="ระดับ «{value}» ไม่มีในเกณฑ์ของปี {year} ให้เลือกจาก: {levels}",
    bad=Case({"level": "A"}),
    good=Case({"level": "ผ่านดี"}),
)
def level_unknown(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    if report.assessed_year and report.level:
        names = scale_of(report.assessed_year).names
        if key(report.level) not in map(key, names):
            words = {"year": str(report.assessed_year), "levels": " / ".join(names)}
            yield at(reading.cells["level"], **words)


@family.rule(
    "R406",
    WARNING,
    "ระดับไม่ตรงกับคะแนน",
    why="ระดับคิดจากคะแนนรวมและคะแนนทุกเครื่องมือตามเกณฑ์ของปีนั้น",
    message="คะแนนที่กรอกได้ระดับ «{expected}» แต่กรอกไว้ว่า «{value}» ให้ตรวจกับประกาศผล หากประกาศเป็นเช่นนี้ก็ใช้ได้",
    bad=Case({"level": "ผ่านดีเยี่ยม"}),
    good=Case({"level": "ผ่าน ดี"}),
)
def level_differs(reading: Reading) -> Iterator[Found]:
    report = reading.tracker.report
    if report.assessed_year is None or report.total is None or not report.level:
        return
    names = scale_of(report.assessed_year).names
    parts = (report.iit, report.eit, report.oit)
    expected = level_for(report.assessed_year, report.total, parts)
    if expected and key(report.level) in map(key, names) and key(report.level) != key(expected):
        yield at(reading.cells["level"], expected=expected)
