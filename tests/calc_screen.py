"""A virtual screen: what stands on it by its accessible name, clicked with a real (virtual) mouse."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

WIDTH, HEIGHT = 1400, 900
_PATIENCE = 30.0
#: com.sun.star.accessibility.AccessibleRole
_DOCUMENT, _LABEL, _BUTTON, _HEADERS = 60, 86, 44, 58
_DEEPEST, _WIDEST = 8, 60
#: Pixels from the top of the window within which toolbars lie.
_TOOLBARS = 110


def missing() -> str:
    """What this machine lacks for a screen; '' when nothing."""
    absent = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    return f"needs {', '.join(absent)}" if absent else ""


class Box(NamedTuple):
    """Its text, and where its buttons stand: one, or that of agreeing before that of refusing."""

    text: str
    buttons: tuple[tuple[int, int], ...]


class Screen:
    """An X server of our own, on a display number that it picks by itself."""

    def __init__(self) -> None:
        for _ in range(5):  # two servers that start at the same moment may want the same number
            self._server, self.display = _server()
            if self.display != ":" and self._server.poll() is None and _answers(self.display):
                return
            self.close()
        raise RuntimeError("Xvfb does not start")

    def close(self) -> None:
        self._server.terminate()
        self._server.wait(10)

    def click(self, place: tuple[int, int]) -> None:
        """One click; much sooner after the last one it would be the second half of a double click."""
        self._mouse("mousemove", *map(str, place))
        time.sleep(0.5)
        self._mouse("mousedown", "1", "sleep", "0.15", "mouseup", "1")

    def _mouse(self, *words: str) -> None:
        environment = {**os.environ, "DISPLAY": self.display}
        subprocess.run(["xdotool", *words], env=environment, check=True)

    def picture(self, path: Path) -> None:
        """Nothing where imagemagick is absent: pictures are for people only."""
        if shutil.which("import"):
            subprocess.run(["import", "-display", self.display, "-window", "root", str(path)], check=False)


def _server() -> tuple[subprocess.Popen[bytes], str]:
    read, write = os.pipe()
    size = f"{WIDTH}x{HEIGHT}x24"
    command = ["Xvfb", "-displayfd", str(write), "-screen", "0", size, "-nolisten", "tcp"]
    quiet = subprocess.DEVNULL
    server = subprocess.Popen(command, pass_fds=[write], stdout=quiet, stderr=quiet)
    os.close(write)
    with os.fdopen(read) as told:
        return server, ":" + told.readline().strip()


def _answers(display: str) -> bool:
    """The socket of a number is gone where another server had it for a moment, too."""
    with socket.socket(socket.AF_UNIX) as caller:
        try:
            caller.connect(f"/tmp/.X11-unix/X{display[1:]}")
        except OSError:
            return False
    return True


def fill_screen(document: Any) -> None:
    document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, WIDTH, HEIGHT, 15)
    time.sleep(0.5)
    give_focus(document)


def give_focus(document: Any) -> None:
    """What a window manager does when a box is closed: without it the next click is lost."""
    window = document.CurrentController.Frame.ContainerWindow
    window.toFront()
    window.setFocus()
    time.sleep(0.2)


def tool_buttons(document: Any, labels: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Where the buttons of our toolbar stand; those on a sheet have the same words, further down."""
    end, found = time.monotonic() + _PATIENCE, dict[str, tuple[int, int]]()
    while len(found) < len(labels) and time.monotonic() < end:
        window = document.CurrentController.Frame.ContainerWindow
        found = {
            part.getAccessibleName(): _middle(part)
            for part in _parts(window)
            if part.getAccessibleRole() == _BUTTON
            and part.getAccessibleName() in labels
            and part.getLocationOnScreen().Y < _TOOLBARS
        }
    return found


def box(desktop: Any, patience: float = _PATIENCE) -> Box:
    """The message box on the screen.  Raises AssertionError when none comes."""
    end = time.monotonic() + patience
    while time.monotonic() < end:
        if found := _box(desktop):
            return found
        time.sleep(0.1)

    raise AssertionError("no message box appeared")


def no_box(desktop: Any, but: str | None = None) -> bool:
    """Whether none is there, or none with the text `but`."""
    shown = _box(desktop)
    return shown is None or (but is not None and shown.text != but)


def dialog_buttons(desktop: Any) -> list[tuple[tuple[int, int], str]]:
    """The buttons of every dialog that is open, with their names."""
    toolkit = _toolkit(desktop)
    return [
        (_middle(part), part.getAccessibleName())
        for number in range(toolkit.getTopWindowCount())
        for part in _parts(toolkit.getTopWindow(number), dialog=True)
        if part.getAccessibleRole() == _BUTTON
    ]


def first_line(desktop: Any) -> tuple[int, int] | None:
    """Where the first line of a dialog's list of files stands: below its headers, of which there are several.

    Calc tells nothing of the lines themselves.
    """
    toolkit = _toolkit(desktop)
    for number in range(toolkit.getTopWindowCount()):
        for part in _parts(toolkit.getTopWindow(number), dialog=True):
            if part.getAccessibleRole() == _HEADERS and part.getAccessibleChildCount() > 1:
                corner, size = part.getLocationOnScreen(), part.getSize()
                return corner.X + 60, corner.Y + size.Height + 10
    return None


def _box(desktop: Any) -> Box | None:
    toolkit = _toolkit(desktop)
    for number in range(toolkit.getTopWindowCount()):
        parts = list(_parts(toolkit.getTopWindow(number), dialog=True))
        texts = [part.getAccessibleName() for part in parts if part.getAccessibleRole() == _LABEL]
        buttons = [part for part in parts if part.getAccessibleRole() == _BUTTON]
        buttons.sort(key=lambda part: part.getAccessibleName() != "Yes")
        if texts and len(buttons) in (1, 2):
            return Box("\n".join(texts), tuple(map(_middle, buttons)))
    return None


def _toolkit(desktop: Any) -> Any:
    for document in desktop.Components:
        if getattr(document, "CurrentController", None):
            return document.CurrentController.Frame.ContainerWindow.Toolkit
    raise AssertionError("LibreOffice has no window")


def _parts(window: Any, depth: int = 0, *, dialog: bool = False, deepest: int = _DEEPEST) -> Iterator[Any]:
    try:
        part = window.getAccessibleContext()
        count = part.getAccessibleChildCount()
        if dialog and depth == 0 and count and _is_document_window(part):
            return
    except Exception:  # gone meanwhile
        return
    yield part
    if depth < _DEEPEST and part.getAccessibleRole() != _DOCUMENT:
        for index in range(min(count, _WIDEST)):
            try:
                child = part.getAccessibleChild(index)
            except Exception:
                continue
            yield from _parts(child, depth + 1)


def _is_document_window(part: Any) -> bool:
    return bool(part.getSize().Width == WIDTH)


def _middle(part: Any) -> tuple[int, int]:
    corner, size = part.getLocationOnScreen(), part.getSize()
    return corner.X + size.Width // 2, corner.Y + size.Height // 2


def family(process: int) -> list[int]:
    """A process and all that it started, directly or not."""
    parents = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):  # gone meanwhile
            parents[int(stat.parent.name)] = int(stat.read_text("utf-8").rpartition(")")[2].split()[1])
    found = [process]
    for one in found:  # grows while it is walked
        found += [child for child, parent in parents.items() if parent == one]
    return found


def listening_sockets(process: int) -> list[str]:
    """The TCP ports that a process listens on, from the kernel's own tables."""
    links = [os.readlink(link) for link in Path(f"/proc/{process}/fd").iterdir() if link.is_symlink()]
    own = {link[8:-1] for link in links if link.startswith("socket:[")}
    found = []
    for table in ("tcp", "tcp6"):
        for line in Path(f"/proc/{process}/net/{table}").read_text("ascii").splitlines()[1:]:
            words = line.split()
            if words[3] == "0A" and words[9] in own:
                found.append(words[1])
    return found
