"""Workbooks that are no trackers: each door says so in one sentence, and what to do with them."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest

from itaxl.batch import Options, collect, run_batch
from itaxl.batch.run import IN_PROCESS
from itaxl.convert.job import convert
from itaxl.convert.sources import table_grids
from itaxl.convert.table.mapping import NO_MAPPING
from itaxl.core.grid import Formatted, Grid, Place
from itaxl.core.mend import written
from itaxl.core.parse import parse
from itaxl.errors import ExitCode, InputError
from itaxl.reading.foreign import looks_like_measures, refuse_foreign
from itaxl.reading.refusal import NoTracker
from itaxl.reading.workbook import grids_from_bytes
from tests.batch_cases import TODAY, office
from tests.conftest import Cli

TABLE = [
    ["ลำดับที่", "มาตรการ", "ขั้นตอน", "ผู้รับผิดชอบ", "สถานะ"],
    [1, "จัดทำคู่มือ", "แต่งตั้งคณะทำงาน", "กองคลัง", "เสร็จแล้ว"],
]
FLAT_TEXT = b'<office:document office:mimetype="application/vnd.oasis.opendocument.text">'
HOURS = [["Monat", "Stunden"], ["Januar", 160]]


def workbook(path: Path, rows: list[list[object]], sheet: str = "Sheet1") -> Path:
    book = openpyxl.Workbook()
    assert book.active
    book.active.title = sheet
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize(("rows", "advice"), [(TABLE, "itaxl convert"), (HOURS, "itaxl new")])
@pytest.mark.parametrize("command", ["check", "rollup", "memo", "next-year", "mend"])
def it_is_told_in_one_sentence(
    cli: Cli, tmp_path: Path, command: str, rows: list[list[object]], advice: str
) -> None:
    done = cli(command, workbook(tmp_path / "a.xlsx", rows))
    assert done.returncode == ExitCode.INPUT
    assert "ไม่ใช่แบบติดตาม" in done.stderr and advice in done.stderr
    assert "เปลี่ยนชื่อแผ่นงาน" not in done.stderr + done.stdout


def it_counts_as_no_office_in_a_batch(tmp_path: Path) -> None:
    workbook(tmp_path / "b.xlsx", HOURS)
    (tmp_path / "a.xlsx").write_bytes(office("ตัวอย่าง"))
    (tmp_path / "c.xlsx").write_bytes(office("ตัวอย่าง")[:3000])
    out = tmp_path / "out"
    summary = run_batch(collect([str(tmp_path)], out), out, Options(TODAY), IN_PROCESS)
    assert (summary.files, summary.failed, summary.ok) == (3, 2, 1)
    records = [json.loads(line) for line in (out / "batch.jsonl").read_text("utf-8").splitlines()]
    assert "ไม่ใช่แบบติดตาม" in records[1]["error"]
    grids = grids_from_bytes((out / "district.xlsx").read_bytes(), "district.xlsx")
    told = {grid.sheet: "\n".join(str(value) for row in grid.rows for value in row) for grid in grids}
    aside = told.pop("ไฟล์ที่ไม่นับ")
    assert "c.xlsx" in told["หน่วยงาน"] and not any("b.xlsx" in text for text in told.values())
    assert "b.xlsx" in aside and "itaxl convert" in aside


@pytest.mark.parametrize("sheet", ["หน่วยงาน", "มาตรการ", " มาตรการ "])
def it_is_a_tracker_as_long_as_one_of_its_sheets_is_there(tmp_path: Path, sheet: str) -> None:
    refuse_foreign(parse((Grid(sheet, (("อะไร",),)),)), "a.xlsx")
    with pytest.raises(NoTracker):
        refuse_foreign(parse((Grid("แผ่น 1", (("อะไร",),)),)), "a.xlsx")


def it_knows_a_table_of_measures_by_the_words_of_offices() -> None:
    assert looks_like_measures((Grid("S", tuple(map(tuple, TABLE))),))
    assert not looks_like_measures((Grid("S", tuple(map(tuple, HOURS))),))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", "ลำดับที่,มาตรการ\n1,ก\n".encode()),
        ("a.rtf", b"{\\rtf1 x}"),
        ("a.fodt", FLAT_TEXT),
    ],
)
def it_gives_other_files_advice_that_leads_somewhere(name: str, data: bytes) -> None:
    with pytest.raises(InputError, match="itaxl convert"):
        grids_from_bytes(data, name)


@pytest.mark.parametrize("rows", [HOURS, [["ชื่อเล่น"], ["กบ"]]])
def it_does_not_say_that_nothing_was_moved_in(tmp_path: Path, rows: list[list[object]]) -> None:
    out = tmp_path / "out"
    out.mkdir()
    with pytest.raises(InputError, match="จึงไม่ได้ย้ายข้อมูล"):
        convert(workbook(tmp_path / "a.xlsx", rows), out, NO_MAPPING, TODAY)
    assert not list(out.iterdir())


def it_moves_no_more_in_than_it_can_look_through(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="มากเกินกว่าตารางมาตรการ"):
        table_grids(workbook(tmp_path / "a.xlsx", [["ก" * 30_000] * 20] * 10).read_bytes(), "a.xlsx")


def it_moves_in_what_cells_show_and_lead_to(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet
    for row in ([*TABLE[0], "หลักฐาน", "โทรศัพท์"], [*TABLE[1], "ดูประกาศ", 42555007]):
        sheet.append(row)
    sheet["G2"].number_format = "000000000"
    sheet["F2"].hyperlink = "https://www.a.example.go.th/15.pdf"
    sheet["B2"].comment = openpyxl.comments.Comment("รอหนังสือตอบ", "สมชาย")
    book.save(tmp_path / "a.xlsx")
    (tmp_path / "out").mkdir()
    outcome = convert(tmp_path / "a.xlsx", tmp_path / "out", NO_MAPPING, TODAY)
    assert outcome.understood
    draft = outcome.understood.draft
    assert draft.tracker.measures[0].evidence == "https://www.a.example.go.th/15.pdf"
    texts = [left.text for left in draft.leftovers]
    assert "รอหนังสือตอบ" in texts and "042555007" in texts
    assert ("ดูประกาศ", "evidence") in {(taken.text, taken.field) for taken in draft.taken}


def it_takes_a_formatted_number_for_the_number_that_it_is() -> None:
    number = Formatted(7, "ITA-007")
    assert number == 7 and number + 1 == 8 and hash(number) == hash(7.0)


def it_keeps_where_words_lead_to_while_other_cells_change() -> None:
    grid = Grid("S", (("ดูประกาศ", "x"),), links={(1, 1): "https://a.example/1"})
    (changed,) = written((grid,), {Place("S", 1, 2): "y"})
    assert changed.links == grid.links and changed.rows == (("ดูประกาศ", "y"),)
