"""The person at the PC, as a process of their own: reads each box that appears and agrees; presses Esc.

python -m tests.windows.person        on Windows; see `tests.windows.orders`
"""

from __future__ import annotations

import ctypes
import os
import threading
import time
from typing import Any

import win32api
import win32con
import win32gui
import win32process

from tests.windows.orders import obey, tell

_OK, _YES = 1, 6
_BOX = "#32770"
_TIME = 2000
_LETTERS = 8192


def look() -> None:
    answered: set[int] = set()
    while True:
        boxes = _boxes()
        for box in boxes - answered:
            _answer(box)
        answered = boxes
        time.sleep(0.05)


def _boxes() -> set[int]:
    found: set[int] = set()

    def see(window: int, _: object) -> bool:
        if win32gui.GetClassName(window) == _BOX and win32gui.IsWindowVisible(window):
            found.add(window)
        return True

    win32gui.EnumWindows(see, None)
    return found


def _answer(box: int) -> None:
    time.sleep(0.1)  # until all of it is there
    parts: list[tuple[str, str]] = []
    win32gui.EnumChildWindows(
        box, lambda part, _: parts.append((win32gui.GetClassName(part), _text(part))), None
    )
    tell(
        box=_text(box),
        text="\n".join(text for kind, text in parts if kind == "Static" and text),
        buttons=sum(kind == "Button" for kind, _ in parts),
        owned=bool(win32gui.GetWindow(box, win32con.GW_OWNER)),
    )
    button = _YES if _has(box, _YES) else _OK
    win32gui.PostMessage(box, win32con.WM_COMMAND, button, 0)


def _has(box: int, button: int) -> bool:
    try:
        return bool(win32gui.GetDlgItem(box, button))
    except win32gui.error:
        return False


def _text(window: int) -> str:
    """Also of another process' window."""
    room = ctypes.create_unicode_buffer(_LETTERS)
    ask = (window, win32con.WM_GETTEXT, _LETTERS, ctypes.addressof(room))
    try:
        win32gui.SendMessageTimeout(*ask, win32con.SMTO_ABORTIFHUNG, _TIME)
    except win32gui.error:
        return ""
    return room.value


def _is_ours(process: int) -> bool:
    """Whether it is a Python of the set-up."""
    try:
        handle = win32api.OpenProcess(0x0400 | 0x0010, False, process)  # to ask, and to read
        return "\\itaxl\\venv\\" in win32process.GetModuleFileNameEx(handle, 0).lower()
    except win32api.error:
        return False


def order(name: str, values: dict[str, Any]) -> Any:
    if name == "escape":
        win32gui.SetForegroundWindow(values["window"])
        win32api.keybd_event(win32con.VK_ESCAPE, 0, 0, 0)
        time.sleep(values["seconds"])
        win32api.keybd_event(win32con.VK_ESCAPE, 0, win32con.KEYEVENTF_KEYUP, 0)
        return None
    assert name == "pythons"
    return [number for number in win32process.EnumProcesses() if _is_ours(number)]


if __name__ == "__main__":
    threading.Thread(target=look, daemon=True).start()
    tell(ready=os.getpid())
    obey(order, lambda: os._exit(0))
