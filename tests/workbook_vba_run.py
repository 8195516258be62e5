"""The macros of a workbook run as they were shipped, by pyOpenVBA's runtime, on a PC that answers them.

Stand-ins, each a gap of the runtime and not of the file: comments after #directives are dropped; what VBA
asks of the machine it asks of a `Pc`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from tests.workbook_book import Book

_VARIABLES = {
    "LOCALAPPDATA": r"C:\Users\clerk\AppData\Local",
    "TEMP": r"C:\Temp",
    "USERPROFILE": r"C:\Users\clerk",
}
#: Asked by CreateObject, which is how a macro reaches anything outside Excel.
_PC = "itaxl.pc"
_ASKED = f'CreateObject("{_PC}")'
_FUNCTIONS = {
    "FileExistsOnWindows": f"FileExistsOnWindows = {_ASKED}.IsFile(FileSpec)",
    "ReadFile": f"ReadFile = {_ASKED}.ReadFile(FileName)",
}


class Pc:
    """What a macro finds around Excel: here a clerk's PC with the letters of western Europe, on which nothing
    runs.  `environment` is Excel's own, as the macro finds it and leaves it.

    `lines` are the command lines that were run, each with the environment that it inherited; `popups` what
    the macro itself had to say.
    """

    program_folder = r"C:\Office"
    hwnd = 1

    def __init__(self, environment: dict[str, str] | None = None) -> None:
        self.environment: Any = {} if environment is None else environment
        self.lines: list[tuple[str, dict[str, str]]] = []
        self.popups: list[str] = []

    def variable(self, name: str) -> str:
        """As Windows has it, in any letters."""
        return str(self.environment.get(name) or _VARIABLES.get(name.upper(), ""))

    def environ(self, name: str) -> str:
        """VBA's Environ, which tells only letters of the PC's code page."""
        return self.variable(name).encode("latin-1", "replace").decode("latin-1")

    def expand(self, text: str) -> str:
        return re.sub("%([A-Z]+)%", lambda found: self.variable(found[1]), text)

    def is_file(self, path: str) -> bool:
        """As VBA's GetAttr finds it, which asks in the letters of the code page."""
        return r"\itaxl\venv\Scripts\python.exe" in path and all(ord(letter) < 256 for letter in path)

    def short_path(self, path: str) -> str:
        return re.sub(r"[^\\]*[^\x00-\x7f][^\\]*", "A1B2~1", path)

    def read(self, path: str) -> str:
        return ""

    def kill(self, path: str) -> None:
        """Delete a file."""

    def run(self, line: str, *, wait: bool) -> int:
        """WScript.Shell's Run.  Returns the exit code."""
        self.lines.append((line, dict(self.environment)))
        return 0


def command_lines(book: Book, macro: str) -> list[str]:
    """What cmd.exe gets from Windows' script host when a macro of the shipped project runs."""
    return [command for command, _ in runs(book, macro, {})]


def runs(
    book: Book, macro: str, environment: dict[str, str], *, behind_chart: bool = False
) -> list[tuple[str, dict[str, str]]]:
    """Every command line of a macro, and the environment that its process would inherit from Excel's.

    `behind_chart`: a chart sheet is in front, which knows no Range.
    """
    pc = Pc(environment)
    run(book, macro, pc, behind_chart=behind_chart)
    return pc.lines


def run(book: Book, macro: str, pc: Pc, *, behind_chart: bool = False) -> None:
    """The macro as a click runs it."""
    app = _application(book, pc)
    if behind_chart:
        _show_chart(app)
    if macro.startswith("Rb_"):
        app.add_module(f"Public Sub Driver()\n    {macro} Nothing\nEnd Sub\n", name="driver")
        macro = "Driver"
    app.run(macro)


def _show_chart(app: Any) -> None:
    from pyopenvba.interpreter._objects import VBAObject

    class Chart(VBAObject):  # type: ignore[misc]
        vba_type_name = "Chart"
        book = app.application.active_book

    class WithChart(type(app.application.active_book)):  # type: ignore[misc]
        """Its active sheet is the chart until a worksheet is activated."""

        active_sheet = Chart()

        def activate_sheet(self, sheet: object) -> None:
            self.__class__ = WithChart.__base__
            self.activate_sheet(sheet)

    app.application.active_book.__class__ = WithChart


def _application(book: Book, pc: Pc) -> Any:
    from pyopenvba.apps.excel import ExcelApplication

    app = ExcelApplication.open(book.path, with_vba=False)
    host = app.interpreter.host
    create, made = host.create, _objects(pc)
    host.create = lambda name: made.get(name.lower(), lambda: create(name))()
    for name, (standard, source) in book.modules.items():
        if standard or name == "Dictionary":
            app.add_module(_runnable(name, source), name=name, kind="standard" if standard else "class")
    return app


def _objects(pc: Pc) -> dict[str, Callable[[], Any]]:
    """What CreateObject makes, by the name in lower case."""
    from pyopenvba.interpreter._objects import VBAObject, member, method, setter

    class Environment(VBAObject):  # type: ignore[misc]
        vba_type_name = "WshEnvironment"

        @member(name="Item", default=True)  # type: ignore[untyped-decorator]
        def item(self, name: object) -> str:
            return pc.variable(str(name))

        @setter("Item")  # type: ignore[untyped-decorator]
        def put(self, name: object, value: object) -> None:
            pc.environment[str(name)] = str(value)

        @method  # type: ignore[untyped-decorator]
        def Remove(self, name: object) -> None:
            del pc.environment[str(name)]

    class Shell(VBAObject):  # type: ignore[misc]
        vba_type_name = "WshShell"

        @method  # type: ignore[untyped-decorator]
        def Environment(self, kind: object) -> Environment:
            assert kind == "PROCESS"  # the others outlive Excel
            return Environment()

        @method  # type: ignore[untyped-decorator]
        def Run(self, command: object, style: object = 1, wait: object = False) -> int:
            return pc.run(str(command), wait=bool(wait))

        @method  # type: ignore[untyped-decorator]
        def Popup(self, text: object, *_: object) -> int:
            pc.popups.append(str(text))
            return 1

        @method  # type: ignore[untyped-decorator]
        def ExpandEnvironmentStrings(self, text: object) -> str:
            return pc.expand(str(text))

    class Files(VBAObject):  # type: ignore[misc]
        vba_type_name = "FileSystemObject"

        def __init__(self, path: str = "") -> None:
            self.path = path

        @method  # type: ignore[untyped-decorator]
        def GetFolder(self, path: object) -> Files:
            return Files(str(path))

        @member(name="ShortPath")  # type: ignore[untyped-decorator]
        def short_path(self) -> str:
            return pc.short_path(self.path)

    class Machine(VBAObject):  # type: ignore[misc]
        vba_type_name = "Pc"

        @method  # type: ignore[untyped-decorator]
        def Environ(self, name: object) -> str:
            return pc.environ(str(name))

        @method  # type: ignore[untyped-decorator]
        def IsFile(self, path: object) -> bool:
            return pc.is_file(str(path))

        @method  # type: ignore[untyped-decorator]
        def ReadFile(self, path: object) -> str:
            return pc.read(str(path))

        @method  # type: ignore[untyped-decorator]
        def Kill(self, path: object) -> None:
            pc.kill(str(path))

        @member(name="ProgramFolder")  # type: ignore[untyped-decorator]
        def program_folder(self) -> str:
            return pc.program_folder

        @member(name="Hwnd")  # type: ignore[untyped-decorator]
        def window(self) -> int:
            return pc.hwnd

    shell = Shell()
    return {"wscript.shell": lambda: shell, "scripting.filesystemobject": Files, _PC: Machine}


def _runnable(name: str, source: str) -> str:
    source = re.sub(r"\bEnviron\(", f"{_ASKED}.Environ(", source)
    if name != "xlwings":
        return source
    source = re.sub(r"(?m)^(\s*#[^'\r\n]*)'[^\r\n]*", r"\1", source)
    for function, answer in _FUNCTIONS.items():
        source = re.sub(
            rf"(?ms)^(Function {function}\(.*?\)[^\r\n]*\r\n).*?^End Function",
            lambda found, answer=answer: f"{found[1]}    {answer}\r\nEnd Function",
            source,
        )
    for gap, answer in (
        ("Kill LOG_FILE", f"{_ASKED}.Kill LOG_FILE"),
        ("Application.Path", f"{_ASKED}.ProgramFolder"),
        ("Application.Hwnd", f"{_ASKED}.Hwnd"),
        ('GetConfig("SHOW CONSOLE", False) = True', 'CStr(GetConfig("SHOW CONSOLE", False)) = "True"'),
    ):
        source = source.replace(gap, answer)
    return source
