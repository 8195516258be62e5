"""Files that are no readable workbook: each ends in one Thai sentence and a next step."""

from __future__ import annotations

import errno
import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from itaxl.errors import ExitCode, InputError
from itaxl.reading import limits
from itaxl.reading.workbook import grids_from_bytes, read_grids
from tests import nasty_files as made
from tests.refused_files import CELL, CELLS, FAR, GOOD, HARMLESS, HUGE, REFUSED


def refusal(data: bytes) -> InputError:
    with pytest.raises(InputError) as caught:
        grids_from_bytes(data, "แบบติดตาม.xlsx")
    return caught.value


@pytest.mark.parametrize("case", REFUSED)
def test_it_is_refused_in_one_line_that_says_why(case: str) -> None:
    data, fragment = REFUSED[case]
    error = refusal(data)
    assert fragment in error.what
    assert "แบบติดตาม.xlsx" in error.what
    assert error.next_step
    assert "\n" not in str(error)
    assert error.exit_code is ExitCode.INPUT


@pytest.mark.parametrize("case", HARMLESS)
def test_what_only_claims_much_is_read(case: str) -> None:
    assert grids_from_bytes(HARMLESS[case], "x")[0].rows == ((1.0,),)


def test_the_good_file_that_the_broken_ones_are_made_from_is_read() -> None:
    assert grids_from_bytes(GOOD, "x")[0].rows == (("ก",),)


def test_a_name_with_control_characters_stays_on_one_line() -> None:
    with pytest.raises(InputError) as caught:
        grids_from_bytes(b"", "ก\nข\ud800\u202e" + "ย" * 300)
    assert "\n" not in str(caught.value) and len(str(caught.value)) < 300
    str(caught.value).encode()


def test_a_file_too_large_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("itaxl.reading.workbook.MAX_FILE_BYTES", 2_000_000)
    path = tmp_path / "ใหญ่.xlsx"
    path.write_bytes(bytes(2_000_001))
    with pytest.raises(InputError, match="ใหญ่เกิน 2 MB"):
        read_grids(path)


def test_an_xls_stream_has_a_limit_of_its_own() -> None:
    data = made.xls(made.record(0xEB, bytes(8000)) * (limits.MAX_XLS_BYTES // 8000 + 1))
    assert "24 MB" in refusal(data).what


def test_claimed_dimensions_cost_nothing() -> None:
    claimed = made.sheet(CELL + '<c r="B1" s="0"/>', before='<dimension ref="A1:XFD1048576"/>')
    far = FAR.format(1048576, "XFD")
    far_but_empty = made.sheet(far.replace('<c r="XFD1048576"><v>1</v></c>', '<c r="XFD1048576" s="0"/>'))
    assert "<v>" not in far_but_empty.partition("XFD")[2]
    old = made.xls(
        made.record(0x0200, b"\0\0\0\0\xff\xff\xff\xff\0\0\xff\xff\0\0") + made.number_cell(0, 0, 1)
    )
    for data in (made.xlsx(claimed), made.xlsx(far_but_empty), old):
        assert grids_from_bytes(data, "x")[0].rows == ((1.0,),)


@pytest.mark.parametrize("name", ["~$แบบติดตาม.xlsx", ".~lock.แบบติดตาม.ods#"])
def test_a_lock_file_is_named_as_such(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"\x06user" + bytes(160))
    with pytest.raises(InputError, match="ไฟล์ชั่วคราว"):
        read_grids(tmp_path / name)


def test_paths_that_lead_to_no_workbook(tmp_path: Path) -> None:
    (tmp_path / "โฟลเดอร์.xlsx").mkdir()
    (tmp_path / "file").write_bytes(b"x")
    cases = {
        tmp_path / "ไม่มี.xlsx": "ไม่พบไฟล์",
        tmp_path / "file" / "x.xlsx": "ไม่พบไฟล์",
        tmp_path / "โฟลเดอร์.xlsx": "เป็นโฟลเดอร์",
        tmp_path / ("ย" * 200 + ".xlsx"): "ยาวเกิน",
        tmp_path / "ก\0ข.xlsx": "อักขระที่ใช้ไม่ได้",
    }
    for path, fragment in cases.items():
        with pytest.raises(InputError, match=fragment):
            read_grids(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
def test_a_pipe_is_refused_without_waiting_for_it(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    with pytest.raises(InputError, match="ไม่ใช่ไฟล์ธรรมดา"):
        read_grids(tmp_path / "pipe.xlsx")


@pytest.mark.parametrize(
    ("error", "fragment"),
    [
        (PermissionError(errno.EACCES, "denied"), "ไม่มีสิทธิอ่าน"),
        (OSError(errno.EIO, "broken"), "ไม่สำเร็จ"),
    ],
)
def test_a_file_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, fragment: str
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(GOOD)

    def refuse(*_: object, **__: object) -> io.BytesIO:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(InputError, match=fragment):
        read_grids(path)


def test_a_file_that_excel_holds_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(GOOD)

    def held(*_: object, **__: object) -> io.BytesIO:
        raise PermissionError(errno.EACCES, "in use")

    monkeypatch.setattr(Path, "open", held)
    monkeypatch.setattr("itaxl.reading.workbook.is_held", lambda asked: asked == path)
    with pytest.raises(InputError, match="เปิดค้างอยู่"):
        read_grids(path)


_LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (512_000_000,) * 2)
from pathlib import Path
from itaxl.errors import InputError
from itaxl.reading.workbook import read_grids
for name in sys.argv[1:]:
    try:
        read_grids(Path(name))
    except InputError:
        print("refused")
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no module resource")
def test_the_worst_of_them_stay_within_512_megabytes_and_say_nothing_on_stderr(tmp_path: Path) -> None:
    worst = [case for case, (_, fragment) in REFUSED.items() if fragment in (HUGE, CELLS)]
    worst += [
        "deep nesting",
        "half an .xls",
        "a record too short",
        "a merged area a byte",
    ]
    paths = [tmp_path / f"{n}.bin" for n in range(len(worst) + len(HARMLESS))]
    for path, data in zip(paths, [*(REFUSED[case][0] for case in worst), *HARMLESS.values()], strict=True):
        path.write_bytes(data)
    command = [sys.executable, "-c", _LIMITED, *map(str, paths)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=10 * len(paths))
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.split() == ["refused"] * len(worst)
