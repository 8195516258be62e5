"""A small part of the fuzz run (see fuzz_workbooks.py), and small forms of what the large one found."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from itaxl.batch.job import Worker
from itaxl.batch.outcome import Job, Options, Outcome
from itaxl.batch.places import Places
from itaxl.core.model import Division
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, InputError, OutputError
from itaxl.files.checked.markup import tree
from itaxl.files.tracker.workbook import tracker_bytes
from tests import fuzz_convert
from tests.batch_cases import TODAY
from tests.fuzz_mutations import CHANGES, corpus, workbook
from tests.fuzz_workbooks import run
from tests.nasty_files import replaced, unzipped, zipped

ROLLUP = "xl/worksheets/sheet5.xml"


def raising(problem: Exception) -> Callable[..., None]:
    def broken(*_: object) -> None:
        raise problem

    return broken


@pytest.mark.slow
def test_forty_spoilt_sources_are_moved_in_or_refused() -> None:
    statuses, problems, _ = fuzz_convert.run(40, seed=2567)
    assert problems == []
    assert set(statuses) == {"moved", "refused"}


def test_the_fuzz_of_moving_in_sees_a_traceback_and_a_source_that_was_written_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(path: Path, *_: object) -> None:
        raise ZeroDivisionError

    def harmful(path: Path, *_: object) -> None:
        path.write_bytes(b"")
        raise InputError("ไม่ได้", "ลองใหม่")

    runner = fuzz_convert.Runner(1, tmp_path)
    monkeypatch.setattr(fuzz_convert, "convert", wrong)
    assert runner(0)[1:3] == ("traceback", "ZeroDivisionError: ")
    monkeypatch.setattr(fuzz_convert, "convert", harmful)
    assert runner(0)[1:3] == ("refused", "the source was changed")


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="limits of POSIX")
def test_a_hundred_and_fifty_spoilt_workbooks() -> None:
    result = run(150, seed=2567)
    assert result.problems == []
    assert (result.inputs, sum(result.statuses.values())) == (150, 150)
    assert min(result.statuses[status] for status in ("ok", "findings", "failed")) > 15
    assert result.copies > 15 and result.districts > 0


def test_an_input_is_known_by_its_number() -> None:
    assert workbook(7, 1) == workbook(7, 1) != workbook(8, 1)
    made = " ".join(workbook(number, 1).made for number in range(200))
    assert all(change.__name__ in made for change in CHANGES)
    assert {Path(name).suffix for name in corpus()} == {".xlsx", ".xlsm", ".xlsb", ".xls", ".ods"}


@pytest.fixture
def places(tmp_path: Path) -> Places:
    found = Places(tmp_path / "out")
    for folder in (found.memos, found.checked):
        folder.mkdir(parents=True)
    return found


def worked(data: bytes, places: Places) -> Outcome:
    path = places.out.parent / "input.xlsx"
    path.write_bytes(data)
    outcome = Worker(Options(TODAY, annotate=True), places)(Job(path))
    assert outcome.code is not ExitCode.BUG
    return outcome


class DescribeWhatItFound:
    def it_does_not_count_the_columns_that_a_file_claims(self, good_bytes: bytes, places: Places) -> None:
        data = replaced(good_bytes, ROLLUP, b'max="2"', b'max="99999999999"')
        assert worked(data, places).checked

    @pytest.mark.parametrize("area", ["P1:XFD1048576", "P1:Q99999", "P9"])
    def it_makes_a_copy_whatever_area_is_merged(self, good_bytes: bytes, places: Places, area: str) -> None:
        merged = f'<mergeCells><mergeCell ref="{area}"/></mergeCells><'.encode()
        outcome = worked(replaced(good_bytes, ROLLUP, b"</sheetData><", b"</sheetData>" + merged), places)
        assert outcome.memo and outcome.checked

    def it_makes_the_memo_though_there_can_be_no_copy(self, good_bytes: bytes, places: Places) -> None:
        merged = b"<mergeCells>" + b'<mergeCell ref="P1:Q1"/>' * 9_000 + b"</mergeCells><"
        data = replaced(good_bytes, ROLLUP, b"</sheetData><", b"</sheetData>" + merged)
        outcome = worked(data, places)
        assert outcome.memo and not outcome.checked and "ทำสำเนาที่ตรวจแล้วไม่ได้" in outcome.notes[0]

    def it_draws_no_chart_three_thousand_times(
        self, good_bytes: bytes, places: Places, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        drawing = b'<drawing r:id="rId1"/>'
        parts = unzipped(good_bytes)
        name = next(name for name, part in parts.items() if drawing in part)
        rels = name.replace("worksheets/", "worksheets/_rels/") + ".rels"
        one = parts[rels].split(b"<Relationship ")[1].split(b"/>")[0]
        many = b"".join(b"<Relationship %s/>" % one.replace(b"rId1", b"x%d" % n) for n in range(3000))
        parts[rels] = parts[rels].replace(b"</Relationships>", many + b"</Relationships>")
        read: list[bytes] = []
        monkeypatch.setattr("itaxl.files.checked.drawn.tree", lambda part: read.append(part) or tree(part))
        assert worked(zipped(parts), places).checked
        assert len(read) == len({*read})

    def it_is_told_when_a_sheet_has_no_relation(self, good_bytes: bytes, places: Places) -> None:
        real = b'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
        outcome = worked(replaced(good_bytes, "xl/workbook.xml", real, b'xmlns:r="other"'), places)
        assert outcome.checked is None and outcome.notes

    def it_is_told_when_a_part_is_in_letters_that_nobody_knows(
        self, macro_bytes: bytes, places: Places
    ) -> None:
        outcome = worked(replaced(macro_bytes, "_rels/.rels", b"UTF-8", b"hidden"), places)
        assert outcome.memo and outcome.checked is None and outcome.notes

    def it_keeps_the_memo_when_memory_is_short_for_the_copy(
        self, good_bytes: bytes, places: Places, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("itaxl.files.checked.copy.annotate", raising(MemoryError()))
        outcome = worked(good_bytes, places)
        assert outcome.error is None and outcome.memo and outcome.memo.lies.is_file()
        assert any("หน่วยความจำ" in note for note in outcome.notes)

    def it_leaves_no_memo_behind_when_there_is_no_room_for_the_copy(
        self, good_bytes: bytes, places: Places, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("itaxl.files.checked.copy.annotate", raising(OutputError("ดิสก์เต็ม", "ลบไฟล์")))
        outcome = worked(good_bytes, places)
        assert "ดิสก์เต็ม" in (outcome.error or "")
        assert list(places.memos.iterdir()) == []

    @pytest.mark.parametrize(
        "text", ["ก" * 32_000, "a b " * 8_000, "ก\n" * 16_000, "1/" * 16_000, "x@" * 9_000]
    )
    def it_reads_a_long_text(self, text: str, places: Places) -> None:
        """A list of divisions, an address, a name: read once for each of its letters, this took minutes."""
        base = sample()
        office = base.office._replace(
            addressee=text, divisions=(Division(text, text), *base.office.divisions)
        )
        first = base.measures[0]._replace(title=text, divisions=(text,), note=text)
        data = tracker_bytes(base._replace(office=office, measures=(first, *base.measures[1:])), macros=False)
        assert worked(data, places).line.office
