"""The Mark of the Web: what is made of a file from elsewhere carries it, without the addresses in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from itaxl.batch import lists
from itaxl.batch.job import Worker
from itaxl.batch.outcome import Job, Options
from itaxl.batch.places import Places
from itaxl.batch.run import IN_PROCESS, run_batch
from itaxl.buttons.memo_file import write_memo
from itaxl.cli.main import main
from itaxl.core.assess import assess
from itaxl.disk import zone
from itaxl.reading.workbook import read_grids
from tests.batch_cases import TODAY

MARK = (
    b"[ZoneTransfer]\r\nZoneId=3\r\nReferrerUrl=https://mail.example/secret\r\nHostUrl=https://x.example\r\n"
)
CARRIED = b"[ZoneTransfer]\r\nZoneId=3\r\n"


@pytest.fixture
def streams(monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere than on Windows a second stream is a file beside, of the same name."""
    monkeypatch.setattr(zone, "_HAS_STREAMS", True)


@pytest.fixture
def marked(tmp_path: Path, macro_bytes: bytes, streams: None) -> Path:
    path = tmp_path / "จดหมาย.xlsm"
    path.write_bytes(macro_bytes)
    stream(path).write_bytes(MARK)
    return path


def stream(path: Path) -> Path:
    return path.with_name(path.name + ":Zone.Identifier")


def made(folder: Path, suffix: str) -> Path:
    (path,) = (path for path in folder.iterdir() if path.name.endswith(suffix) and ":" not in path.name)
    return path


@pytest.mark.parametrize(
    ("mark", "carried"),
    [
        (MARK, CARRIED),
        (b"[ZoneTransfer]\nzoneid = 4\n", b"[ZoneTransfer]\r\nZoneId=4\r\n"),
        (b"[ZoneTransfer]\r\nZoneId=1\r\n", b"[ZoneTransfer]\r\nZoneId=1\r\n"),
        (b"", CARRIED),
        (b"\xff\xfeZ\x00", CARRIED),
        (MARK + b"x" * 100_000, CARRIED),
    ],
)
def test_only_the_zone_is_carried(marked: Path, mark: bytes, carried: bytes) -> None:
    stream(marked).write_bytes(mark)
    assert zone.zone_of(marked) == carried


def test_a_file_without_a_mark_marks_nothing(marked: Path) -> None:
    stream(marked).unlink()
    target = marked.with_name("a.docx")
    target.touch()
    zone.carry_zone(zone.zone_of(marked), target)
    assert not stream(target).exists()


def test_a_file_system_that_knows_no_mark_is_no_error(streams: None, tmp_path: Path) -> None:
    zone.carry_zone(CARRIED, tmp_path / "no" / "folder" / "a.docx")
    zone.carry_zone(CARRIED, tmp_path / "a\0b")
    assert zone.zone_of(tmp_path / "a\0b") is None


def test_nothing_is_looked_for_where_there_are_no_streams(
    marked: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(zone, "_HAS_STREAMS", False)
    assert zone.zone_of(marked) is None
    zone.carry_zone(CARRIED, marked.with_name("a.docx"))
    assert not stream(marked.with_name("a.docx")).exists()


def test_the_lists_of_a_batch_carry_it(marked: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Each before its move: on Windows a mark moves along."""
    carried: dict[str, bytes | None] = {}
    monkeypatch.setattr(lists, "carry_zone", lambda mark, lies: carried.setdefault(str(lies), mark))
    plain = tmp_path / "a plain one.xlsm"
    plain.write_bytes(marked.read_bytes())
    run_batch([plain, marked], tmp_path / "out", Options(TODAY), IN_PROCESS)
    assert list(carried.values()) == [CARRIED] * 3
    carried.clear()
    run_batch([plain], tmp_path / "other", Options(TODAY), IN_PROCESS)
    assert list(carried.values()) == [None] * 3


def test_a_memo_carries_it(marked: Path) -> None:
    target = marked.with_name("memo.docx")
    assert main(["memo", str(marked), "-o", str(target)]) == 0
    assert stream(target).read_bytes() == CARRIED


def test_a_memo_of_the_button_carries_it(marked: Path) -> None:
    path = write_memo(assess(read_grids(marked), TODAY), marked.parent, marked.name).docx
    assert stream(path).read_bytes() == CARRIED


def test_the_tracker_of_the_next_year_carries_it(marked: Path) -> None:
    out = marked.parent / "out"
    out.mkdir()
    main(["next-year", str(marked), str(out)])
    assert stream(made(out, ".xlsm")).read_bytes() == CARRIED


def test_a_converted_tracker_carries_it(marked: Path) -> None:
    out = marked.parent / "out"
    main(["convert", str(marked), "--out", str(out)])
    assert stream(made(out, ".xlsm")).read_bytes() == CARRIED


def test_the_outputs_of_a_batch_carry_it(marked: Path) -> None:
    """On the parcels, before they move to their places: there the mark moves along."""
    places = Places(marked.parent / "out")
    for folder in (places.memos, places.checked):
        folder.mkdir(parents=True, exist_ok=True)
    outcome = Worker(Options(TODAY, annotate=True), places)(Job(marked))
    assert outcome.memo and outcome.checked
    assert stream(outcome.memo.lies).read_bytes() == CARRIED
    assert stream(outcome.checked.lies).read_bytes() == CARRIED
