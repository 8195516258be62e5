"""Writing outputs: whole or not at all, never over something by accident, under names every system keeps."""

from __future__ import annotations

import errno
import os
import re
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from itaxl.disk import atomic
from itaxl.disk.atomic import fresh_name, safe_stem, write_atomic, write_new
from itaxl.errors import ExitCode, OutputError

WRITERS = [write_atomic, write_new]
LINKS = pytest.mark.skipif(os.name == "nt", reason="a user of Windows may make no links")
NASTY = 'กขน้ำที่เแโ่้็ฯๆ ./\\:*?"<>|~$-\t\n\0\x7f\u200b\u202e\ud800\uf70aAaCONulLPT1²👨‍👩‍👧🏽 '


def refusal(write: Callable[[Path, bytes], object], path: Path) -> OutputError:
    with pytest.raises(OutputError) as caught:
        write(path, b"new")
    assert caught.value.exit_code is ExitCode.OUTPUT
    assert "\n" not in str(caught.value)
    return caught.value


def failing(error: OSError) -> Callable[..., object]:
    def fail(*_: object, **__: object) -> object:
        raise error

    return fail


def test_a_file_is_written_and_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "บันทึก.docx"
    write_atomic(path, b"old")
    write_atomic(path, b"new", durable=False)
    assert path.read_bytes() == b"new"
    assert os.listdir(tmp_path) == ["บันทึก.docx"]


@LINKS
def test_a_link_is_replaced_and_what_it_points_to_is_kept(tmp_path: Path) -> None:
    (tmp_path / "original").write_bytes(b"kept")
    (tmp_path / "link").symlink_to(tmp_path / "original")
    write_atomic(tmp_path / "link", b"new")
    assert (tmp_path / "original").read_bytes() == b"kept"
    assert (tmp_path / "link").read_bytes() == b"new"


@pytest.mark.parametrize("number", [errno.EACCES, errno.ENOSPC, errno.EIO])
def test_the_old_content_stays_when_the_move_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    path = tmp_path / "x.docx"
    path.write_bytes(b"old")
    monkeypatch.setattr(os, "replace", failing(OSError(number, "no")))
    refusal(write_atomic, path)
    assert path.read_bytes() == b"old"
    assert os.listdir(tmp_path) == ["x.docx"]


@pytest.mark.parametrize("write", WRITERS)
def test_nothing_is_left_behind_when_the_disk_is_full(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], object]
) -> None:
    monkeypatch.setattr(os, "fsync", failing(OSError(errno.ENOSPC, "full")))
    assert "พื้นที่ว่าง" in refusal(write, tmp_path / "x.docx").what
    assert os.listdir(tmp_path) == []


def test_a_target_open_in_word_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "บันทึก.docx").write_bytes(b"old")
    monkeypatch.setattr(os, "replace", failing(PermissionError(errno.EACCES, "in use")))
    error = refusal(write_atomic, tmp_path / "บันทึก.docx")
    assert "บันทึก.docx" in error.what and "เปิดค้างอยู่" in error.what


@pytest.mark.parametrize("number", [errno.EACCES, errno.EROFS])
@pytest.mark.parametrize("write", WRITERS)
def test_a_folder_that_may_not_be_written_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, write: Callable[[Path, bytes], object], number: int
) -> None:
    monkeypatch.setattr(atomic, "open", failing(OSError(number, "read-only")), raising=False)
    assert "ไม่มีสิทธิเขียน" in refusal(write, tmp_path / "x.docx").what


@pytest.mark.parametrize("write", WRITERS)
def test_places_where_nothing_can_be_written(tmp_path: Path, write: Callable[[Path, bytes], object]) -> None:
    (tmp_path / "file").write_bytes(b"x")
    assert "ไม่พบโฟลเดอร์" in refusal(write, tmp_path / "ไม่มี" / "x.docx").what
    assert "เป็นไฟล์ ไม่ใช่โฟลเดอร์" in refusal(write, tmp_path / "file" / "x.docx").what
    if os.name != "nt":  # there 255 letters, not bytes
        assert "ยาวเกินไป" in refusal(write, tmp_path / ("ย" * 100 + ".docx")).what
    for name in ("ก\0ข.docx",) if os.name == "nt" else ("ก\0ข.docx", "ก\ud800.docx"):
        assert "ใช้ไม่ได้" in refusal(write, tmp_path / name).what
    assert os.listdir(tmp_path) == ["file"]


@pytest.mark.parametrize("write", WRITERS)
def test_a_file_in_the_place_of_a_folder_is_named_as_on_windows_too(
    tmp_path: Path, write: Callable[[Path, bytes], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows tells of no folder there; others that it is none."""
    (tmp_path / "file").write_bytes(b"x")
    monkeypatch.setattr(atomic, "open", failing(FileNotFoundError(errno.ENOENT, "no such")), raising=False)
    assert "เป็นไฟล์ ไม่ใช่โฟลเดอร์" in refusal(write, tmp_path / "file" / "x.docx").what


def test_a_folder_is_not_replaced_by_a_file(tmp_path: Path) -> None:
    (tmp_path / "x.docx").mkdir()
    assert "เป็นโฟลเดอร์" in refusal(write_atomic, tmp_path / "x.docx").what


@LINKS
def test_a_fresh_name_counts_on(tmp_path: Path) -> None:
    path = tmp_path / "บันทึก.docx"
    assert fresh_name(path) == path
    path.write_bytes(b"")
    (tmp_path / "บันทึก (2).docx").symlink_to(tmp_path / "nowhere")
    assert fresh_name(path) == tmp_path / "บันทึก (3).docx"


def test_a_fresh_name_for_a_name_of_full_length_is_still_short_enough(tmp_path: Path) -> None:
    path = tmp_path / ("x" * 250 + ".docx")
    assert write_new(path, b"1") == path
    second = write_new(path, b"2")
    assert second.name.endswith("x (2).docx") and len(second.name) == 255
    assert second.read_bytes() == b"2"


def test_a_new_file_never_replaces_another(tmp_path: Path) -> None:
    path = tmp_path / "x.docx"
    assert [write_new(path, bytes([n])).name for n in range(3)] == ["x.docx", "x (2).docx", "x (3).docx"]
    assert path.read_bytes() == b"\0"


def test_many_writers_at_once_all_keep_their_files(tmp_path: Path) -> None:
    threads = [
        threading.Thread(
            target=write_new, args=(tmp_path / "x.docx", str(n).encode()), kwargs={"durable": False}
        )
        for n in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(int(path.read_bytes()) for path in tmp_path.iterdir()) == list(range(20))


def test_a_disk_without_hard_links_is_written_as_well(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", failing(PermissionError(errno.EPERM, "no links here")))
    path = tmp_path / "x.docx"
    assert [write_new(path, bytes([n])).name for n in range(2)] == ["x.docx", "x (2).docx"]
    assert path.read_bytes() == b"\0"
    assert len(os.listdir(tmp_path)) == 2


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("อบต.ตัวอย่างสุข", "อบต.ตัวอย่างสุข"),
        ("บันทึก 1/2567", "บันทึก 1-2567"),
        ("../../etc/passwd", "etc-passwd"),
        ("C:\\Windows\\x", "C-Windows-x"),
        ("ก\nข\tค", "ก ข ค"),
        (" .hidden. ", "hidden"),
        ("~$lock", "lock"),
        ("--force", "force"),
        ("con", "_con"),
        ("NUL.txt", "_NUL.txt"),
        ("com1 .x", "_com1 .x"),
        ("LPT²", "_LPT²"),
        ("CONSOLE", "CONSOLE"),
        ("", "ไม่มีชื่อ"),
        (" /.. ", "ไม่มีชื่อ"),
        ("นํ้า\u200bใส", "น้ำใส"),
    ],
)
def test_a_stem_from_a_cell(text: str, stem: str) -> None:
    assert safe_stem(text) == stem


@pytest.mark.parametrize(
    ("text", "stem"),
    [
        ("ก" * 10 + "ที่", "ก" * 10),  # 39 bytes: the cut falls before the tone mark, so the letter goes too
        ("ก" * 11 + "น้ำ", "ก" * 11),
        ("ก" * 10 + "แม่", "ก" * 10),
        ("x" * 30 + "👨‍👩‍👧", "x" * 30),
        ("x" * 100, "x" * 36),
    ],
)
def test_a_long_stem_is_cut_between_whole_letters(text: str, stem: str) -> None:
    assert safe_stem(text, 36) == stem


_DEVICES = re.compile(r"(CON|PRN|AUX|NUL|COM\d|LPT\d)(\..*)?", re.IGNORECASE)


@given(text=st.text(st.sampled_from(NASTY), max_size=60) | st.text(max_size=60), limit=st.integers(30, 120))
def test_any_stem_is_a_safe_name(text: str, limit: int) -> None:
    stem = safe_stem(text, limit)
    assert stem and len(stem.encode()) <= limit
    assert not set(stem) & set('<>:"/\\|?*\0\n\r\t')
    assert stem[-1] not in " ." and stem[0] not in " .-~"
    assert not _DEVICES.fullmatch(stem)
    assert Path("folder", stem).parent == Path("folder")
    assert safe_stem(stem, limit) == stem
