"""The pretended Excel as objects of COM: what another process sees of `tests.excel_model`.

Only on Windows.  As in Excel a name is found in any case, a method is no property, and what the model
refuses arrives as Excel's own words.  There is no type library: see docs/workbook-checks.md.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import Any

import pythoncom
import pywintypes
import winerror
from win32com.server import util
from win32com.server.exception import COMException
from win32com.server.policy import BasicWrapPolicy

from tests.excel_cells import ComTime
from tests.excel_com import Com, com_error

_PUT = pythoncom.DISPATCH_PROPERTYPUT | pythoncom.DISPATCH_PROPERTYPUTREF
_FIRST = 1000
_KINDS = ("get_", "put_", "do_")

_ids: dict[str, int] = {}
#: Called before each call is answered, with the object's kind and the member.
watchers: list[Callable[[str], None]] = []


@cache
def _members(kind: type[Com]) -> dict[str, str]:
    """The members of an object, by their names in lower case."""
    names = [name for name in dir(kind) if name.startswith(_KINDS)]
    return {name.partition("_")[2].lower(): name.partition("_")[2] for name in names}


class Served(BasicWrapPolicy):
    """One object of the model, handed to another process."""

    def _getdispid_(self, name: str, _: int) -> int:
        if name.lower() not in _members(type(self._obj_)):
            raise COMException(scode=winerror.DISP_E_UNKNOWNNAME)
        return _ids.setdefault(name.lower(), _FIRST + len(_ids))

    def _invokeex_(self, dispid: int, lcid: int, flags: int, args: tuple[Any, ...], *_: object) -> Any:
        target: Any = self._obj_
        try:
            if dispid == pythoncom.DISPID_NEWENUM:
                return util.NewEnum([outward(each) for each in target])
            if dispid == pythoncom.DISPID_VALUE:
                return outward(target(*map(inward, args)))
            return _asked(target, _name(type(target), dispid), flags, args)
        except com_error as error:
            raise _as_excel_says(error) from error


def _name(kind: type[Com], dispid: int) -> str:
    for name, known in _ids.items():
        if known == dispid and name in _members(kind):
            return _members(kind)[name]
    raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)


def _asked(target: Any, name: str, flags: int, args: tuple[Any, ...]) -> Any:
    kind = type(target)
    for watch in watchers:
        watch(f"{kind.__name__}.{name}{'=' if flags & _PUT else ''}")
    if flags & _PUT:
        setattr(target, name, inward(args[-1]))
        return None
    if hasattr(kind, f"get_{name}"):
        value = getattr(target, name)
        return outward(value(*map(inward, args)) if args else value)
    if not flags & pythoncom.DISPATCH_METHOD or not hasattr(kind, f"do_{name}"):
        raise COMException(scode=winerror.DISP_E_MEMBERNOTFOUND)
    return outward(getattr(target, name)(*map(inward, args)))


def outward(value: Any) -> Any:
    """On its way to the other process.  A tuple would be a result and what comes back by reference."""
    if isinstance(value, Com):
        return util.wrap(value, usePolicy=Served)
    if isinstance(value, ComTime):
        return pywintypes.Time(value)
    if isinstance(value, tuple):
        return [outward(each) for each in value]
    return value


def inward(value: Any) -> Any:
    """From the other process: our own objects come back as what they are here."""
    if hasattr(value, "GetIDsOfNames"):
        return util.unwrap(value)
    if isinstance(value, tuple):
        return tuple(map(inward, value))
    return value


def _as_excel_says(error: com_error) -> COMException:
    if isinstance(error.excepinfo, tuple):
        _, source, text, file, topic, code = error.excepinfo
        return COMException(description=text, source=source, scode=code, helpfile=file, helpcontext=topic)
    return COMException(scode=error.hresult, description=error.strerror)
