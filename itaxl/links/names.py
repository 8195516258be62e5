"""Names of servers into addresses, and whether there is a way out at all: what the system says."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar
from urllib.request import getproxies, proxy_bypass

T = TypeVar("T")
#: Test networks that nobody has: a way to them is a way out, and nothing is sent.
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


async def apart(work: Callable[[], T]) -> T:
    """What a function that waits for the system gives.  Raises the OSError that it raises.

    In a thread that nobody waits for: the system may take half a minute, and Ctrl-C must not.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def look() -> None:
        told: Callable[[], None]
        try:
            found = work()
            told = lambda: None if done.done() else done.set_result(found)  # noqa: E731
        except OSError as problem:
            kept = problem  # Python forgets the other name
            told = lambda: None if done.done() else done.set_exception(kept)  # noqa: E731
        with suppress(RuntimeError):  # the loop has ended meanwhile
            loop.call_soon_threadsafe(told)

    threading.Thread(target=look, daemon=True).start()
    return await done


async def resolve(host: str, port: int) -> list[str]:
    """Every numeric address of a name.  Raises OSError where it has none."""
    return await apart(lambda: _addresses(host, port))


def _addresses(host: str, port: int) -> list[str]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as problem:  # a label that is too long
        raise OSError(host) from problem
    return list(dict.fromkeys(str(one[4][0]) for one in found))


def has_way_out() -> bool:
    """Whether any network reaches beyond this machine.  Sends nothing."""
    for family, address in _ANYWHERE:
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as one:
                one.connect((address, 9))
                return True
        except OSError:
            continue
    return False


def proxy_for(scheme: str, host: str) -> str:
    """The system's proxy for a server, as Windows has it in its settings; '' for none.

    On Windows the server's name may be looked up for it, which takes its time.
    """
    found = getproxies()
    proxy = found.get(scheme) or found.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"
