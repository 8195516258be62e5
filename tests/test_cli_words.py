"""What the command line answers to few words, wrong words and half words."""

from __future__ import annotations

import io
import shlex
import shutil
import subprocess
from contextlib import redirect_stdout
from pathlib import Path

import pytest

from itaxl.cli.completion import script, words_of
from itaxl.cli.examples import EXAMPLES
from itaxl.cli.nearest import meant
from itaxl.cli.parser import build
from itaxl.cli.thai_argparse import ThaiParser
from itaxl.core.sample import sample
from itaxl.errors import ItaxlError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.links import round
from itaxl.machine import folder_window
from itaxl.shipped import MEMO_TEMPLATE, shipped
from tests.case_grids import grids_of
from tests.test_cli import run
from tests.test_mend import SUGGESTING
from tests.workbook_grids import saved

COMMANDS = [*build().commands]
#: About the machine, whose programs and settings no test touches.
_ABOUT_THE_PC = ("run", "install", "doctor")


class DescribeNoWord:
    def it_shows_the_help(self, capsys: pytest.CaptureFixture[str]) -> None:
        asked = run(capsys, "--help")
        assert run(capsys) == asked and asked[0] == 0 and "คำสั่ง" in asked[1]


class DescribeTheParserOfOneCommand:
    """Which the first word asks for: it must answer as the parser of all commands does."""

    @pytest.mark.parametrize("command", COMMANDS)
    @pytest.mark.parametrize(
        "rest",
        ["", "--help", "a.xlsm", "a.xlsm b.xlsm --json", "--jsno", "all", "bash", "d --out o --digits thia"],
    )
    def it_says_the_same(self, command: str, rest: str) -> None:
        words = [command, *rest.split()]
        assert _answer(build(command), words) == _answer(build(), words)

    @pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
    def it_understands_the_same(self, line: str) -> None:
        words = shlex.split(line)[1:]
        assert _answer(build(words[0]), words) == _answer(build(), words)
        assert [*build(words[0]).commands] == words[:1]

    @pytest.mark.parametrize("word", ["", "chek", "Check", "--version", "--help", "check.xlsm"])
    def it_is_that_of_all_for_any_other_word(self, word: str) -> None:
        assert [*build(word).commands] == COMMANDS


def _answer(parser: ThaiParser, words: list[str]) -> object:
    """The values, without the function; or what is said instead."""
    said = io.StringIO()
    try:
        with redirect_stdout(said):
            return vars(parser.parse_args(words)) | {"run": None}
    except (SystemExit, ItaxlError) as end:
        return str(end), said.getvalue()


class DescribeAWrongWord:
    @pytest.mark.parametrize(
        ("words", "likely"),
        [
            (["chek"], "check"),
            (["Check"], "check"),
            (["mned", "a"], "mend"),
            (["nextyear", "a"], "next-year"),
            (["check", "a", "--jsno"], "--json"),
            (["check", "--JSON", "a"], "--json"),
            (["batch", "d", "--ot", "o"], "--out"),
            (["batch", "d", "--out", "o", "--anotate"], "--annotate"),
            (["--verson"], "--version"),
            (["run", "al"], "all"),
            (["batch", "d", "--out", "o", "--digits", "thia"], "thai"),
            (["batch", "d", "--outt=o"], "--out"),
        ],
        ids=str,
    )
    def it_is_answered_with_the_nearest_one(
        self, words: list[str], likely: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert f" หมายถึง {likely} ใช่หรือไม่" in err

    def it_is_answered_without_a_guess_where_nothing_is_like_it(
        self, capsys: pytest.CaptureFixture[str]
    ) -> None:
        for words in (["xyzzy"], ["check", "a", "--qqq"]):
            code, _, err = run(capsys, *words)
            assert code == 2 and "หมายถึง" not in err

    @pytest.mark.parametrize("command", ["memo", "template check"])
    def it_says_how_many_files_a_command_takes(
        self, command: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, _, err = run(capsys, *command.split(), "a.xlsx", "b.xlsx")
        assert code == 2 and f"{command.split()[-1]} รับได้ครั้งละหนึ่งไฟล์" in err and "b.xlsx" in err

    def it_takes_what_stands_behind_two_dashes_for_a_file(self, capsys: pytest.CaptureFixture[str]) -> None:
        code, _, err = run(capsys, "check", "--", "--jsno")
        assert code == 3 and "--jsno" in err

    @pytest.mark.parametrize("word", [w for words in words_of(build()).values() for w in words])
    def it_is_never_a_word_that_exists(self, word: str) -> None:
        assert meant(word, [word]) == f" หมายถึง {word} ใช่หรือไม่"


class DescribeHelp:
    @pytest.mark.parametrize("command", EXAMPLES)
    def it_ends_with_two_examples(self, command: str, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, *command.split(), "--help")
        first, second = EXAMPLES[command]
        assert out.rstrip().endswith(f"ตัวอย่าง:\n  {first}\n  {second}")
        assert all(line.startswith(f"itaxl {command}") for line in (first, second))

    def it_has_examples_for_every_command(self) -> None:
        nested = {name: getattr(build().commands[name], "commands", {}) for name in COMMANDS}
        assert sorted(EXAMPLES) == sorted([*COMMANDS, *(f"{n} {part}" for n in nested for part in nested[n])])

    @pytest.mark.parametrize("line", [line for lines in EXAMPLES.values() for line in lines])
    def it_shows_examples_that_the_parser_takes(self, line: str) -> None:
        assert build().parse_args(shlex.split(line)[1:]).command == line.split()[1]

    @pytest.mark.parametrize("command", [c for c in EXAMPLES if c not in _ABOUT_THE_PC])
    def it_shows_examples_that_work(
        self,
        command: str,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.chdir(tmp_path)
        if command != "new":
            (tmp_path / "ITA_tracker.xlsm").write_bytes(tracker_bytes(sample()))
        odd = saved(grids_of(next(rule.bad for rule in SUGGESTING if rule.code == "C203")))
        (tmp_path / "อำเภอ").mkdir()
        (tmp_path / "อำเภอ" / "ก.xlsx").write_bytes(odd)
        old = Path(__file__).parents[1] / "examples" / "district"
        shutil.copy(next(old.glob("*.xls")), tmp_path / "ตารางเดิม.xlsx")
        shutil.copy(shipped(MEMO_TEMPLATE), tmp_path / "แม่แบบ.docx")
        monkeypatch.setattr(round, "_ask", lambda *words: None)  # the examples lead to the world
        monkeypatch.setattr(folder_window, "find_program", lambda name: None)  # and open windows
        if command == "mend":
            (tmp_path / "ITA_tracker.xlsm").write_bytes(odd)
        for line in EXAMPLES[command]:
            words = shlex.split(line)[1:]
            if "--undo" in words:
                made = next(tmp_path.glob("*แก้ไขตามข้อเสนอ*"))
                made.rename(tmp_path / words[-1])
            code, out, err = run(capsys, *words)
            assert code in (0, 1), line
            assert out or err


class DescribeCompletion:
    def complete(self, tmp_path: Path, *words: str) -> list[str]:
        (tmp_path / "s.bash").write_text(script("bash", words_of(build())), "utf-8")
        typed, last = " ".join(map(shlex.quote, words)), len(words) - 1
        code = f"source s.bash; COMP_WORDS=({typed}); COMP_CWORD={last}; _itaxl; echo ${{COMPREPLY[@]}}"
        done = subprocess.run(["bash", "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
        return done.stdout.split()

    @pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
    @pytest.mark.parametrize(
        ("words", "found"),
        [
            (["itaxl", "me"], ["mend", "memo"]),
            (["itaxl", "mend", "--un"], ["--undo"]),
            (["itaxl", "run", "va"], ["validate"]),
            (["itaxl", "--v"], ["--version"]),
            (["itaxl", "check", ""], []),
            (["itaxl", "batch", "--digits", "t"], ["thai"]),
            (["itaxl", "nosuch", "x"], []),
        ],
        ids=str,
    )
    def it_finishes_words_in_bash(self, words: list[str], found: list[str], tmp_path: Path) -> None:
        assert self.complete(tmp_path, *words) == found

    @pytest.mark.parametrize("shell", ["bash", "zsh", "powershell"])
    def it_knows_every_command_and_option(self, shell: str, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(capsys, "completion", shell)
        assert code == 0
        for command, words in words_of(build()).items():
            assert all(word in out for word in (command, *words))

    def it_is_bashs_in_zsh(self) -> None:
        words = words_of(build())
        assert script("zsh", words).endswith(script("bash", words))
        assert script("zsh", words).startswith("autoload")
