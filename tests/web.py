"""A world of our own on loopback: servers that answer as they are told, over http and TLS.

`www.a.example` and every other name lead here (`World.resolve`); a page is what stands under its path.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

import trustme

from itaxl.core.evidence.address import Address, address_of
from itaxl.core.evidence.answer import Answer
from itaxl.links.ask import ask
from itaxl.links.limits import Limits, Ways

DAY = dt.date(2024, 4, 2)
#: Loopback addresses: what the tests call a machine of the world, and one of this network.
WORLD, INNER = "127.0.0.2", "127.0.0.1"
USUAL = Limits(pause=0.01, longest_wait=1.5)
SHORT = USUAL._replace(silence=0.5, total=1.0)


class Page(NamedTuple):
    """What a server says to a path.  `send` writes the body itself."""

    status: int = 200
    body: str | bytes = "<title>รายงานผล</title><p>รายงานผลการดำเนินการตามมาตรการ</p>"
    headers: tuple[tuple[str, str], ...] = ()
    kind: str = "text/html; charset=utf-8"
    head: int = 0  # the status of HEAD, where it is another
    wait: float = 0.0
    send: Callable[[Callable[[bytes], object]], None] | None = None


def to(where: str, status: int = 301) -> Page:
    return Page(status, "", (("Location", where),))


class World:
    """Two servers, plain and TLS, that know the same pages; `log` holds (method, host, target) as asked."""

    def __init__(self, address: str = INNER) -> None:
        self.pages: dict[str, Page | list[Page]] = {}
        self.log: list[tuple[str, str, str]] = []
        self.headers: list[dict[str, str]] = []
        self.now = self.most = 0
        self.lock = threading.Lock()
        self.authority = trustme.CA()
        self.names: dict[str, list[str]] = {}
        self.address = address
        self.servers = [_served(self, address, None)]
        self.plain = self.servers[0].server_address[1]

    def tls(self, *names: str, **options: object) -> int:
        """The port of a server with a certificate for these names."""
        certificate = self.authority.issue_cert(*names, **options)  # type: ignore[arg-type]
        return self.tls_of(certificate)

    def tls_of(self, certificate: trustme.LeafCert, *protocols: str) -> int:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        certificate.configure_cert(context)
        self.servers.append(_served(self, self.address, context))
        return int(self.servers[-1].server_address[1])

    def url(self, path: str = "/", host: str = "www.a.example.go.th") -> str:
        return f"http://{host}:{self.plain}{path}"

    def trusted(self) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self.authority.configure_trust(context)
        return context

    async def resolve(self, host: str, port: int) -> list[str]:
        found = self.names.get(host, [self.address])
        if not found:
            raise socket.gaierror(socket.EAI_NONAME, host)
        return found

    def ways(self, **other: object) -> Ways:
        given = {
            "private": True,
            "resolve": self.resolve,
            "proxy_for": lambda scheme, host: "",
            "online": lambda: True,
            "tls": self.trusted,
        }
        return Ways(**{**given, **other})  # type: ignore[arg-type]

    def ask(self, *urls: str, limits: Limits = USUAL, **ways: object) -> dict[str, Answer]:
        """The answers by the URL as given."""
        heard: dict[str, Answer] = {}
        addresses = [at(url) for url in urls]
        ask(addresses, DAY, heard.__setitem__, limits, self.ways(**ways))
        return {url: heard[address.url] for url, address in zip(urls, addresses, strict=True)}

    def one(self, url: str, limits: Limits = USUAL, **ways: object) -> Answer:
        return self.ask(url, limits=limits, **ways)[url]

    def asked(self, target: str) -> list[str]:
        return [method for method, _, path in self.log if path == target]

    def close(self) -> None:
        for server in self.servers:
            server.shutdown()
            server.server_close()


def at(url: str) -> Address:
    address = address_of(url)
    assert address, url
    return address


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 256
    world: World
    context: ssl.SSLContext | None

    def finish_request(self, request: socket.socket, client_address: object) -> None:  # type: ignore[override]
        """The handshake in the request's own thread: a client that goes away disturbs nobody."""
        with contextlib.suppress(OSError):
            if self.context:
                with self.context.wrap_socket(request, server_side=True) as request:
                    super().finish_request(request, client_address)  # type: ignore[arg-type]
            else:
                super().finish_request(request, client_address)  # type: ignore[arg-type]

    def handle_error(self, request: object, client_address: object) -> None:
        """Clients go away in the middle: that is what they are tested for."""


class _Server6(_Server):
    address_family = socket.AF_INET6


def _served(world: World, address: str, context: ssl.SSLContext | None) -> _Server:
    server = (_Server6 if ":" in address else _Server)((address, 0), _Handler)
    server.world, server.context = world, context
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    return server


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        world = self.server.world
        with world.lock:
            world.log.append((self.command, self.headers["Host"].rpartition(":")[0], self.path))
            world.headers.append(dict(self.headers.items()))
            found = world.pages.get(self.path, Page(404, "ไม่มี"))
            page = found if isinstance(found, Page) else found.pop(0) if len(found) > 1 else found[0]
            world.now += 1
            world.most = max(world.most, world.now)
        try:
            self._answer(page)
        finally:
            with world.lock:
                world.now -= 1

    do_HEAD = do_GET

    def _answer(self, page: Page) -> None:
        time.sleep(page.wait)
        is_head = self.command == "HEAD"
        body = page.body.encode() if isinstance(page.body, str) else page.body
        self.send_response(page.head if is_head and page.head else page.status)
        if page.kind:
            self.send_header("Content-Type", page.kind)
        for name, value in page.headers:
            self.send_header(name, value)
        if page.send is None:
            self.send_header("Content-Length", str(len(body)))
        else:
            self.send_header("Connection", "close")
            self.close_connection = True
        self.end_headers()
        if page.send and not is_head:
            page.send(self.wfile.write)
        elif not is_head:
            self.wfile.write(body)

    def log_message(self, format: str, *arguments: object) -> None:
        """Silence."""


def endless(write: Callable[[bytes], object]) -> None:
    while True:
        write(b"<p>" + b"x" * 65_536)


def dripping(write: Callable[[bytes], object]) -> None:
    for _ in range(100):
        write(b"<p>")
        time.sleep(0.1)


def bomb(megabytes: int) -> bytes:
    return gzip.compress(b"<p>" * (megabytes * 350_000), 9)


@contextlib.contextmanager
def world(address: str = INNER) -> Iterator[World]:
    made = World(address)
    try:
        yield made
    finally:
        made.close()
