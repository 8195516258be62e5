"""The output folder under people and batches by chance: no bytes vanish (see tests/output_folder.py)."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any
from unittest import mock

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from itaxl.batch import job, ours, run, shelf
from itaxl.batch.ours import LeftOut, Ours
from itaxl.batch.shelf import Shelf, Why
from tests.output_folder import Broken, Folder, quick, scenarios

N = st.integers(0, 9_999)


class OutputFolders(RuleBasedStateMachine):
    """The same steps, in rows that hypothesis makes and shortens."""

    def __init__(self) -> None:
        super().__init__()
        memory = Path("/dev/shm")
        self.place = Path(tempfile.mkdtemp(dir=memory if memory.is_dir() else None))
        self.folder = Folder(self.place / "root")
        (self.folder.root / "in").mkdir(parents=True)

    def teardown(self) -> None:
        try:
            with quick():
                self.folder.finish(len(self.folder.people), self.place / "fresh")
        finally:
            shutil.rmtree(self.place)

    @rule(out=N, inputs=N, options=N, dies=N)
    def run(self, out: int, inputs: int, options: int, dies: int) -> None:
        with quick():
            self.folder.run(out, inputs, options, dies)

    @rule(place=N, what=N)
    def write(self, place: int, what: int) -> None:
        self.folder.write(place, what)

    @rule(which=N, what=N)
    def edit(self, which: int, what: int) -> None:
        self.folder.edit(which, what)

    @rule(which=N)
    def delete(self, which: int) -> None:
        self.folder.delete(which)

    @rule(which=N, place=N)
    def rename(self, which: int, place: int) -> None:
        self.folder.rename(which, place)

    @rule(which=N)
    def recase(self, which: int) -> None:
        self.folder.recase(which)

    @rule(which=N, place=N)
    def copy(self, which: int, place: int) -> None:
        self.folder.copy(which, place)

    @rule(one=N, other=N)
    def swap(self, one: int, other: int) -> None:
        self.folder.swap(one, other)

    @precondition(lambda self: self.folder.seen["ended"] > 2)
    @rule(which=N, at=N)
    def damage_ledger(self, which: int, at: int) -> None:
        if at % 2:
            self.folder.lose_ledger(which)
        else:
            self.folder.damage_ledger(which, at)

    @invariant()
    def nothing_is_lost(self) -> None:
        self.folder.check()


DescribeOutputFolders = OutputFolders.TestCase
DescribeOutputFolders.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)


def test_nothing_is_lost_by_chance_either() -> None:
    seen = scenarios(15, 1)
    assert min(seen[what] for what in ("ended", "killed", "refused", "moved", "left out", "equal")) > 5


def over_anything(self: Shelf, lies: Path, digest: str, target: Path, name: str = "") -> None:
    self._ledger.promise(name or self._places.relative(target), digest)
    shelf.move_over(lies, target)


def over_what_was_there(self: Shelf, path: Path, why: Why) -> None:
    shelf.move_over(path, self._places.made_earlier() / path.name)
    self.moved[why] += 1


def in_two_halves(source: Path, target: Path) -> None:
    data = source.read_bytes()
    target.write_bytes(data[: len(data) // 2])
    source.unlink()
    target.write_bytes(data)


def without_a_word(self: Shelf, path: Path, why: Why) -> None:
    told = self.moved.copy()
    set_aside(self, path, why)
    self.moved.clear()
    self.moved.update(told)


def by_its_name(self: Ours, path: str, place: str) -> LeftOut | None:
    """As in 0.1.0, which also said nothing."""
    own = ("/district.xlsx", "/checked/", "/earlier/", "/memos/")
    return LeftOut(Path(path).with_name("nobody hears of it")) if any(one in place for one in own) else None


set_aside = Shelf.set_aside
#: What the program did wrong, or might: the seed of a scenario that shows it, and what is put in.
FAULTS: dict[str, tuple[int, list[tuple[Any, str, Callable[..., Any]]]]] = {
    "a list replaces whatever lies there": (1, [(Shelf, "put", over_anything)]),
    "a tracker that lies where a list goes is moved": (4, [(run, "refuse_replacing", lambda *_: None)]),
    "a tracker that lies where copies go is moved": (0, [(run, "taken_stems", lambda *_: [])]),
    "outputs are told by their names": (1, [(Ours, "left_out", by_its_name)]),
    "outputs of other runs count as offices": (
        1,
        [(Ours, "left_out", lambda *_: None), (job, "is_marked", lambda _: False)],
    ),
    "earlier/ is written over": (6, [(Shelf, "set_aside", over_what_was_there)]),
    "a file appears bit by bit": (15, [(shelf, "move_over", in_two_halves)]),
    "a file is moved without a word": (1, [(Shelf, "set_aside", without_a_word)]),
    "outputs stay for which no workbook stands": (4, [(Shelf, "clear", lambda *_: None)]),
    "a tracker that differs from an output in letter case is left out": (
        143,
        [(ours, "_is_one_of", lambda spellings, *_: bool(spellings))],
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_the_scenarios_notice_that(fault: str) -> None:
    seed, changes = FAULTS[fault]
    with contextlib.ExitStack() as stack:
        for place, name, wrong in changes:
            stack.enter_context(mock.patch.object(place, name, wrong))
        with pytest.raises(Broken):
            scenarios(40, seed)
