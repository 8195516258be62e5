"""What stands behind stdout and stderr: nothing, a full device, a reader who leaves, a person's terminal."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import unicodedata
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.cli.console import Console
from tests.batch_cases import office
from tests.nasty_files import replaced

posix = pytest.mark.skipif(os.name == "nt", reason="closes descriptors and names files as POSIX lets us")

#: Every command, with the words after it; `{}` is a workbook.
COMMANDS = {
    "check": ["check", "{}"],
    "check --json": ["check", "{}", "--json"],
    "rollup": ["rollup", "{}"],
    "memo": ["memo", "{}"],
    "batch": ["batch", "{}", "--out", "out"],
    "new": ["new", "new.xlsx"],
    "convert": ["convert", "{}", "--out", "out"],
    "convert --explain": ["convert", "{}", "--explain"],
    "next-year": ["next-year", "{}"],
    "install": ["install", "--dry-run"],
    "doctor": ["doctor"],
    "run": ["run", "validate", "--calc", "nosuchpipe"],
    "--version": ["--version"],
    "--help": ["--help"],
}
every_command = pytest.mark.parametrize("words", COMMANDS.values(), ids=COMMANDS)
#: What a command makes.
MADE = {
    "memo": "บันทึก*.docx",
    "batch": "out/memos/*.docx",
    "new": "new.xlsx",
    "convert": "out/*.xlsm",
    "next-year": "*.xlsm",
}


def ran(words: list[str], workbook: Path, *closed: int) -> tuple[int, str, str]:
    """The command in a folder of its own, with some of its first three descriptors closed.

    Whatever it makes is there afterwards, and the workbook is as it was.
    """

    def close() -> None:
        for descriptor in closed:
            os.close(descriptor)

    before = workbook.read_bytes()
    result = subprocess.run(
        [sys.executable, "-m", "itaxl", *(word.replace("{}", workbook.name) for word in words)],
        cwd=workbook.parent,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        preexec_fn=close,
    )
    assert workbook.read_bytes() == before
    if words[0] in MADE and "--explain" not in words:
        for made in workbook.parent.glob(MADE[words[0]]):
            assert made.read_bytes()[:4] == b"PK\x03\x04"
            break
        else:
            raise AssertionError(f"nothing made: {result}")
    return result.returncode, result.stdout, result.stderr


@posix
@every_command
def it_does_its_work_whatever_stream_is_closed(words: list[str], good: Path, tmp_path: Path) -> None:
    """4 where there was something to write to stdout, and stderr says so; else as with all streams open."""

    def closing(*closed: int) -> tuple[int, str, str]:
        folder = tmp_path / "_".join(["closed", *map(str, closed)])
        folder.mkdir()
        return ran(words, Path(shutil.copy(good, folder)), *closed)

    code, out, err = closing()
    without_stdout = max(code, 4) if out else code
    assert closing(2)[:2] == (code, out)
    assert closing(0, 1, 2)[0] == without_stdout
    lost, _, said = closing(1)
    assert lost == without_stdout
    assert "Traceback" not in err + said
    assert ("เขียนผลลัพธ์ออกไม่ได้" in said) == bool(out)


@posix
def it_prints_into_no_file_that_is_opened_after_a_stream_was_closed(good: Path) -> None:
    """The next file opened gets the number of a closed descriptor: here the ledger, and the log."""
    code, _, _ = ran(COMMANDS["batch"], good, 0, 1, 2)
    assert code == 4
    (good.parent / "other").mkdir()
    usual = ran(COMMANDS["batch"], Path(shutil.copy(good, good.parent / "other")))
    assert usual[0] == 0
    ledgers = [folder / "out" / ".itaxl" / "ledger.jsonl" for folder in (good.parent, good.parent / "other")]
    assert len({len(ledger.read_bytes().splitlines()) for ledger in ledgers}) == 1
    assert all(json.loads(line) for ledger in ledgers for line in ledger.read_bytes().splitlines())


@posix
def it_gives_workers_streams_too(good: Path) -> None:
    for number in range(3):
        shutil.copy(good, good.with_name(f"office {number}.xlsx"))
    words = ["batch", ".", "--out", "out", "--jobs", "2", "--quiet"]
    assert ran(words, good, 0, 1, 2)[0] == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
def it_goes_on_with_the_batch_when_stdout_is_full(good: Path) -> None:
    """The words of so many workbooks do not fit into the buffer, so writing fails in the middle."""
    for number in range(80):
        good.with_name(f"{'หน่วยงาน' * 8} {number}.xlsx").write_bytes(office(f"ที่{number}"))
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "itaxl", "batch", ".", "--out", "out", "--json"]
        result = subprocess.run(command, cwd=good.parent, stdout=full, stderr=subprocess.PIPE)
    assert result.returncode == 4
    assert len(list((good.parent / "out" / "memos").iterdir())) == 81


class Refusing:
    """A stream that answers with an error of the system."""

    def __init__(self, number: int) -> None:
        self.number = number

    def write(self, _text: str) -> int:
        raise OSError(self.number, os.strerror(self.number))

    flush = fileno = write


@pytest.mark.parametrize(
    ("windows", "number", "lost"),
    [
        (False, errno.EPIPE, False),
        (True, errno.EPIPE, False),
        (True, errno.EINVAL, False),
        (False, errno.EINVAL, True),
        (True, errno.ENOSPC, True),
        (False, errno.EBADF, True),
    ],
)
def it_knows_a_reader_who_left_from_a_stream_that_fails(
    windows: bool, number: int, lost: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    console = Console()
    monkeypatch.setattr("sys.stdout", Refusing(number))
    monkeypatch.setattr("itaxl.cli.console._WINDOWS", windows)
    monkeypatch.setattr("itaxl.cli.console.silence_stdout", lambda: None)
    console.out("ก")
    assert console.lost == lost


#: A title for the terminal, text that turns round, a second line, C1, a tag; a byte that is no UTF-8.
STEERING = "\x1b]0;x\x07\u202eข\nผิดพลาด: ค\x9b2J\u2066\U000e0041\x7f\u2028"
#: What a workbook can hold of it.
IN_CELLS = "ก\u202eข\x9b2J\x85\u2066\u200f\u061c\u2028ง"


def steers(text: str) -> list[str]:
    """The letters that a terminal would obey."""
    kinds = {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    return [c for c in text if c not in "\n\u200d" and unicodedata.category(c) in kinds]


@posix
@every_command
@pytest.mark.parametrize(
    "asked", [COMMANDS, "absent", "folder", "options"], ids=["there", "absent", "folder", "odd"]
)
def it_lets_no_name_and_no_cell_steer_the_terminal(
    words: list[str],
    asked: object,
    tmp_path: Path,
    good_bytes: bytes,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = tmp_path / f"a{STEERING}\udcff"
    folder.mkdir()
    workbook = folder / f"b{STEERING}\udcfe.xlsx"
    if asked is COMMANDS:
        hostile = replaced(
            good_bytes, "xl/sharedStrings.xml", "สำนักปลัด".encode(), f"สำนัก{IN_CELLS}ปลัด".encode()
        )
        workbook.write_bytes(hostile)
    elif asked == "folder":
        workbook.mkdir()
    monkeypatch.chdir(folder)
    typed = [
        word.replace("{}", str(workbook)).replace("new", f"new{STEERING}") if i else word
        for i, word in enumerate(words)
    ]
    if asked == "options":
        typed = [*typed, f"--no{STEERING}", f"{STEERING}"]
    code = main(typed)
    said = capsys.readouterr()
    assert code in (0, 1, 2, 3, 4, 6)
    assert steers(said.out + said.err) == []
    assert not any(line.startswith("ผิดพลาด: ค") for line in (said.out + said.err).splitlines())


def it_keeps_every_letter_in_json_that_a_terminal_would_obey(
    tmp_path: Path, good_bytes: bytes, capsys: pytest.CaptureFixture[str]
) -> None:
    workbook = tmp_path / "ก\u202e\U000e0041.xlsx"
    workbook.write_bytes(good_bytes)
    main(["check", str(workbook), "--json"])
    out = capsys.readouterr().out
    assert steers(out) == []
    assert json.loads(out)["file"] == str(workbook)


@pytest.mark.parametrize(
    "code", [*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x202E, 0xFEFF, 0xDC80, 0xE0041, 0x10FFFD]
)
def it_escapes_in_json_what_is_no_picture(code: int, capsys: pytest.CaptureFixture[str]) -> None:
    value = {"ก" + chr(code): ["ข" + chr(code) + "ค"]}
    Console().json(value)
    out = capsys.readouterr().out
    assert out.endswith("\n")
    assert out[:-1].isprintable()
    assert json.loads(out) == value


def it_stops_without_a_traceback_while_it_starts(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Half of the start is spent on importing the parser."""

    class Interrupting:
        def find_spec(self, name: str, *_others: object) -> None:
            if name == "itaxl.cli.parser":
                raise KeyboardInterrupt

    monkeypatch.delitem(sys.modules, "itaxl.cli.parser", raising=False)
    monkeypatch.setattr("sys.meta_path", [Interrupting(), *sys.meta_path])
    assert main(["--version"]) == 130
    assert capsys.readouterr().err == "หยุดตามคำสั่งผู้ใช้\n"


#: Modules that a command loads before it does anything, the first to the last.
EARLY = [
    "itaxl.machine.imports",
    "itaxl.machine.ending",
    "itaxl.cli",
    "itaxl.cli.console",
    "itaxl.cli.parser",
]
INTERRUPTED = """
import sys, importlib.abc
class Interrupting(importlib.abc.MetaPathFinder):
    def find_spec(self, name, *rest):
        if name == sys.argv[1]:
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupting())
from itaxl.__main__ import run
sys.exit(run())
"""


@pytest.mark.parametrize("module", EARLY)
def it_shows_no_traceback_to_whoever_stops_it_while_it_starts(module: str) -> None:
    stopped = subprocess.run(
        [sys.executable, "-c", INTERRUPTED, module], capture_output=True, encoding="utf-8"
    )
    assert stopped.returncode == 130
    assert "Traceback" not in stopped.stderr
