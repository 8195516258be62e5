"""What can go wrong around a click in Calc: one Thai sentence, the document as it was, nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import xlwings

from itaxl import buttons, calc
from itaxl.buttons.calc import run
from itaxl.calc import bridge, problems, undo
from itaxl.core import layout
from itaxl.core.marks import PASSED
from itaxl.errors import ExitCode, InputError, ItaxlError, MissingError, OutputError, UsageError
from tests.calc_office import Calc, Office, chosen_from_menu
from tests.desks import IN_CALC
from tests.excel_tracker import FINDINGS, MEASURES, NOW, OFFICE, ROLLUP, messages, spoil, state

THAI = re.compile("[ก-๛]")

pytestmark = IN_CALC


@pytest.fixture(autouse=True)
def at_that_time(monkeypatch: pytest.MonkeyPatch) -> None:
    timed = {name: lambda book, of=command: of(book, NOW) for name, command in buttons.COMMANDS.items()}
    monkeypatch.setattr(run, "COMMANDS", timed | {"help": buttons.help_})


def told(problem: ItaxlError) -> str:
    assert THAI.search(problem.what) and THAI.search(problem.next_step)
    return str(problem)


def assert_as_before(xl: Calc) -> None:
    """No lock, no held row heights, no open step of the history."""
    assert not xl.document.hasControllersLocked()
    assert xl.document.IsAdjustHeightEnabled
    with pytest.raises(Exception) as nothing_open:
        xl.document.UndoManager.leaveUndoContext()
    assert "InvalidState" in str(problems.type_of(nothing_open.value))


class DescribeAStep:
    @pytest.mark.parametrize("command", ["colour", "all"])
    def it_is_undone_at_once_and_redone_at_once(
        self, xl: Calc, book: xlwings.Book, command: str, tmp_path: Path
    ) -> None:
        spoil(xl)
        xl.sheet(MEASURES).at(layout.MEASURES_HEADER_ROW + 1, 2).fill = 255
        before, history = state(xl), xl.document.UndoManager
        history.clear()
        run.run_on(command, book)
        after = state(xl)
        assert len(history.AllUndoActionTitles) == 1
        assert history.CurrentUndoActionTitle.startswith("ITA: ")
        history.undo()
        assert state(xl) == before != after
        history.redo()
        assert state(xl) == after

    @pytest.mark.parametrize("command", ["memo", "help"])
    def it_is_none_where_nothing_is_written(self, xl: Calc, book: xlwings.Book, command: str) -> None:
        xl.document.UndoManager.clear()
        run.run_on(command, book)
        assert not xl.document.UndoManager.isUndoPossible()

    def it_waits_for_another_click_and_tidies_up_after_one_that_was_killed(
        self, xl: Calc, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(undo, "WORKING", 0.3)
        document = xl.document
        document.UndoManager.enterUndoContext("ค้าง")
        document.IsAdjustHeightEnabled = False
        document.lockControllers()
        document.lockControllers()
        run.run_on("validate", book)
        assert messages(xl) == [PASSED] * 5
        assert_as_before(xl)

    def it_goes_on_as_soon_as_the_other_click_is_done(
        self, xl: Calc, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        document, waits = xl.document, []
        document.lockControllers()
        document.UndoManager.enterUndoContext("ของอีกปุ่ม")

        def finish(seconds: float) -> None:
            waits.append(seconds)
            if len(waits) == 3:
                document.UndoManager.leaveUndoContext()
                document.unlockControllers()

        monkeypatch.setattr(undo.time, "sleep", finish)
        run.run_on("validate", book)
        assert len(waits) == 3
        assert_as_before(xl)

    def it_ends_in_a_sentence_whichever_call_fails(self, xl: Calc, book: xlwings.Book) -> None:
        spoil(xl)
        bridge.load()
        import pyuno  # type: ignore[import-not-found]

        refusal = pyuno.getClass("com.sun.star.uno.RuntimeException")
        tidying = ("unlockControllers()", "leaveUndoContext()", "IsAdjustHeightEnabled=", "end()")
        made_by: dict[str, str] = {}
        for command in ("colour", "rollup", "validate"):
            xl.wire.reset()
            run.run_on(command, xl.book(xl.document))
            made_by |= dict.fromkeys(xl.wire.calls, command)
        names = made_by.keys() - {*tidying, "hasControllersLocked()"}
        assert len(names) > 40
        for name in sorted(names):
            command = made_by[name]
            xl.wire.reset()
            xl.wire.refuse(name, refusal("at ./sc/source/ui/unoobj/cellsuno.cxx:4945", None))
            with pytest.raises(OutputError, match="Calc") as problem:
                run.run_on(command, xl.book(xl.document))
                raise AssertionError(name)
            told(problem.value)
            assert_as_before(xl)


class DescribeAClosedDocument:
    @pytest.mark.parametrize("after", [1, 5, 20, 60, 100, 150])
    def it_is_told_whenever_it_is_closed(self, xl: Calc, book: xlwings.Book, after: int) -> None:
        xl.wire.reset()
        xl.wire.at(after, lambda: xl.document.close(True))
        with pytest.raises(OutputError, match="ถูกปิดไปก่อน") as problem:
            run.run_on("all", book)
        told(problem.value)

    def it_leaves_the_saved_file_as_it_was(self, xl: Calc, macro_bytes: bytes, tmp_path: Path) -> None:
        path = tmp_path / "ITA_tracker.xlsm"
        book = xl.open(macro_bytes, str(path))
        xl.wire.at(100, lambda: xl.document.close(True))
        with pytest.raises(OutputError):
            run.run_on("all", book)
        assert path.read_bytes() == macro_bytes


def test_calc_that_is_killed_and_started_again(
    xl: Calc, macro_bytes: bytes, tmp_path: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    profile = tmp_path_factory.mktemp("office") / "profile"
    path = tmp_path / "ITA_tracker.xlsx"
    office = Office(profile)
    try:
        first = Calc(office, tmp_path)
        book = first.open(macro_bytes, str(path))
        first.wire.at(60, office.kill)
        with pytest.raises(OutputError, match="ถูกปิดไปก่อน") as problem:
            run.run_on("validate", book)
        told(problem.value)
        with pytest.raises(MissingError, match="ไม่มี Calc ของผู้ใช้คนนี้ที่รับคำสั่ง") as nobody:
            run.run("validate", office.pipe)
        assert "itaxl install --calc" in told(nobody.value)
        assert path.read_bytes() == macro_bytes
        office = Office(profile, pipe=office.pipe)
        Calc(office, tmp_path).load(path)
        assert run.run("validate", office.pipe).exit_code == ExitCode.OK
    finally:
        office.kill()


class DescribeTheConnection:
    @pytest.mark.parametrize("address", ["nobody-here", "pipe,name=nobody", "socket,host=localhost,port=1"])
    def it_is_missed_where_nobody_listens(self, xl: Calc, address: str) -> None:
        with pytest.raises(MissingError) as problem:
            calc.attach(address)
        assert problem.value.exit_code == 6
        assert "Calc" in told(problem.value)

    def it_makes_calc_the_active_engine_of_xlwings(self, xl: Calc, book: xlwings.Book) -> None:
        app = calc.attach(xl.office.pipe)
        assert app == xlwings.apps.active and app.engine.name == "calc"
        assert [one.name for one in app.books] == ["ITA_tracker.xlsm"]
        assert xlwings.books.active.name == "ITA_tracker.xlsm"
        assert app.books["ita_TRACKER.xlsm"].fullname == book.fullname


class DescribeTheDocument:
    def it_is_the_only_one_or_the_one_that_is_named(
        self, xl: Calc, macro_bytes: bytes, tmp_path: Path
    ) -> None:
        paths = [tmp_path / name for name in ("หนึ่ง.xlsx", "สอง.xlsx")]
        for path in paths:
            xl.open(macro_bytes, str(path))
        app = calc.attach(xl.office.pipe)
        document = xl.documents[1]
        names = (document.RuntimeUID, document.URL, str(paths[0]), "หนึ่ง.xlsx", document.Title)
        assert {calc.book_of(app, name).fullname for name in names} == {str(paths[0])}
        with pytest.raises(InputError, match=r"หลายเล่ม .*สอง.xlsx") as several:
            run.run("validate", xl.office.pipe)
        told(several.value)
        with pytest.raises(InputError, match=r"ไม่พบสมุดงาน สาม.xlsx .*หนึ่ง.xlsx"):
            calc.book_of(app, "สาม.xlsx")
        xl.documents[0].close(True)
        assert calc.book_of(app).name == "หนึ่ง.xlsx"

    def it_is_asked_for_where_two_have_the_same_name(
        self, xl: Calc, macro_bytes: bytes, tmp_path: Path
    ) -> None:
        for folder in ("ก", "ข"):
            (tmp_path / folder).mkdir()
            xl.open(macro_bytes, str(tmp_path / folder / "ITA.xlsx"))
        app = calc.attach(xl.office.pipe)
        with pytest.raises(InputError, match="มากกว่าหนึ่งเล่ม"):
            calc.book_of(app, "ITA.xlsx")
        assert calc.book_of(app, str(tmp_path / "ข" / "ITA.xlsx")).fullname == str(
            tmp_path / "ข" / "ITA.xlsx"
        )

    def it_is_asked_for_where_there_is_none_but_a_letter(self, xl: Calc) -> None:
        hidden = bridge.make("com.sun.star.beans.PropertyValue", Name="Hidden", Value=True)
        letter = xl.office.desktop.loadComponentFromURL("private:factory/swriter", "_blank", 0, (hidden,))
        try:
            with pytest.raises(InputError, match="ไม่มีสมุดงานเปิดไว้"):
                run.run("validate", xl.office.pipe)
        finally:
            letter.close(True)

    @pytest.mark.parametrize("command", ["validate", "all"])
    def it_is_refused_where_it_is_read_only(self, xl: Calc, macro_bytes: bytes, command: str) -> None:
        book = xl.open(macro_bytes, ReadOnly=True, AsTemplate=False)
        before = state(xl)
        with pytest.raises(OutputError, match="อ่านอย่างเดียว") as problem:
            run.run_on(command, book)
        told(problem.value)
        assert state(xl) == before

    def it_gives_its_memo_where_it_is_read_only(self, xl: Calc, macro_bytes: bytes, tmp_path: Path) -> None:
        book = xl.open(macro_bytes, str(tmp_path / "ITA.xlsm"), ReadOnly=True)
        assert run.run_on("memo", book).exit_code == ExitCode.OK
        assert len(list(tmp_path.glob("*.docx"))) == 1

    def it_is_to_be_saved_where_it_never_was(self, xl: Calc, macro_bytes: bytes) -> None:
        book = xl.open(macro_bytes, "Book1")
        with pytest.raises(OutputError, match="Ctrl\\+S"):
            run.run_on("memo", book)
        outcome = run.run_on("all", book)
        assert outcome.exit_code == ExitCode.OUTPUT and "Ctrl+S" in outcome.text
        assert messages(xl) == [PASSED] * 5


class DescribeACellBeingEdited:
    @pytest.fixture
    def typing(self, xl: Calc, macro_bytes: bytes, tmp_path: Path) -> xlwings.Book:
        """A document with windows, which a hidden one has not, and a cursor that blinks in a cell."""
        book = xl.open(macro_bytes, str(tmp_path / "ITA_tracker.xlsm"), Hidden=False)
        controller = xl.document.CurrentController
        controller.setActiveSheet(xl.document.Sheets.getByName(MEASURES))
        chosen_from_menu(controller, ".uno:SetInputMode")
        return book

    @pytest.mark.parametrize("name", ["validate", "memo"])
    def it_is_waited_for_and_then_told(
        self, xl: Calc, typing: xlwings.Book, name: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(undo, "TYPING", 0.2)
        before = state(xl)
        with pytest.raises(MissingError, match="กด Enter หรือ Esc") as problem:
            run.run_on(name, typing)
        told(problem.value)
        assert state(xl) == before
        assert_as_before(xl)

    def it_does_no_harm_once_enter_was_pressed(
        self, xl: Calc, typing: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def press_enter(_: float) -> None:
            xl.document.CurrentController.setActiveSheet(xl.document.Sheets.getByName(OFFICE))

        monkeypatch.setattr(undo.time, "sleep", press_enter)
        run.run_on("validate", typing)
        assert messages(xl) == [PASSED] * 5

    def it_is_seen_in_another_window_of_the_document_too(
        self, xl: Calc, typing: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(undo, "TYPING", 0.2)
        first = xl.document.CurrentController
        chosen_from_menu(first, ".uno:NewWindow")
        chosen_from_menu(first, ".uno:SetInputMode")
        assert xl.document.CurrentController != first
        with pytest.raises(MissingError, match="กด Enter หรือ Esc"):
            run.run_on("validate", typing)
        first.setActiveSheet(xl.document.Sheets.getByName(OFFICE))
        assert run.run_on("validate", typing).exit_code == ExitCode.OK
        assert_as_before(xl)


@pytest.mark.parametrize(
    ("command", "sheet"),
    [("validate", FINDINGS), ("colour", MEASURES), ("rollup", ROLLUP), ("all", OFFICE)],
)
def test_a_protected_sheet_is_named_and_nothing_is_done_by_halves(
    xl: Calc, book: xlwings.Book, command: str, sheet: str
) -> None:
    spoil(xl)
    xl.sheet(sheet).protected = True
    before = state(xl)
    with pytest.raises(OutputError, match=sheet) as problem:
        run.run_on(command, book)
    assert "ยกเลิกการป้องกัน" in told(problem.value)
    assert state(xl) == before
    assert_as_before(xl)


def test_a_command_that_is_none(xl: Calc) -> None:
    with pytest.raises(UsageError, match="validate mend links colour rollup memo all help"):
        run.run("wat", xl.office.pipe)


def test_a_bug_keeps_its_traceback(xl: Calc, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: Any) -> None:
        raise RuntimeError("พัง")

    broken_commands: dict[str, Callable[[Any], Any]] = {"validate": broken}
    monkeypatch.setattr(run, "COMMANDS", broken_commands)
    with pytest.raises(RuntimeError, match="พัง"):
        run.run_on("validate", book)
    assert_as_before(xl)


class DescribeAnExceptionOnItsWay:
    """contextlib sets an exception's traceback, which UNO's answer with an exception of their own."""

    @pytest.mark.parametrize(
        ("kind", "closed"),
        [
            ("lang.DisposedException", True),
            ("connection.NoConnectException", True),
            ("io.IOException", False),
        ],
    )
    def it_is_known_after_it_went_through_contexts(self, xl: Calc, kind: str, closed: bool) -> None:
        bridge.load()
        import pyuno

        @contextmanager
        def passing() -> Iterator[None]:
            yield

        with pytest.raises(Exception, match="traceback object") as caught, passing(), passing():
            raise pyuno.getClass(f"com.sun.star.{kind}")("…", None)
        assert (str(problems.as_problem(caught.value)) == str(problems.gone())) is closed
