"""Checks of the VBA: two analysers, and a runtime that runs the shipped callbacks."""

from __future__ import annotations

import re
import tempfile
import warnings
from pathlib import Path
from typing import Any

from tests.workbook_book import Book

#: Enough of xlwings for an analyser: its own module is not ours to judge.
STUB = "\r\n".join(
    (
        'Attribute VB_Name = "xlwings"',
        "Option Explicit",
        "Public Function RunPython(PythonCommand As String)",
        "    RunPython = 0",
        "End Function",
        "",
    )
)
#: GetAttr asks in the letters of the PC's code page, which here are those of western Europe.
_INTERPRETER_EXISTS = """Function FileExistsOnWindows(ByVal FileSpec As String) As Boolean
    Dim At As Long
    FileExistsOnWindows = (InStr(FileSpec, "\\itaxl\\venv\\Scripts\\python.exe") > 0)
    For At = 1 To Len(FileSpec)
        If AscW(Mid(FileSpec, At, 1)) > 255 Then FileExistsOnWindows = False
    Next At
End Function""".replace("\n", "\r\n")
_PROFILE = r"C:\Users\clerk\AppData\Local"
_OWN = ("modButtons", "modRibbon")


def _judged(book: Book) -> dict[str, str]:
    """Our modules, and the stub where the workbook has xlwings' module with its RunPython."""
    sources = dict(book.sources())
    judged = {name: source for name, source in sources.items() if name.startswith("mod")}
    if "Function RunPython(" in sources.get("xlwings", ""):
        judged["xlwings"] = STUB
    return judged


def analyser(book: Book) -> list[str]:
    """pyvbaanalysis: what is provably wrong."""
    from pyvbaanalysis import DiagnosticSeverity, ModuleInput, ModuleSymbolKind, analyze_project

    modules = [ModuleInput(name, ModuleSymbolKind.STANDARD, text) for name, text in _judged(book).items()]
    results = analyze_project(modules, only=_OWN)
    return [
        f"{module}: {problem.message}"
        for module, problems in results.items()
        for problem in problems
        if problem.severity is DiagnosticSeverity.ERROR
    ]


def prechecker(book: Book) -> list[str]:
    """vbalidator: whether the modules are safe to compile."""
    from vbalidator import precheck

    with tempfile.TemporaryDirectory() as folder:
        for name, source in _judged(book).items():
            (Path(folder) / f"{name}.bas").write_text(source, "latin-1", newline="")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            result = precheck(Path(folder), host="excel")
    return [f"{e['file']}:{e['line']} {e['message']}" for e in result.errors]


def runtime(book: Book) -> list[str]:
    """pyOpenVBA's runtime runs every callback: cmd.exe would get our Python command."""
    return [
        problem
        for command in book.kind.commands
        for macro in (command.macro, command.callback)
        for problem in _run(book, macro, book.kind.python(command.name))
    ]


def _run(book: Book, macro: str, python: str) -> list[str]:
    try:
        lines = command_lines(book, macro)
    except Exception as error:
        return [f"{macro}: {type(error).__name__} {error}"]
    wanted = f'{python}"  --wb="{book.path.name}" --from_xl=1'
    return [] if len(lines) == 1 and wanted in lines[0] else [f"{macro} runs {lines}"]


def command_lines(book: Book, macro: str) -> list[str]:
    """What cmd.exe gets from Windows' script host when a macro of the shipped project runs.

    Stand-ins, each a gap of the runtime and not of the file: comments after #directives are dropped,
    Environ, file probes and Application.Path are answered here.
    """
    return [command for command, _ in runs(book, macro, {})]


def runs(
    book: Book, macro: str, environment: dict[str, str], *, behind_chart: bool = False
) -> list[tuple[str, dict[str, str]]]:
    """Every command line of a macro, and the environment that its process would inherit from Excel's.

    `environment` is Excel's own, as the macro finds it and leaves it; `behind_chart`: a chart sheet is in
    front, which knows no Range.
    """
    app, shell = _application(book, environment)
    if behind_chart:
        _show_chart(app)
    if macro.startswith("Rb_"):
        app.add_module(f"Public Sub Driver()\n    {macro} Nothing\nEnd Sub\n", name="driver")
        macro = "Driver"
    app.run(macro)
    return list(shell.runs)


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


def _application(book: Book, environment: dict[str, str]) -> tuple[Any, Any]:
    from pyopenvba.apps.excel import ExcelApplication
    from pyopenvba.interpreter._objects import VBAObject, member, method, setter

    class Environment(VBAObject):  # type: ignore[misc]
        vba_type_name = "WshEnvironment"

        @member(name="Item", default=True)  # type: ignore[untyped-decorator]
        def item(self, name: object) -> str:
            return environment.get(str(name), "")

        @setter("Item")  # type: ignore[untyped-decorator]
        def put(self, name: object, value: object) -> None:
            environment[str(name)] = str(value)

        @method  # type: ignore[untyped-decorator]
        def Remove(self, name: object) -> None:
            del environment[str(name)]

    class Shell(VBAObject):  # type: ignore[misc]
        vba_type_name = "WshShell"

        def __init__(self) -> None:
            self.runs: list[tuple[str, dict[str, str]]] = []

        @method  # type: ignore[untyped-decorator]
        def Environment(self, kind: object) -> Environment:
            assert kind == "PROCESS"  # the others outlive Excel
            return Environment()

        @method  # type: ignore[untyped-decorator]
        def Run(self, command: object, style: object = 1, wait: object = False) -> int:
            self.runs.append((str(command), dict(environment)))
            return 0

        @method  # type: ignore[untyped-decorator]
        def ExpandEnvironmentStrings(self, text: object) -> str:
            return (
                str(text)
                .replace("%LOCALAPPDATA%", environment.get("LOCALAPPDATA", _PROFILE))
                .replace("%TEMP%", environment.get("TEMP", r"C:\Temp"))
            )

    class Files(VBAObject):  # type: ignore[misc]
        vba_type_name = "FileSystemObject"

        def __init__(self, path: str = "") -> None:
            self.path = path

        @method  # type: ignore[untyped-decorator]
        def GetFolder(self, path: object) -> Files:
            return Files(str(path))

        @member(name="ShortPath")  # type: ignore[untyped-decorator]
        def short_path(self) -> str:
            return re.sub(r"[^\\]*[^\x00-\x7f][^\\]*", "A1B2~1", self.path)

    app, shell = ExcelApplication.open(book.path, with_vba=False), Shell()
    host = app.interpreter.host
    create = host.create
    made = {"wscript.shell": lambda: shell, "scripting.filesystemobject": Files}
    host.create = lambda name: made.get(name.lower(), lambda: create(name))()
    for name, (standard, source) in book.modules.items():
        if standard or name == "Dictionary":
            app.add_module(
                _runnable(name, source, environment), name=name, kind="standard" if standard else "class"
            )
    return app, shell


def _environ(environment: dict[str, str]) -> str:
    """VBA's Environ, which tells only letters of the PC's code page."""
    seen = {name: environment.get(name, "").encode("latin-1", "replace") for name in ("LOCALAPPDATA", "TEMP")}
    lines = [
        f'    If Variable = "{name}" Then Seen = "{text.decode("latin-1")}"' for name, text in seen.items()
    ]
    return "\r\n".join(
        ("Private Function Seen(ByVal Variable As String) As String", *lines, "End Function", "")
    )


def _runnable(name: str, source: str, environment: dict[str, str]) -> str:
    if name != "xlwings":
        return source.replace("Environ(Variable)", "Seen(Variable)") + _environ(environment)
    source = re.sub(r"(?m)^(\s*#[^'\r\n]*)'[^\r\n]*", r"\1", source)
    source = re.sub(
        r"(?ms)^Function FileExistsOnWindows.*?^End Function",
        lambda _: _INTERPRETER_EXISTS,
        source,
    )
    source = re.sub(r"(?m)^\s*Kill LOG_FILE\s*$", "", source)
    for gap, answer in (
        ('Environ("Temp")', '"C:\\Temp"'),
        ('Environ("USERPROFILE")', '"C:\\Users\\clerk"'),
        ("Application.Path", '"C:\\Office"'),
        ("Application.Hwnd", "1"),
        ('GetConfig("SHOW CONSOLE", False) = True', 'CStr(GetConfig("SHOW CONSOLE", False)) = "True"'),
    ):
        source = source.replace(gap, answer)
    return source
