"""An object of another process as pywin32 shows it: each use of it is a call, counted or rejected."""

from __future__ import annotations

from collections.abc import Callable
from types import MethodType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tests.excel_model import Application

REJECTED = -2147418111
EXCEPTION, EDITING = -2147352567, -2146777998
_REFUSED = -2146827284


class com_error(Exception):
    """Stands in for pywintypes.com_error: (hresult, text, details, argument), each with its name."""

    def __init__(self, hresult: int, text: str = "", details: Any = None, argument: Any = None) -> None:
        super().__init__(hresult, text, details, argument)
        self.hresult, self.strerror, self.excepinfo, self.argerror = hresult, text, details, argument


def refused(text: str) -> com_error:
    details = (0, "Microsoft Excel", text, "xlmain11.chm", 0, _REFUSED)
    return com_error(EXCEPTION, "Exception occurred.", details)


class CDispatch:
    """The type by which xlwings knows an object of another process."""


class Com(CDispatch):
    """An object of the model: `get_X` answers X, `put_X` takes X, `do_X` is the method X."""

    _app: Application

    def __getattr__(self, name: str) -> Any:
        if name.startswith(("_", "get_", "put_", "do_")):
            raise AttributeError(name)
        found = type(self)
        if hasattr(found, f"get_{name}"):
            self._app.called(f"{found.__name__}.{name}")
            return getattr(self, f"get_{name}")()
        if hasattr(found, f"do_{name}"):
            return MethodType(_method(name), self)
        raise com_error(-2147352570, f"Unknown name: {found.__name__}.{name}")

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_"):
            object.__setattr__(self, name, value)
            return
        self._app.called(f"{type(self).__name__}.{name}=", put=True)
        put: Callable[[Any], None] | None = getattr(type(self), f"put_{name}", None)
        if put is None:
            raise com_error(-2147352570, f"Cannot put {type(self).__name__}.{name}")
        getattr(self, f"put_{name}")(value)


def _method(name: str) -> Callable[..., Any]:
    def call(self: Com, *args: Any, **options: Any) -> Any:
        self._app.called(f"{type(self).__name__}.{name}()")
        return getattr(self, f"do_{name}")(*args, **options)

    return call
