"""A batch that goes on where it was: what did not change is not done again, and nobody's work is lost."""

from __future__ import annotations

import datetime as dt
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from itaxl.batch import Options, job, jobs, run
from itaxl.errors import ExitCode
from itaxl.memo.render import default_template_path
from tests.batch_cases import EMBLEM, TODAY, Run, digests, leftovers, office, traces

ANNOTATED = Options(TODAY, annotate=True)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Three offices: the second has an emblem, the third errors."""
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.xlsx").write_bytes(office("หนึ่ง"))
    (inputs / "b.xlsx").write_bytes(office("สอง", emblem="ตรา.png"))
    (inputs / "ตรา.png").write_bytes(EMBLEM)
    (inputs / "c.xlsx").write_bytes(office("สาม", faulty=True))
    return inputs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def memo(out: Path, name: str) -> Path:
    (found,) = (out / "memos").glob(f"*{name}*.docx")
    return found


def aside(out: Path) -> list[str]:
    return sorted(path.name for path in (out / "earlier").glob("*"))


class DescribeUnchanged:
    @pytest.mark.parametrize("processes", [0, 2])
    def it_is_not_done_again_and_gives_the_same_bytes(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, processes: int
    ) -> None:
        first = Run(folder, out, options=ANNOTATED)
        before, traced = digests(out), (traces(out / "memos"), traces(out / "checked"))
        for work in ("judge", "memo_with"):
            monkeypatch.setattr(job, work, lambda *_: pytest.fail("a workbook was done again"))
        again = Run(folder, out, processes, ANNOTATED)
        assert (first.summary.unchanged, again.summary.unchanged) == (0, 3)
        assert digests(out) == before
        assert (traces(out / "memos"), traces(out / "checked")) == traced
        assert again.summary.as_record() == first.summary.as_record()
        assert again.outcomes[2]._replace(unchanged=False, checked=None) == first.outcomes[2]._replace(
            checked=None
        )

    def it_stays_so_when_inputs_and_outputs_move_together(
        self, folder: Path, out: Path, tmp_path: Path
    ) -> None:
        Run(folder, out)
        (tmp_path / "elsewhere").mkdir()
        shutil.move(folder, tmp_path / "elsewhere" / "in")
        shutil.move(out, tmp_path / "elsewhere" / "out")
        assert Run(tmp_path / "elsewhere" / "in", tmp_path / "elsewhere" / "out").summary.unchanged == 3

    def it_does_a_failed_one_again_each_time(self, folder: Path, out: Path) -> None:
        (folder / "d.xlsx").write_bytes(b"PK\x03\x04")
        Run(folder, out)
        assert Run(folder, out).redone == ["d.xlsx"]
        (folder / "d.xlsx").write_bytes(office("สี่"))
        assert Run(folder, out).redone == ["d.xlsx"]
        assert Run(folder, out).redone == []


def other_template(tmp_path: Path) -> Path:
    path = tmp_path / "own.docx"
    data = bytearray(default_template_path().read_bytes())
    data[-2:] = b"\x01\x00"  # a zip comment of one letter
    path.write_bytes(bytes(data) + b"x")
    return path


class DescribeDoneAgain:
    @pytest.mark.parametrize(
        ("change", "redone"),
        [
            (lambda f: (f / "a.xlsx").write_bytes(office("หนึ่ง", "แก้ชื่อมาตรการ")), ["a.xlsx"]),
            (lambda f: (f / "ตรา.png").write_bytes(EMBLEM + b" "), ["b.xlsx"]),
            (lambda f: (f / "ตรา.png").unlink(), ["b.xlsx"]),
            (lambda f: (f / "c.xlsx").write_bytes(office("สาม")), ["c.xlsx"]),
            (lambda f: os.utime(f / "a.xlsx", (1, 1)), []),
            (lambda f: (f / "other.png").write_bytes(EMBLEM), []),
        ],
        ids=["workbook", "emblem changed", "emblem gone", "errors mended", "only touched", "a stranger"],
    )
    def it_is_after_a_change_of(
        self, folder: Path, out: Path, tmp_path: Path, change: Callable[[Path], object], redone: list[str]
    ) -> None:
        Run(folder, out)
        change(folder)
        assert Run(folder, out).redone == redone
        Run(folder, tmp_path / "fresh")
        assert digests(out) == digests(tmp_path / "fresh")

    def it_is_with_another_template_option_or_version(
        self, folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        everything = ["a.xlsx", "b.xlsx", "c.xlsx"]
        Run(folder, out)
        own = Options(TODAY, template=other_template(tmp_path))
        assert Run(folder, out, options=own).redone == everything
        assert Run(folder, out, options=own).redone == []
        assert Run(folder, out, options=ANNOTATED).redone == everything
        assert Run(folder, out, options=ANNOTATED).redone == []
        assert Run(folder, out, options=ANNOTATED._replace(force=True)).redone == everything
        monkeypatch.setattr(jobs, "__version__", "99")
        assert Run(folder, out, options=ANNOTATED).redone == everything

    @pytest.mark.parametrize("processes", [0, 2])
    def it_takes_the_template_that_was_checked_though_another_lies_there_by_then(
        self, folder: Path, out: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
    ) -> None:
        own = other_template(tmp_path)

        class Swapping(jobs.Jobs):
            def __init__(self, *given: Any) -> None:
                own.write_bytes(b"swapped")
                super().__init__(*given)

        monkeypatch.setattr(run, "Jobs", Swapping)
        assert Run(folder, out, processes, options=Options(TODAY, template=own)).summary.memos == 2

    def it_is_on_another_day_only_where_the_report_names_none(self, folder: Path, out: Path) -> None:
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", dated=False))
        first = Run(folder, out)
        later = Options(dt.date(2024, 5, 2))
        again = Run(folder, out, options=later)
        assert again.redone == ["a.xlsx"]
        figures = [run.outcomes[0].line.rollup for run in (first, again)]
        assert all(figures) and [f.total.overdue for f in figures if f] == [0, 1]
        assert Run(folder, out, options=later).redone == []

    @pytest.mark.parametrize(
        ("place", "damage"),
        [
            ("memos", lambda path: path.write_bytes(path.read_bytes()[:-200])),
            ("memos", lambda path: path.write_bytes(b"")),
            (
                "memos",
                lambda path: path.write_bytes(path.read_bytes()[:900] + b"\0" * 64 + path.read_bytes()[964:]),
            ),
            ("memos", lambda path: path.unlink()),
            ("checked", lambda path: path.write_bytes(path.read_bytes()[:-200])),
        ],
        ids=["cut short", "empty", "a hole", "gone", "a copy"],
    )
    def it_is_when_an_output_is_damaged(
        self, folder: Path, out: Path, place: str, damage: Callable[[Path], object]
    ) -> None:
        Run(folder, out, options=ANNOTATED)
        before = digests(out)
        damage(max((out / place).glob("*หนึ่ง*")))
        assert Run(folder, out, options=ANNOTATED).redone == ["a.xlsx"]
        assert {name: one for name, one in digests(out).items() if "earlier" not in name} == before


class DescribeWorkOfOthers:
    @pytest.fixture
    def edited(self, folder: Path, out: Path) -> bytes:
        """The first memo as somebody changed it."""
        Run(folder, out)
        data = other_template(folder.parent).read_bytes()
        memo(out, "หนึ่ง").write_bytes(data)
        return data

    def it_stays_while_the_workbook_is_unchanged(self, folder: Path, out: Path, edited: bytes) -> None:
        run = Run(folder, out)
        assert (run.summary.unchanged, run.summary.moved.total()) == (3, 0)
        assert memo(out, "หนึ่ง").read_bytes() == edited

    def it_is_set_aside_when_the_workbook_changed(self, folder: Path, out: Path, edited: bytes) -> None:
        for number, title in enumerate(("ใหม่", "ใหม่กว่า"), 1):
            (folder / "a.xlsx").write_bytes(office("หนึ่ง", title))
            name = memo(out, "หนึ่ง").name
            run = Run(folder, out)
            assert (run.redone, run.summary.moved.total()) == (["a.xlsx"], 1)
            assert len(aside(out)) == number
            assert memo(out, "หนึ่ง").read_bytes() != edited
            assert all((out / "earlier" / one).read_bytes() == edited for one in aside(out))
            memo(out, "หนึ่ง").write_bytes(edited)
        assert aside(out)[0].startswith(name.removesuffix(".docx"))

    def it_is_set_aside_when_the_workbook_has_errors_now(
        self, folder: Path, out: Path, edited: bytes
    ) -> None:
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", faulty=True))
        Run(folder, out)
        assert not list((out / "memos").glob("*หนึ่ง*"))
        assert [(out / "earlier" / name).read_bytes() for name in aside(out)] == [edited]

    def it_is_set_aside_even_when_the_program_remembers_nothing(
        self, folder: Path, out: Path, edited: bytes
    ) -> None:
        shutil.rmtree(out / ".itaxl")
        run = Run(folder, out)
        assert (run.summary.unchanged, run.summary.moved.total()) == (0, 1)
        assert (out / "earlier" / aside(out)[0]).read_bytes() == edited

    def it_replaces_its_own_outputs_without_a_trace(self, folder: Path, out: Path) -> None:
        Run(folder, out, options=ANNOTATED)
        for title in ("ใหม่", "ใหม่กว่า", ""):
            (folder / "a.xlsx").write_bytes(office("หนึ่ง", title))
            assert Run(folder, out, options=ANNOTATED).summary.moved.total() == 0
        assert aside(out) == []

    def it_sets_the_memo_of_an_office_with_errors_aside(self, folder: Path, out: Path) -> None:
        Run(folder, out)
        old = memo(out, "หนึ่ง").read_bytes()
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", faulty=True))
        run = Run(folder, out)
        assert run.summary.moved.total() == 1 and run.summary.exit_code == ExitCode.FINDINGS
        assert [path.read_bytes() for path in (out / "earlier").iterdir()] == [old]
        assert Run(folder, out).summary.moved.total() == 0

    def it_never_reads_what_was_set_aside(self, folder: Path, tmp_path: Path) -> None:
        """With the inputs' own folder as output the checked copies that were set aside lie among them."""
        Run(folder, folder, options=ANNOTATED)
        (folder / "a.xlsx").rename(folder / "z.xlsx")
        second = Run(folder, folder, options=ANNOTATED)
        third = Run(folder, folder, options=ANNOTATED)
        assert len(second.outcomes) == len(third.outcomes) == 3
        assert third.redone == []


class DescribeNamesThatShift:
    @pytest.fixture(params=["offices", "files"])
    def folder(self, tmp_path: Path, request: pytest.FixtureRequest) -> Path:
        """Three offices of one name, each in a district of its own; or three files of one office."""
        inputs = tmp_path / "in"
        inputs.mkdir()
        for name in "bdf":
            place = name if request.param == "offices" else ""
            (inputs / f"{name}.xlsx").write_bytes(office("เดียวกัน", f"ของ {name}", district=place))
        return inputs

    @pytest.mark.parametrize(
        "change",
        [
            lambda f: (f / "a.xlsx").write_bytes(office("เดียวกัน", "ของ a")),
            lambda f: (f / "c.xlsx").write_bytes(office("เดียวกัน", "ของ c")),
            lambda f: (f / "g.xlsx").write_bytes(office("เดียวกัน", "ของ g")),
            lambda f: (f / "b.xlsx").unlink(),
            lambda f: (f / "d.xlsx").unlink(),
            lambda f: (f / "b.xlsx").write_bytes(office("อื่น")),
            lambda f: (f / "b.xlsx").write_bytes(office("เดียวกัน", faulty=True)),
            lambda f: (f / "b.xlsx").rename(f / "z.xlsx"),
        ],
        ids=["first", "between", "last", "first gone", "second gone", "renamed", "errors", "moved"],
    )
    def it_gives_each_the_name_of_a_fresh_run(
        self, folder: Path, out: Path, tmp_path: Path, change: Callable[[Path], object]
    ) -> None:
        Run(folder, out)
        change(folder)
        Run(folder, out)
        Run(folder, tmp_path / "fresh")
        before = digests(out)
        fresh = digests(tmp_path / "fresh")
        assert {name: before[name] for name in before if not name.startswith("earlier/")} == fresh
        again = Run(folder, out)
        assert again.redone == [] and digests(out) == before

    def it_keeps_the_names_of_one_that_cannot_be_read_at_the_moment(self, folder: Path, out: Path) -> None:
        Run(folder, out, options=ANNOTATED)
        before = {name: one for name, one in digests(out).items() if "/" in name}
        data = (folder / "b.xlsx").read_bytes()
        (folder / "b.xlsx").write_bytes(data[:3000])
        run = Run(folder, out, options=ANNOTATED)
        assert (run.redone, run.summary.moved.total()) == (["b.xlsx"], 0)
        assert {name: one for name, one in digests(out).items() if "/" in name} == before
        (folder / "b.xlsx").write_bytes(data)
        assert Run(folder, out, options=ANNOTATED).redone == []

    def it_keeps_an_edited_memo_whose_name_goes_to_another(self, folder: Path, out: Path) -> None:
        Run(folder, out)
        first = min((out / "memos").iterdir(), key=lambda path: len(path.name))
        edited = other_template(folder.parent).read_bytes()
        first.write_bytes(edited)
        several = len(list((out / "memos").iterdir()))
        (folder / "a.xlsx").write_bytes(office("เดียวกัน", "ของ a", district="a" if several > 1 else ""))
        Run(folder, out)
        assert [path.read_bytes() for path in (out / "earlier").iterdir()] == [edited]
        assert len(list((out / "memos").iterdir())) == (4 if several > 1 else 1)


def test_nothing_is_left_over(folder: Path, out: Path) -> None:
    Run(folder, out, options=ANNOTATED)
    for place in (out, out / "memos", out / "checked", out / ".itaxl"):
        (place / ".itaxl-0123456789abcdef.tmp").write_bytes(b"of a killed run")
    (out / "memos" / ".itaxl-somebody.txt").write_bytes(b"not ours")
    Run(folder, out, options=ANNOTATED)
    assert leftovers(out) == []
    assert (out / "memos" / ".itaxl-somebody.txt").exists()
