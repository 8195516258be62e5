"""The PC of an office: the set-up installed, a person, stand-ins for Excel and Word; see test_clicks."""

from __future__ import annotations

import json
import queue
import shutil
import subprocess
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

from tests.windows import word_process
from tests.windows.conftest import ROOT

#: A loaded machine is no fault of the code.
PATIENCE = 120.0
_HERE = Path(__file__).parent
_WORD = r"C:\office\word_process.py"
_LOG = r"C:\office\word.log"
_REGISTRY = r"""Windows Registry Editor Version 5.00

[HKEY_CURRENT_USER\Software\Wine\Drivers]
"Graphics"="null"

[HKEY_LOCAL_MACHINE\Software\Classes\Word.Application\CLSID]
@="{word}"

[HKEY_LOCAL_MACHINE\Software\Classes\CLSID\{word}\LocalServer32]
@="{serve}"

[HKEY_LOCAL_MACHINE\Software\Classes\CLSID\{word}\PythonCOM]
@="__main__.Word"

[HKEY_LOCAL_MACHINE\Software\Classes\.docx]
@="Word.Document.12"

[HKEY_LOCAL_MACHINE\Software\Classes\Word.Document.12\shell\open\command]
@="{open}"
"""


class Box(NamedTuple):
    """A message box that the person saw: its title, its text, whether it lay before a window."""

    title: str
    text: str
    owned: bool


class Click(NamedTuple):
    """A click that has ended: the lines for cmd.exe, their exit codes, what they wrote to stderr, what the
    macro itself said, and the variables of Excel's environment that are not as before."""

    lines: list[str]
    codes: list[int]
    logs: list[str]
    popups: list[str]
    error: str
    changed: list[str]
    seconds: float


class Ended(Exception):
    """The process is gone."""


class Process:
    """A process of Windows that obeys (see `tests.windows.orders`)."""

    def __init__(self, pc: Pc, module: str) -> None:
        variables = {
            "PYTHONPATH": pc.path(ROOT),
            "PYTHONPYCACHEPREFIX": r"C:\pyc",
            "PYTHONIOENCODING": "utf-8",
        }
        self._process: Any = subprocess.Popen(
            ["wine", str(pc.python), "-m", f"tests.windows.{module}"],
            env=pc.windows.environment | variables,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
        self._said: list[str] = []
        self._lines: queue.SimpleQueue[dict[str, Any] | None] = queue.SimpleQueue()
        self._number = 0
        self._set_aside: list[dict[str, Any]] = []
        self._listeners = [threading.Thread(target=t, daemon=True) for t in (self._listen, self._hear_out)]
        for listener in self._listeners:
            listener.start()
        self.wait_for(lambda line: "ready" in line)

    def _listen(self) -> None:
        for line in self._process.stdout:
            if line.startswith("{"):
                self._lines.put(json.loads(line))
        self._lines.put(None)

    def _hear_out(self) -> None:
        self._said += self._process.stderr

    def wait_for(self, wanted: Callable[[dict[str, Any]], bool], seconds: float = PATIENCE) -> dict[str, Any]:
        """The first line that is wanted; others are kept.  Raises Ended, and TimeoutError."""
        until = time.monotonic() + seconds
        for line in self._set_aside:
            if wanted(line):
                self._set_aside.remove(line)
                return line
        while True:
            try:
                line = self._lines.get(timeout=max(0.0, until - time.monotonic()))
            except queue.Empty:
                raise TimeoutError("".join(self._said)[-2000:]) from None
            if line is None:
                self._lines.put(None)
                raise Ended("".join(self._said)[-2000:])
            if wanted(line):
                return line
            self._set_aside.append(line)

    def tell(self, order: str, **values: Any) -> Any:
        self._number += 1
        self._process.stdin.write(json.dumps({"number": self._number, "order": order, **values}) + "\n")
        self._process.stdin.flush()
        answer = self.wait_for(lambda line: line.get("number") == self._number)
        assert "error" not in answer, answer["error"]
        return answer["answer"]

    def forget(self) -> None:
        """What it said by now and nobody wanted."""
        self._set_aside.clear()

    def end(self) -> None:
        with suppress(OSError):
            self._process.stdin.close()
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        for listener in self._listeners:
            listener.join(20)
        self._process.stdout.close()
        self._process.stderr.close()


class Pc:
    """`windows` as packaging/windows/wine.py makes it, with the set-up `package` (.msi) installed."""

    def __init__(self, windows: Any, package: Path, python: Path) -> None:
        self.windows, self.python = windows, python
        self.office = windows.drive / "office"
        self.desk = windows.drive / "งาน & ผล"
        self.desk.mkdir()
        self.office.mkdir()
        shutil.copy(_HERE / "word_process.py", self.office)
        self._register()
        installed = windows.run("msiexec", "/i", package, "/qn")
        assert installed.returncode == 0, installed.stdout
        self.person = Process(self, "person")
        self._excels: list[Excel] = []
        self._main: Excel | None = None

    def _register(self) -> None:
        python = f'"{self.path(self.python)}"'
        serve = f'{python} "{_WORD}" "{_LOG}"'
        opened = f'{python} -I -S "{_WORD}" "{_LOG}" --open "%1"'
        entries = _REGISTRY
        for name, value in {"serve": serve, "open": opened}.items():
            entries = entries.replace(f"{{{name}}}", value.replace("\\", "\\\\").replace('"', '\\"'))
        file = self.office / "office.reg"
        file.write_text(entries.replace("{word}", word_process.CLASS), "utf-16")
        done = self.windows.run("reg", "import", r"C:\office\office.reg")
        assert done.returncode == 0, done.stdout

    def path(self, place: Path) -> str:
        """As Windows names it."""
        if place.is_relative_to(self.windows.drive):
            return "C:\\" + str(place.relative_to(self.windows.drive)).replace("/", "\\")
        return "Z:" + str(place).replace("/", "\\")

    def excel(self) -> Excel:
        self._excels.append(Excel(self))
        return self._excels[-1]

    def rested(self) -> Excel:
        """The Excel of most tests, a new one where a click never ended; boxes and memos are forgotten."""
        self.pythons()
        self.person.forget()
        (self.office / "word.log").unlink(missing_ok=True)
        if self._main is None or self._main.clicking:
            self._main = self.excel()
        return self._main

    def box(self, seconds: float = PATIENCE) -> Box:
        """The next message box that was answered."""
        line = self.person.wait_for(lambda line: "box" in line, seconds)
        return Box(line["box"], line["text"], line["owned"])

    def no_box(self) -> bool:
        """Whether the person saw no other box by now."""
        self.pythons()
        return not any("box" in line for line in self.person._set_aside)

    def word(self) -> list[list[Any]]:
        """What Word did, step by step."""
        log = self.office / "word.log"
        return [json.loads(line) for line in log.read_text("utf-8").splitlines()] if log.exists() else []

    @property
    def log(self) -> str:
        """The tracebacks of bugs."""
        logs = (self.windows.profile / "AppData/Local").rglob("itaxl.log")
        return "\n".join(log.read_text("utf-8") for log in logs)

    def pythons(self) -> list[int]:
        """Running processes of the installed Python."""
        found: list[int] = self.person.tell("pythons")
        return found

    def end(self) -> None:
        for process in (*self._excels, self.person):
            process.end()


class Excel(Process):
    """The stand-in Excel (see `tests.windows.excel_process`)."""

    def __init__(self, pc: Pc) -> None:
        super().__init__(pc, "excel_process")
        self._pc = pc
        #: Whether a click was begun and its end not seen.
        self.clicking = False

    def open(self, data: bytes, name: str = "ITA_tracker.xlsm", folder: Path | None = None) -> Path:
        """A workbook of its own folder, as a double click opens it."""
        place = (folder or self._pc.desk) / name
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(data)
        self.window = self.tell("open", path=self._pc.path(place))
        self.tell("told")
        return place

    def begin(self, macro: str, kind: str = "tracker") -> None:
        self.tell("click", macro=macro, kind=kind)
        self.clicking = True

    def ended(self, seconds: float = PATIENCE) -> Click:
        line = self.wait_for(lambda line: "clicked" in line, seconds)
        self.clicking = False
        return Click(*(line[field] for field in Click._fields))

    def click(self, macro: str, kind: str = "tracker") -> Click:
        self.begin(macro, kind)
        return self.ended()
