"""A message filter: how an Excel in whose cell somebody types refuses every call of another process.

Only on Windows.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import c_long, c_ulong, c_void_p

_ANSWERS = {"handled": 0, "rejected": 1, "later": 2}
_OK = 0
_WAIT_ON, _NO_RETRY = 2, 0xFFFFFFFF

_QUERY = ctypes.WINFUNCTYPE(c_long, c_void_p, c_void_p, c_void_p)
_COUNT = ctypes.WINFUNCTYPE(c_ulong, c_void_p)
_INCOMING = ctypes.WINFUNCTYPE(c_ulong, c_void_p, c_ulong, c_void_p, c_ulong, c_void_p)
_OUTGOING = ctypes.WINFUNCTYPE(c_ulong, c_void_p, c_void_p, c_ulong, c_ulong)


class Filter:
    """Registered for the thread that makes it, for as long as it lives.

    `answer` is asked for each call that comes in: 'handled', or 'rejected' or 'later', the two ways in which
    a busy program refuses.
    """

    def __init__(self, answer: Callable[[], str]) -> None:
        def query(this: int, _: int, out: int) -> int:
            ctypes.cast(out, ctypes.POINTER(c_void_p))[0] = this
            return _OK

        self._functions = (
            _QUERY(query),
            _COUNT(lambda _: 1),
            _COUNT(lambda _: 1),
            _INCOMING(lambda *_: _ANSWERS[answer()]),
            _OUTGOING(lambda *_: _NO_RETRY),
            _OUTGOING(lambda *_: _WAIT_ON),
        )
        self._table = (c_void_p * 6)(*(ctypes.cast(each, c_void_p).value for each in self._functions))
        self._object = c_void_p(ctypes.addressof(self._table))
        before = c_void_p()
        ctypes.oledll.ole32.CoRegisterMessageFilter(ctypes.byref(self._object), ctypes.byref(before))
