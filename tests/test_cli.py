"""The command line's contracts: exit codes, JSON keys, what goes to which stream."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl import __version__
from itaxl.cli import main
from tests.conftest import Cli
from tests.systems import no_such_names

THAI = re.compile("[ก-๙]")

WRONG = [
    ["nosuch"],
    ["check"],
    ["check", "a", "--nosuch"],
    ["check", "--js", "a"],
    ["memo", "a", "-o"],
    ["memo", "a", "-o", "a.pdf"],
    ["batch", "a"],
    ["batch", "a", "--out", "o", "--jobs", "0"],
    ["new", "a.txt"],
]


def run(capsys: pytest.CaptureFixture[str], *words: str | Path) -> tuple[int, str, str]:
    code = main([*map(str, words)])
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def last_line(text: str) -> str:
    return text.rstrip("\n").rpartition("\n")[2]


class DescribeExitCodes:
    def it_is_0_for_a_clean_workbook(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "check", good)[0] == 0

    def it_is_1_while_errors_stand(self, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert [run(capsys, c, faulty)[0] for c in ("check", "rollup", "memo")] == [1, 1, 1]

    @pytest.mark.parametrize("words", WRONG, ids=" ".join)
    def it_is_2_for_wrong_usage_in_one_thai_line(
        self, words: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, *words)
        assert (code, out, err.count("\n")) == (2, "", 1)
        assert THAI.search(err)
        assert not re.search(r"\b(error|usage|argument|required|invalid|expected)\b", err)

    def it_is_3_for_an_unreadable_workbook(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        broken = tmp_path / "broken.xlsx"
        broken.write_bytes(b"PK\x03\x04 no workbook")
        for words in (
            ["check", broken],
            ["rollup", broken],
            ["memo", broken],
            ["check", tmp_path / "absent"],
        ):
            code, out, err = run(capsys, *words)
            assert (code, out, err.count("\n")) == (3, "", 1)

    def it_is_4_where_nothing_can_be_written(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        nowhere = good.parent / "absent" / "memo.docx"
        assert run(capsys, "memo", good, "-o", nowhere)[0] == 4
        assert run(capsys, "batch", good, "--out", good)[0] == 4
        assert run(capsys, "new", good)[0] == 4

    def it_is_5_for_a_template_that_is_none(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        out = good.parent / "out"
        assert run(capsys, "memo", good, "--template", good)[0] == 5
        assert run(capsys, "batch", good, "--out", out, "--template", good)[0] == 5
        assert not out.exists()

    def it_is_6_where_the_installation_lacks_its_template(
        self, good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("itaxl.shipped._PACKAGE", good.parent / "nowhere" / "itaxl")
        code, out, err = run(capsys, "memo", good)
        assert (code, out) == (6, "")
        assert "memo.docx" in err

    def it_is_70_for_a_bug_with_the_traceback_in_the_log_only(
        self, good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, log_file: Path
    ) -> None:
        def bug(_grids: object, _today: object) -> None:
            raise ZeroDivisionError("the bug itself")

        monkeypatch.setattr("itaxl.cli.assessed.judge", bug)
        code, out, err = run(capsys, "check", good)
        assert (code, out, err.count("\n")) == (70, "", 1)
        assert str(log_file) in err
        assert "Traceback" not in err
        assert "ZeroDivisionError: the bug itself" in log_file.read_text(encoding="utf-8")

    def it_is_130_when_interrupted(
        self, good: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def interrupt(_grids: object, _today: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr("itaxl.cli.assessed.judge", interrupt)
        code, out, err = run(capsys, "check", good)
        assert (code, out, err.count("\n")) == (130, "", 1)

    def it_takes_the_gravest_of_several(
        self, good: Path, faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert run(capsys, "check", faulty, good)[0] == 1
        assert run(capsys, "check", tmp_path / "absent.xlsx", faulty, good)[0] == 3


class DescribeJson:
    def it_gives_check_its_keys(self, faulty: Path, capsys: pytest.CaptureFixture[str]) -> None:
        _, out, _ = run(capsys, "check", faulty, "--json")
        record = json.loads(out)
        assert list(record) == ["file", "office", "fiscal_year", "counts", "findings"]
        assert list(record["counts"]) == ["error", "warning"]
        assert sum(record["counts"].values()) == len(record["findings"]) > 0
        keys = ["code", "severity", "sheet", "cell", "value", "message", "suggestion"]
        assert all(list(finding) == keys for finding in record["findings"])
        assert {f["severity"] for f in record["findings"]} == {"error", "warning"}

    def it_names_office_and_year(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        record = json.loads(run(capsys, "check", good, "--json")[1])
        assert (record["office"], record["fiscal_year"]) == ("องค์การบริหารส่วนตำบลตัวอย่างสุข", 2567)
        assert record["file"] == str(good)

    def it_gives_rollup_its_keys(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        record = json.loads(run(capsys, "rollup", good, "--json")[1])
        counts = ["measures", "not_started", "in_progress", "done", "unread", "overdue", "percent_done"]
        assert list(record) == ["file", "office", "as_of", "divisions", "total"]
        assert all(list(tally) == ["division", *counts] for tally in record["divisions"])
        assert list(record["total"]) == counts
        assert (record["as_of"], record["total"]["percent_done"]) == ("2024-03-31", 40.0)

    def it_gives_an_object_for_one_file_and_an_array_for_several(
        self, good: Path, faulty: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        absent = tmp_path / "absent.xlsx"
        for command in ("check", "rollup"):
            records = json.loads(run(capsys, command, good, absent, faulty, "--json")[1])
            assert [r["file"] for r in records] == [str(good), str(absent), str(faulty)]
            assert ["error" in r for r in records] == [False, True, False]
            assert isinstance(json.loads(run(capsys, command, good, "--json")[1]), dict)


class DescribeStreams:
    def it_ends_with_a_sentence_on_stderr(self, good: Path, capsys: pytest.CaptureFixture[str]) -> None:
        for command in ("check", "rollup", "memo"):
            _, out, err = run(capsys, command, good)
            assert out
            assert THAI.search(last_line(err))
            assert last_line(err) not in out

    def it_tells_findings_with_sheet_cell_and_message(
        self, faulty: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        _, out, _ = run(capsys, "check", faulty)
        assert re.search(r"^    ต้องแก้ไข +หน่วยงาน!B6 +ยังไม่ได้กรอก “ชื่อหน่วยงาน”.*\[O301\]$", out, re.MULTILINE)

    def it_speaks_utf8_whatever_the_console_says(self, cli: Cli, good: Path) -> None:
        plain = {k: v for k, v in os.environ.items() if not k.startswith(("LC_", "LANG", "PYTHONUTF8"))}
        result = cli("rollup", good, env=plain | {"PYTHONIOENCODING": "ascii", "LC_ALL": "C"})
        assert (result.returncode, "สำนักปลัด" in result.stdout) == (0, True)

    def it_survives_a_reader_that_goes_away(self, good: Path) -> None:
        files = [str(good)] * 40
        command = [sys.executable, "-m", "itaxl", "check", *files]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
            assert process.stdout is not None and process.stderr is not None
            process.stdout.close()
            said = process.stderr.read().decode()
        assert process.returncode == 0
        assert "Traceback" not in said
        assert "BrokenPipe" not in said

    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="only Linux has a device that is always full")
    def it_says_when_stdout_is_full(self, good: Path) -> None:
        with Path("/dev/full").open("w") as full:
            command = [sys.executable, "-m", "itaxl", "check", str(good)]
            result = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, encoding="utf-8")
        assert result.returncode == 4
        assert result.stderr.count("\n") <= 2
        assert "Traceback" not in result.stderr

    @no_such_names
    def it_keeps_cell_text_from_steering_the_terminal(
        self, tmp_path: Path, good_bytes: bytes, capsys: pytest.CaptureFixture[str]
    ) -> None:
        evil = tmp_path / "evil\x1b[31m\u202e.xlsx"
        evil.write_bytes(good_bytes)
        _, out, _ = run(capsys, "check", evil)
        assert "\x1b" not in out
        assert "\u202e" not in out


class DescribeVersionAndHelp:
    def it_prints_the_version(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(capsys, "--version") == (0, f"itaxl {__version__}\n", "")

    @pytest.mark.parametrize("command", [[], ["new"], ["check"], ["rollup"], ["memo"], ["batch"]])
    def it_helps_in_thai_without_argparse_english(
        self, command: list[str], capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, out, err = run(capsys, *command, "--help")
        assert (code, err) == (0, "")
        assert out.startswith("วิธีใช้: itaxl")
        assert not re.search(r"\b(usage|options|show|exit|arguments|help message)\b", out.replace("--", ""))

    def it_starts_without_loading_excel_or_word_libraries(self) -> None:
        script = (
            "import sys; from itaxl.cli import main; main(['--help']);"
            "heavy = {'python_calamine', 'docxtpl', 'docx', 'openpyxl', 'xlwings', 'xlsxwriter', 'jinja2',"
            " 'lxml', 'dateutil'};"
            "sys.exit(', '.join(sorted(heavy & set(sys.modules))) or 0)"
        )
        result = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8")
        assert (result.returncode, result.stderr) == (0, "")
