"""What an attack on the batch found: one odd value in one workbook, and a ledger that somebody made up."""

from __future__ import annotations

import contextlib
import datetime as dt
import hashlib
import json
from pathlib import Path

import openpyxl
import pytest

from itaxl.batch.inputs import collect
from itaxl.batch.job import Options
from itaxl.batch.run import IN_PROCESS, run_batch
from itaxl.batch.shelf import Why
from itaxl.errors import OutputError

SOUND = Path(__file__).parents[1] / "examples" / "district" / "06-phimeng-typed.xlsx"
TODAY = Options(dt.date(2026, 11, 29))


def contents(folder: Path) -> set[bytes]:
    return {path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("score", [2e9, -5e9, "0812345678", "๘๕๐๐๐๐๐๐๐๐๐๐"])
def test_a_score_of_any_size_costs_no_office_its_lists(tmp_path: Path, score: object) -> None:
    book = openpyxl.load_workbook(SOUND)
    cells = (cell for row in book["หน่วยงาน"].iter_rows() for cell in row)
    label = next(cell for cell in cells if cell.value == "คะแนนรวม ITA")
    book["หน่วยงาน"].cell(label.row, label.column + 1).value = score
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    book.save(folder / "odd.xlsx")
    (folder / "sound.xlsx").write_bytes(SOUND.read_bytes())
    for _ in range(2):
        run_batch(collect([str(folder)], out), out, TODAY, IN_PROCESS)
        assert (out / "district.xlsx").exists()


@pytest.mark.parametrize("name", ["district.xlsx", "checked/sent.xlsx"])
def test_a_ledger_that_somebody_made_up_costs_no_tracker(tmp_path: Path, name: str) -> None:
    tracker, other = tmp_path / name, tmp_path / "a.xlsx"
    tracker.parent.mkdir(exist_ok=True)
    for path in (tracker, other):
        path.write_bytes(SOUND.read_bytes() + path.name.encode())  # two contents
    content = tracker.read_bytes()
    (tmp_path / ".itaxl").mkdir()
    line = {"writes": name, "digest": hashlib.sha256(content).hexdigest()}
    ledger = json.dumps(line, separators=(",", ":"))
    (tmp_path / ".itaxl" / "ledger.jsonl").write_text(f"{ledger}\n")
    inputs = collect([str(tmp_path)], tmp_path)
    assert not inputs.left_out
    with contextlib.suppress(OutputError):  # where a list would go, the run is refused
        run_batch(inputs, tmp_path, TODAY, IN_PROCESS)
    assert tracker.read_bytes() == content


def test_a_workbook_that_only_the_ledger_calls_ours_is_moved_with_that_reason(tmp_path: Path) -> None:
    """Nobody edited it, and there is a record: only the mark is missing."""
    folder, out = tmp_path / "in", tmp_path / "out"
    folder.mkdir()
    (out / ".itaxl").mkdir(parents=True)
    (folder / "a.xlsx").write_bytes(SOUND.read_bytes())
    theirs = SOUND.read_bytes() + b"theirs"
    (out / "district.xlsx").write_bytes(theirs)
    line = json.dumps({"writes": "district.xlsx", "digest": hashlib.sha256(theirs).hexdigest()})
    (out / ".itaxl" / "ledger.jsonl").write_text(f"{line}\n")
    summary = run_batch(collect([str(folder)], out), out, TODAY, IN_PROCESS)
    assert dict(summary.moved) == {Why.UNMARKED: 1}
    assert (out / "earlier" / "district.xlsx").read_bytes() == theirs
