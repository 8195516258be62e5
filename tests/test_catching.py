"""The three broad `except`s: what each takes, what it lets pass, and that there is no fourth."""

from __future__ import annotations

import ast
import datetime as dt
import weakref
import zipfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import SimpleNamespace

import pytest

from itaxl.catching import ForeignFault, Guard, foreign_fault_as, undone_on_failure
from itaxl.core.grid import Grid
from itaxl.disk import atomic
from itaxl.disk.atomic import write_atomic
from itaxl.errors import ExitCode, InputError, ItaxlError, OutputError, TemplateError

PACKAGE = Path(__file__).resolve().parents[1] / "itaxl"
HOME = PACKAGE / "catching.py"
BROAD = {"Exception", "BaseException"}


class PanicException(BaseException):
    """As pyo3 derives it."""


NOT_FOREIGN = (MemoryError(), KeyboardInterrupt(), SystemExit(1), InputError("ก", "ข"))
FOREIGN = (ValueError("x"), RecursionError(), OSError(5, "x"), AttributeError(), PanicException("index"))


def broad_handlers(tree: ast.Module) -> list[int]:
    """Lines that catch everything: `except:`, `except Exception`, `suppress(Exception)`."""
    lines = []
    for node in ast.walk(tree):
        caught: list[ast.AST] = []
        if isinstance(node, ast.ExceptHandler):
            if node.type is None:
                lines.append(node.lineno)
            else:
                caught = [*ast.walk(node.type)]
        elif isinstance(node, ast.Call) and ast.unparse(node.func).rpartition(".")[2] == "suppress":
            caught = [inner for kind in node.args for inner in ast.walk(kind)]
        if any(isinstance(kind, ast.Name) and kind.id in BROAD for kind in caught):
            lines.append(node.lineno)
    return lines


def it_catches_everything_in_one_module_only() -> None:
    found = {
        f"{path.relative_to(PACKAGE)}:{line}"
        for path in PACKAGE.rglob("*.py")
        for line in broad_handlers(ast.parse(path.read_text("utf-8")))
        if path != HOME
    }
    assert found == set()


@pytest.mark.parametrize(
    "caught", ["except:", "except Exception as e:", "except (OSError, BaseException):", "except Exception:"]
)
def it_would_notice_a_bare_one(caught: str) -> None:
    assert broad_handlers(ast.parse(f"try:\n    f()\n{caught}\n    pass")) == [3]
    assert not broad_handlers(ast.parse("try:\n    f()\nexcept OSError:\n    pass"))
    assert broad_handlers(ast.parse("with contextlib.suppress(Exception):\n    f()")) == [1]


class DescribeADoorsGuard:
    def it_ends_a_bug_and_keeps_what_was_told_of_it(self) -> None:
        with Guard(repr) as guard:
            raise IndexError("row")
        assert isinstance(guard.error, IndexError) and guard.told == "IndexError('row')"

    @pytest.mark.parametrize("error", NOT_FOREIGN[1:], ids=repr)
    def it_lets_through_what_is_no_bug(self, error: BaseException) -> None:
        with pytest.raises(type(error)), Guard(repr):
            raise error

    def it_tells_of_nothing_where_all_went_well(self) -> None:
        with Guard(repr) as guard:
            pass
        assert guard.error is None and not hasattr(guard, "told")

    def it_stands_around_a_workbook_of_a_batch(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, log_file: Path
    ) -> None:
        from itaxl.batch import job

        def stumble(_: Path) -> bytes:
            raise IndexError("a bug of ours")

        monkeypatch.setattr(job, "read_workbook", stumble)
        work = job.Worker.__new__(job.Worker)
        outcome = work(job.Job(tmp_path / "หนองน้ำใส.xlsx"))
        assert outcome.code is ExitCode.BUG and str(log_file) in outcome.error
        assert "a bug of ours" in log_file.read_text("utf-8")


class DescribeAForeignFault:
    @pytest.mark.parametrize("error", FOREIGN, ids=repr)
    def it_is_whatever_a_library_raises(self, error: BaseException) -> None:
        with ForeignFault() as fault:
            raise error
        assert fault.error is error
        with pytest.raises(InputError), foreign_fault_as(lambda _: InputError("ก", "ข")):
            raise error

    @pytest.mark.parametrize("error", NOT_FOREIGN, ids=repr)
    def it_is_not_what_is_ours_or_the_machines(self, error: BaseException) -> None:
        with pytest.raises(type(error)) as caught, ForeignFault():
            raise error
        assert caught.value is error
        with pytest.raises(type(error)) as caught, foreign_fault_as(lambda _: OutputError("ก", "ข")):
            raise error
        assert caught.value is error

    def it_keeps_its_own_traceback_where_nobody_knows_its_meaning(self) -> None:
        with pytest.raises(ValueError, match="x"), foreign_fault_as(lambda _: None):
            raise ValueError("x")


def grid_of(data: bytes) -> tuple[Grid, ...]:
    from itaxl.reading.workbook import grids_from_bytes

    return grids_from_bytes(data, "รับมา.xlsx")


def checked_copy_of(data: bytes) -> object:
    from itaxl.core.assess import judge
    from itaxl.core.parse import parse
    from itaxl.files.checked.copy import annotate

    nothing = parse(())
    return annotate(data, "รับมา.xlsx", (), nothing, judge(nothing, dt.date(2026, 11, 27)))


def with_part(name: str, content: bytes, source: Path) -> bytes:
    """A workbook with one part changed."""
    import io

    made = io.BytesIO()
    with zipfile.ZipFile(source) as given, zipfile.ZipFile(made, "w") as package:
        for info in given.infolist():
            package.writestr(info.filename, content if info.filename == name else given.read(info))
    return made.getvalue()


class DescribeForeignBytes:
    """The broken input that each of these places must take for what it is."""

    def it_is_a_damaged_file_where_zipfile_stumbles(self) -> None:
        with pytest.raises(InputError):
            grid_of(b"PK\x03\x04" + b"\0" * 18 + b"PK\x05\x06" + b"\xff" * 18)

    def it_is_a_damaged_file_where_a_parser_stumbles(self, good: Path) -> None:
        with pytest.raises(InputError):
            grid_of(with_part("xl/workbook.xml", b"<workbook", good))

    def it_is_no_checked_copy_where_a_part_is_no_xml(self, good: Path) -> None:
        from itaxl.files.checked.copy import NotPossible

        broken = with_part("xl/styles.xml", b"<styleSheet><cellXfs><xf fontId='x'/></cellXfs>", good)
        assert isinstance(checked_copy_of(broken), NotPossible)

    def it_is_a_template_of_no_use_where_docxtpl_stumbles(self) -> None:
        from itaxl.memo.render import Template, default_template_path

        docx = with_part("word/document.xml", b"<w:document", default_template_path())
        with pytest.raises(TemplateError):
            Template.load(docx)


class DescribeAForeignApplication:
    @pytest.mark.parametrize("raises", [AttributeError("Version"), OSError(-2147023174, "RPC")], ids=repr)
    def it_is_not_alive_whatever_com_says(self, raises: Exception) -> None:
        from itaxl.pdf.word_app import WordApp

        app = WordApp.__new__(WordApp)
        app._app = Refusing(raises)
        assert app.is_alive() is False

    def it_is_gone_where_a_closed_document_answers_strangely(self) -> None:
        from itaxl.calc import one_step

        book = SimpleNamespace(impl=SimpleNamespace(document=Refusing(AttributeError("Sheets"))))
        with pytest.raises(OutputError, match="ถูกปิดไปก่อน"), one_step(book, None):  # type: ignore[arg-type]
            pytest.fail("a document that is gone was worked on")

    def it_is_waited_for_where_excel_is_too_busy_to_say_that_it_is_there(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        import xlwings

        from itaxl.buttons.calc import run

        monkeypatch.setattr(xlwings, "apps", Refusing(OSError("call was rejected by callee")))
        assert run.excel_runs()


class Refusing:
    """Raises the same for whatever it is asked."""

    def __init__(self, error: Exception) -> None:
        self.__dict__["error"] = error

    def __getattr__(self, name: str) -> object:
        raise self.__dict__["error"]


class DescribeWhatIsUndone:
    @pytest.mark.parametrize("error", [*NOT_FOREIGN, *FOREIGN], ids=repr)
    def it_is_taken_back_and_the_exception_goes_on(self, error: BaseException) -> None:
        undone: list[bool] = []
        with pytest.raises(type(error)) as caught, undone_on_failure(lambda: undone.append(True)):
            raise error
        assert caught.value is error and undone

    def it_stays_where_all_went_well(self) -> None:
        with undone_on_failure(lambda: pytest.fail("undone")):
            pass

    def it_hides_nothing_by_an_error_of_its_own(self) -> None:
        def undo() -> None:
            raise PermissionError

        with pytest.raises(ValueError, match="first"), undone_on_failure(undo):
            raise ValueError("first")

    @pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError, OSError])
    def it_is_the_file_beside_the_one_to_be_written(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
    ) -> None:
        def fail(*_: object) -> None:
            raise error

        monkeypatch.setattr(atomic.os, "replace", fail)
        with suppress(ItaxlError, KeyboardInterrupt, MemoryError):
            write_atomic(tmp_path / "memo.docx", b"new")
        assert list(tmp_path.iterdir()) == []


def it_lets_memory_end_for_the_template_and_not_for_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """In its own process: the sentence says what ended, and no traceback reaches the terminal."""
    from itaxl.memo.template import apart

    answers: list[object] = []
    pipe = SimpleNamespace(send=answers.append)
    monkeypatch.setattr(apart.signal, "signal", lambda *_: None)
    monkeypatch.setattr(apart, "_limit", lambda *_: None)
    trial: Callable[[bytes], None] = lambda _: (_ for _ in ()).throw(MemoryError)  # noqa: E731
    apart._run_check(pipe, trial, b"", 1, 1)  # type: ignore[arg-type]
    assert [str(answer) for answer in answers] == [str(apart._stopped_error())]


class DescribeWhatAFaultHolds:
    """Otherwise a half-written archive is closed at any moment, with a complaint on the screen."""

    @pytest.mark.parametrize("catch", [ForeignFault, lambda: Guard(repr)])
    def it_holds_nothing_of_what_was_at_work(self, catch: Callable[[], ForeignFault | Guard[str]]) -> None:
        with catch() as fault:
            work = Work()
            held = weakref.ref(work)
            spoil(work)
        del work
        assert fault.error is not None
        assert held() is None


class Work:
    pass


def spoil(work: Work) -> None:
    raise ValueError(work is None)
