"""How long, how much and how often is asked; and what a test puts in the place of the world."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING

from itaxl.named_tuple import NamedTuple

if TYPE_CHECKING:
    import ssl


class Limits(NamedTuple):
    """Times are seconds, sizes bytes after unpacking."""

    connect: float = 10.0
    #: Until something more of a reply comes.
    silence: float = 20.0
    #: One link, from the first request to the last byte that is read of it.
    total: float = 30.0
    page: int = 256 * 1024
    robots: int = 512 * 1024
    redirects: int = 10
    #: Requests to one server at a time.
    at_once: int = 2
    #: Servers at a time.
    servers: int = 64
    #: Before the second and last try.
    pause: float = 1.0
    #: The longest wait that a server's Retry-After is granted.
    longest_wait: float = 20.0


class Ways(NamedTuple):
    """The ways to the world.  `private`: machines of this network are asked, too.

    `resolve` gives the numeric addresses of a name, `proxy_for` the address of the proxy that a URL goes
    through ('' for none), `online` tells whether this machine has any way out; None each for the system's.
    """

    private: bool = False
    resolve: Callable[[str, int], Awaitable[list[str]]] | None = None
    proxy_for: Callable[[str, str], str] | None = None
    online: Callable[[], bool] | None = None
    tls: Callable[[], ssl.SSLContext] | None = None
