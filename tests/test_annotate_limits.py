"""Small files that ask for all memory of a machine: a copy in little of it, or none and why; and the memo."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from itaxl.batch.job import Worker
from itaxl.batch.outcome import Job, Options, Outcome
from itaxl.batch.places import Places
from itaxl.errors import ExitCode
from itaxl.files.checked.copy import Annotated, NotPossible, annotate
from itaxl.reading.workbook import grids_from_bytes
from tests.batch_cases import TODAY
from tests.case_grids import assessed
from tests.test_annotate import parts_of, with_parts

SHEET, STYLES, BOOK = "xl/worksheets/sheet3.xml", "xl/styles.xml", "xl/workbook.xml"
STRINGS = "xl/sharedStrings.xml"
ROOT = Path(__file__).parents[1]
#: Megabytes that checking, or finding that there can be no copy, may take.
MOST = 300
Parts = dict[str, bytes]


def before(part: str, place: bytes, text: bytes, times: int = 1) -> Callable[[Parts], None]:
    def build(parts: Parts) -> None:
        head, at, tail = parts[part].rpartition(place)
        assert at, (part, place)
        parts[part] = head + text * times + at + tail

    return build


def rows(text: str, first: int, last: int) -> bytes:
    return "".join(f'<row r="{row}"{text}' for row in range(first, last)).encode()


HUGE: dict[str, Callable[[Parts], None]] = {
    "styles": before(STYLES, b"</cellXfs>", b"<xf/>", 400_000),
    "styles of styles": before(STYLES, b"</cellStyleXfs>", b"<xf/>", 400_000),
    "fonts": before(STYLES, b"</fonts>", b'<font><b/><sz val="11"/></font>', 200_000),
    "fills": before(STYLES, b"</fills>", b'<fill><patternFill patternType="solid"/></fill>', 200_000),
    "borders": before(STYLES, b"</borders>", b"<border><left/><right/></border>", 200_000),
    "number formats": before(
        STYLES, b"<fonts", b'<numFmts><numFmt numFmtId="200" formatCode="0"/></numFmts>', 90_000
    ),
    "shared strings": before(STRINGS, b"</sst>", b"<si><t>a</t></si>", 600_000),
    "runs of one string": before(STRINGS, b"</sst>", b"<si>" + b"<r><t>a</t></r>" * 600_000 + b"</si>"),
    "names": before(BOOK, b"</definedNames>", b'<definedName name="n">A1</definedName>', 90_000),
    "formats": before(
        SHEET, b"<dataValidations", b'<conditionalFormatting sqref="Z9"><cfRule/></conditionalFormatting>',
        90_000,
    ),
    "lists": before(SHEET, b"</dataValidations>", b'<dataValidation sqref="Z9"/>', 90_000),
    "cells of one list": before(
        SHEET, b"</dataValidations>", b'<dataValidation sqref="' + b"Z9 " * 2_000_000 + b'"/>'
    ),
    "heights": before(SHEET, b"</sheetData>", rows(' ht="9"/>', 1000, 300_000)),
    "rows": before(SHEET, b"</sheetData>", b"<row/>", 900_000),
    "cells": before(SHEET, b"</sheetData>", rows(">" + "<c><f>A1</f></c>" * 900 + "</row>", 200, 500)),
    "shared formula": before(
        SHEET,
        b"</sheetData>",
        b'<row r="200"><c r="A200"><f t="shared" si="0">' + b"A1+" * 2500 + b"1</f></c></row>"
        + rows(">" + '<c><f t="shared" si="0"/></c>' * 300 + "</row>", 201, 300),
    ),
    "merged": before(SHEET, b"<dataValidations", b'<mergeCells><mergeCell ref="A900:XFD999"/></mergeCells>'),
    "views": before(SHEET, b"</sheetViews>", b'<sheetView workbookViewId="0"/>', 90_000),
}  # fmt: skip


def huge(data: bytes, name: str) -> bytes:
    parts = parts_of(data)
    HUGE[name](parts)
    return with_parts(data, parts)


#: What would have to be held or written for each: refused.  All else is copied, for it keeps its bytes.
REFUSED = {"styles", "fills", "borders", "formats", "heights", "rows"}


@pytest.mark.parametrize("name", HUGE)
def test_there_is_a_copy_or_it_says_why(good_bytes: bytes, name: str) -> None:
    data = huge(good_bytes, name)
    grids = grids_from_bytes(data, "a.xlsx")
    answer = annotate(data, "a.xlsx", grids, *assessed(grids, TODAY))
    if name in REFUSED:
        assert isinstance(answer, NotPossible) and "มากเกินไป" in answer.reason
    else:
        assert isinstance(answer, Annotated)
        assert grids_from_bytes(answer.data, "a")[1].size >= grids[1].size


def test_the_memo_is_made_though_there_can_be_no_copy(good_bytes: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(huge(good_bytes, "styles"))
    outcome = worked(tmp_path)
    assert (outcome.code, outcome.error, outcome.checked) == (ExitCode.OK, None, None)
    assert outcome.memo and outcome.memo.lies.is_file()
    assert "ทำสำเนาที่ตรวจแล้วไม่ได้" in outcome.notes[0]


@pytest.mark.parametrize("bug", [MemoryError, RecursionError, KeyError, IndexError])
def test_a_bug_in_the_copy_does_not_cost_the_memo(
    good_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bug: type[Exception]
) -> None:
    def broken(*_: object) -> None:
        raise bug

    monkeypatch.setattr("itaxl.files.checked.copy.annotate", broken)
    (tmp_path / "a.xlsx").write_bytes(good_bytes)
    outcome = worked(tmp_path)
    assert (outcome.code, outcome.error, outcome.checked) == (ExitCode.OK, None, None)
    assert outcome.memo and outcome.memo.lies.is_file()
    assert re.search("ทำสำเนาที่ตรวจแล้วไม่ได้: (ไฟล์นี้ใหญ่เกิน|โปรแกรมขัดข้อง)", outcome.notes[0])


def worked(folder: Path) -> Outcome:
    places = Places(folder / "out")
    for made in (places.memos, places.checked):
        made.mkdir(parents=True, exist_ok=True)
    return Worker(Options(TODAY, annotate=True), places)(Job(folder / "a.xlsx"))


PEAK = """
import datetime, pathlib, re, sys
from itaxl.core.assess import judge
from itaxl.core.parse import parse
from itaxl.files.checked.copy import annotate
from itaxl.reading.workbook import grids_from_bytes
data = pathlib.Path(sys.argv[1]).read_bytes()
grids = grids_from_bytes(data, "a.xlsx")
reading = parse(grids)
annotate(data, "a.xlsx", grids, reading, judge(reading, datetime.date(2026, 1, 1)))
print(int(re.search("VmHWM:\\\\s+(\\\\d+)", pathlib.Path("/proc/self/status").read_text())[1]) // 1000)
"""


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="memory is read from /proc")
@pytest.mark.parametrize("name", HUGE)
def test_it_is_found_out_in_little_memory(good_bytes: bytes, tmp_path: Path, name: str) -> None:
    (tmp_path / "a.xlsx").write_bytes(huge(good_bytes, name))
    command = [sys.executable, "-c", PEAK, str(tmp_path / "a.xlsx")]
    answer = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=60)
    assert int(answer.stdout) < MOST
