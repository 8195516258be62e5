"""A workbook is read for its meaning once: whoever shows the results uses what the check has read."""

from __future__ import annotations

import datetime as dt
import pickle
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from itaxl import buttons
from itaxl.batch import Options
from itaxl.batch.digests import digest
from itaxl.batch.job import Worker
from itaxl.batch.outcome import Job
from itaxl.batch.places import Places
from itaxl.convert.draft import Draft
from itaxl.convert.table.source import understand
from itaxl.convert.workbook import converted
from itaxl.core import locate, parse
from itaxl.core.compose import grids as composed
from itaxl.core.grid import Grid
from itaxl.core.reading import Reading
from itaxl.core.sample import sample
from itaxl.disk.plain_file import read_plain
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.memo import emblem_file
from itaxl.reading.workbook import grids_from_bytes
from tests.batch_cases import EMBLEM, office
from tests.excel_engine import excel
from tests.excel_tracker import NOW

TODAY = dt.date(2024, 4, 2)


class Counts:
    """The grids that were parsed, and where tables were looked for, each with how often."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.parsed: list[Sequence[Grid]] = []
        self.sought: Counter[tuple[str, int]] = Counter()
        self._patch(monkeypatch, parse.parse, self._parse)
        self._patch(monkeypatch, locate.find_table, self._find_table)

    def _patch(self, monkeypatch: pytest.MonkeyPatch, real: Any, counted: Callable[..., Any]) -> None:
        """In every module that took the name."""
        setattr(self, real.__name__, real)
        for name, module in list(sys.modules.items()):
            if name.startswith("itaxl.") and vars(module).get(real.__name__) is real:
                monkeypatch.setattr(module, real.__name__, counted)

    def _parse(self, grids: Sequence[Grid]) -> Any:
        self.parsed.append(grids)
        return self.parse(grids)  # type: ignore[attr-defined]

    def _find_table(self, grid: Grid, fields: Any, *rest: Any, **more: Any) -> Any:
        self.sought[grid.sheet, id(fields)] += 1
        return self.find_table(grid, fields, *rest, **more)  # type: ignore[attr-defined]


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counts:
    import itaxl.files.checked.copy  # noqa: F401  imported late by whoever needs it

    return Counts(monkeypatch)


@pytest.mark.parametrize(
    ("name", "tables"), [("validate", 4), ("colour", 3), ("rollup", 4), ("memo", 3), ("all", 5)]
)
def it_reads_once_at_a_click(counts: Counts, tmp_path: Path, name: str, tables: int) -> None:
    """Three tables of the tracker, and those of the result sheets that are filled."""
    with excel() as xl:
        book = xl.open(tracker_bytes(sample()), path=str(tmp_path / "a.xlsm"))
        counts.parsed.clear()
        counts.sought.clear()
        buttons.COMMANDS[name](book, NOW)  # type: ignore[call-arg]
    assert len(counts.parsed) == 1
    assert (len(counts.sought), set(counts.sought.values())) == (tables, {1})


@pytest.mark.parametrize("annotate", [False, True])
def it_reads_once_for_a_memo_and_its_checked_copy(counts: Counts, tmp_path: Path, annotate: bool) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    places = Places(tmp_path / "out")
    for folder in (places.memos, places.checked):
        folder.mkdir(parents=True)
    worker = Worker(Options(TODAY, annotate=annotate), places)
    counts.parsed.clear()
    counts.sought.clear()
    outcome = worker(Job(path))
    assert outcome.memo and bool(outcome.checked) is annotate
    assert len(counts.parsed) == 1
    assert (len(counts.sought), set(counts.sought.values())) == (5 if annotate else 3, {1})


def it_reads_once_what_convert_writes(counts: Counts) -> None:
    converted(Draft(sample(), (), (), ()), "a.xlsx", TODAY)
    assert len(counts.parsed) == 1
    assert set(counts.sought.values()) == {1}


def it_reads_once_a_tracker_that_convert_takes_over(counts: Counts) -> None:
    grids = composed(sample())
    assert understand(grids).from_tracker
    assert counts.parsed == [grids]


def it_sends_no_reading_to_another_process(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    path.write_bytes(tracker_bytes(sample()))
    places = Places(tmp_path)
    places.memos.mkdir()
    outcome = Worker(Options(TODAY), places)(Job(path))
    assert Reading.__module__.encode() not in pickle.dumps(outcome)
    # what the district has to know of an office is little beside what was read of it, wherever it lies
    read = parse.parse(grids_from_bytes(path.read_bytes(), path.name))
    sent = pickle.dumps(outcome).replace(str(tmp_path).encode(), b"")
    assert len(sent) * 15 < len(pickle.dumps(read))


def it_reads_an_emblem_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The digest on record is that of the picture on the memo, whatever lies there a moment later."""
    read: list[Path] = []

    def counted(path: Path, *rest: Any) -> bytes:
        read.append(path)
        return read_plain(path, *rest)

    monkeypatch.setattr(emblem_file, "read_plain", counted)
    (tmp_path / "ตรา.png").write_bytes(EMBLEM)
    (tmp_path / "a.xlsx").write_bytes(office("หนึ่ง", emblem="ตรา.png"))
    places = Places(tmp_path / "out")
    places.memos.mkdir(parents=True)
    outcome = Worker(Options(TODAY), places)(Job(tmp_path / "a.xlsx"))
    assert read == [tmp_path / "ตรา.png"]
    assert (outcome.emblem, outcome.emblem_missing) == (digest(EMBLEM), False)
