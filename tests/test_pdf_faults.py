"""LibreOffice that hangs, dies, skips and lies: what it costs, and what is left behind."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from itaxl.errors import ExitCode, InputError, ItaxlError, OutputError
from itaxl.pdf.libreoffice import LibreOffice
from itaxl.pdf.run import Limits
from tests.pdf_fakes import (
    CUT,
    DIES,
    DIES_ONCE,
    HANGS,
    NO_PDF,
    SKIPPED,
    SLOW,
    FakeOffice,
    docx,
    is_running,
    pairs,
)

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the pretended soffice is a Unix script")

#: A hang is seen after so long; Python itself, in which the pretended program is written, starts within it.
SOON = Limits(first=2.0, next=0.7)


@pytest.fixture
def space(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The system's folder for temporary files, which is empty before and after."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def office(tmp_path: Path, space: Path) -> Iterator[FakeOffice]:
    """None of its processes lives on."""
    (tmp_path / "office").mkdir()
    fake = FakeOffice(tmp_path / "office")
    yield fake
    assert fake.running() == []


def converted(office: FakeOffice, folder: Path, *texts: str, processes: int = 1) -> list[ItaxlError | None]:
    """The results; a file has its PDF exactly when there is no problem, and it is that file's PDF."""
    asked = pairs(folder, *texts)
    with LibreOffice(office.program, processes=processes, limits=SOON) as converter:
        results = list(converter.convert(asked))
    assert len(results) == len(asked)
    for (_, pdf), text, problem in zip(asked, texts, results, strict=True):
        assert pdf.exists() is (problem is None)
        assert problem is not None or text.encode() in pdf.read_bytes()
    assert {p.suffix for p in (folder / "out").iterdir()} <= {".pdf"}
    return results


def bad(results: list[ItaxlError | None]) -> list[int]:
    return [index for index, problem in enumerate(results) if problem]


class DescribeLosses:
    def it_starts_one_process_for_many_files(self, office: FakeOffice, tmp_path: Path) -> None:
        assert bad(converted(office, tmp_path, *"abcdefghij")) == []
        assert len(office.starts) == 1

    @pytest.mark.parametrize(
        ("fault", "starts", "words"),
        [
            (HANGS, 2, "นานเกินกำหนด"),
            (DIES, 3, "หยุดทำงานกลางคัน"),
            (SKIPPED, 1, "ไม่สำเร็จ"),
            (CUT, 1, "ไม่สำเร็จ"),
            (NO_PDF, 1, "ไม่สำเร็จ"),
        ],
    )
    @pytest.mark.parametrize("place", [0, 4])
    def it_loses_the_one_file_only(
        self, office: FakeOffice, tmp_path: Path, fault: str, starts: int, words: str, place: int
    ) -> None:
        texts = ["a", "b", "c", "d", "e"]
        texts[place] = fault
        results = converted(office, tmp_path, *texts)
        assert bad(results) == [place]
        problem = results[place]
        assert isinstance(problem, OutputError)
        assert words in problem.what
        assert f"บันทึก {place}" in problem.what
        assert len(office.starts) == starts - (place == 4 and fault in (HANGS, DIES))

    def it_tries_again_when_somebody_killed_the_process(self, office: FakeOffice, tmp_path: Path) -> None:
        assert bad(converted(office, tmp_path, "a", DIES_ONCE, "c")) == []
        assert len(office.starts) == 2

    def it_gives_up_a_program_that_loses_one_file_after_the_other(
        self, office: FakeOffice, tmp_path: Path
    ) -> None:
        results = converted(office, tmp_path, "a", *[DIES] * 8)
        assert bad(results) == list(range(1, 9))
        assert len(office.starts) < 8
        assert "ติดต่อกัน" in str(results[-1])
        assert "บันทึก 8" in str(results[-1])

    def it_does_not_give_up_when_some_files_come_out(self, office: FakeOffice, tmp_path: Path) -> None:
        results = converted(office, tmp_path, DIES, DIES, "a", DIES, DIES, "b", DIES, "c")
        assert bad(results) == [0, 1, 3, 4, 6]

    def it_logs_what_the_program_said(self, office: FakeOffice, tmp_path: Path, log_file: Path) -> None:
        converted(office, tmp_path, SKIPPED)
        assert "Error: source file could not be loaded" in log_file.read_text(encoding="utf-8")

    def it_tells_of_a_program_that_does_not_start(self, space: Path, tmp_path: Path) -> None:
        with LibreOffice(tmp_path / "nothing") as converter:
            results = list(converter.convert(pairs(tmp_path, "a", "b")))
        assert all("เริ่ม LibreOffice ไม่ได้" in str(problem) for problem in results)

    @pytest.mark.parametrize("fault", [HANGS, DIES])
    def it_blames_the_right_one_when_others_were_skipped_before_it(
        self, office: FakeOffice, tmp_path: Path, fault: str
    ) -> None:
        results = converted(office, tmp_path, "a", SKIPPED, SKIPPED, SKIPPED, fault, "b")
        assert bad(results) == [1, 2, 3, 4]
        assert ["ไม่สำเร็จ" in str(problem) for problem in results[1:5]] == [True, True, True, False]

    @settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.sampled_from(["a", "b", SLOW, SKIPPED, DIES, CUT]), max_size=7), st.integers(1, 3))
    def it_tells_of_each_file_in_order_whatever_happens(
        self, tmp_path_factory: pytest.TempPathFactory, texts: list[str], processes: int
    ) -> None:
        folder = tmp_path_factory.mktemp("any")
        results = converted(FakeOffice(folder), folder, *texts, processes=processes)
        expected = [index for index, text in enumerate(texts) if text in (SKIPPED, DIES, CUT)]
        lost = sum(text == DIES for text in texts)
        assert bad(results) == expected or lost > 2


class DescribeInputs:
    def it_refuses_files_that_are_not_whole_and_goes_on(self, office: FakeOffice, tmp_path: Path) -> None:
        asked = pairs(tmp_path, *"abcdef")
        asked[0][0].write_bytes(docx("cut")[:-30])
        asked[1][0].write_text("a text that is no Word file")
        asked[2][0].unlink()
        data = bytearray(docx("damaged " * 50))
        data[data.find(b"damaged") + 3] ^= 1
        asked[3][0].write_bytes(data)
        with LibreOffice(office.program) as converter:
            results = list(converter.convert(asked))
        assert bad(results) == [0, 1, 2, 3]
        assert all(isinstance(problem, InputError) for problem in results[:4])
        assert [pdf.exists() for _, pdf in asked] == [False] * 4 + [True] * 2

    def it_tells_when_the_pdf_cannot_be_written(self, office: FakeOffice, tmp_path: Path) -> None:
        asked = pairs(tmp_path, "a", "b")
        asked[0] = (asked[0][0], tmp_path / "absent" / "a.pdf")
        with LibreOffice(office.program) as converter:
            first, second = converter.convert(asked)
        assert first is not None
        assert (first.exit_code, second) == (ExitCode.OUTPUT, None)

    def it_keeps_the_old_pdf_when_there_is_no_new_one(self, office: FakeOffice, tmp_path: Path) -> None:
        asked = pairs(tmp_path, CUT, "b")
        for _, pdf in asked:
            pdf.write_bytes(b"old")
        with LibreOffice(office.program) as converter:
            assert bad(list(converter.convert(asked))) == [0]
        assert asked[0][1].read_bytes() == b"old"
        assert asked[1][1].read_bytes() != b"old"

    def it_gives_the_program_plain_names_and_leaves_the_memos_alone(
        self, office: FakeOffice, tmp_path: Path
    ) -> None:
        asked = pairs(tmp_path, "a", "b")
        before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path, _ in asked}
        with LibreOffice(office.program) as converter:
            list(converter.convert(asked))
        assert office.starts[0][-2:] == ["0000.docx", "0001.docx"]
        assert {p: (p.read_bytes(), p.stat().st_mtime_ns) for p in (tmp_path / "in").iterdir()} == before

    def it_has_nothing_to_do_without_files(self, office: FakeOffice) -> None:
        with LibreOffice(office.program) as converter:
            assert list(converter.convert([])) == []
        assert office.starts == []

    def it_never_asks_for_more_files_than_libreoffice_does(self, office: FakeOffice, tmp_path: Path) -> None:
        assert bad(converted(office, tmp_path, *["a"] * 230, processes=2)) == []
        files = [sum(word.endswith(".docx") for word in start) for start in office.starts]
        assert (sum(files), max(files) <= 100) == (230, True)


class DescribeTheEnd:
    def it_leaves_nothing_when_the_work_is_broken_off(self, office: FakeOffice, tmp_path: Path) -> None:
        asked = pairs(tmp_path, "a", HANGS, "c")
        with pytest.raises(KeyboardInterrupt), LibreOffice(office.program) as converter:
            for _ in converter.convert(asked):
                raise KeyboardInterrupt
        assert asked[0][1].exists()

    def it_leaves_nothing_after_ctrl_c(self, office: FakeOffice, tmp_path: Path, space: Path) -> None:
        asked = pairs(tmp_path, "a", HANGS)
        code = (
            "import sys, tempfile\nfrom pathlib import Path\nfrom itaxl.pdf.libreoffice import LibreOffice\n"
            f"tempfile.tempdir = {str(space)!r}\n"
            f"pairs = [(Path(a), Path(b)) for a, b in {[(str(a), str(b)) for a, b in asked]!r}]\n"
            f"with LibreOffice(Path({str(office.program)!r})) as converter:\n"
            "    for result in converter.convert(pairs):\n        print(result, flush=True)\n"
        )
        run = subprocess.Popen(
            [sys.executable, "-c", code], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert run.stdout
        assert run.stdout.readline() == "None\n"
        run.send_signal(signal.SIGINT)
        _, errors = run.communicate(timeout=30)
        assert "KeyboardInterrupt" in errors
        assert office.starts
        assert asked[0][1].exists()

    def it_deletes_nobodys_folder_whatever_its_name_and_age(
        self, office: FakeOffice, tmp_path: Path, space: Path
    ) -> None:
        theirs = [space / name for name in ("itaxl-pdf-old", "itaxl-run-aaaaaaaa", "itaxl-run-notes")]
        for folder in theirs:
            (folder / "1").mkdir(parents=True)
            os.utime(folder, (1, 1))
        assert bad(converted(office, tmp_path, "a")) == []
        assert sorted(space.iterdir()) == theirs
        for folder in theirs:
            shutil.rmtree(folder)

    def it_would_notice_a_process_that_is_left(self, tmp_path: Path) -> None:
        with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"]) as left:
            assert is_running(left.pid)
            left.kill()
        assert not is_running(left.pid)
