"""One request after another, each within limits: status, where it leads, the beginning of a page.

No cookie is kept, no referrer, no password; nothing of the workbook is told but the address itself.
"""

from __future__ import annotations

import re
import ssl
import zlib
from collections.abc import Sequence
from typing import Any

import httpcore2
import truststore

from itaxl import __version__
from itaxl.core.evidence.address import Address, is_inner_name
from itaxl.links.backend import JudgedBackend, PrivateError, judge_looked_up
from itaxl.links.limits import Limits, Ways
from itaxl.links.names import apart, proxy_for
from itaxl.named_tuple import NamedTuple

#: Named in robots.txt by the part before the stroke.
PROGRAM = "itaxl"
_HEADERS = (
    ("User-Agent", f"{PROGRAM}/{__version__} (evidence link check)"),
    ("Accept", "text/html,application/xhtml+xml,*/*;q=0.8"),
    ("Accept-Language", "th,en;q=0.5"),
    ("Accept-Encoding", "identity"),
)
_CHARSET = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_THAI = frozenset(("tis-620", "tis620", "windows-874", "iso-8859-11", "iso-ir-166"))
#: Of the encodings that Python knows, those of pages: others unpack, escape, or take a square of the time.
_KNOWN = re.compile(
    r"utf-?8|utf-?16(?:le|be)?|us-ascii|(?:windows-|cp)\d+|iso-?8859-\d+|gb\w+|big5|euc-\w+|shift_jis"
)
#: `ssl` has the name from Python 3.12 on.
_LEGACY_SERVER_CONNECT = 0x4
#: Where a page may tell its own encoding.
_HEAD = 2048


class Got(NamedTuple):
    """What one request brought.  `body` is empty where nothing was to be read."""

    status: int
    headers: dict[str, str]
    body: bytes = b""

    @property
    def is_page(self) -> bool:
        """Whether people read it in a browser; what does not say what it is may be one."""
        kind = self.headers.get("content-type", "").partition(";")[0].strip().lower()
        return kind in ("", "text/html", "application/xhtml+xml", "text/plain")

    @property
    def text(self) -> str:
        """The body by the encoding that it tells; old Thai pages are cp874."""
        told = _CHARSET.search(self.headers.get("content-type", ""))
        told = told or _CHARSET.search(self.body[:_HEAD].decode("ascii", "replace"))
        name = told[1].lower() if told else "utf-8"
        if name in _THAI:
            name = "cp874"
        try:
            return self.body.decode(name if _KNOWN.fullmatch(name) else "utf-8", "replace")
        except LookupError:
            return self.body.decode("utf-8", "replace")


class Client:
    """Open connections, one pool for each way out."""

    def __init__(self, limits: Limits, ways: Ways) -> None:
        self._limits, self._ways = limits, ways
        self._tls = (ways.tls or _system_tls)()
        self._ways_out: dict[str, str] = {}
        self._proxies: set[tuple[str, int]] = set()
        self._backend = JudgedBackend(ways, self._proxies)
        self._pools: dict[str, httpcore2.AsyncConnectionPool] = {}

    async def close(self) -> None:
        for pool in self._pools.values():
            await pool.aclose()

    async def request(self, method: str, address: Address, most: int, *, any_kind: bool = False) -> Got:
        """`most`: bytes of a page, unpacked, that are read; none of the rest is fetched, nor of another kind.

        Raises what httpcore2 raises, PrivateError and NoNameError.
        """
        if not self._ways.private and is_inner_name(address.host):
            raise PrivateError(address.host)
        proxy = await self._proxy_of(address)
        url = httpcore2.URL(
            scheme=address.scheme.encode(),
            host=address.host.encode(),
            port=address.own_port,
            target=address.target.encode(),
        )
        times = {
            "connect": self._limits.connect,
            "read": self._limits.silence,
            "write": self._limits.connect,
            "pool": None,
        }
        async with self._pool(proxy).stream(
            method, url, headers=[("Host", address.authority), *_HEADERS], extensions={"timeout": times}
        ) as response:
            headers = _by_name(response.headers)
            got = Got(response.status, headers)
            if not most or not (got.is_page or any_kind):
                return got
            return got._replace(body=await _beginning(response, headers.get("content-encoding", ""), most))

    async def _proxy_of(self, address: Address) -> str:
        """Of each server once; who may not be asked through one is told here."""
        if address.origin not in self._ways_out:
            find = self._ways.proxy_for or proxy_for
            proxy = await apart(lambda: find(address.scheme, address.host))
            if proxy:
                await judge_looked_up(address.host, address.port, self._ways)
            self._ways_out[address.origin] = proxy
        return self._ways_out[address.origin]

    def _pool(self, proxy: str) -> httpcore2.AsyncConnectionPool:
        if proxy not in self._pools:
            options: dict[str, Any] = {
                "ssl_context": self._tls,
                "max_connections": None,
                "max_keepalive_connections": self._limits.servers,
                "keepalive_expiry": 5.0,
                "http2": True,
                "network_backend": self._backend,
            }
            if proxy:
                url = httpcore2.URL(proxy)
                port = url.port or (443 if url.scheme == b"https" else 80)
                self._proxies.add((url.host.decode(), port))
                self._pools[proxy] = httpcore2.AsyncHTTPProxy(proxy, **options)
            else:
                self._pools[proxy] = httpcore2.AsyncConnectionPool(**options)
        return self._pools[proxy]


def _system_tls() -> ssl.SSLContext:
    """Who is trusted is the system's own list, as in its browsers, which also let old servers renegotiate."""
    context = truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.options |= _LEGACY_SERVER_CONNECT
    return context


def _by_name(headers: Sequence[tuple[bytes, bytes]]) -> dict[str, str]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in headers}


async def _beginning(response: httpcore2.Response, encoding: str, most: int) -> bytes:
    """The first bytes of a body, unpacked no further than asked for: a small body can unpack to gigabytes."""
    unpacker = None
    if encoding.strip().lower() in ("gzip", "x-gzip", "deflate"):
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 32)
    elif encoding.strip().lower() not in ("", "identity"):
        return b""  # nobody asked for it
    found, packed = bytearray(), 0
    async for chunk in response.aiter_stream():
        packed += len(chunk)
        try:
            found += unpacker.decompress(chunk, most - len(found)) if unpacker else chunk[: most - len(found)]
        except zlib.error:
            break
        if len(found) >= most or packed >= most:
            break
    return bytes(found)
