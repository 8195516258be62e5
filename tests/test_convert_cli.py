"""`itaxl convert`: what it writes, what it tells, what it leaves alone."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import stat
from pathlib import Path

import pytest

from itaxl.cli import main
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from tests.convert_layouts import docx_of, lines_xml
from tests.convert_made import HEADING, PLAIN, PLAIN_HEAD, save, text_of

Capture = pytest.CaptureFixture[str]
CLEAN = [(1, "จัดทำคู่มือ", "พิมพ์", "กองคลัง", "31/3/2565", "เสร็จแล้ว", None)]


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "ตารางเก่า.xlsx"
    save(path, ((HEADING,), PLAIN_HEAD, *PLAIN))
    return path


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    path = tmp_path / "clean.csv"
    path.write_text(text_of((PLAIN_HEAD, *CLEAN)), encoding="utf-8")
    return path


@pytest.fixture
def spoilt(tmp_path: Path) -> Path:
    path = tmp_path / "spoilt.csv"
    path.write_text(text_of((PLAIN_HEAD, (1, "จัดทำคู่มือ", "พิมพ์", "=นายก", "", "=1+1", None))), encoding="utf-8")
    return path


def run(capsys: Capture, *words: str | Path) -> tuple[int, str, str]:
    code = main(["convert", *map(str, words)])
    streams = capsys.readouterr()
    return code, streams.out, streams.err


def test_it_writes_a_tracker_of_the_sources_name(clean: Path, tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, clean, "--out", tmp_path / "new")
    assert code == 1  # the table says nothing of the office
    assert sorted(p.name for p in (tmp_path / "new").iterdir()) == ["clean.xlsm", "convert.csv"]
    assert str(tmp_path / "new" / "clean.xlsm") in out
    assert "มาตรการ 1 รายการ" in out
    assert err.count("\n") == 1
    assert main(["check", str(tmp_path / "new" / "clean.xlsm")]) == 1


def test_it_tells_how_it_read_the_headers_and_what_to_look_at(
    old: Path, tmp_path: Path, capsys: Capture
) -> None:
    code, out, _ = run(capsys, old, "--out", tmp_path / "new")
    assert code == 1
    assert "กำหนดเสร็จ → กำหนดแล้วเสร็จ 100%" in out
    assert "[C811]" in out and "[C818]" in out


def test_it_never_writes_over_anything(clean: Path, tmp_path: Path, capsys: Capture) -> None:
    before = clean.read_bytes()
    for _ in range(3):
        run(capsys, clean, "--out", tmp_path)
    names = sorted(p.name for p in tmp_path.iterdir())
    assert names == [
        *("clean (2).xlsm", "clean (3).xlsm", "clean.csv", "clean.xlsm"),
        *("convert (2).csv", "convert (3).csv", "convert.csv"),
    ]
    assert clean.read_bytes() == before


def test_it_needs_no_right_to_write_the_source(clean: Path, tmp_path: Path, capsys: Capture) -> None:
    os.chmod(clean, stat.S_IRUSR)
    assert run(capsys, clean, "--out", tmp_path / "new")[0] == 1
    assert stat.S_IMODE(clean.stat().st_mode) == stat.S_IRUSR


def test_one_that_fails_does_not_stop_the_others(
    clean: Path, spoilt: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04broken")
    code, out, err = run(
        capsys, tmp_path / "broken.xlsx", spoilt, tmp_path / "nosuch.xls", clean, "--out", tmp_path / "new"
    )
    assert code == 3
    assert {p.name for p in (tmp_path / "new").iterdir()} == {"clean.xlsm", "spoilt.xlsm", "convert.csv"}
    assert err.count("ผิดพลาด: ") == 2
    assert "อ่านไม่ได้ 2 ไฟล์" in err
    assert "spoilt.xlsm" in out


def test_nothing_missing_is_exit_0(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "whole.xlsm").write_bytes(tracker_bytes(sample()))
    code, _, err = run(capsys, tmp_path / "whole.xlsm", "--out", tmp_path / "new")
    assert (code, "ต้องแก้ไข" in err) == (0, False)
    assert main(["check", str(tmp_path / "new" / "whole.xlsm")]) == 0


def test_a_draft_without_statuses_is_no_success(tmp_path: Path, capsys: Capture) -> None:
    rows = [(*row[:5], "?", None) for row in PLAIN]
    save(tmp_path / "odd.xlsx", (PLAIN_HEAD, *rows))
    code, _, err = run(capsys, tmp_path / "odd.xlsx", "--out", tmp_path / "new")
    assert code == 1
    assert "ต้องแก้ไข" in err


def test_doubts_of_severity_error_are_exit_1(spoilt: Path, tmp_path: Path, capsys: Capture) -> None:
    assert run(capsys, spoilt, "--out", tmp_path / "new")[0] == 1


def test_json_is_an_object_for_one_and_an_array_for_several(
    clean: Path, spoilt: Path, tmp_path: Path, capsys: Capture
) -> None:
    one = json.loads(run(capsys, clean, "--out", tmp_path / "a", "--json")[1])
    assert (one["status"], one["measures"], one["error"]) == ("ok", 1, None)
    assert one["tables"][0]["columns"][1] == {"header": "มาตรการ", "field": "title", "confidence": 100}
    several = json.loads(run(capsys, spoilt, tmp_path / "nosuch.ods", "--out", tmp_path / "b", "--json")[1])
    assert [record["status"] for record in several] == ["doubts", "failed"]
    assert one["counts"]["error"] > 0  # what the table does not say of the office
    assert several[0]["counts"]["error"] == one["counts"]["error"] + 2
    assert {doubt["code"] for doubt in several[0]["doubts"]} == {"C805", "C809"}
    assert set(several[0]) == set(several[1]) == set(one)
    assert "nosuch.ods" in several[1]["error"]


def test_the_list_for_excel_holds_every_doubt_and_runs_nothing(
    spoilt: Path, tmp_path: Path, capsys: Capture
) -> None:
    run(capsys, spoilt, tmp_path / "nosuch.xls", "--out", tmp_path / "new")
    text = (tmp_path / "new" / "convert.csv").read_bytes().decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(text)))
    assert len({len(row) for row in rows}) == 1
    assert "'=1+1" in {cell for row in rows for cell in row}
    assert not any(cell.startswith(("=", "+", "@")) for row in rows for cell in row)
    assert any("nosuch.xls" in row[0] and row[2] == "ย้ายไม่ได้" for row in rows)


def test_what_is_explained_can_be_given_back(old: Path, tmp_path: Path, capsys: Capture) -> None:
    code, out, err = run(capsys, old, "--explain")
    assert (code, err) == (0, "")
    assert [p.name for p in tmp_path.iterdir()] == [old.name]
    (tmp_path / "how.toml").write_text(out, encoding="utf-8")
    assert run(capsys, old, "--mapping", tmp_path / "how.toml", "--out", tmp_path / "new")[0] == 1
    assert run(capsys, old, "--mapping", tmp_path / "how.toml", "--explain")[1] == out


def test_patterns_that_no_shell_expands_are_expanded(
    clean: Path, spoilt: Path, tmp_path: Path, capsys: Capture
) -> None:
    (tmp_path / "~$clean.csv").write_text("lock")
    run(capsys, str(tmp_path / "*.csv"), clean, "--out", tmp_path / "new")
    assert {p.name for p in (tmp_path / "new").iterdir()} == {"clean.xlsm", "spoilt.xlsm", "convert.csv"}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (["a.xlsx"], 2),
        (["--out", "o"], 2),
        (["a.xlsx", "b.xlsx", "--explain"], 2),
        (["a.xlsx", "--explain"], 3),
        (["a.xlsx", "--out", "o", "--mapping", "nosuch.toml"], 3),
        (["a.xlsx", "--out", "o", "--nosuch"], 2),
    ],
)
def test_wrong_words_are_one_thai_line(
    words: list[str], code: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.chdir(tmp_path)
    found, out, err = run(capsys, *words)
    assert (found, out, err.count("\n")) == (code, "", 1)
    assert re.search("[ก-๙]", err)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_cannot_be_made_is_an_output_error(clean: Path, capsys: Capture) -> None:
    assert run(capsys, clean, "--out", clean / "below")[0] == 4


def test_a_memo_goes_to_the_reader_of_memos(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "memo.docx").write_bytes(b"no zip at all")
    code, _, err = run(capsys, tmp_path / "memo.docx", "--out", tmp_path / "new")
    assert code == 3
    assert "memo.docx" in err


def test_a_preview_shows_each_value_beside_its_cell_and_writes_nothing(
    old: Path, tmp_path: Path, capsys: Capture
) -> None:
    code, out, err = run(capsys, old, "--preview")
    assert (code, err) == (0, "")
    assert [p.name for p in tmp_path.iterdir()] == [old.name]
    assert "สถานะการดำเนินการ: อยู่ระหว่างดำเนินการ  ←  แผ่นงาน Sheet เซลล์ F4 “กำลังดำเนินการ”" in out
    assert "[C818]" in out


def test_a_preview_of_a_memo_names_rows_and_paragraphs(tmp_path: Path, capsys: Capture) -> None:
    lines = ("๑. จัดทำคู่มือ ผู้รับผิดชอบ : กองคลัง", "๒. อบรม ผู้รับผิดชอบ : กองช่าง", "จึงเรียนมาเพื่อโปรดทราบ")
    (tmp_path / "memo.docx").write_bytes(docx_of(lines_xml(lines)))
    _, out, _ = run(capsys, tmp_path / "memo.docx", "--preview")
    assert "ผู้รับผิดชอบ: กองช่าง  ←  ย่อหน้าที่ 2" in out
