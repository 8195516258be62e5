"""One server: how many requests are on their way to it, when the next may go, and what robots.txt says."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from email.utils import parsedate_to_datetime

from itaxl.core.evidence.address import Address, led_to
from itaxl.core.evidence.robots import Robots, robots_of
from itaxl.links.client import PROGRAM, Client, Got
from itaxl.links.limits import Limits
from itaxl.links.trouble import RAISED, Fault, fault_of

REDIRECTS = frozenset((301, 302, 303, 307, 308))
_MOST_HOPS = 5


class Time:
    """The seconds that one link may take for itself: waiting for its turn costs nothing."""

    def __init__(self, seconds: float) -> None:
        self._left = seconds

    @asynccontextmanager
    async def runs(self) -> AsyncIterator[None]:
        """Raises TimeoutError when they are over."""
        now = asyncio.get_running_loop().time
        began = now()
        try:
            async with asyncio.timeout(max(self._left, 0)):
                yield
        finally:
            self._left -= now() - began


class Server:
    """`fault` is set once it is known that no link of this server will be answered, `is_busy` once it asked
    for a longer wait than is granted."""

    def __init__(self, client: Client, limits: Limits, now: Callable[[], dt.datetime]) -> None:
        self.fault: Fault | None = None
        self.is_busy = False
        self._client, self._limits, self._now = client, limits, now
        self._room = asyncio.Semaphore(limits.at_once)
        self._next_at = self._delay = 0.0
        self._robots: asyncio.Task[Robots | Fault] | None = None

    async def robots(self, address: Address) -> Robots | Fault:
        """Asked for once, also where many links wait; again after a fault."""
        if self._robots is None or (self._robots.done() and isinstance(self._robots.result(), Fault)):
            self._robots = asyncio.create_task(self._robots_txt(address._replace(target="/robots.txt")))
        return await asyncio.shield(self._robots)

    async def request(self, method: str, address: Address, most: int, time: Time) -> Got:
        """In its turn.  A wait that the server asks for is granted once, where it is short.

        Raises an exception of `RAISED`.
        """
        got = await self._turn(method, address, most, time)
        wait = _wait_of(got, self._now())
        if wait is None or self.is_busy:
            return got
        if wait > self._limits.longest_wait:
            self.is_busy = True
            return got
        self._next_at = max(self._next_at, asyncio.get_running_loop().time() + wait)
        return await self._turn(method, address, most, time)

    async def _turn(
        self, method: str, address: Address, most: int, time: Time, *, any_kind: bool = False
    ) -> Got:
        loop = asyncio.get_running_loop()
        async with self._room:
            while (left := self._next_at - loop.time()) > 0:
                await asyncio.sleep(left)
            self._next_at = loop.time() + self._delay
            async with time.runs():
                return await self._client.request(method, address, most, any_kind=any_kind)

    async def _robots_txt(self, address: Address) -> Robots | Fault:
        """A site without one, or whose robots.txt fails or does not end, has said nothing against us."""
        time, asked = Time(self._limits.total), address
        try:
            for _ in range(_MOST_HOPS):
                got = await self._turn("GET", address, self._limits.robots, time, any_kind=True)
                following = led_to(address, got.headers.get("location", ""))
                if got.status not in REDIRECTS or following is None:
                    break
                address = following
        except RAISED as problem:
            fault = fault_of(problem)
            return fault if fault.is_of_server and address == asked else Robots()
        if got.status != 200:
            return Robots()
        found = robots_of(got.text, PROGRAM)
        self._delay = found.delay
        return found


def _wait_of(got: Got, now: dt.datetime) -> float | None:
    """The seconds that a server asks for with 429 or 503; None where it asks for none."""
    told = got.headers.get("retry-after", "").strip()
    if got.status not in (429, 503) or not told:
        return None
    if told.isdecimal() and told.isascii():
        return float(told[:9])
    try:
        until = parsedate_to_datetime(told)
    except ValueError:
        return None
    return max((until.astimezone(dt.UTC) - now).total_seconds(), 0.0)
