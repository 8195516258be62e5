"""What the program remembers may be torn, old, or made up by somebody: it costs time, never more."""

from __future__ import annotations

import contextlib
import json
import os
import tempfile
import tracemalloc
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.batch import Options
from itaxl.batch.digests import digest
from itaxl.batch.ledger import Ledger
from itaxl.batch.memory import line_told, recalled, remembered
from itaxl.errors import OutputError
from tests.batch_cases import TODAY, Run, digests, office
from tests.district_cases import written
from tests.systems import no_pipes

ANNOTATED = Options(TODAY, annotate=True)
NASTY: tuple[Any, ...] = (
    None, True, -1, 0, 10**30, 1e308, -1e308, float("inf"), float("nan"), "", "x", "NaN", "sNaN", "Infinity",
    "1e999999", "9999-99-99", "0001-01-01", "\0", "\ud800", "a\nb", "../../x.docx", "memos/../../x.docx",
    "memos/..", "memos/a\0b.docx", "memos/\ud800.docx", "/etc/passwd.docx", "C:\\x.docx", "memos/C:x.docx",
    "memos/.docx", "เ" * 400, [], {}, [[]], [None] * 9, {"a": 1}, ["memos/x.docx", ""], ["memos/x.docx"],
)  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    (inputs / "a.xlsx").write_bytes(office("หนึ่ง"))
    (inputs / "c.xlsx").write_bytes(office("สาม", faulty=True))
    return inputs


def places(root: Path) -> set[str]:
    """Every file below a folder, apart from those in the places where a batch may put some."""
    own = ("out/memos", "out/checked", "out/earlier", "out/.itaxl")
    names = {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}
    return {name for name in names if not name.startswith(own)}


class DescribeBrokenLedger:
    @pytest.mark.parametrize(
        "spoil",
        [
            lambda data: data[:-40],
            lambda data: data[: len(data) // 2],
            lambda data: data[100:],
            lambda data: b"",
            lambda data: b"\0" * 5000,
            lambda data: b"\xff\xfe" + data,
            lambda data: data.replace(b"\n", b""),
            lambda data: b"[" * 100_000 + b"\n" + data,
            lambda data: b'{"input": 3}\n{"writes": []}\n[1]\n"x"\n1\n\n' + data,
            lambda data: b"9" * 100_000 + b"\n" + data,
            lambda data: data * 400,
        ],
        ids=[
            "torn",
            "half",
            "headless",
            "empty",
            "zeros",
            "BOM",
            "one-line",
            "deep",
            "odd",
            "digits",
            "long",
        ],
    )
    def it_gives_the_same_outputs(
        self, folder: Path, tmp_path: Path, spoil: Callable[[bytes], bytes]
    ) -> None:
        out = tmp_path / "out"
        Run(folder, out)
        before, ledger = digests(out), out / ".itaxl" / "ledger.jsonl"
        ledger.write_bytes(spoil(ledger.read_bytes()))
        Run(folder, out)
        assert digests(out) == before
        assert Run(folder, out).summary.unchanged == 2
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        assert Run(folder, out).redone == ["a.xlsx"]

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(data=st.data())
    def it_never_breaks_off_and_writes_nowhere_else(self, folder: Path, data: st.DataObject) -> None:
        with tempfile.TemporaryDirectory(dir=folder.parent) as root:
            out = Path(root) / "out"
            Run(folder, out)
            ledger = out / ".itaxl" / "ledger.jsonl"
            lines = [json.loads(line) for line in ledger.read_text("utf-8").splitlines()]
            told = [line for line in lines if "line" in line]
            for line in told:  # a text in itself
                line["line"] = json.loads(line["line"])
            for _ in range(data.draw(st.integers(1, 3))):
                spoil(data.draw(st.sampled_from(lines)), data.draw)
            for line in told:
                if "line" in line and data.draw(st.integers(0, 9)):
                    line["line"] = json.dumps(line["line"])
            ledger.write_text("".join(json.dumps(line) + "\n" for line in lines))
            before = places(Path(root))
            run = Run(folder, out)
            assert len(run.outcomes) == 2
            assert not [o.error for o in run.outcomes if o.error]
            assert places(Path(root)) == before

    @pytest.mark.parametrize("make", ["mkdir", pytest.param("mkfifo", marks=no_pipes)])
    def it_refuses_a_folder_or_a_pipe_in_its_place(self, folder: Path, tmp_path: Path, make: str) -> None:
        out = tmp_path / "out"
        (out / ".itaxl").mkdir(parents=True)
        getattr(os, make)(out / ".itaxl" / "ledger.jsonl")
        with pytest.raises(OutputError, match=r"ledger\.jsonl"):
            Run(folder, out)


def spoil(value: Any, draw: Callable[[st.SearchStrategy[Any]], Any]) -> None:
    """Another value somewhere in it, or one less."""
    while True:
        keys = list(value) if isinstance(value, dict) else list(range(len(value)))
        if not keys:
            return
        key = draw(st.sampled_from(keys))
        inner = value[key]
        if isinstance(inner, dict | list) and inner and draw(st.integers(0, 3)):
            value = inner
            continue
        if draw(st.integers(0, 4)):
            value[key] = deepcopy(draw(st.sampled_from(NASTY)))  # it may be spoilt next
        else:
            del value[key]
        return


class DescribeMemory:
    def it_recalls_what_was_remembered(self, folder: Path, tmp_path: Path) -> None:
        for outcome in Run(folder, tmp_path / "out").outcomes:
            again = recalled(json.loads(json.dumps(remembered(outcome))), outcome.path)
            assert again and again.told and again.told == outcome.told
            assert (again.line, again.findings) == (outcome.line, outcome.findings)

    @pytest.mark.parametrize("blank", ["\n", "\r", "\r\n"])
    def it_recalls_nothing_that_is_told_in_several_lines(
        self, folder: Path, tmp_path: Path, blank: str
    ) -> None:
        """The district's process reads line by line."""
        memory = remembered(Run(folder, tmp_path / "out").outcomes[0])
        assert recalled(memory, tmp_path / "a.xlsx")
        assert recalled({**memory, "line": blank + memory["line"]}, tmp_path / "a.xlsx") is None

    def it_recalls_nothing_that_no_list_could_show(self, folder: Path, tmp_path: Path) -> None:
        memory = json.dumps(remembered(Run(folder, tmp_path / "out").outcomes[0]))
        shown = []
        for key in ("score", "rollup", "errors", "fiscal_year", "overdue", "codes", "office", "level"):
            for value in NASTY:
                changed = json.loads(memory)
                changed["line"] = json.dumps({**json.loads(changed["line"]), key: value})
                again = recalled(json.loads(json.dumps(changed)), tmp_path / "a.xlsx")
                shown += [line_told(again.told, "a.xlsx")] if again else []
        assert len(shown) > 20
        assert written(*shown, made_on=TODAY)


class DescribeLedger:
    @pytest.mark.parametrize("nonsense", ["", "digest", "00", "0" * 63, "0" * 128, None, 3])
    def it_takes_no_nonsense_for_a_content_of_ours(self, tmp_path: Path, nonsense: object) -> None:
        path = tmp_path / "ledger.jsonl"
        path.write_text(json.dumps({"writes": "memos/a.docx", "digest": nonsense}) + "\n")
        with contextlib.closing(Ledger(path)) as ledger:
            assert not any(
                ledger.written.wrote("memos/a.docx", said) for said in ("", str(nonsense), digest(b""))
            )
            ledger.promise("memos/a.docx", digest(b"ours"))
            assert ledger.written.wrote("memos/a.docx", digest(b"ours"))

    def it_is_read_once_for_an_office_that_is_as_it_was(
        self, folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        out = tmp_path / "out"
        Run(folder, out)
        before, read = (out / ".itaxl" / "ledger.jsonl").read_bytes(), Ledger._read
        places: list[int | None] = []

        def counted(ledger: Ledger, at: int | None) -> Any:
            places.append(at)
            return read(ledger, at)

        monkeypatch.setattr(Ledger, "_read", counted)
        assert Run(folder, out).summary.unchanged == 2
        assert len(places) == len(set(places)) == 2
        after = (out / ".itaxl" / "ledger.jsonl").read_bytes()
        assert after.startswith(before) and b'"input"' not in after[len(before) :]

    def it_knows_what_was_kept_or_dropped_a_moment_ago(self, tmp_path: Path) -> None:
        with contextlib.closing(Ledger(tmp_path / "ledger.jsonl")) as ledger:
            ledger.keep("a", {"number": 1})
            assert ledger.find("a") == {"input": "a", "number": 1}
            ledger.keep("a", {"number": 2})
            assert ledger.find("a") == {"input": "a", "number": 2}
            ledger.drop("a")
            assert ledger.find("a") is None

    def it_tells_apart_what_has_one_key(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("itaxl.batch.ledger.short_of", lambda identity: b"1")
        with contextlib.closing(Ledger(tmp_path / "ledger.jsonl")) as ledger:
            ledger.keep("a", {"number": 1})
            ledger.keep("b", {"number": 2})
            assert (ledger.find("a"), ledger.find("b")) == (None, {"input": "b", "number": 2})

    def it_holds_little_of_each_office_in_memory(self, tmp_path: Path) -> None:
        names = [f"memos/องค์การบริหารส่วนตำบล {number:06} 2568.docx" for number in range(2_000)]
        with contextlib.closing(Ledger(tmp_path / "ledger.jsonl")) as ledger:
            tracemalloc.start()
            for name in names:
                ledger.promise(name, digest(name.encode()))
                ledger.keep(name, {"findings": [name] * 20})
            held, _ = tracemalloc.get_traced_memory()
            tracemalloc.stop()
        assert held / len(names) < 320


class DescribeCompaction:
    def it_keeps_what_counts_and_forgets_the_rest(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.jsonl"
        with contextlib.closing(Ledger(path)) as ledger:
            for number in range(200):
                ledger.promise("memos/a.docx", digest(b"%d" % number))
                ledger.keep("a", {"number": number})
            ledger.keep("b", {"number": -1})
            long = path.stat().st_size
            ledger.compact()
        assert path.stat().st_size < long / 50
        with contextlib.closing(Ledger(path)) as ledger:
            assert [ledger.find(name) for name in "abc"] == [
                {"input": "a", "number": 199},
                {"input": "b", "number": -1},
                None,
            ]
            known = [
                ledger.written.wrote("memos/a.docx", digest(b"%d" % number)) for number in (199, 198, 197, 1)
            ]
            assert known == [True, True, False, False]
            ledger.keep("c", {"number": 3})
            assert ledger.find("c") == {"input": "c", "number": 3}

    def it_happens_by_itself_and_nothing_is_done_again(self, folder: Path, tmp_path: Path) -> None:
        out = tmp_path / "out"
        Run(folder, out)
        ledger = out / ".itaxl" / "ledger.jsonl"
        size = ledger.stat().st_size
        ledger.write_bytes(ledger.read_bytes() * 100)
        assert Run(folder, out).summary.unchanged == 2
        assert ledger.stat().st_size == size
        assert Run(folder, out).summary.unchanged == 2

    def it_changes_nothing_when_it_fails(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "ledger.jsonl"
        with contextlib.closing(Ledger(path)) as ledger:
            for number in range(300):
                ledger.keep("a", {"number": number})
            before = path.read_bytes()

            def full(*_: object) -> None:
                raise OSError(28, "No space left on device")

            monkeypatch.setattr("os.fsync", full)
            ledger.compact()
            assert path.read_bytes() == before
            ledger.keep("a", {"number": 300})
            assert ledger.find("a") == {"input": "a", "number": 300}

    def it_knows_the_content_that_came_back(self, tmp_path: Path) -> None:
        """A, B, C, A: the newest is A, however often it was there before."""
        path = tmp_path / "ledger.jsonl"
        with contextlib.closing(Ledger(path)) as ledger:
            for content in (b"A", b"B", b"C", b"A"):
                ledger.promise("memos/a.docx", digest(content))
            for number in range(200):
                ledger.keep("a", {"number": number})
            ledger.compact()
        with contextlib.closing(Ledger(path)) as ledger:
            known = [ledger.written.wrote("memos/a.docx", digest(content)) for content in (b"A", b"B", b"C")]
            assert known == [True, False, True]

    def it_goes_on_after_a_torn_line(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.jsonl"
        with contextlib.closing(Ledger(path)) as ledger:
            ledger.keep("a", {"number": 1})
            ledger.keep("b", {"number": 2})
        path.write_bytes(path.read_bytes()[:-5])
        with contextlib.closing(Ledger(path)) as ledger:
            assert ledger.find("b") is None
            ledger.keep("b", {"number": 3})
            ledger.keep("c", {"number": 4})
            assert [ledger.find(name) for name in "abc"] == [
                {"input": name, "number": number} for name, number in zip("abc", (1, 3, 4), strict=True)
            ], "in the run that met the torn line, too"
        with contextlib.closing(Ledger(path)) as ledger:
            assert [ledger.find(name) for name in "abc"] == [
                {"input": name, "number": number} for name, number in zip("abc", (1, 3, 4), strict=True)
            ]
