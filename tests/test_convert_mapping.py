"""A mapping in a file: what it may say, what is refused in Thai, and what it changes."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path

import pytest

from itaxl.convert.table.explain import explain
from itaxl.convert.table.mapping import NO_MAPPING, Mapping
from itaxl.convert.table.mapping_file import mapping_from_text, read_mapping
from itaxl.convert.table.source import understand
from itaxl.core.grid import Grid
from itaxl.core.model import Measure, Status, Tracker
from itaxl.errors import InputError, UsageError

ODD = Grid(
    "งาน",
    (
        ("ชื่อเล่น", "เรื่องเด่น", "ทีม", "ไฟ", "โน่น"),
        ("หนึ่ง", "จัดทำคู่มือ", "ทีมการเงิน", "เขียว", "x"),
        ("สอง", "เผยแพร่แผน", "สำนักปลัด", "แดง", ""),
    ),
)
TOLD = """
sheets = "งาน"
header_row = 1
[columns]
"เรื่องเด่น" = "title"
"ทีม" = "ผู้รับผิดชอบ"
"ไฟ" = "status"
"โน่น" = ""
[status]
"เขียว" = "done"
"แดง" = "ยังไม่ดำเนินการ"
[divisions]
"ทีมการเงิน" = "กองคลัง"
[office]
name = "ทดลอง"
kind = "เทศบาลตำบล"
[report]
fiscal_year = 2567
memo_date = 2024-04-02
total = 88.4
"""


def measures(mapping: Mapping) -> list[tuple[str, tuple[str, ...], Status | None]]:
    found = understand((ODD,), mapping).draft.tracker.measures
    return [(m.title, m.divisions, m.status) for m in found]


def test_it_reads_what_nothing_else_could() -> None:
    assert measures(NO_MAPPING) == []
    assert measures(mapping_from_text(TOLD.encode())) == [
        ("จัดทำคู่มือ", ("กองคลัง",), Status.DONE),
        ("เผยแพร่แผน", ("สำนักปลัด",), Status.NOT_STARTED),
    ]


def test_it_fixes_values_of_the_office_sheet() -> None:
    tracker = understand((ODD,), mapping_from_text(TOLD.encode())).draft.tracker
    assert tracker.office.full_name == "เทศบาลตำบลทดลอง"
    assert (str(tracker.report.fiscal_year), str(tracker.report.total)) == ("2567", "88.4")
    assert tracker.report.memo_date is not None


def test_what_it_told_is_no_doubt_and_a_column_not_to_be_used_is_left_over() -> None:
    draft = understand((ODD,), mapping_from_text(TOLD.encode())).draft
    assert {doubt.code for doubt in draft.doubts} == {"C803"}
    assert [doubt.value for doubt in draft.doubts] == ["ชื่อเล่น"]
    assert "x" in [left.text for left in draft.leftovers]


def test_what_is_explained_with_a_mapping_says_it_again() -> None:
    mapping = mapping_from_text(TOLD.encode())
    text = explain(understand((ODD,), mapping), mapping, "งาน.xlsx")
    again = mapping_from_text(text.encode())
    assert measures(again) == measures(mapping)
    second = explain(understand((ODD,), again), again, "งาน.xlsx")
    assert tomllib.loads(second) == tomllib.loads(text)


def test_what_is_explained_tells_how_sure_it_is() -> None:
    sheet = Grid("S", (("ลำดับ", "มาตราการ", "สถานะ", "เป้าหมาย"), ("1", "ก", "เสร็จแล้ว", "5")))
    text = explain(understand((sheet,)), NO_MAPPING, "ก\n[office]\nname='x'.xlsx")
    assert '"มาตราการ" = "title"  # มาตรการ มั่นใจ 93%' in text
    assert '"เป้าหมาย" = ""' in text
    assert '"เสร็จแล้ว" = "done"' in text
    assert not mapping_from_text(text.encode()).office


def test_columns_of_marks_have_names_too() -> None:
    sheet = Grid("S", (("มาตรการ", "ก๑", "ก๒", "ฝ่ายเงิน"), ("ก", "", "/", "/")))
    told = '[columns]\n"ก๑" = "status.not_started"\n"ก๒" = "status.done"\n"ฝ่ายเงิน" = "divisions.กองคลัง"\n'
    (measure,) = understand((sheet,), mapping_from_text(told.encode())).draft.tracker.measures
    assert (measure.status, measure.divisions) == (Status.DONE, ("กองคลัง",))


def test_a_tracker_is_taken_over_with_the_fixed_values() -> None:
    from itaxl.core.compose import grids

    mapping = mapping_from_text(b'[report]\nround = "6"\n[columns]\n"a" = "title"\n')
    tracker = understand(grids(Tracker(measures=(Measure(1, "ก"),))), mapping).draft.tracker
    assert tracker.report.round is not None
    assert tracker.measures == (Measure(1, "ก"),)


@pytest.mark.parametrize(
    "text",
    [
        "nosuch = 1",
        "sheets = 3",
        "header_row = 0",
        'header_row = "5"',
        "header_row = true",
        "header_rows = 9",
        "columns = 3",
        '[columns]\nก = "nosuch"',
        '[columns]\n"ก" = "nosuch"',
        '[columns]\n"ก" = 3',
        '[columns]\n"ก" = "status.maybe"',
        '[columns]\n"ก" = "message"',
        '[status]\n"ก" = "maybe"',
        '[divisions]\n"ก" = ["a"]',
        '[office]\nnosuch = "1"',
        '[office]\nkind = "บริษัท"',
        '[report]\nfiscal_year = "1"',
        "[report\n",
        "a = " + "[" * 5000,
        "ก".encode("cp874"),
    ],
)
def test_what_it_says_wrongly_is_refused_in_one_thai_line(text: str | bytes) -> None:
    with pytest.raises(UsageError) as refused:
        mapping_from_text(text.encode() if isinstance(text, str) else text)
    assert re.search("[ก-๙]", str(refused.value))
    assert "\n" not in str(refused.value)


def test_a_file_that_is_not_there_is_an_input_error(tmp_path: Path) -> None:
    with pytest.raises(InputError):
        read_mapping(tmp_path / "nosuch.toml")
    (tmp_path / "big.toml").write_bytes(b"#" * 1_000_001)
    with pytest.raises(UsageError):
        read_mapping(tmp_path / "big.toml")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_what_is_no_ordinary_file_is_an_input_error_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path / "pipe", Path("/dev/zero"), tmp_path):
        with pytest.raises(InputError):
            read_mapping(path)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig", "utf-8"])
def test_it_takes_what_powershell_writes(encoding: str) -> None:
    text = '[columns]\r\n"กิจกรรม" = "title"\r\n[report]\r\nfiscal_year = 2567\r\n'
    mapping = mapping_from_text(text.encode(encoding))
    assert (mapping.columns, mapping.report) == ({"กิจกรรม": "title"}, {"fiscal_year": "2567"})


def test_it_refuses_half_a_letter_of_utf16() -> None:
    with pytest.raises(UsageError):
        mapping_from_text("[columns]".encode("utf-16") + b"\xd8")
