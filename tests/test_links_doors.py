"""The same links through every door: the command, the buttons in Excel and Calc, and what a memo shows."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons.mending import mend
from itaxl.cli import main
from itaxl.core.model import Tracker
from itaxl.core.sample import sample
from itaxl.errors import ExitCode, MissingError
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.links import round
from itaxl.links.ask import ask
from itaxl.links.kept import Kept
from tests.calc_office import Calc
from tests.desks import IN_BOTH, IN_CALC, Desk
from tests.excel_tracker import MEASURES, NOW, findings, measure, messages
from tests.test_cli import run
from tests.web import USUAL, Page, World, to, world

TODAY = NOW.date()


@pytest.fixture
def web(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[World]:
    """Every door asks this world."""
    monkeypatch.setenv("ITAXL_CACHE", str(tmp_path / "kept"))
    with world() as made:
        made.pages |= {"/ita/1": Page(), "/old": to("/ita/1"), "/ita/9": Page(404, "")}
        monkeypatch.setattr(
            round,
            "_ask",
            lambda wanted, day, heard, limits, ways: ask(wanted, day, heard, USUAL, made.ways()),
        )
        yield made


def with_links(web: World, *evidence: str) -> Tracker:
    """The sample with these cells of evidence, {web} for the server, on the office's own site."""
    tracker = sample()
    office = tracker.office._replace(website="www.a.example.go.th")
    cells = [one.format(web=web.url("")) for one in evidence] + [""] * len(tracker.measures)
    rows = tuple(m._replace(evidence=one) for m, one in zip(tracker.measures, cells, strict=False))
    return tracker._replace(office=office, measures=rows)


def told(store: list[list[object]]) -> list[tuple[object, object]]:
    """(cell, code) of the findings about links."""
    return [(row[2], row[5]) for row in store if str(row[5]).startswith("L")]


CELLS = ("{web}/ita/1 {web}/ita/9", "{web}/old", "ดูที่ {web}/ita/9", "file:///C:/x.pdf", "")
FOUND = ["L901", "L915", "L909", "L915", "L901"]


class DescribeTheCommand:
    @pytest.fixture
    def path(self, web: World, tmp_path: Path) -> Path:
        path = tmp_path / "t.xlsx"
        path.write_bytes(tracker_bytes(with_links(web, *CELLS), macros=False))
        return path

    def it_tells_every_link(self, path: Path, web: World, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = run(capsys, "links", path)
        assert code == 1
        assert "[L901]" in out and "[L909]" in out and web.url("/ita/9") in out
        assert "ตรวจแล้ว 5 ลิงก์ เปิดได้ 2 เปิดไม่ได้ 3" in err

    def it_gives_json(self, path: Path, web: World, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, _ = run(capsys, "links", path, "--json")
        record = json.loads(out)
        assert (code, record["file"]) == (1, str(path))
        assert record["counts"] == {"links": 5, "opened": 2, "closed": 3}
        assert [link["state"] for link in record["links"]] == ["opens", "gone", "moved", "gone", "no_web"]
        assert record["links"][2]["address"] == web.url("/ita/1")
        assert record["links"][0]["checked"] == dt.date.today().isoformat()
        moved = next(f for f in record["findings"] if f["code"] == "L909")
        assert (moved["suggestion"], moved["sheet"]) == (web.url("/ita/1"), MEASURES)

    def it_asks_what_opened_again_after_a_week_or_when_told_so(
        self, path: Path, web: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(capsys, "links", path)
        assert web.asked("/ita/1"), "asked"
        web.log.clear()
        assert "เปิดได้ 2" in run(capsys, "links", path)[2]
        assert not web.asked("/ita/1") and web.asked("/ita/9"), "what did not open is asked each time"
        web.log.clear()
        run(capsys, "links", path, "--again")
        assert web.asked("/ita/1")
        kept = Kept.load()
        kept.answers = {
            url: answer._replace(day=answer.day - dt.timedelta(days=7))
            for url, answer in kept.answers.items()
        }
        kept._path.write_text("")  # type: ignore[union-attr]
        kept.save(dt.date.today() - dt.timedelta(days=7))
        web.log.clear()
        run(capsys, "links", path)
        assert web.asked("/ita/1")

    def it_is_content_where_all_open(
        self, web: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "t.xlsx"
        path.write_bytes(tracker_bytes(with_links(web), macros=False))
        code, out, err = run(capsys, "links", path)
        assert code == 0 and "ไม่มีลิงก์หลักฐาน" in out and "ไม่มีลิงก์หลักฐานให้ตรวจ" in err
        assert web.log == []

    def it_goes_on_past_a_file_that_cannot_be_read(
        self, path: Path, web: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        bad = path.with_name("bad.xlsx")
        bad.write_bytes(b"x")
        code, out, err = run(capsys, "links", bad, path)
        assert code == 3 and "[L901]" in out and "bad.xlsx" in err
        code, out, _ = run(capsys, "links", bad, path, "--json")
        assert [sorted(one) for one in json.loads(out)][1] == sorted({*json.loads(out)[0]} - {"error"})

    def it_says_once_that_it_is_offline(
        self, path: Path, web: World, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path.write_bytes(
            tracker_bytes(
                with_links(web, "{web}/ita/1 http://b.example.go.th/1 http://c.example.go.th/1"), macros=False
            )
        )
        web.names |= {name: [] for name in ("www.a.example.go.th", "b.example.go.th", "c.example.go.th")}
        code, out, err = run(capsys, "links", path)
        assert (code, out) == (6, "") and err.count("อินเทอร์เน็ต") == 1
        assert not (path.parent / "kept" / "links.json").exists()

    def it_asks_no_machine_of_this_network_unless_told_so(
        self, path: Path, web: World, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        asked: list[bool] = []

        def noted(wanted: object, day: object, heard: object, limits: object, ways: object) -> None:
            asked.append(ways.private)  # type: ignore[attr-defined]

        monkeypatch.setattr(round, "_ask", noted)
        run(capsys, "links", path)
        run(capsys, "links", path, "--private")
        assert asked == [False, True]


@IN_BOTH
class DescribeTheButton:
    @pytest.fixture
    def book(self, xl: Desk, web: World, tmp_path: Path) -> xlwings.Book:
        return xl.open(tracker_bytes(with_links(web, *CELLS)), str(tmp_path / "ITA_tracker.xlsm"))

    def it_finds_what_the_command_finds(
        self, xl: Desk, book: xlwings.Book, web: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        path = tmp_path / "t.xlsx"
        path.write_bytes(tracker_bytes(with_links(web, *CELLS), macros=False))
        outcome = buttons.links(book, NOW)
        assert outcome.exit_code is ExitCode.FINDINGS
        assert "5 ลิงก์: เปิดได้ 2 เปิดไม่ได้ 3" in outcome.text
        found = json.loads(run(capsys, "links", path, "--json")[1])["findings"]
        assert told(findings(xl)) == [(f["cell"], f["code"]) for f in found if f["code"] != "L911"]
        assert [row[4] for row in findings(xl) if str(row[5]).startswith("L")] == [
            f["message"] for f in found if f["code"] != "L911"
        ]
        assert [code for _, code in told(findings(xl))] == FOUND
        assert "404" in str(messages(xl)[0])

    def it_is_kept_by_a_check_until_the_cell_changes(self, xl: Desk, book: xlwings.Book, web: World) -> None:
        buttons.links(book, NOW)
        web.log.clear()
        buttons.validate(book, NOW)
        assert [code for _, code in told(findings(xl))] == FOUND
        assert web.log == []
        measure(xl, "evidence", 1).value = web.url("/ita/1")
        buttons.validate(book, NOW)
        assert [code for _, code in told(findings(xl))] == ["L915", "L909", "L915", "L901"]
        buttons.validate(book, NOW + dt.timedelta(days=7))
        assert told(findings(xl)) == []

    def it_keeps_what_somebody_wrote_behind_a_message(self, xl: Desk, book: xlwings.Book, web: World) -> None:
        buttons.links(book, NOW)
        cells = [measure(xl, "message", number) for number in range(1, 4)]
        for cell in cells:
            cell.value = f"{cell.value} ฝากคุณสมศรีตามต่อ"
        for _ in range(2):
            buttons.validate(book, NOW)
            assert [str(cell.value).count("ฝากคุณสมศรีตามต่อ") for cell in cells] == [1, 1, 1]

    def it_lets_the_new_address_be_written(self, xl: Desk, book: xlwings.Book, web: World) -> None:
        buttons.links(book, NOW)
        mend(book, NOW, lambda question: True)
        assert measure(xl, "evidence", 2).value == web.url("/ita/1")
        assert [code for _, code in told(findings(xl))] == ["L901", "L915", "L915", "L901"]

    def it_says_that_there_is_nothing_to_ask(self, xl: Desk, book: xlwings.Book, web: World) -> None:
        for number in range(1, 5):
            measure(xl, "evidence", number).value = None
        assert buttons.links(book, NOW).exit_code is ExitCode.OK
        assert web.log == []

    def it_shows_how_far_it_is_and_leaves_the_status_bar_as_it_was(
        self, xl: Desk, book: xlwings.Book, web: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("itaxl.buttons.evidence._PAUSE", 0.0)
        shown: list[str] = []
        monkeypatch.setattr(
            "itaxl.buttons.sentences.asking", lambda done, total: shown.append(f"{done}/{total}") or "…"
        )
        before = book.app.status_bar
        buttons.links(book, NOW)
        assert shown == ["0/3", "1/3", "2/3", "3/3"]
        assert book.app.status_bar == before

    def it_changes_nothing_when_offline(
        self, xl: Desk, book: xlwings.Book, web: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def offline(*words: object) -> None:
            raise MissingError("ไม่ได้ต่ออินเทอร์เน็ต", "โปรดตรวจการเชื่อมต่อ")

        monkeypatch.setattr(round, "_ask", offline)
        before = xl.state()
        with pytest.raises(MissingError):
            buttons.links(book, NOW)
        assert xl.state() == before


@IN_CALC
def it_is_one_step_of_calcs_history_and_run_without_macros(
    xl: Calc, web: World, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    book = xl.open(tracker_bytes(with_links(web, *CELLS)), str(tmp_path / "ITA_tracker.xlsm"))
    assert main(["run", "links", "--calc", xl.office.pipe]) == 1
    assert "เปิดไม่ได้ 3" in capsys.readouterr().err
    assert [code for _, code in told(findings(xl))] == FOUND
    history = book.impl.document.UndoManager
    assert [*history.AllUndoActionTitles] == ["ITA: ตรวจลิงก์หลักฐาน"]
    history.undo()
    assert told(findings(xl)) == []


class DescribeTheMemo:
    @pytest.fixture
    def known(self, web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Callable[..., bytes]:
        """The memo of the command, of the template with results and links."""

        def memo(name: str) -> bytes:
            tracker = with_links(web, "{web}/ita/1 {web}/ita/9")
            tracker = tracker._replace(report=tracker.report._replace(template="บันทึกแสดงผลและหลักฐาน"))
            path = tmp_path / "t.xlsx"
            path.write_bytes(tracker_bytes(tracker, macros=False))
            code, _, err = run(capsys, "memo", path, "-o", tmp_path / name)
            assert code == 0 and ("มีลิงก์หลักฐานที่เปิดไม่ได้" in err) is (name == "closed.docx")
            return (tmp_path / name).read_bytes()

        return memo

    def it_has_codes_of_links_that_may_open_only(
        self, known: Callable[..., bytes], web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        def parts(data: bytes) -> tuple[str, list[str]]:
            import io
            import zipfile

            with zipfile.ZipFile(io.BytesIO(data)) as package:
                names = [n for n in package.namelist() if "evidence" in n]
                relations = package.read("word/_rels/document.xml.rels").decode()
                return package.read("word/document.xml").decode() + relations, names

        before, codes = parts(known("before.docx"))
        assert len(codes) == 2 and before.count(web.url("/ita/9")) >= 1
        run(capsys, "links", tmp_path / "t.xlsx")
        after, codes = parts(known("closed.docx"))
        assert len(codes) == 1 and web.url("/ita/1") in after and web.url("/ita/9") not in after
        assert "เปิดไม่ได้" in after

    def it_is_the_same_to_the_byte_where_nothing_is_known(
        self, known: Callable[..., bytes], web: World, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        before = known("before.docx")
        web.pages["/ita/9"] = Page()
        run(capsys, "links", tmp_path / "t.xlsx")
        assert known("after.docx") == before


def it_loads_no_client_for_a_click_that_asks_nobody() -> None:
    code = (
        "import sys, itaxl.buttons, itaxl.cli.memo; print([n for n in ('httpcore2', 'anyio', 'asyncio',"
        " 'ssl', 'truststore', 'itaxl.links.kept', 'itaxl.core.evidence') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
