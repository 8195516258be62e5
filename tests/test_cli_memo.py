"""`itaxl memo` and `itaxl new`: what they write, what they refuse, and that nothing is overwritten."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from examples.picture import ring_png
from itaxl.cli import main
from itaxl.core.sample import sample
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.memo.emblem_file import MAX_BYTES, find_emblem
from tests.nasty_files import replaced, unzipped

Capture = pytest.CaptureFixture[str]


class DescribeMemo:
    def it_lies_beside_the_workbook_and_never_overwrites(self, good: Path, capsys: Capture) -> None:
        codes = [main(["memo", str(good)]) for _ in range(3)]
        paths = capsys.readouterr().out.splitlines()
        names = ["บันทึกข้อความ good.docx", "บันทึกข้อความ good (2).docx", "บันทึกข้อความ good (3).docx"]
        assert (codes, paths) == ([0, 0, 0], [str(good.with_name(name)) for name in names])
        assert all(zipfile.is_zipfile(path) for path in paths)

    def it_overwrites_what_o_names_only_with_force(self, good: Path, capsys: Capture) -> None:
        target = good.with_name("memo.docx")
        target.write_text("a clerk's own work")
        assert main(["memo", str(good), "-o", str(target)]) == 4
        assert target.read_text() == "a clerk's own work"
        assert main(["memo", str(good), "-o", str(target), "--force"]) == 0
        assert zipfile.is_zipfile(target)

    def it_is_refused_while_errors_stand_and_lists_the_first(self, faulty: Path, capsys: Capture) -> None:
        assert main(["memo", str(faulty)]) == 1
        out, err = capsys.readouterr()
        assert out == ""
        assert err.count("ต้องแก้ไข  ") == 5
        assert "หน่วยงาน!B5" in err
        assert [p.name for p in faulty.parent.iterdir()] == [faulty.name]

    def it_is_a_draft_with_errors_when_asked(self, faulty: Path, capsys: Capture) -> None:
        assert main(["memo", str(faulty), "--draft"]) == 0
        path = Path(capsys.readouterr().out.strip())
        with zipfile.ZipFile(path) as docx:
            headers = [docx.read(n).decode() for n in docx.namelist() if n.startswith("word/header")]
        assert any("ร่าง" in header for header in headers)

    def it_prints_the_emblem_that_lies_beside_the_workbook(self, good: Path, capsys: Capture) -> None:
        main(["memo", str(good)])
        without = capsys.readouterr()
        good.with_name("krut.png").write_bytes(ring_png())
        main(["memo", str(good)])
        beside = capsys.readouterr()
        assert "ตราครุฑ" in without.err
        assert "ตราครุฑ" not in beside.err
        with zipfile.ZipFile(beside.out.strip()) as docx:
            assert ring_png() in [docx.read(n) for n in docx.namelist() if n.startswith("word/media/")]

    def it_does_without_an_emblem_that_only_looks_like_a_picture(self, good: Path, capsys: Capture) -> None:
        good.with_name("krut.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing more")
        assert main(["memo", str(good)]) == 0
        assert "ตราครุฑ" in capsys.readouterr().err


class DescribeEmblem:
    @pytest.mark.parametrize(
        "name",
        ["", " ", ".", "..", "../krut.png", "sub/krut.png", "sub\\krut.png", "C:krut.png", "krut\0.png"],
    )
    def it_is_a_bare_name_or_nothing(self, tmp_path: Path, name: str) -> None:
        folder = tmp_path / "office"
        (folder / "sub").mkdir(parents=True)
        for place in (tmp_path, folder, folder / "sub"):
            (place / "krut.png").write_bytes(ring_png())
        assert find_emblem(folder, "krut.png").data == ring_png()
        assert find_emblem(folder, name).data is None
        assert find_emblem(folder, str(folder / "krut.png")).data is None

    def it_is_no_link_no_folder_nothing_large_and_no_other_kind(self, tmp_path: Path) -> None:
        (tmp_path / "real.png").write_bytes(ring_png())
        (tmp_path / "folder.png").mkdir()
        (tmp_path / "text.png").write_text("secret")
        (tmp_path / "large.png").write_bytes(ring_png() + bytes(MAX_BYTES))
        names = ["folder.png", "text.png", "large.png", "absent.png"]
        try:
            (tmp_path / "link.png").symlink_to(tmp_path / "real.png")
            names.append("link.png")
        except OSError:  # Windows without the right to make links has no links to guard against
            pass
        assert [find_emblem(tmp_path, name).data for name in names] == [None] * len(names)


class DescribeNew:
    def it_writes_with_macros_or_without(self, tmp_path: Path, capsys: Capture) -> None:
        for name, macros in (("a.xlsm", True), ("a.xlsx", False)):
            assert main(["new", str(tmp_path / name)]) == 0
            with zipfile.ZipFile(tmp_path / name) as book:
                assert ("xl/vbaProject.bin" in book.namelist()) is macros

    def it_takes_a_free_name_in_a_folder(self, tmp_path: Path, capsys: Capture) -> None:
        assert [main(["new", str(tmp_path)]) for _ in range(2)] == [0, 0]
        assert {p.name for p in tmp_path.iterdir()} == {"ITA_tracker.xlsm", "ITA_tracker (2).xlsm"}

    def it_never_overwrites(self, good: Path, good_bytes: bytes, capsys: Capture) -> None:
        assert main(["new", str(good), "--example"]) == 4
        assert good.read_bytes() == good_bytes

    def it_gives_an_example_that_makes_a_memo(self, tmp_path: Path, capsys: Capture) -> None:
        path = tmp_path / "e.xlsm"
        assert main(["new", str(path), "--example"]) == 0
        assert main(["check", str(path)]) == 0
        assert path.read_bytes() == tracker_bytes(sample(), macros=True)


def it_shows_the_first_errors_of_a_draftable_workbook_with_their_values(
    tmp_path: Path, capsys: Capture
) -> None:
    tracker = sample()
    wrong = tracker._replace(report=tracker.report._replace(level="ดีเลิศ"))
    path = tmp_path / "wrong.xlsx"
    path.write_bytes(tracker_bytes(wrong, macros=False))
    assert main(["memo", str(path)]) == 1
    assert "ดีเลิศ" in capsys.readouterr().err


def it_lets_nothing_invisible_into_a_memo_or_its_name(tmp_path: Path, good_bytes: bytes) -> None:
    """In a cell, and in the name of the workbook that the memo is named after."""
    unseen = "\u2066\u061c\U000e0041\u3164\uffa0\u034f\ufe0f\u2028\ue000"
    office = tmp_path / f"อบต{unseen}.xlsx"
    office.write_bytes(
        replaced(
            good_bytes, "xl/sharedStrings.xml", "สำนักปลัด".encode(), f"สำ{unseen[:-2]}นัก\ue000ปลัด".encode()
        )
    )
    assert main(["memo", str(office)]) == 0
    memo = next(tmp_path.glob("*.docx"))
    assert memo.name == "บันทึกข้อความ อบต.docx"
    written = unzipped(memo.read_bytes())["word/document.xml"].decode()
    assert "สำนักปลัด" in written
    assert not set(unseen) & set(written)
