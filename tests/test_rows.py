"""Rows below and between measures that are none: told once each, counted and printed nowhere."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core import layout
from itaxl.core.assess import assess
from itaxl.core.compose import grids as compose
from itaxl.core.grid import CellFault, Grid, Value
from itaxl.core.model import Assessment, Status
from itaxl.core.sample import sample
from itaxl.memo.content.context import context

TODAY = dt.date(2024, 4, 2)
COLUMNS = {field.key: n for n, field in enumerate(layout.MEASURE_COLUMNS)}
FIRST = layout.MEASURES_HEADER_ROW


def with_rows(*rows: dict[str, Value], after: int = 5, merged: bool = False) -> Assessment:
    """The sample with these rows behind its first so many measures."""
    office, measures = compose(sample())
    lines = [list(row) for row in measures.rows]
    for number, row in enumerate(rows, FIRST + after):
        line: list[Value] = [None] * len(COLUMNS)
        for name, value in row.items():
            line[COLUMNS[name]] = value
        lines.insert(number, line)
    areas = ((FIRST + after + 1, 1, FIRST + after + 1, 13),) if merged else ()
    return assess((office, Grid(measures.sheet, tuple(map(tuple, lines)), areas)), TODAY)


def codes(assessment: Assessment) -> list[str]:
    return [f.code for f in assessment.findings]


NO_MEASURES: list[dict[str, Value]] = [
    {"number": "หมายเหตุ ข้อมูล ณ วันที่ 31 มีนาคม 2567"},
    {"title": "หมายเหตุ : ตรวจสอบแล้ว"},
    {"number": "หมายเหตุ", "title": "รายการที่ 3 ขยายเวลา"},
    {"number": "หมาย เหตุ 1. ขยายเวลา"},
    {"title": "* ยกมาจากปีก่อน"},
    {"number": 6.0, "title": "หมายเหตุ เพิ่มเติมภายหลัง"},
    {"number": 6.0, "title": "หมายเหตุ : เพิ่มเติม"},
    {"number": "ที่มา: งานวิเคราะห์นโยบายและแผน"},
    {"divisions": "ลงชื่อ ........................ ผู้รายงาน"},
    {"title": "(นายสมชาย สมมุติ)", "divisions": "(นางสมศรี สมมุติ)"},
    {"title": "ตำแหน่ง หัวหน้าสำนักปลัด"},
    {"title": "สรุป ดำเนินการแล้วเสร็จ 2 มาตรการ"},
    {"number": "หมวด 1", "title": "การปฏิบัติหน้าที่"},
    {"number": "รวม"},
    {"number": "รวม", "status": 5.0, "message": 5.0},
    {"title": "รวมทั้งสิ้น 5 มาตรการ"},
    {"title": "รวม", "status": CellFault("")},
    {"number": "Total", "title": 5.0, "evidence": "-"},
    {"number": "ผลรวม", "status": "เสร็จแล้ว 2"},
    {"number": "ด้านการเปิดเผยข้อมูล"},
    {"title": "ตัวชี้วัดที่ ๓ การใช้อำนาจ"},
    {"number": 2.0, "title": "ตัวชี้วัดที่ 3 การใช้อำนาจ"},
    {"number": "หมวดที่ 1 การให้บริการ", "title": "-", "steps": "-", "divisions": "-", "status": "-"},
    {"title": "แบบวัด IIT"},
    {"number": "ก. มาตรการเร่งด่วน"},
    {"number": 6.0},
    {"number": "๗."},
    {"evidence": "https://www.tuayangsuk.example.go.th/ita/2"},
    {f.key: f.label for f in layout.MEASURE_COLUMNS},
]


@pytest.mark.parametrize("row", NO_MEASURES, ids=lambda row: " | ".join(map(str, row.values()))[:50])
@pytest.mark.parametrize("after", [0, 2, 5])
def it_tells_once_of_a_row_that_is_no_measure_and_counts_the_others(
    row: dict[str, Value], after: int
) -> None:
    assessment = with_rows(row, after=after)
    assert codes(assessment) == ["M613"]
    assert "ไม่ใช่มาตรการ" in assessment.findings[0].message
    assert assessment.tracker.measures == sample().measures
    assert assessment.rollup.total.measures == 5
    assert context(assessment)["measures_count"] == "๕"


@pytest.mark.parametrize(
    "title",
    [
        "รวมศูนย์ข้อมูลข่าวสารไว้ที่จุดเดียว",
        "รวมมาตรการป้องกันการทุจริตเป็นคู่มือเดียว",
        "หมายเหตุท้ายประกาศควรระบุช่องทางอุทธรณ์",
        "ตัวชี้วัดที่ 3 ควรได้คะแนนไม่ต่ำกว่า 85",
        "ด้านการเปิดเผยข้อมูล ควรปรับปรุงเว็บไซต์",
        "ข้อมูล ณ จุดบริการควรเป็นปัจจุบัน",
        "ผู้รายงานข้อมูลต้องผ่านการอบรม",
        "ตำแหน่งที่รับผิดชอบควรระบุชื่อ",
        "IIT: ควรชี้แจงบุคลากร",
    ],
)
def it_keeps_a_measure_whose_title_begins_with_such_a_word(title: str) -> None:
    row: dict[str, Value] = {"number": 6.0, "title": title, "steps": "จัดประชุม", "divisions": "กองคลัง"}
    row |= {"due": dt.date(2024, 9, 30), "status": Status.NOT_STARTED.value}
    assessment = with_rows(row)
    assert codes(assessment) == []
    assert assessment.tracker.measures[-1].title == title


@pytest.mark.parametrize(
    "row",
    [
        {"number": 6.0, "title": "ควรมีช่องทางร้องเรียน"},
        {"title": "ควรมีช่องทางร้องเรียน"},
        {"number": 6.0, "title": "รวมศูนย์ข้อมูลข่าวสาร"},
        {"number": 6.0, "title": "สรุปผลการดำเนินการทุกไตรมาส"},
        {"number": 6.0, "title": "หมายเหตุ"},
        {"number": 6.0, "title": "ข้อ"},
        {"number": 6.0, "title": "เสร็จแล้ว"},
        {"number": 6.0, "title": "ด้านการเปิดเผยข้อมูล ควรปรับปรุงเว็บไซต์"},
        {"steps": "ส่งสรุปทุกเดือน"},
        {"number": 6.0, "status": Status.NOT_STARTED.value},
    ],
)
def it_asks_for_the_rest_of_a_measure_that_is_being_typed(row: dict[str, Value]) -> None:
    assert "M613" not in codes(with_rows(row))
    assert "M601" in codes(with_rows(row))


def it_says_nothing_more_of_a_heading_that_is_merged_over_the_table() -> None:
    heading: dict[str, Value] = {"number": "ด้านการเปิดเผยข้อมูล"}
    assert codes(with_rows(heading, after=2, merged=True)) == ["M613"]


def it_tells_of_each_of_several_such_rows() -> None:
    rows: list[dict[str, Value]] = [{}, {"number": "รวม", "status": 5.0}, {}, {"title": "หมายเหตุ ข้อมูลล่าสุด"}]
    assessment = with_rows(*rows)
    assert codes(assessment) == ["M613", "M613"]
    assert [f.place.row for f in assessment.findings] == [FIRST + 7, FIRST + 9]


def it_takes_the_lines_under_a_signature_for_its_own() -> None:
    signature: list[dict[str, Value]] = [
        {"divisions": "ลงชื่อ ....................... ผู้รายงาน"},
        {"divisions": "(นายสมชาย สมมุติ)"},
        {"divisions": "นักวิเคราะห์นโยบายและแผนชำนาญการ"},
    ]
    assert codes(with_rows({}, *signature)) == ["M613"] * 3
    assert "M613" not in codes(with_rows(signature[2]))
