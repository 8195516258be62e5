"""Memos that tell their measures in numbered paragraphs, and lists that are none of measures."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from itaxl.convert.draft import Draft
from itaxl.convert.job import convert
from itaxl.convert.sources import source_from_bytes
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.convert.table.source import understand
from itaxl.core.grid import Grid, Value
from itaxl.core.model import Status
from itaxl.errors import InputError
from tests.convert_layouts import docx_of, lines_xml
from tests.convert_made import save

HEAD = (
    "ส่วนราชการ สำนักปลัด เทศบาลตำบลทดลอง",
    "ที่ สม ๕๒๓๐๑/\tวันที่ ๓๑ มีนาคม ๒๕๖๗",
    "เรื่อง รายงานผลมาตรการ ปีงบประมาณ พ.ศ. ๒๕๖๗",
    "เรียน นายกเทศมนตรีตำบลทดลอง",
    "๑. เรื่องเดิม",
    "๒. ข้อเท็จจริง",
)
FOOT = ("๓. ข้อพิจารณา", "จึงเรียนมาเพื่อโปรดทราบ", "(ลงชื่อ)........", "(นายสมมุติ ตัวอย่าง)", "ปลัดเทศบาล")
DONE, DOING = Status.DONE, Status.IN_PROGRESS


def draft(*lines: str) -> Draft:
    return source_from_bytes(docx_of(lines_xml((*HEAD, *lines, *FOOT))), "memo.docx").draft


@pytest.mark.parametrize(
    "lines",
    [
        (
            "(๑) จัดทำคู่มือ ผู้รับผิดชอบ : กองคลัง ผลการดำเนินการ : ดำเนินการแล้วเสร็จ",
            "(๒) อบรมจริยธรรม ผู้รับผิดชอบ สำนักปลัด ผลการดำเนินการ อยู่ระหว่างดำเนินการ",
        ),
        (
            "๒.๑ จัดทำคู่มือ",
            "ผู้รับผิดชอบ: กองคลัง",
            "ผลการดำเนินการ: ดำเนินการแล้วเสร็จ",
            "๒.๒ อบรมจริยธรรม",
            "ผู้รับผิดชอบ: สำนักปลัด",
            "ผลการดำเนินการ: อยู่ระหว่างดำเนินการ",
        ),
        (
            "มาตรการที่ ๑ จัดทำคู่มือ (กองคลัง) - ดำเนินการแล้วเสร็จ",
            "มาตรการที่ ๒ อบรมจริยธรรม (สำนักปลัด) - อยู่ระหว่างดำเนินการ",
        ),
        ("๑) จัดทำคู่มือ (กองคลัง)", "ดำเนินการแล้วเสร็จ", "๒) อบรมจริยธรรม (สำนักปลัด)", "อยู่ระหว่างดำเนินการ"),
    ],
)
def it_reads_measures_of_paragraphs(lines: tuple[str, ...]) -> None:
    found = draft(*lines)
    assert [(m.title, m.divisions, m.status) for m in found.tracker.measures] == [
        ("จัดทำคู่มือ", ("กองคลัง",), DONE),
        ("อบรมจริยธรรม", ("สำนักปลัด",), DOING),
    ]
    assert [d.measure for d in found.doubts if d.code == "C885"] == [0, 1]
    assert [left.text for left in found.leftovers] == ["๑. เรื่องเดิม", "๒. ข้อเท็จจริง", "๓. ข้อพิจารณา"]


def it_takes_no_headings_of_a_memo_for_measures() -> None:
    found = draft("๑. จัดทำคู่มือ", "๒. อบรมจริยธรรม")
    assert found.tracker.measures == ()
    assert "C870" in {d.code for d in found.doubts}


OIT: tuple[tuple[Value, ...], ...] = (
    ("ข้อ", "รายการ", "ผู้รับผิดชอบ", "สถานะ"),
    ("O1", "โครงสร้าง", "สำนักปลัด", "เผยแพร่แล้ว"),
    ("O2", "ข้อมูลผู้บริหาร", "สำนักปลัด", "เผยแพร่แล้ว"),
    ("O3", "อำนาจหน้าที่", "กองคลัง", "ยังไม่เผยแพร่"),
)
SCORES: tuple[tuple[Value, ...], ...] = (
    ("ที่", "ประเด็น", "ผลคะแนน", "ผู้รับผิดชอบ"),
    ("1", "การปฏิบัติหน้าที่", 92.1, "สำนักปลัด"),
    ("2", "การใช้งบประมาณ", 90.12, "กองคลัง"),
    ("3", "การใช้อำนาจ", 88.1, "สำนักปลัด"),
)


@pytest.mark.parametrize("rows", [OIT, SCORES])
def it_says_what_a_list_is_that_is_none_of_measures(
    rows: tuple[tuple[Value, ...], ...], tmp_path: Path
) -> None:
    found = understand((Grid("S", rows),)).draft
    assert found.tracker.measures == ()
    assert [d.code for d in found.doubts].count("C884") == 1
    save(tmp_path / "list.xlsx", rows)
    with pytest.raises(InputError, match="ไม่ใช่มาตรการ"):
        convert(tmp_path / "list.xlsx", tmp_path, NO_MAPPING, dt.date(2024, 4, 1))
