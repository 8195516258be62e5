"""Checks of the VBA: two analysers, and a runtime that runs the shipped callbacks."""

from __future__ import annotations

import tempfile
import warnings
from pathlib import Path

from tests.workbook_book import Book
from tests.workbook_vba_run import command_lines

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


def declarations(book: Book) -> list[str]:
    """What 64-bit Excel compiles has PtrSafe in each Declare, xlwings' module too."""
    found = []
    for module, source in book.sources():
        within: list[bool] = []  # for each #If that is open: whether it is of VBA7
        for line in source.splitlines():
            words = line.split()
            if line.strip().startswith("#If"):
                within.append("VBA7" in words)
            elif words[:1] == ["#Else"] and within:
                within[-1] = False
            elif words[:2] == ["#End", "If"] and within:
                within.pop()
            elif "Declare" in words[:2] and "PtrSafe" not in words and (any(within) or not within):
                found.append(f"{module}: {' '.join(words[:5])}")
    return found


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
