"""People and batches at work in one place, by chance: `python -m tests.output_folder COUNT [SEED [STEPS]]`.

A scenario is a row of steps below one root: people write, edit, rename, swap, copy and delete files anywhere,
also under names that outputs have; ledgers are lost or damaged; batches run into three output folders (one is
the inputs' own, one lies among the inputs) with changing options and inputs, and are killed at any step on
the disk.  After each step

- every byte string that a person wrote and nobody deleted lies whole somewhere below the root;
- no input has changed, and every file under a final name is whole;
- a run that ended has told of each file of a person's that it moved, and a refused one changed nothing;

and after a last run over everything its memos and lists are those of a fresh run into a fresh folder, and
what lies beside them in memos/ is a person's.  The batch is the real one but for what is rendered: a workbook
is a zip that names its office, so that a run takes milliseconds.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import io
import itertools
import json
import os
import random
import shutil
import sys
import tempfile
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest import mock

import itaxl.pdf
from itaxl.batch import Options, Summary, collect, run_batch
from itaxl.batch import run as running
from itaxl.batch.digests import digest
from itaxl.batch.job import Worker
from itaxl.batch.ours import taken_stems
from itaxl.batch.outcome import Outcome, Parcel
from itaxl.batch.places import Places
from itaxl.batch.run import IN_PROCESS
from itaxl.core.district.desk import Desk
from itaxl.core.district.line import OfficeLine
from itaxl.core.grid import Place
from itaxl.core.model import Finding, Rollup, Severity, Tally
from itaxl.core.rules import BY_CODE
from itaxl.disk.atomic import is_leftover, write_beside
from itaxl.errors import ExitCode, InputError, ItaxlError, OutputError
from itaxl.files.district import workbook
from itaxl.files.mark import CHECKED_COPY, CORE, DISTRICT, is_marked, marked, sealed
from itaxl.memo.render import Template

TODAY = dt.date(2024, 4, 2)
OFFICES = ("ABC", "abc", "หนึ่ง", "สอง")
OUTS = ("out", "in", "in/r1")
#: Where people put workbooks, and where they put anything.
WORKBOOKS = (
    "in/a.xlsx", "in/A.xlsx", "in/b.xlsx", "in/sub/a.xlsx", "in/sub/c.xlsx", "in/district.xlsx",
    "in/checked/หนึ่ง 2567.xlsx", "in/r1/a.xlsx", "in/r1/district.xlsx", "in/r1/checked/a.xlsx",
    "out/checked/ABC 2567.xlsx", "out/district.xlsx", "out/earlier/a.xlsx", "out/checked/abc 2567.xlsx",
    "in/r1/earlier/district.xlsx", "in/earlier/b.xlsx",
)  # fmt: skip
NOTES = (
    "in/findings.csv", "in/batch.jsonl", "out/findings.csv", "out/memos/ABC 2567.docx",
    "in/memos/abc 2567.docx",
    "in/r1/memos/หนึ่ง 2567 (2).docx", "out/memos/ABC 2567.pdf", "in/r1/batch.jsonl", "out/memos/note.docx",
)  # fmt: skip
INPUTS = (("in",), ("in/sub",), ("in/a.xlsx",), ("",), ("in", "out"), ("in/r1", "in/b.xlsx"))
_CORE = b"<coreProperties></coreProperties>"
_ERROR = next(iter(BY_CODE))


class Killed(BaseException):
    """What a process feels that is killed: nothing that it does on the disk afterwards happens."""


class Broken(AssertionError):
    """A promise of the output folder was not kept."""


_TYPES = {"[Content_Types].xml": b"<Types/>"}


def packed(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as package:
        for name, part in {**_TYPES, **parts}.items():
            package.writestr(zipfile.ZipInfo(name), part)
    return out.getvalue()


def tracker(office: str, number: int, errors: int = 0) -> bytes:
    return packed(**{"office.json": json.dumps([office, errors, number]).encode()})


class QuickWorker(Worker):
    """The real one, apart from reading and rendering."""

    def _made(self, path: Path, data: bytes, content: str) -> Outcome:
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                office, errors, _ = json.loads(package.read("office.json"))
        except Exception as problem:
            raise InputError("เสียหาย", "โปรดบันทึกใหม่") from problem
        tally = Tally("กองคลัง", 1, 1, 0, 0, 0)
        line = OfficeLine(str(path), office, fiscal_year=2567, rollup=Rollup(TODAY, (), tally), errors=errors)
        finding = Finding(_ERROR, Severity.ERROR, Place("มาตรการ", 5, 1), "", "ผิด")
        memo = None if errors else self._parcel(self._places.memos, packed(word=content.encode()), ".docx")
        parts = {**_TYPES, "copy": content.encode()}
        copy = packed(**{CORE: marked(_CORE, sealed(CHECKED_COPY, parts)) or b"", **parts})
        checked = self._parcel(self._places.checked, copy, ".xlsx") if self._options.annotate else None
        code = ExitCode.FINDINGS if errors else ExitCode.OK
        return Outcome(path, code, line, (finding,) * errors, memo=memo, checked=checked, content=content)

    @staticmethod
    def _parcel(folder: Path, data: bytes, suffix: str) -> Parcel:
        return Parcel(write_beside(folder / f"output{suffix}", data, durable=False), suffix, digest(data))


class QuickConverter:
    """A PDF that holds its memo's digest."""

    def __enter__(self) -> QuickConverter:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def convert(self, pairs: Sequence[tuple[Path, Path]]) -> Iterator[ItaxlError | None]:
        for memo, target in pairs:
            target.write_bytes(b"%PDF-1.7 " + digest(memo.read_bytes()).encode() + b"%%EOF")
            yield None


def quick_district(desk: Desk, *_: object) -> bytes:
    sent = [office.line for office in desk.offices if office.line]
    lines = repr([(o.file, o.office, o.memo, o.checked, o.errors) for o in sent]).encode()
    return packed(**{CORE: marked(_CORE, DISTRICT) or b"", "lines": lines})


@contextlib.contextmanager
def quick() -> Iterator[None]:
    """Batches without rendering, and without waiting for the disk."""
    with (
        mock.patch.object(running, "Worker", QuickWorker),
        mock.patch.object(itaxl.pdf, "find_converter", QuickConverter),
        mock.patch.object(workbook, "district_bytes", quick_district),
        mock.patch.object(Template, "load", lambda *_: mock.Mock(remarks=())),
        mock.patch.object(os, "fsync", lambda _: None),
    ):
        yield


#: What a batch does on a disk.
_STEPS = ("replace", "link", "unlink", "mkdir", "open", "rename")


@contextlib.contextmanager
def killed_at(step: int) -> Iterator[None]:
    """The process dies before its n-th step on the disk (or not at all, when it takes fewer)."""
    left = step

    def stepping(real: Callable[..., Any]) -> Callable[..., Any]:
        def does(*words: Any, **named: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise Killed
            return real(*words, **named)

        return does

    with contextlib.ExitStack() as stack:
        for name in _STEPS:
            stack.enter_context(mock.patch.object(os, name, stepping(getattr(os, name))))
        yield


@dataclass
class Folder:
    """One root and what people wrote below it; every step is told by numbers."""

    root: Path
    #: Everything that people wrote and nobody deleted.
    people: set[bytes] = field(default_factory=set)
    #: What people moved or copied, whoever wrote it: outputs that lie elsewhere now are not looked after.
    carried: set[bytes] = field(default_factory=set)
    lost_ledgers: set[str] = field(default_factory=set)
    seen: Counter[str] = field(default_factory=Counter)
    _numbers: Iterator[int] = field(default_factory=itertools.count)

    def files(self) -> dict[str, bytes]:
        """What lies below the root, apart from what the program only remembers or has not finished."""
        found = {}
        for folder, folders, names in os.walk(self.root):
            folders[:] = [one for one in folders if one != ".itaxl"]
            for name in names:
                if not is_leftover(name):
                    path = os.path.join(folder, name)
                    with open(path, "rb") as file:
                        found[os.path.relpath(path, self.root).replace(os.sep, "/")] = file.read()
        return found

    def _nth(self, number: int) -> str | None:
        names = sorted(self.files())
        return names[number % len(names)] if names else None

    # what people do

    def write(self, place: int, what: int) -> None:
        """A workbook or a note where no file is, also under a name that an output would have."""
        names = (*WORKBOOKS, *NOTES)
        name = names[place % len(names)]
        if not (self.root / name).exists():
            self._lay(name, self._content(name, what))

    def edit(self, which: int, what: int) -> None:
        """Any file gets another content of a person's."""
        if name := self._nth(which):
            self._forget(name)
            self._lay(name, self._content(name, what))

    def delete(self, which: int) -> None:
        if name := self._nth(which):
            self._forget(name)
            (self.root / name).unlink()

    def rename(self, which: int, place: int) -> None:
        """To another place, over nothing: also in and out of memos/, checked/ and earlier/."""
        names = (*WORKBOOKS, *NOTES)
        name, target = self._nth(which), names[place % len(names)]
        if name and not (self.root / target).exists():
            (self.root / target).parent.mkdir(parents=True, exist_ok=True)
            self.carried.add((self.root / name).read_bytes())
            (self.root / name).rename(self.root / target)

    def recase(self, which: int) -> None:
        """Another letter case of the name."""
        if name := self._nth(which):
            path = self.root / name
            target = path.with_name(path.stem.swapcase() + path.suffix)
            if not target.exists():
                self.carried.add((self.root / name).read_bytes())
                (self.root / name).rename(target)

    def copy(self, which: int, place: int) -> None:
        names = (*WORKBOOKS, *NOTES)
        name, target = self._nth(which), names[place % len(names)]
        if name and not (self.root / target).exists():
            self._lay(target, (self.root / name).read_bytes(), whose=False)

    def swap(self, one: int, other: int) -> None:
        first, second = self._nth(one), self._nth(other)
        if first and second and first != second:
            contents = [(self.root / name).read_bytes() for name in (first, second)]
            self._lay(first, contents[1], whose=False)
            self._lay(second, contents[0], whose=False)

    def lose_ledger(self, which: int) -> None:
        out = OUTS[which % len(OUTS)]
        self.lost_ledgers.add(out)
        shutil.rmtree(self.root / out / ".itaxl", ignore_errors=True)

    def damage_ledger(self, which: int, at: int) -> None:
        path = self.root / OUTS[which % len(OUTS)] / ".itaxl" / "ledger.jsonl"
        if path.exists():
            self.lost_ledgers.add(OUTS[which % len(OUTS)])
            data = path.read_bytes()
            path.write_bytes(data[: at % (len(data) + 1)])

    def _content(self, name: str, what: int) -> bytes:
        number = next(self._numbers)
        if name.endswith(".xlsx") and what % 8:
            return tracker(OFFICES[what % len(OFFICES)], number, errors=int(what % 8 == 5))
        return b"note %d" % number

    def _lay(self, name: str, data: bytes, *, whose: bool = True) -> None:
        (self.root / name).parent.mkdir(parents=True, exist_ok=True)
        (self.root / name).write_bytes(data)
        (self.people if whose else self.carried).add(data)

    def _forget(self, name: str) -> None:
        files = self.files()
        content = files.pop(name)
        if content not in files.values():
            self.people.discard(content)

    # what batches do

    def run(self, out: int, inputs: int, options: int, dies: int) -> Summary | None:
        """A batch; every third is killed at one of its steps.  None when it was refused or killed."""
        place = OUTS[out % len(OUTS)]
        chosen = Options(TODAY, annotate=bool(options & 1), pdf=bool(options & 2), force=options % 8 == 7)
        paths = [str(self.root / one) for one in INPUTS[inputs % len(INPUTS)] if (self.root / one).exists()]
        return self._run(self.root / place, paths, chosen, dies // 3 % 150 if dies % 3 == 0 else None)

    def _run(self, out: Path, paths: Sequence[str], options: Options, dies: int | None) -> Summary | None:
        before = self.files()
        summary, counted = None, list[Path]()
        kept: dict[str, bytes] = {}
        try:
            with contextlib.nullcontext() if dies is None else killed_at(dies):
                inputs = collect(paths or [str(self.root / "nowhere")], out)
                names = [self._name(path) for path in inputs]
                kept = {one: before[one] for one in names if one in before and not is_marked(before[one])}
                self._all_counted(paths, before, [*names, *(self._name(one.path) for one in inputs.left_out)])
                summary = run_batch(inputs, out, options, IN_PROCESS, lambda one, _: counted.append(one.path))
            self.seen["ended"] += 1
        except Killed:
            self.seen["killed"] += 1
        except (InputError, OutputError) as refusal:
            self.seen["refused"] += 1
            if isinstance(refusal, OutputError) and "อยู่ในที่ที่จะเขียน" not in str(refusal):
                raise Broken(f"refused for another reason: {refusal}") from refusal
            if self.files() != before:
                raise Broken("a refused run changed something") from refusal
        after = self.files()
        if ours := [path for path in counted if is_marked(before.get(self._name(path), b""))]:
            raise Broken(f"outputs were counted: {ours}")
        for name, content in kept.items():
            if after.get(name) != content:
                raise Broken(f"the input {name} changed")
        if summary:
            moved = [name for name, one in before.items() if one in self.people and after.get(name) != one]
            earlier = out.relative_to(self.root).as_posix() + "/earlier/"
            there = [one for name, one in after.items() if name.startswith(earlier)]
            if len(moved) > summary.moved.total() or not all(before[name] in there for name in moved):
                raise Broken(f"moved without a word: {moved}, told {summary.moved}")
            self.seen["moved"] += len(moved)
            self.seen["left out"] += len(summary.left_out)
        return summary

    def _name(self, path: Path) -> str:
        return path.relative_to(self.root).as_posix()

    def _all_counted(self, paths: Sequence[str], before: dict[str, bytes], found: Sequence[str]) -> None:
        """Every workbook of a person's below the folders named is an input, or is told of."""
        folders = [os.path.relpath(path, self.root) + "/" for path in paths]
        for name, content in before.items():
            below = any(folder == "./" or name.startswith(folder) for folder in folders)
            if content in self.people and name.endswith(".xlsx") and below and name not in found:
                raise Broken(f"{name} was left out without a word")

    # what must hold

    def check(self) -> None:
        files = self.files()
        lying = set(files.values())
        if gone := self.people - lying:
            raise Broken(f"{len(gone)} of a person's are gone: {sorted(gone)[0]!r}")
        for name, content in files.items():
            if content not in self.people | self.carried and not _is_whole(name, content):
                raise Broken(f"{name} is not whole")

    def finish(self, out: int, elsewhere: Path) -> None:
        """A last run over everything gives what a fresh one gives."""
        place = OUTS[out % len(OUTS)]
        for name, content in self.files().items():  # what nobody can read keeps its outputs' names
            if name.endswith(".xlsx") and b"office.json" not in content and not is_marked(content):
                self._forget(name)
                (self.root / name).unlink()
        options = Options(TODAY, annotate=True, pdf=True)
        summary = self._run(self.root / place, [str(self.root)], options, None)
        if summary is None:
            return
        self.check()
        inputs = collect([str(self.root)], elsewhere)
        mine = self._results(self.root / place)
        run_batch(inputs, elsewhere, options, IN_PROCESS)
        fresh = self._results(elsewhere)
        self.seen["compared"] += 1
        if summary.others or summary.failed or taken_stems(inputs, Places(self.root / place)):
            return  # names that others have are not given again
        self.seen["equal"] += 1
        theirs = {name for name, one in mine.items() if one in self.people | self.carried}
        theirs |= {name.removesuffix(".docx") + ".pdf" for name in theirs}  # made of an edited memo
        for name, content in fresh.items():
            if mine.get(name) != content and not (name.startswith("memos/") and name in theirs):
                raise Broken(f"{name} is not what a fresh run gives")
        stale = [one for one in mine if one not in fresh and mine[one] not in self.people | self.carried]
        if stale and place not in self.lost_ledgers:
            raise Broken(f"no workbook stands for {stale}")

    @staticmethod
    def _results(out: Path) -> dict[str, bytes]:
        """Memos and lists; what was left out depends on where the outputs lie."""
        found = {f"memos/{path.name}": path.read_bytes() for path in (out / "memos").iterdir()}
        for name in ("findings.csv", "district.xlsx"):
            found[name] = (out / name).read_bytes()
        lines = [json.loads(line) for line in (out / "batch.jsonl").read_text().splitlines()]
        lines[-1]["summary"].pop("left_out")
        return {**found, "batch.jsonl": json.dumps(lines).encode()}


def _is_whole(name: str, content: bytes) -> bool:
    if name.endswith((".docx", ".xlsx")):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as package:
                return package.testzip() is None
        except zipfile.BadZipFile:
            return False
    if name.endswith(".pdf"):
        return content.startswith(b"%PDF") and content.endswith(b"%%EOF")
    return content.endswith(b"\n")


#: The steps, each as often as it stands here, with how many numbers it takes.
STEPS = (
    *[("run", 4)] * 8, *[("write", 2)] * 5, *[("edit", 2)] * 3, ("delete", 1), ("rename", 2), ("rename", 2),
    ("recase", 1), ("copy", 2), ("swap", 2),
)  # fmt: skip
RARE = (("lose_ledger", 1), ("damage_ledger", 2))


def scenario(seed: int, steps: int, root: Path) -> Counter[str]:
    """One row of steps, by chance.  Raises Broken, with the steps that led there."""
    chance = random.Random(seed)
    folder, done = Folder(root / "root"), []
    (folder.root / "in").mkdir(parents=True)
    try:
        for _ in range(steps):
            name, count = chance.choice(RARE if chance.random() < 0.03 else STEPS)
            numbers = [chance.randrange(10_000) for _ in range(count)]
            done.append((name, *numbers))
            getattr(folder, name)(*numbers)
            folder.check()
        done.append(("finish", seed))
        folder.finish(seed, root / "fresh")
    except Broken as broken:
        raise Broken(f"seed {seed} after {len(done)} steps, last {done[-1]}: {broken}") from broken
    return folder.seen


def scenarios(count: int, first: int, steps: int = 30) -> Counter[str]:
    """So many, in memory where this machine has a disk there."""
    memory = Path("/dev/shm")
    seen: Counter[str] = Counter()
    with quick(), tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as place:
        for seed in range(first, first + count):
            root = Path(place) / str(seed)
            root.mkdir()
            seen += scenario(seed, steps, root)
            shutil.rmtree(root)
    return seen


def main(words: list[str]) -> int:
    count, seed, steps = (*map(int, words), *(1, 1, 30)[len(words) :])
    began = time.monotonic()
    try:
        seen = scenarios(count, seed, steps)
    except Broken as broken:
        sys.stdout.write(f"{broken}\n")
        return 1
    took = time.monotonic() - began
    sys.stdout.write(f"{count} scenarios of {steps} steps from seed {seed} in {took:.0f} s: {dict(seen)}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
