"""A real LibreOffice of the tests' own: its own profile, its own pipe, nobody's windows."""

from __future__ import annotations

import contextlib
import itertools
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import xlwings

from itaxl.calc import accept_argument, bridge, connection
from itaxl.calc.book import Book
from itaxl.calc.engine import Engine, desktop_at
from itaxl.errors import MissingError
from tests.calc_sheet import LiveSheet, snapshot
from tests.calc_wire import Wire
from tests.excel_cells import SheetStore, rgb

_OPTIONS = ("--norestore", "--nologo", "--nodefault", "--nolockcheck", "--nofirststartwizard")
_ATTEMPTS, _PATIENCE = 3, 40.0
_NUMBERS = itertools.count()


@cache
def missing() -> str:
    """What this machine lacks for a live Calc; '' when nothing."""
    if shutil.which("soffice") is None:
        return "needs LibreOffice (soffice)"
    try:
        bridge.load()
    except MissingError as problem:
        return f"needs LibreOffice's uno for this Python: {problem.what}"
    return ""


needs_calc = (pytest.mark.libreoffice, pytest.mark.skipif(bool(missing()), reason=missing() or "-"))


class Office:
    """A LibreOffice process that listens on a pipe.  Without a display it has no windows at all."""

    def __init__(self, profile: Path, display: str | None = None, pipe: str | None = None) -> None:
        self._profile, self._display = profile, display
        for _ in range(_ATTEMPTS):  # a start with a new profile fails now and then
            self.pipe = pipe or f"itaxl-test-{os.getpid()}-{next(_NUMBERS)}"
            self._process = self._start()
            if self._answers():
                return
            self.kill()
        raise RuntimeError("LibreOffice does not start")

    def _start(self) -> subprocess.Popen[bytes]:
        command = ["soffice", f"-env:UserInstallation={self._profile.as_uri()}", *_OPTIONS]
        command.append(f"--accept={accept_argument(self.pipe)}")
        environment = dict(os.environ)
        if self._display:
            environment["DISPLAY"] = self._display
        else:
            command.append("--headless")
        quiet = subprocess.DEVNULL
        return subprocess.Popen(command, env=environment, stdout=quiet, stderr=quiet, start_new_session=True)

    def _answers(self) -> bool:
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end and self._process.poll() is None:
            with contextlib.suppress(MissingError):
                desktop_at(connection(self.pipe))
                return True
            time.sleep(0.1)
        return False

    @property
    def desktop(self) -> Any:
        return desktop_at(connection(self.pipe))

    @property
    def alive(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        with contextlib.suppress(Exception):
            self.desktop.terminate()
            self._process.wait(20)
        self.kill()

    def kill(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.wait(20)


class Offices:
    """The LibreOffice that the tests of a process share; started when it is first needed."""

    def __init__(self, folder: Path) -> None:
        self._profile = folder / "profile"
        self._office: Office | None = None

    def running(self) -> Office:
        if self._office is None or not self._office.alive:
            self._office = Office(self._profile)
        return self._office

    def close(self) -> None:
        if self._office is not None:
            self._office.stop()


def chosen_from_menu(controller: Any, name: str) -> None:
    """What a menu entry does, '.uno:Save'."""
    url = bridge.make("com.sun.star.util.URL", Complete=name, Main=name, Protocol=".uno:", Path=name[5:])
    controller.queryDispatch(url, "", 0).dispatch(url, ())


def property_value(name: str, value: Any) -> Any:
    return bridge.make("com.sun.star.beans.PropertyValue", Name=name, Value=value)


class Calc:
    """A live Calc, asked for the same as `tests.excel_engine.Excel`."""

    def __init__(self, office: Office, folder: Path) -> None:
        self.office, self.folder = office, folder
        self.wire = Wire()
        self.engine = Engine(self.wire.wrapped(office.desktop))
        self.documents: list[Any] = []

    def open(self, workbook: bytes, path: str = "ITA_tracker.xlsm", **options: Any) -> xlwings.Book:
        """Open a saved workbook; as a copy never saved where the path is only a name."""
        place = Path(path)
        untitled = not place.is_absolute()
        file = self.folder / (place.name if place.suffix else f"{place.name}.xlsx") if untitled else place
        file.write_bytes(workbook)
        document = self.load(file, **{"AsTemplate": untitled, **options})
        return self.book(document)

    def book(self, document: Any) -> xlwings.Book:
        """The document as a click finds it, its calls counted."""
        return xlwings.Book(impl=Book(self.engine, self.wire.wrapped(document)))

    def load(self, file: Path, **options: Any) -> Any:
        given = {"Hidden": True, "MacroExecutionMode": 0, **options}
        properties = tuple(property_value(name, value) for name, value in given.items())
        document = self.office.desktop.loadComponentFromURL(file.as_uri(), "_blank", 0, properties)
        assert document is not None, f"LibreOffice does not open {file.name}"
        self.documents.insert(0, document)
        return document

    @property
    def document(self) -> Any:
        return self.documents[0]

    def sheet(self, name: str) -> LiveSheet:
        return LiveSheet(self.document, name)

    def colour(self, sheet: str, row: int, column: int) -> str | None:
        return rgb(self.sheet(sheet).at(row, column).fill)

    def state(self) -> dict[str, SheetStore]:
        return {name: snapshot(self.document, name) for name in self.document.Sheets.ElementNames}

    def conversions(self) -> list[str]:
        """None: Calc takes strings as they are."""
        return []

    def remove(self, name: str) -> None:
        self.document.Sheets.removeByName(name)

    def protect_structure(self) -> None:
        self.document.protect("")

    def watch(self, sheet: str, first: int, last: int) -> Any:
        """A named range over whole rows, which grows as those of tables and charts do."""
        here = bridge.make("com.sun.star.table.CellAddress")
        self.document.NamedRanges.addNewByName("watched", f"$'{sheet}'.$A${first}:$A${last}", here, 0)

        def size() -> int:
            watched = self.document.NamedRanges.getByName("watched").ReferredCells.RangeAddress
            return int(watched.EndRow - watched.StartRow + 1)

        return size

    def close(self) -> None:
        for document in self.documents:
            with contextlib.suppress(Exception):
                document.close(True)


@contextmanager
def calc(office: Office, folder: Path) -> Iterator[Calc]:
    """A Calc without a document, xlwings' active engine for as long as the test runs."""
    running = Calc(office, folder)
    before = xlwings.engines.active
    xlwings.engines.active = xlwings.main.Engine(impl=running.engine)
    try:
        yield running
    finally:
        xlwings.engines.active = before
        running.close()
