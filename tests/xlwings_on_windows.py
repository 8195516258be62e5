"""What a click's Python does on Windows before and after our own lines, with pywin32 pretended.

    python -m tests.xlwings_on_windows --wb=ITA_tracker.xlsm --from_xl=1 --app=C:/Excel --hwnd=1

imports `xlwings.utils`, as every macro has it do first, asks for the workbook as a click does, and prints
as JSON: `before`, the calls into Windows and Excel until our first line; `at_exit`, what xlwings left to
be done when Python ends.
"""

from __future__ import annotations

import atexit
import ctypes
import json
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any
from unittest.mock import DEFAULT, MagicMock

CALLS: list[str] = []
AT_EXIT: list[Callable[..., Any]] = []


class _Pretended(ModuleType):
    """A module of pywin32: whatever is asked of it is there, and notes that it was called."""

    __path__ = ()
    __file__ = ""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        made: Any
        if "error" in name:
            made = type(name, (Exception,), {"hresult": 0})
        elif name in ("CDispatch", "CoClassBaseClass", "DispatchBaseClass", "TimeType"):
            made = type(name, (), {})
        else:
            made = MagicMock(side_effect=lambda *_, **__: (CALLS.append(name), DEFAULT)[1])
        setattr(self, name, made)
        return made


class _Pywin32:
    """Finds and makes every module of pywin32."""

    def find_spec(self, name: str, _path: object, _target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self) if name.startswith(("win32", "pythoncom", "pywintypes")) else None  # type: ignore[arg-type]

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return _Pretended(spec.name)

    def exec_module(self, _module: ModuleType) -> None:
        """Nothing: what it holds is made when it is asked for."""


def pretend_windows() -> None:
    sys.meta_path.insert(0, _Pywin32())  # type: ignore[arg-type]
    for name in ("windll", "oledll", "PyDLL"):
        setattr(ctypes, name, MagicMock())
    sys.platform = "win32"
    register, unregister = atexit.register, atexit.unregister

    def noted(function: Callable[..., Any], *args: Any, **options: Any) -> Callable[..., Any]:
        AT_EXIT.append(function)
        return function if function.__module__.startswith("xlwings") else register(function, *args, **options)

    def forgotten(function: Callable[..., Any]) -> None:
        AT_EXIT.remove(function)
        unregister(function)

    atexit.register, atexit.unregister = noted, forgotten


def left() -> list[str]:
    """What xlwings would do when this Python ends."""
    return [f"{f.__module__}.{f.__name__}" for f in AT_EXIT if f.__module__.startswith("xlwings")]


def main() -> None:
    pretend_windows()
    import xlwings.utils  # noqa: F401

    before = list(CALLS)
    with suppress(Exception):  # there is no Excel
        from itaxl.buttons import session

        session.caller()
    sys.stdout.write(json.dumps({"before": before, "at_exit": left()}))


if __name__ == "__main__":
    main()
