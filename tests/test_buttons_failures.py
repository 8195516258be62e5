"""What can go wrong around a click: one Thai sentence, Excel as it was, nothing on stderr."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest
import xlwings

from itaxl import buttons
from itaxl.buttons import memo_file, patience, session, view
from itaxl.core import layout
from itaxl.core.assess import judge
from itaxl.errors import ExitCode, InputError, ItaxlError, MissingError, OutputError, UsageError
from tests.excel_com import com_error, refused
from tests.excel_engine import Excel
from tests.excel_tracker import FINDINGS, MEASURES, NOW, OFFICE, ROLLUP, findings, messages, spoil, state

Capture = pytest.CaptureFixture[str]
THAI = re.compile("[ก-๛]")


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(patience, "PAUSE", 0.0)


def click(xl: Excel, name: str, capfd: Capture) -> str:
    """Click; the one dialog that it ended in, after Excel was seen to be as before."""
    xl.model._alerts.clear()
    buttons.click(name)
    assert capfd.readouterr() == ("", "")
    assert (xl.model._status, xl.model._screen) == (False, True)
    (text,) = xl.alerts
    assert THAI.search(text) and "Traceback" not in text
    return text


class DescribeAClick:
    def it_ends_in_one_dialog_that_says_how_it_went(
        self, xl: Excel, book: xlwings.Book, capfd: Capture
    ) -> None:
        assert "ไม่พบรายการที่ต้องแก้ไข" in click(xl, "validate", capfd)
        assert xl.serious == [False]
        spoil(xl)
        assert "ต้องแก้ไข 1 รายการ" in click(xl, "validate", capfd)
        assert xl.serious == [True]

    def it_tells_in_the_status_bar_what_it_is_doing(
        self, xl: Excel, book: xlwings.Book, capfd: Capture
    ) -> None:
        click(xl, "rollup", capfd)
        assert "สรุปตามกอง" in str(xl.model._status_lines[0])
        assert xl.model._status_lines[-1] is False

    def it_puts_back_a_status_line_and_a_frozen_screen_that_it_found(
        self, xl: Excel, book: xlwings.Book
    ) -> None:
        xl.model._status, xl.model._screen = "ของผู้อื่น", False
        buttons.click("colour")
        assert (xl.model._status, xl.model._screen) == ("ของผู้อื่น", False)

    def it_shows_no_dialog_for_help(self, xl: Excel, book: xlwings.Book) -> None:
        buttons.click("help")
        assert not xl.alerts

    def it_swallows_what_a_library_prints(
        self, xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch, capfd: Capture
    ) -> None:
        def noisy(*arguments: object) -> object:
            sys.stderr.write("a warning")
            sys.stdout.write("a greeting")
            return judge(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(view, "judge", noisy)
        click(xl, "validate", capfd)

    def it_ends_quietly_where_the_console_is_closed(
        self,
        xl: Excel,
        book: xlwings.Book,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Capture,
    ) -> None:
        def stop(*_: object) -> None:
            raise KeyboardInterrupt

        monkeypatch.setattr(view, "judge", stop)
        buttons.click("validate")
        assert capfd.readouterr() == ("", "") and not xl.alerts
        assert (xl.model._status, xl.model._screen) == (False, True)


class DescribeABug:
    def it_names_the_log_file_that_holds_the_traceback(
        self,
        xl: Excel,
        book: xlwings.Book,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Capture,
        log_file: Path,
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("พัง")

        monkeypatch.setattr(view, "judge", broken)
        assert str(log_file) in click(xl, "validate", capfd)
        assert "RuntimeError: พัง" in log_file.read_text(encoding="utf-8")

    def it_is_one_too_when_the_macro_names_an_unknown_command(
        self, xl: Excel, book: xlwings.Book, capfd: Capture, log_file: Path
    ) -> None:
        assert str(log_file) in click(xl, "wat", capfd)

    @pytest.mark.parametrize("name", ["validate", "colour", "rollup", "all"])
    def it_never_escapes_whichever_call_into_excel_fails(
        self, xl: Excel, book: xlwings.Book, name: str, capfd: Capture
    ) -> None:
        spoil(xl)
        xl.calls()
        buttons.click(name)
        calls = set(xl.tally())
        assert len(calls) > 15
        for call in sorted(calls):
            xl.model._broken = {call: com_error(-2147417848, "The object invoked has disconnected.")}
            xl.model._alerts.clear()
            buttons.click(name)
            xl.model._broken = {}
            assert capfd.readouterr() == ("", ""), call
            assert len(xl.alerts) <= 1, call
            if call not in ("Application.StatusBar=", "Application.ScreenUpdating="):
                assert (xl.model._status, xl.model._screen) == (False, True), call
            xl.model._status, xl.model._screen = False, True

    def it_is_left_unsaid_where_even_the_dialog_fails(
        self,
        xl: Excel,
        book: xlwings.Book,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Capture,
    ) -> None:
        def broken(*_: object, **__: object) -> None:
            raise RuntimeError

        monkeypatch.setattr(xlwings.App, "alert", broken)
        buttons.click("validate")
        assert capfd.readouterr() == ("", "")


class DescribeABusyExcel:
    def it_is_waited_for_a_little_while(self, xl: Excel, book: xlwings.Book, capfd: Capture) -> None:
        xl.model._busy = 20
        assert "ตรวจสอบข้อมูลแล้ว" in click(xl, "validate", capfd)

    @pytest.mark.parametrize("before", [0, 1, 12, 30, 45])
    def it_is_told_about_in_thai_when_it_stays_busy(
        self,
        xl: Excel,
        book: xlwings.Book,
        before: int,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Capture,
    ) -> None:
        """Somebody starts to type after so many calls, and does not stop before the click gives up."""
        called, left = type(xl.model).called, [before]

        def until_then(model: object, name: str, put: bool = False) -> None:
            left[0] -= 1
            xl.model._busy = -1 if left[0] < 0 else 0
            called(xl.model, name, put)

        monkeypatch.setattr(type(xl.model), "called", until_then)
        buttons.click("validate")
        assert capfd.readouterr() == ("", "")
        (text,) = xl.alerts + xl.from_windows
        assert "กด Enter หรือ Esc" in text
        assert xl.alerts or before < 2  # before that there is no Excel to show a dialog in

    def it_is_told_about_at_once_where_excel_says_that_it_is_busy(
        self, xl: Excel, book: xlwings.Book, capfd: Capture
    ) -> None:
        """RPC_E_SERVERCALL_RETRYLATER, which xlwings does not repeat."""
        xl.model._broken = {"Worksheet.UsedRange": com_error(-2147417846, "The application is busy.")}
        assert "กด Enter หรือ Esc" in click(xl, "validate", capfd)

    def it_is_left_as_it_was_once_it_answers_again(
        self, xl: Excel, book: xlwings.Book, capfd: Capture
    ) -> None:
        """Rejected for longer than one call waits, but not for longer than two."""
        xl.model._broken = {}
        called, seen = type(xl.model).called, [0]

        def typing(name: str, put: bool = False) -> None:
            seen[0] += 1
            if seen[0] == 30:
                xl.model._busy = patience.ATTEMPTS + 1
            called(xl.model, name, put)

        object.__setattr__(xl.model, "called", typing)
        assert "กด Enter หรือ Esc" in click(xl, "validate", capfd)

    def it_leaves_xlwings_as_patient_as_it_was(self, xl: Excel, book: xlwings.Book) -> None:
        engine = sys.modules["xlwings._xlwindows"]
        buttons.click("validate")
        assert type(engine.N_COM_ATTEMPTS) is int and engine.N_COM_ATTEMPTS == 0

    def it_waits_between_the_attempts(self) -> None:
        pauses: list[int] = []
        attempts = patience.Attempts(3, lambda: pauses.append(1))
        assert [attempts > 1, attempts > 2, attempts > 3] == [True, True, False]
        assert len(pauses) == 3 and attempts


class DescribeAProtectedSheet:
    @pytest.mark.parametrize("name", ["validate", "rollup", "all"])
    def it_changes_nothing_where_the_sheet_of_settings_is_protected(
        self, xl: Excel, book: xlwings.Book, capfd: Capture, name: str
    ) -> None:
        spoil(xl)
        xl.sheet(layout.CONFIG_SHEET).protected = True
        before = state(xl)
        assert "ยกเลิกการป้องกัน" in click(xl, name, capfd)
        assert state(xl) == before

    @pytest.mark.parametrize(
        ("command", "sheet"),
        [
            ("validate", MEASURES),
            ("validate", FINDINGS),
            ("colour", MEASURES),
            ("colour", OFFICE),
            ("rollup", ROLLUP),
            ("all", ROLLUP),
            ("all", OFFICE),
        ],
    )
    def it_is_named_and_nothing_is_done_by_halves(
        self, xl: Excel, book: xlwings.Book, command: str, sheet: str, capfd: Capture
    ) -> None:
        spoil(xl)
        xl.sheet(sheet).protected = True
        before = state(xl)
        text = click(xl, command, capfd)
        assert sheet in text and "ยกเลิกการป้องกัน" in text
        assert state(xl) == before

    def it_does_not_matter_to_a_command_that_writes_elsewhere(
        self, xl: Excel, book: xlwings.Book, capfd: Capture
    ) -> None:
        xl.sheet(OFFICE).protected = xl.sheet(layout.GUIDE_SHEET).protected = True
        assert "สรุปตามกองแล้ว" in click(xl, "rollup", capfd)

    def it_is_a_sentence_too_where_excel_refuses_for_a_reason_of_its_own(
        self, xl: Excel, book: xlwings.Book, capfd: Capture
    ) -> None:
        xl.model._broken = {"Range.Value=": refused("Application-defined or object-defined error")}
        assert "Excel ไม่ยอมให้เขียน" in click(xl, "validate", capfd)


class DescribeTheMemosFolder:
    def it_is_asked_for_where_the_workbook_was_never_saved(
        self, xl: Excel, macro_bytes: bytes, capfd: Capture
    ) -> None:
        xl.open(macro_bytes, "Book1")
        assert "Ctrl+S" in click(xl, "memo", capfd)

    @pytest.mark.parametrize(
        "address",
        [
            "https://d.docs.live.net/0123456789abcdef/Documents/ITA_tracker.xlsm",
            "https://office-my.sharepoint.com/personal/a/Documents/ITA_tracker.xlsm",
            "https://office.sharepoint.com/sites/ita/Shared%20Documents/ITA_tracker.xlsm",
            "https://example.go.th/ITA_tracker.xlsm",
        ],
    )
    def it_is_asked_for_where_the_workbook_lies_on_the_web(
        self, xl: Excel, macro_bytes: bytes, address: str, capfd: Capture
    ) -> None:
        xl.open(macro_bytes, address)
        assert "OneDrive" in click(xl, "memo", capfd)

    def it_is_the_synchronised_copy_where_there_is_one(
        self, xl: Excel, macro_bytes: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("OneDriveConsumer", str(tmp_path))
        (tmp_path / "งาน").mkdir()
        (tmp_path / "งาน" / "ITA_tracker.xlsm").write_bytes(macro_bytes)
        book = xl.open(macro_bytes, "https://d.docs.live.net/0123456789abcdef/งาน/ITA_tracker.xlsm")
        assert memo_file.folder_of(book) == tmp_path / "งาน"

    def it_is_named_where_nothing_can_be_written_there(
        self,
        xl: Excel,
        book: xlwings.Book,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Capture,
    ) -> None:
        def read_only(path: Path, mode: str, **_options: object) -> object:
            assert (path.parent, mode) == (tmp_path, "xb")
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("itaxl.disk.atomic.open", read_only, raising=False)
        text = click(xl, "memo", capfd)
        assert str(tmp_path) in text
        assert not list(tmp_path.glob("*.docx"))

    @pytest.mark.skipif(sys.platform == "win32", reason="there the name is taken by renaming")
    def it_is_told_where_the_output_is_locked(
        self,
        xl: Excel,
        book: xlwings.Book,
        tmp_path: Path,
        monkeypatch: pytest.MonkeyPatch,
        capfd: Capture,
    ) -> None:
        def locked(*_: object) -> None:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr("os.link", locked)
        assert "เขียนไฟล์" in click(xl, "memo", capfd)
        assert not list(tmp_path.iterdir())


class DescribeTheCaller:
    def it_is_the_book_in_front_where_its_name_was_cut(
        self, xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """xlwings takes --wb="ก=ข.xlsm" for 'ก'."""

        def cut() -> None:
            raise KeyError("ก")

        monkeypatch.setattr(xlwings.Book, "caller", cut)
        assert session.caller().name == book.name

    def it_is_found_by_what_the_macro_hands_over(
        self, xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        del xlwings.Book._mock_caller
        with monkeypatch.context() as windows:
            windows.setattr(sys, "argv", ["-c", "--wb=ITA_tracker.xlsm", "--from_xl=1", "--hwnd=1"])
            windows.setattr(sys, "platform", "win32")
            assert session.caller().name == "ITA_tracker.xlsm"

    @pytest.mark.parametrize("handed", ["ก=ข.xlsm", "ก= ข=.xlsm"])
    def it_is_found_by_its_whole_name_in_the_excel_that_called(
        self, xl: Excel, good_bytes: bytes, handed: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Another workbook came to the front, and another Excel before that one."""
        xl.open(good_bytes, f"/office/{handed}")
        xl.open(good_bytes, "/office/another.xlsm")
        del xlwings.Book._mock_caller
        engine = sys.modules["xlwings._xlwindows"]
        wrapped = engine.COMRetryObjectWrapper(xl.model)
        monkeypatch.setattr(engine, "get_excel_hwnds", lambda: iter([1, 7]))
        monkeypatch.setattr(engine, "get_xl_app_from_hwnd", {7: wrapped}.__getitem__)
        with monkeypatch.context() as windows:
            windows.setattr(sys, "argv", ["-c", f"--wb={handed}", "--from_xl=1", "--hwnd=7"])
            windows.setattr(sys, "platform", "win32")
            assert session.caller().name == handed


class DescribeAnExcelThatIsGone:
    @pytest.mark.parametrize("code", [-2147023174, -2147023170, -2147417848])
    def it_is_told_in_thai_and_no_bug(
        self, xl: Excel, book: xlwings.Book, code: int, log_file: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        called, left = type(xl.model).called, [30]

        def until_then(model: object, name: str, put: bool = False) -> None:
            left[0] -= 1
            if left[0] < 0:
                raise com_error(code, "The RPC server is unavailable.")
            called(xl.model, name, put)

        monkeypatch.setattr(type(xl.model), "called", until_then)
        buttons.click("all")
        (text,) = xl.from_windows + xl.alerts
        assert "Excel ถูกปิดไปก่อนที่จะทำเสร็จ" in text and not log_file.exists()


class DescribeRunOnActive:
    def it_does_what_the_button_does_without_a_dialog(self, xl: Excel, book: xlwings.Book) -> None:
        spoil(xl)
        outcome = buttons.run_on_active("validate")
        assert outcome.exit_code == ExitCode.FINDINGS and "ต้องแก้ไข 1 รายการ" in outcome.text
        assert findings(xl) and str(messages(xl)[1]).startswith("ต้องแก้ไข")
        assert not xl.alerts
        assert (xl.model._status, xl.model._screen) == (False, True)

    def it_takes_the_excel_that_it_is_given(self, xl: Excel, book: xlwings.Book) -> None:
        xl.running = False
        assert "ระบายสีแล้ว" in buttons.run_on_active("colour", xl.app).text

    def it_misses_an_excel_that_does_not_run(self, xl: Excel) -> None:
        xl.running = False
        with pytest.raises(MissingError, match="เปิดแบบติดตามใน Excel") as missing:
            buttons.run_on_active("validate")
        assert missing.value.exit_code == 6

    def it_misses_excel_on_a_machine_that_has_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(xlwings.engines, "active", None)
        with pytest.raises(MissingError, match="itaxl check"):
            buttons.run_on_active("validate")

    def it_asks_for_a_workbook_where_none_is_open(self, xl: Excel) -> None:
        with pytest.raises(InputError, match="ไม่มีสมุดงานเปิดไว้"):
            buttons.run_on_active("validate")

    def it_refuses_a_command_that_is_none(self, xl: Excel, book: xlwings.Book) -> None:
        with pytest.raises(UsageError, match="validate mend links colour rollup memo all help"):
            buttons.run_on_active("wat")

    def it_raises_what_the_clerk_can_solve(self, xl: Excel, book: xlwings.Book) -> None:
        xl.sheet(MEASURES).protected = True
        with pytest.raises(OutputError):
            buttons.run_on_active("validate")
        xl.model._busy = -1
        with pytest.raises(MissingError, match="กด Enter"):
            buttons.run_on_active("validate")

    def it_lets_a_bug_keep_its_traceback(
        self, xl: Excel, book: xlwings.Book, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(*_: object) -> None:
            raise RuntimeError("พัง")

        monkeypatch.setattr(view, "judge", broken)
        with pytest.raises(RuntimeError, match="พัง"):
            buttons.run_on_active("validate")
        assert (xl.model._status, xl.model._screen) == (False, True)


def test_a_sheet_with_formats_all_over_it_is_refused_with_its_name(xl: Excel, book: xlwings.Book) -> None:
    xl.sheet(MEASURES).make(1_048_576, 40)
    with pytest.raises(ItaxlError, match=MEASURES):
        buttons.validate(book, NOW)


def test_a_sheet_with_formats_far_down_is_read_in_slices(xl: Excel, book: xlwings.Book) -> None:
    xl.sheet(MEASURES).make(40_000, 1)
    assert buttons.validate(book, NOW).exit_code == ExitCode.OK
    assert messages(xl) == ["ผ่าน"] * 5
