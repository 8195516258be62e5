"""Folders of invented offices for the tests of the batch, and what must hold of every output folder."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
import io
import json
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from itaxl.batch import Options, Outcome, Summary, collect, run_batch
from itaxl.batch.run import IN_PROCESS
from itaxl.core.layout import FINDING_COLUMNS
from itaxl.core.model import Status
from itaxl.core.sample import sample
from itaxl.disk.atomic import is_leftover
from itaxl.files.tracker.workbook import tracker_bytes

TODAY = dt.date(2024, 4, 2)
EMBLEM = (Path(__file__).parents[1] / "examples" / "district" / "tra-sammut.png").read_bytes()


@cache
def office(
    name: str,
    title: str = "",
    *,
    dated: bool = True,
    faulty: bool = False,
    emblem: str = "",
    district: str = "",
) -> bytes:
    """A workbook of an office; another `title` changes its first measure, `faulty` gives it an error.

    Not `dated`: the report says neither cut-off nor memo date, so its figures depend on the day.
    """
    base = sample()
    first, second, third, *more = base.measures
    first = first._replace(title=title or first.title)
    late = second._replace(status=Status.IN_PROGRESS, due=dt.date(2024, 4, 20), done_on=None)
    report = base.report if dated else base.report._replace(cutoff=None, memo_date=None)
    tracker = base._replace(
        office=base.office._replace(name=name, emblem=emblem, district=district or base.office.district),
        report=report,
        measures=(first, late, third._replace(title="" if faulty else third.title), *more),
    )
    return tracker_bytes(tracker, macros=False)


def offices(folder: Path, count: int) -> Path:
    """A folder of so many workbooks; a few share a name, have errors or are damaged."""
    folder.mkdir(parents=True)
    for number in range(count):
        data = office(f"ที่{number // 2 if number % 6 == 1 else number}", faulty=number % 7 == 3)
        (folder / f"{number:03}.xlsx").write_bytes(data[:3000] if number % 11 == 5 else data)
    return folder


class Run:
    """One batch, in this process unless `jobs` says otherwise."""

    def __init__(
        self, inputs: Path, out: Path, jobs: int | None = IN_PROCESS, options: Options | None = None
    ) -> None:
        self.outcomes: list[Outcome] = []
        chosen = options or Options(TODAY)
        self.summary: Summary = run_batch(
            collect([str(inputs)], out), out, chosen, jobs, lambda outcome, _: self.outcomes.append(outcome)
        )

    @property
    def redone(self) -> list[str]:
        """The names of the inputs that were worked on."""
        return [outcome.path.name for outcome in self.outcomes if not outcome.unchanged]


def digests(folder: Path) -> dict[str, str]:
    """What lies in an output folder, by content; without what the program only remembers."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".itaxl" not in path.relative_to(folder).parts
    }


def traces(folder: Path) -> dict[str, tuple[int, int]]:
    """Which files they are and when they were written: another content or not, a rewriting changes these."""
    return {path.name: (path.stat().st_ino, path.stat().st_mtime_ns) for path in folder.iterdir()}


def unwhole(out: Path) -> Iterator[str]:
    """The files of an output folder that are not complete; unfinished ones under odd names do not count."""
    for path in out.rglob("*"):
        relative = path.relative_to(out)
        if path.is_file() and not is_leftover(path.name) and relative.parts[0] != ".itaxl":
            try:
                _open(path)
            except Exception as problem:
                yield f"{relative}: {problem!r}"


def leftovers(out: Path) -> list[str]:
    return [str(path.relative_to(out)) for path in out.rglob("*") if is_leftover(path.name)]


def _open(path: Path) -> None:
    data = path.read_bytes()
    match path.suffix:
        case ".docx" | ".xlsx" | ".xlsm":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                assert package.testzip() is None
                assert "[Content_Types].xml" in package.namelist()
        case ".jsonl":
            *_, last = [json.loads(line) for line in data.decode().splitlines()]
            assert list(last) == ["summary"] and data.endswith(b"\n")
        case ".csv":
            rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
            assert {len(row) for row in rows} == {2 + len(FINDING_COLUMNS)} and data.endswith(b"\r\n")
        case ".pdf":
            assert data.startswith(b"%PDF") and data.rstrip().endswith(b"%%EOF")
        case other:
            raise AssertionError(f"a file of the kind {other}")
