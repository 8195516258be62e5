"""The registry of this PC, read so that nothing in it can stop an examination."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Protocol

from itaxl.errors import MissingError

USER, MACHINE, CLASSES = "HKEY_CURRENT_USER", "HKEY_LOCAL_MACHINE", "HKEY_CLASSES_ROOT"


class Registry(Protocol):
    """The Windows registry.  What is absent or may not be read is None or empty, never an error."""

    def value(self, hive: str, key: str, name: str) -> object: ...

    def values(self, hive: str, key: str) -> Mapping[str, object]: ...

    def keys(self, hive: str, key: str) -> tuple[str, ...]: ...

    def write(self, hive: str, key: str, values: Mapping[str, str | int]) -> None:
        """Creates the key when needed.  Raises OSError."""
        ...

    def delete(self, hive: str, key: str) -> None:
        """A key without keys below it, with its values.  Raises OSError."""
        ...


class NoRegistry:
    """Where there is none: macOS and Linux."""

    def value(self, hive: str, key: str, name: str) -> object:
        return None

    def values(self, hive: str, key: str) -> Mapping[str, object]:
        return {}

    def keys(self, hive: str, key: str) -> tuple[str, ...]:
        return ()

    def write(self, hive: str, key: str, values: Mapping[str, str | int]) -> None:
        raise MissingError("เครื่องนี้ไม่มีรีจิสทรีของ Windows", "โปรดใช้คำสั่งนี้บนเครื่อง Windows")

    def delete(self, hive: str, key: str) -> None:
        raise MissingError("เครื่องนี้ไม่มีรีจิสทรีของ Windows", "โปรดใช้คำสั่งนี้บนเครื่อง Windows")


if sys.platform == "win32":
    import winreg

    # A 32-bit Python must see what a 64-bit Office wrote.
    _READ = winreg.KEY_READ | winreg.KEY_WOW64_64KEY
    _WRITE = winreg.KEY_WRITE | winreg.KEY_WOW64_64KEY

    class WindowsRegistry:
        """`hive` is a name such as HKEY_CURRENT_USER."""

        def value(self, hive: str, key: str, name: str) -> object:
            try:
                with winreg.OpenKey(getattr(winreg, hive), key, 0, _READ) as handle:
                    return winreg.QueryValueEx(handle, name)[0]
            except OSError:
                return None

        def values(self, hive: str, key: str) -> Mapping[str, object]:
            found: dict[str, object] = {}
            try:
                with winreg.OpenKey(getattr(winreg, hive), key, 0, _READ) as handle:
                    for index in range(winreg.QueryInfoKey(handle)[1]):
                        name, value, _ = winreg.EnumValue(handle, index)
                        found[name] = value
            except OSError:
                return found
            return found

        def keys(self, hive: str, key: str) -> tuple[str, ...]:
            try:
                with winreg.OpenKey(getattr(winreg, hive), key, 0, _READ) as handle:
                    return tuple(winreg.EnumKey(handle, n) for n in range(winreg.QueryInfoKey(handle)[0]))
            except OSError:
                return ()

        def write(self, hive: str, key: str, values: Mapping[str, str | int]) -> None:
            with winreg.CreateKeyEx(getattr(winreg, hive), key, 0, _WRITE) as handle:
                for name, value in values.items():
                    kind = winreg.REG_SZ if isinstance(value, str) else winreg.REG_DWORD
                    winreg.SetValueEx(handle, name, 0, kind, value)

        def delete(self, hive: str, key: str) -> None:
            winreg.DeleteKeyEx(getattr(winreg, hive), key, winreg.KEY_WOW64_64KEY, 0)

    def this_registry() -> Registry:
        return WindowsRegistry()

else:

    def this_registry() -> Registry:
        return NoRegistry()
