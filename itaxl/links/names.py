"""Names of servers into addresses, and whether there is a way out at all: what the system says."""

from __future__ import annotations

import asyncio
import socket
import threading
from urllib.request import getproxies, proxy_bypass

#: Test networks that nobody has: a way to them is a way out, and nothing is sent.
_ANYWHERE = ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1"))


async def resolve(host: str, port: int) -> list[str]:
    """Every numeric address of a name.  Raises OSError where it has none.

    In a thread that nobody waits for: the system may take half a minute, and Ctrl-C must not.
    """
    loop = asyncio.get_running_loop()
    done: asyncio.Future[list[str]] = loop.create_future()

    def tell(found: list[str] | OSError) -> None:
        if not done.done():
            if isinstance(found, OSError):
                done.set_exception(found)
            else:
                done.set_result(found)

    def look() -> None:
        found: list[str] | OSError
        try:
            found = list(dict.fromkeys(str(one[4][0]) for one in _looked_up(host, port)))
        except OSError as problem:
            found = problem
        except UnicodeError:  # a label that is too long
            found = OSError(host)
        if not loop.is_closed():
            loop.call_soon_threadsafe(tell, found)

    threading.Thread(target=look, daemon=True).start()
    return await done


def _looked_up(host: str, port: int) -> list[tuple[object, object, int, str, tuple[object, ...]]]:
    return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))


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
    """The system's proxy for a server, as Windows has it in its settings; '' for none."""
    found = getproxies()
    proxy = found.get(scheme) or found.get("all") or ""
    if not proxy or proxy_bypass(host):
        return ""
    return proxy if "://" in proxy else f"http://{proxy}"
