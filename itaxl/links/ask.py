"""Many links: servers side by side, few requests at a time to each; one word where there is no network."""

from __future__ import annotations

import asyncio
import datetime as dt
from collections import deque
from collections.abc import Callable, Iterable

from itaxl.core.evidence.address import Address
from itaxl.core.evidence.answer import Answer, State
from itaxl.core.evidence.judge import judged
from itaxl.errors import MissingError
from itaxl.links.client import Client
from itaxl.links.follow import Follower
from itaxl.links.limits import Limits, Ways
from itaxl.links.names import has_way_out
from itaxl.links.server import Server

Heard = Callable[[str, Answer], None]


def ask(addresses: Iterable[Address], day: dt.date, heard: Heard, limits: Limits, ways: Ways) -> None:
    """Ask each address once; `heard` gets its URL and the answer of this day, as they come.

    Raises MissingError where this machine reaches nobody at all; nothing was heard then but of addresses that
    need no asking.  Ctrl-C ends it at once, and what was heard until then holds.
    """
    try:
        asyncio.run(_Asking(limits, ways, day, heard).run(addresses))
    except BaseExceptionGroup as group:
        raise _first(group) from None


def _first(problem: BaseException) -> BaseException:
    """What really happened; tasks put it into groups."""
    while isinstance(problem, BaseExceptionGroup):
        problem = problem.exceptions[0]
    return problem


class _Asking:
    def __init__(self, limits: Limits, ways: Ways, day: dt.date, heard: Heard) -> None:
        self._limits, self._ways, self._day, self._heard = limits, ways, day, heard
        self._client = Client(limits, ways)
        self._servers: dict[str, Server] = {}
        self._follower = Follower(self._server_of, limits)
        #: Answers that may only mean that there is no network, until somebody answers.
        self._unreached: dict[str, Answer] = {}
        self._reached = False

    async def run(self, addresses: Iterable[Address]) -> None:
        queues: dict[str, deque[Address]] = {}
        for address in dict.fromkeys(addresses):
            queues.setdefault(address.origin, deque()).append(address)
        rooms = asyncio.Semaphore(self._limits.servers)
        try:
            async with asyncio.TaskGroup() as group:
                for queue in queues.values():
                    group.create_task(self._all_of(queue, rooms))
        finally:
            await self._client.close()
        self._tell_unreached()

    async def _all_of(self, queue: deque[Address], rooms: asyncio.Semaphore) -> None:
        async with rooms, asyncio.TaskGroup() as group:
            for _ in range(min(self._limits.at_once, len(queue))):
                group.create_task(self._some_of(queue))

    async def _some_of(self, queue: deque[Address]) -> None:
        while queue:
            address = queue.popleft()
            self._note(address.url, judged(await self._follower.reply(address), self._day))

    def _server_of(self, address: Address) -> Server:
        if address.origin not in self._servers:
            now = lambda: dt.datetime.now(dt.UTC)  # noqa: E731
            self._servers[address.origin] = Server(self._client, self._limits, now)
        return self._servers[address.origin]

    def _note(self, url: str, answer: Answer) -> None:
        """Nothing is told of servers that nobody finds until one of them answers."""
        if answer.state is State.NO_SERVER and not self._reached:
            self._unreached[url] = answer
            return
        if answer.state is not State.PRIVATE:  # that is known without anybody's answer
            self._reached = True
        self._heard(url, answer)

    def _tell_unreached(self) -> None:
        """Where nobody at all was reached, this machine is offline, or it asked one server, which is gone."""
        if not self._unreached:
            return
        servers = {url.split("/", 3)[2] for url in self._unreached}
        if not self._reached and (len(servers) > 1 or not (self._ways.online or has_way_out)()):
            raise MissingError(
                "เครื่องนี้ไม่ได้ต่ออินเทอร์เน็ต หรือเปิดเว็บไซต์ใดไม่ได้เลย จึงยังไม่ได้ตรวจลิงก์",
                "โปรดตรวจการเชื่อมต่อ แล้วลองอีกครั้ง",
            )
        for url, answer in self._unreached.items():
            self._heard(url, answer)
