"""Word as the converter, over a pretended pywin32: nobody here has Word."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from itaxl.errors import InputError, ItaxlError, OutputError
from itaxl.pdf import word as word_module
from itaxl.pdf.word import Word
from tests.pdf_fakes import DIES, DIES_ONCE, HANGS, SKIPPED, pairs
from tests.word_com import PretendedWord


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[PretendedWord]:
    """No Word that it started and no file for temporary use is left at the end."""
    pretended = PretendedWord()
    pretended.install(monkeypatch)
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield pretended
    assert pretended.running == []
    assert list(folder.iterdir()) == []


def converted(folder: Path, *texts: str) -> list[ItaxlError | None]:
    """The results; a file has its PDF exactly when there is no problem."""
    asked = pairs(folder, *texts)
    with Word(seconds=0.3) as converter:
        results = list(converter.convert(asked))
    for (_, pdf), text, problem in zip(asked, texts, results, strict=True):
        assert pdf.exists() is (problem is None)
        assert problem is not None or text.encode() in pdf.read_bytes()
    return results


def bad(results: list[ItaxlError | None]) -> list[int]:
    return [index for index, problem in enumerate(results) if problem]


def it_opens_copies_read_only_in_one_word_of_its_own(machine: PretendedWord, tmp_path: Path) -> None:
    user = machine.dispatch("Word.Application")
    assert bad(converted(tmp_path, "a", "b", "c")) == []
    assert len(machine.started) == 2
    assert {pid for _, pid in machine.opened} == {machine.started[1].pid}
    assert not any(str(tmp_path / "in") in path for path, _ in machine.opened)
    assert machine.running == [user]
    user.Quit(0)


def it_asks_for_pdf_a_with_tags_outline_and_properties(machine: PretendedWord, tmp_path: Path) -> None:
    assert bad(converted(tmp_path, "a", "b")) == []
    assert machine.exported == [(True, 1, True, True, True)] * 2


@pytest.mark.parametrize(
    ("fault", "words", "words_started"),
    [(SKIPPED, "ไม่สำเร็จ", 1), (HANGS, "นานเกินกำหนด", 2), (DIES, "หยุดทำงานกลางคัน", 3)],
)
def it_loses_the_one_file_only(
    machine: PretendedWord, tmp_path: Path, fault: str, words: str, words_started: int
) -> None:
    results = converted(tmp_path, "a", fault, "c", "d")
    assert bad(results) == [1]
    assert isinstance(results[1], OutputError)
    assert words in results[1].what
    assert len(machine.started) == words_started


def it_tries_again_when_somebody_ended_word(machine: PretendedWord, tmp_path: Path) -> None:
    assert bad(converted(tmp_path, "a", DIES_ONCE, "c")) == []
    assert len(machine.started) == 2


def it_gives_up_a_word_that_hangs_over_everything(machine: PretendedWord, tmp_path: Path) -> None:
    results = converted(tmp_path, *[HANGS] * 6)
    assert (bad(results), len(machine.started)) == ([0, 1, 2, 3, 4, 5], 3)
    assert "ติดต่อกัน" in str(results[5])


def it_tells_when_word_does_not_start(machine: PretendedWord, tmp_path: Path, log_file: Path) -> None:
    machine.cannot_start = True
    results = converted(tmp_path, "a", "b")
    assert all("เริ่ม Word ไม่ได้" in str(problem) for problem in results)
    assert "Invalid class string" in log_file.read_text(encoding="utf-8")


def it_starts_word_anew_before_it_grows_too_large(
    machine: PretendedWord, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(word_module, "_CHUNK", 2)
    assert bad(converted(tmp_path, *"abcde")) == []
    assert len(machine.started) == 3


def it_refuses_what_is_no_word_file_without_word(machine: PretendedWord, tmp_path: Path) -> None:
    asked = pairs(tmp_path, "a")
    asked[0][0].write_bytes(b"no Word file")
    with Word() as converter:
        (problem,) = converter.convert(asked)
    assert isinstance(problem, InputError)
    assert machine.opened == []


def it_quits_word_when_the_work_is_broken_off(machine: PretendedWord, tmp_path: Path) -> None:
    with pytest.raises(KeyboardInterrupt), Word() as converter:
        for _ in converter.convert(pairs(tmp_path, "a", "b")):
            raise KeyboardInterrupt
    assert len(machine.started) == 1
