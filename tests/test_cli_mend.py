"""`itaxl mend`: a mended workbook beside the one that came in, and the way back."""

from __future__ import annotations

import datetime as dt
import io
import json
import os
import re
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Protection
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.formula import ArrayFormula

from itaxl import buttons
from itaxl.cli import mend
from itaxl.cli.console import Console
from itaxl.core import layout
from itaxl.core.grid import Grid
from itaxl.core.locate import find_sheet
from itaxl.core.palette import WARNING
from itaxl.core.sample import sample
from itaxl.files.checked.mended import kept_in
from itaxl.files.mark import is_marked
from itaxl.files.tracker.styles import DATE_FORMAT
from itaxl.files.tracker.workbook import tracker_bytes
from itaxl.reading.kinds import OLE_SIGNATURE
from itaxl.reading.workbook import read_grids
from itaxl.zip_writer import repacked
from tests.excel_engine import excel
from tests.excel_tracker import COLUMNS, FINDINGS, FIRST, MEASURES, measure
from tests.meant import meaning
from tests.test_annotate import checked
from tests.test_cli import run

ODD, EVEN = "เเก้\u200bไข", "แก้ไข"
TITLE = COLUMNS["title"]


def workbook(path: Path, change: Callable[[Workbook], None] = lambda book: None, data: bytes = b"") -> Path:
    """The sample with odd letters in its second measure's title, and changed besides."""
    book = openpyxl.load_workbook(io.BytesIO(data or tracker_bytes(sample(), macros=False)))
    book[MEASURES].cell(FIRST + 1, TITLE).value = ODD
    change(book)
    book.save(path)
    return path


def title(path: Path, number: int = 2) -> object:
    return measures(path).at(FIRST + number - 1, TITLE)


def measures(path: Path) -> Grid:
    grid = find_sheet(read_grids(path), MEASURES)
    assert grid is not None
    return grid


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    return workbook(tmp_path / "t.xlsx")


class DescribeMend:
    def it_writes_a_new_workbook_beside_the_old_one(
        self, odd: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = odd.read_bytes()
        code, out, err = run(capsys, "mend", odd)
        made = odd.with_name("t แก้ไขตามข้อเสนอ.xlsx")
        assert (code, out.splitlines()[-1]) == (0, str(made))
        assert (title(made), odd.read_bytes()) == (EVEN, before)
        assert f"{MEASURES}!B7" in out and "1 ช่อง" in err

    def it_gives_a_tracker_and_no_checked_copy(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(capsys, "mend", odd, "-o", odd.with_name("m.xlsx"))
        made = odd.with_name("m.xlsx").read_bytes()
        assert not is_marked(made)
        assert run(capsys, "check", odd.with_name("m.xlsx"))[0] == 0

    def it_gives_a_tracker_of_a_checked_copy(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        copy = odd.with_name("c.xlsx")
        copy.write_bytes(checked(odd.read_bytes()).data)
        assert is_marked(copy.read_bytes())
        run(capsys, "mend", copy, "-o", odd.with_name("m.xlsx"))
        assert not is_marked(odd.with_name("m.xlsx").read_bytes())

    def it_changes_nothing_the_second_time(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(capsys, "mend", odd, "-o", odd.with_name("m.xlsx"))
        code, _, err = run(capsys, "mend", odd.with_name("m.xlsx"))
        assert (code, "ไม่มีข้อเสนอให้แก้ไข" in err) == (0, True)
        assert sorted(p.name for p in odd.parent.iterdir()) == ["m.xlsx", "t.xlsx"]

    def it_puts_back_what_stood_there(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(capsys, "mend", odd, "-o", odd.with_name("m.xlsx"))
        assert [k.before for k in kept_in(read_grids(odd.with_name("m.xlsx")))] == [ODD]
        code, out, _ = run(capsys, "mend", "--undo", odd.with_name("m.xlsx"))
        back = odd.with_name("m คืนค่าเดิม.xlsx")
        assert (code, out.splitlines()[-1], title(back)) == (0, str(back), ODD)
        assert kept_in(read_grids(back)) == ()
        assert "ไม่มีค่าเดิม" in run(capsys, "mend", "--undo", back)[2]

    def it_leaves_no_gap_between_the_findings_after_a_mending(
        self, odd: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        run(capsys, "mend", odd, "-o", odd.with_name("m.xlsx"))
        grid = find_sheet(read_grids(odd.with_name("m.xlsx")), FINDINGS)
        assert grid is not None and grid.at(layout.FINDINGS_HEADER_ROW + 1, 1) is None

    def it_never_writes_over_the_workbook_that_came_in(
        self, odd: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = odd.read_bytes()
        os.link(odd, odd.with_name("same.xlsx"))
        for target in (odd, odd.with_name("same.xlsx")):
            assert run(capsys, "mend", odd, "-o", target, "--force")[0] == 2
        assert odd.read_bytes() == before

    def it_writes_over_another_file_only_when_told_to(
        self, odd: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        target = odd.with_name("m.xlsx")
        target.write_bytes(b"x")
        assert run(capsys, "mend", odd, "-o", target)[0] == 4 and target.read_bytes() == b"x"
        assert run(capsys, "mend", odd, "-o", target, "--force")[0] == 0 and title(target) == EVEN

    def it_asks_for_a_name_that_fits_the_workbook(
        self, odd: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        code, _, err = run(capsys, "mend", odd, "-o", odd.with_name("m.xlsm"))
        assert code == 2 and ".xlsx" in err and not odd.with_name("m.xlsm").exists()
        assert run(capsys, "mend", odd, odd.with_name("n.xlsx"), "-o", odd.with_name("m.xlsx"))[0] == 2

    def it_keeps_macros_and_the_ribbon(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        tracker = sample()
        changed = (tracker.measures[0]._replace(title=ODD), *tracker.measures[1:])
        path = tmp_path / "t.xlsm"
        path.write_bytes(tracker_bytes(tracker._replace(measures=changed)))
        run(capsys, "mend", path)
        made = (tmp_path / "t แก้ไขตามข้อเสนอ.xlsm").read_bytes()
        assert b"xl/vbaProject.bin" in made and b"customUI/customUI.xml" in made

    def it_says_what_to_do_with_another_format(
        self, odd: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        grids = read_grids(odd)
        monkeypatch.setattr(mend, "read_workbook", lambda path: OLE_SIGNATURE)
        monkeypatch.setattr(mend, "grids_from_bytes", lambda data, name: grids)
        code, _, err = run(capsys, "mend", odd)
        assert code == 3 and "บันทึกเป็น .xlsx" in err

    def it_goes_on_with_the_next_file(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        code, out, err = run(capsys, "mend", odd.with_name("absent.xlsx"), odd)
        assert code == 3 and "absent.xlsx" in err and "แก้ไขตามข้อเสนอ" in out

    def it_gives_its_keys_as_json(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        record = json.loads(run(capsys, "mend", odd, "--json")[1])
        assert list(record) == ["file", "written", "mended", "refused", "counts"]
        assert record["mended"] == [{"sheet": MEASURES, "cell": "B7", "before": ODD, "after": EVEN}]
        several = json.loads(run(capsys, "mend", odd.with_name("absent.xlsx"), odd, "--json")[1])
        assert [one.get("error") is None for one in several] == [False, True]


class DescribeCellsThatAreNotWritten:
    def put(self, path: Path, change: Callable[[Workbook], None]) -> Path:
        def both(book: Workbook) -> None:
            book[MEASURES].cell(FIRST + 2, TITLE).value = ODD
            change(book)

        return workbook(path, both)

    def mended(self, path: Path, capsys: pytest.CaptureFixture[str]) -> tuple[dict[str, str], Path]:
        record = json.loads(run(capsys, "mend", path, "--json")[1])
        return {r["cell"]: r["reason"] for r in record["refused"]}, Path(record["written"])

    def it_leaves_formulas(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def compute(book: Workbook) -> None:
            book[MEASURES].cell(FIRST + 2, TITLE).value = f'="{ODD}"'

        path = self.put(tmp_path / "t.xlsx", compute)
        _store(path, f"B{FIRST + 2}", ODD)
        refused, made = self.mended(path, capsys)
        assert refused == {"B8": "เป็นสูตร"} and title(made) == EVEN
        assert openpyxl.load_workbook(made)[MEASURES].cell(FIRST + 2, TITLE).data_type == "f"

    def it_leaves_what_a_formula_of_several_cells_shows(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def spilled(book: Workbook) -> None:
            book[MEASURES].cell(FIRST + 1, TITLE).value = ArrayFormula("B7:B8", "=B1:B2")

        path = self.put(tmp_path / "t.xlsx", spilled)
        _store(path, "B7", ODD)
        record = json.loads(run(capsys, "mend", path, "--json")[1])
        assert {r["cell"] for r in record["refused"]} == {"B7", "B8"} and record["written"] is None

    def it_leaves_locked_cells_of_a_protected_sheet(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def lock(book: Workbook) -> None:
            book[MEASURES].protection.sheet = True
            book[MEASURES].cell(FIRST + 2, TITLE).protection = Protection(locked=True)
            book[MEASURES].cell(FIRST + 1, TITLE).protection = Protection(locked=False)

        refused, made = self.mended(self.put(tmp_path / "t.xlsx", lock), capsys)
        assert refused == {"B8": "แผ่นงานถูกป้องกันไว้"} and (title(made), title(made, 3)) == (EVEN, ODD)

    def it_leaves_merged_cells(self, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def merge(book: Workbook) -> None:
            book[MEASURES].merge_cells(
                start_row=FIRST + 2, end_row=FIRST + 3, start_column=TITLE, end_column=TITLE
            )

        refused, made = self.mended(self.put(tmp_path / "t.xlsx", merge), capsys)
        assert refused["B8"] == "เป็นเซลล์ที่ผสานไว้" and title(made) == EVEN


class DescribeWhatIsWritten:
    @pytest.mark.parametrize("meant", [dt.date(2024, 3, 31), 7.0, "=1+1", "01", "'ก", "@ก", "a\nb"])
    def it_is_of_its_own_kind_and_comes_back(
        self,
        meant: dt.date | float | str,
        odd: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        meaning(monkeypatch, {"ก.": meant})
        path = workbook(odd, lambda book: _fill(book, "ก."))
        made, back = odd.with_name("m.xlsx"), odd.with_name("b.xlsx")
        run(capsys, "mend", path, "-o", made)
        assert [measures(made).at(FIRST, c) for c in _FILLED] == [meant] * len(_FILLED)
        cells = [openpyxl.load_workbook(made)[MEASURES].cell(FIRST, c) for c in _FILLED]
        assert not [cell for cell in cells if cell.data_type == "f"]
        if isinstance(meant, dt.date):
            assert {cell.number_format for cell in cells} == {DATE_FORMAT}
        run(capsys, "mend", made, "--undo", "-o", back)
        assert [measures(back).at(FIRST, c) for c in _FILLED] == ["ก."] * len(_FILLED)

    @pytest.mark.parametrize("stood", [3.5, "03", "=x", "1/2", "ก\nข"])
    def it_is_put_back_exactly(
        self,
        stood: float | str,
        odd: Path,
        capsys: pytest.CaptureFixture[str],
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        meaning(monkeypatch, {stood: "ก."})
        path = workbook(odd, lambda book: _fill(book, stood))
        made, back = odd.with_name("m.xlsx"), odd.with_name("b.xlsx")
        run(capsys, "mend", path, "-o", made)
        run(capsys, "mend", made, "--undo", "-o", back)
        assert [measures(back).at(FIRST, c) for c in _FILLED] == [stood] * len(_FILLED)

    @pytest.mark.parametrize("is_coloured", [True, False])
    def it_is_coloured_where_it_was(
        self, is_coloured: bool, odd: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        if is_coloured:
            odd.write_bytes(checked(odd.read_bytes()).data)
        run(capsys, "mend", odd, "-o", odd.with_name("m.xlsx"))
        sheet = openpyxl.load_workbook(odd.with_name("m.xlsx"))[MEASURES]
        assert WARNING.fill not in str(sheet.cell(FIRST + 1, TITLE).fill.fgColor.rgb)
        status = sheet.cell(FIRST, COLUMNS["status"]).fill.fill_type
        assert (status == "solid") is is_coloured

    def it_keeps_the_link_of_a_cell(self, odd: Path, capsys: pytest.CaptureFixture[str]) -> None:
        def link(book: Workbook) -> None:
            book[MEASURES].cell(FIRST + 1, TITLE).hyperlink = "https://www.example.go.th/"
            book[MEASURES].cell(FIRST + 1, TITLE).value = ODD

        run(capsys, "mend", workbook(odd, link), "-o", odd.with_name("m.xlsx"))
        cell = openpyxl.load_workbook(odd.with_name("m.xlsx"))[MEASURES].cell(FIRST + 1, TITLE)
        assert (cell.value, cell.hyperlink.target) == (EVEN, "https://www.example.go.th/")


_FILLED = [COLUMNS[key] for key in ("title", "due", "status", "note", "indicator")]


def _fill(book: Workbook, value: object) -> None:
    for column in _FILLED:
        cell = book[MEASURES].cell(FIRST, column)
        cell.value, cell.number_format = value, "General"
        if isinstance(value, str):
            cell.data_type = "s"


def _store(path: Path, cell: str, value: str) -> None:
    """Put a formula's result into the file, as Excel would have stored it."""

    def stored(name: str, content: bytes) -> bytes:
        if name != "xl/worksheets/sheet3.xml":
            return content
        found = re.compile(
            rb'(<c r="%b"[^>]*?)(?: t="\w+")?>(<f.*?(?:</f>|/>))<v ?(?:/>|></v>)' % cell.encode()
        )
        assert found.search(content)
        return found.sub(lambda m: m[1] + b' t="str">' + m[2] + b"<v>" + value.encode() + b"</v>", content)

    path.write_bytes(repacked(path.read_bytes(), stored))


class DescribeAsking:
    class Keyboard(io.StringIO):
        def isatty(self) -> bool:
            return True

    @pytest.mark.parametrize(
        ("typed", "agreed"),
        [
            ("y\n", True),
            ("Y\n", True),
            ("ั\n", True),
            ("ใช่\n", True),
            ("\n", False),
            ("n\n", False),
            ("", False),
        ],
    )
    def it_takes_only_a_plain_yes(self, typed: str, agreed: bool, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", self.Keyboard(typed))
        assert Console().agreed("แก้ไข 1 ช่อง ใช่หรือไม่") is agreed

    def it_asks_nobody_who_is_not_at_a_keyboard(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("sys.stdin", io.StringIO(""))
        assert Console().agreed("แก้ไข 1 ช่อง ใช่หรือไม่")
        monkeypatch.setattr("sys.stdin", None)
        assert Console().agreed("แก้ไข 1 ช่อง ใช่หรือไม่")
        assert capsys.readouterr().err.count("แก้ไข 1 ช่อง") == 2

    def it_asks_in_the_window_of_the_command(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with excel() as xl:
            book = xl.open(tracker_bytes(sample()))
            measure(xl, "title").value = ODD
            asked: list[str] = []
            outcome = buttons.run_on_active("mend", xl.app, ask=lambda text: bool(asked.append(text)))
            assert asked and outcome.text == "ยังไม่ได้แก้ไขข้อมูลในสมุดงาน" and xl.alerts == []
            buttons.run_on_active("mend", xl.app, ask=lambda text: True)
            assert measure(xl, "title").value == EVEN and book
