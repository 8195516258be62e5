"""Connections that are judged: every address of a name must be one of the world, and that very address is
what is connected to.  A name that means another machine a moment later has no second chance.
"""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress

from httpcore2 import (
    SOCKET_OPTION,
    AnyIOBackend,
    AsyncNetworkBackend,
    AsyncNetworkStream,
    ConnectError,
    ConnectTimeout,
)

from itaxl.core.evidence.address import is_public
from itaxl.links.limits import Ways
from itaxl.links.names import resolve

#: Seconds for an address of a name that has others.
_SHARE = 3.0


class PrivateError(Exception):
    """A machine of this network, or of this machine."""


class NoNameError(Exception):
    """No server has this name."""


class JudgedBackend(AsyncNetworkBackend):
    """Connects to judged addresses only; `proxies` are (host, port) that the system named itself."""

    def __init__(self, ways: Ways, proxies: set[tuple[str, int]]) -> None:
        self._ways, self._proxies = ways, proxies
        self._inner = AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        options = list(socket_options or ())
        if (host, port) in self._proxies:
            return await self._inner.connect_tcp(host, port, timeout, local_address, options)
        addresses = await self._judged(host, port)
        for address in addresses[:-1]:  # one without an answer, as IPv6 often is, costs little
            with suppress(ConnectError, ConnectTimeout):
                return await self._inner.connect_tcp(address, port, _SHARE, local_address, options)
        return await self._inner.connect_tcp(addresses[-1], port, timeout, local_address, options)

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,
        socket_options: Iterable[SOCKET_OPTION] | None = None,
    ) -> AsyncNetworkStream:
        raise PrivateError(path)

    async def sleep(self, seconds: float) -> None:
        await self._inner.sleep(seconds)

    async def _judged(self, host: str, port: int) -> list[str]:
        """All addresses of a name; none where one of them is private.  Four are enough to try."""
        try:
            found = await (self._ways.resolve or resolve)(host, port)
        except OSError as problem:
            raise NoNameError(host) from problem
        if not found:
            raise NoNameError(host)
        if not self._ways.private and not all(map(is_public, found)):
            raise PrivateError(host)
        return found[:4]


async def judge_looked_up(host: str, port: int, ways: Ways) -> None:
    """What this machine's own names say of a server that a proxy will look up.  Raises PrivateError."""
    if ways.private:
        return
    try:
        found = await (ways.resolve or resolve)(host, port)
    except OSError:  # behind such a proxy a machine often knows no names of the world
        return
    if not all(map(is_public, found)):
        raise PrivateError(host)
