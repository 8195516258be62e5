"""One link to its end: HEAD and GET, redirects, one more try."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from itaxl.core.evidence.address import Address, led_to
from itaxl.core.evidence.answer import Hop, Reply, Trouble
from itaxl.links.client import Got
from itaxl.links.limits import Limits
from itaxl.links.server import REDIRECTS, Server, Time
from itaxl.links.trouble import RAISED, Fault, fault_of

#: Numbers of a server that may be well again a moment later.
_TRY_AGAIN = frozenset((500, 502, 503, 504))
_MAY_PASS = frozenset((Trouble.NO_CONNECTION, Trouble.BROKEN))


class Follower:
    """`server_of` gives the server of an address."""

    def __init__(self, server_of: Callable[[Address], Server], limits: Limits) -> None:
        self._server_of, self._limits = server_of, limits

    async def reply(self, address: Address) -> Reply:
        """What came back in the link's own time, all hops and both tries together."""
        time, server = Time(self._limits.total), self._server_of(address)
        known = server.fault is not None
        reply = await self._followed(address, time)
        if not known and (reply.trouble in _MAY_PASS or reply.hops[-1].status in _TRY_AGAIN):
            await asyncio.sleep(self._limits.pause)
            reply = await self._followed(address, time)
        if reply.trouble and len(reply.hops) == 1:
            fault = Fault(reply.trouble, reply.detail)
            server.fault = fault if fault.is_of_server else server.fault
        return reply

    async def _followed(self, address: Address, time: Time) -> Reply:
        hops: list[Hop] = []
        seen: set[str] = set()
        while True:
            hops.append(Hop(address.url, 0))
            seen.add(address.url)
            got = await self._asked(address, time)
            if isinstance(got, Fault):
                return Reply(tuple(hops), trouble=got.trouble, detail=got.detail)
            hops[-1] = Hop(address.url, got.status)
            location = got.headers.get("location", "")
            if got.status not in REDIRECTS or not location:
                return Reply(tuple(hops), got.text)
            following = led_to(address, location)
            if following is None:
                return Reply(tuple(hops), trouble=Trouble.NO_WEB)
            if following.url in seen or len(hops) > self._limits.redirects:
                return Reply(tuple(hops), trouble=Trouble.TOO_MANY)
            address = following

    async def _asked(self, address: Address, time: Time) -> Got | Fault:
        server = self._server_of(address)
        if server.fault:
            return server.fault
        robots = await server.robots(address)
        if isinstance(robots, Fault):
            return robots
        if not robots.allows(address.target):
            return Fault(Trouble.ROBOTS)
        try:
            return await self._head_or_page(server, address, time)
        except RAISED as problem:
            return fault_of(problem)

    async def _head_or_page(self, server: Server, address: Address, time: Time) -> Got | Fault:
        """The page where HEAD is refused, or where only the page can tell what it is."""
        got = await self._unless_busy(server, "HEAD", address, time)
        if isinstance(got, Fault) or got.status in REDIRECTS:
            return got
        if 200 <= got.status < 300 and not got.is_page:
            return got
        return await self._unless_busy(server, "GET", address, time)

    async def _unless_busy(self, server: Server, method: str, address: Address, time: Time) -> Got | Fault:
        if server.is_busy:
            return Fault(Trouble.BUSY)
        got = await server.request(method, address, self._limits.page if method == "GET" else 0, time)
        busy = got.status == 429 or (got.status == 503 and server.is_busy)
        return Fault(Trouble.BUSY, str(got.status)) if busy else got
