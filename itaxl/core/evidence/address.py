"""An address on the web as it goes over the wire: one spelling for all the ways in which it is typed."""

from __future__ import annotations

import ipaddress
import re
from contextlib import suppress
from urllib.parse import quote, unquote, urljoin, urlsplit

from itaxl.named_tuple import NamedTuple

_PORTS = {"http": 80, "https": 443}
#: What a path and a query may hold as they are; a percent sign is taken to begin an escape.
_PATH, _QUERY = "%/:@!$&'()*+,;=~-._", "%/?:@!$&'()*+,;=~-._"
_HOST = re.compile(r"[a-z0-9](?:[a-z0-9_-]*[a-z0-9])?(?:\.[a-z0-9_](?:[a-z0-9_-]*[a-z0-9])?)*", re.ASCII)
_LONGEST = 8000
#: Ends of names that only a network of one's own gives.
_INNER = (".local", ".localhost", ".internal", ".intranet", ".lan", ".home", ".home.arpa", ".corp")


class Address(NamedTuple):
    """`host` in ASCII and small letters, of IPv6 without brackets; `target` is the path with its query."""

    scheme: str
    host: str
    port: int
    target: str

    @property
    def authority(self) -> str:
        """The host as a request names it: with brackets and port where it needs them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.own_port}" if self.own_port else host

    @property
    def own_port(self) -> int | None:
        """The port where it is not the usual one."""
        return None if self.port == _PORTS[self.scheme] else self.port

    @property
    def origin(self) -> str:
        return f"{self.scheme}://{self.authority}"

    @property
    def url(self) -> str:
        """The one spelling, without what stands behind a #."""
        return self.origin + self.target


def address_of(text: str) -> Address | None:
    """None for whatever is not http or https, names a user, or has no server's name."""
    if len(text) > _LONGEST or "\\" in text:
        return None
    try:
        parts = urlsplit(text.strip())
        port = parts.port
        host = _host(parts.hostname or "")
    except ValueError:  # UnicodeError too
        return None
    if parts.scheme not in _PORTS or not host or parts.username is not None:
        return None
    target = quote(parts.path or "/", safe=_PATH)
    target += f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
    return Address(parts.scheme, host, port or _PORTS[parts.scheme], target)


def _host(name: str) -> str:
    """Raises ValueError for a name that no server has."""
    if ":" in name:
        return ipaddress.IPv6Address(name.partition("%")[0]).compressed
    ascii_name = name.rstrip(".").encode("idna").decode("ascii").lower()
    if not _HOST.fullmatch(ascii_name):
        raise ValueError(name)
    return ascii_name


def led_to(address: Address, location: str) -> Address | None:
    """Where a redirect leads from an address; None where that is no address on the web.

    A header is text of one byte a letter; servers put UTF-8 into it.
    """
    with suppress(UnicodeError):
        location = location.encode("latin-1").decode("utf-8")
    try:
        return address_of(urljoin(address.url, location.strip()))
    except ValueError:
        return None


def readable(url: str) -> str:
    """An address as people read it: Thai letters in the path, Thai names of servers."""
    address = address_of(url)
    if address is None:
        return url
    try:
        host = address.host.encode("ascii").decode("idna")
    except UnicodeError:
        host = address.host
    target = unquote(address.target, errors="strict") if _is_text(address.target) else address.target
    kept = target if target.isprintable() and " " not in target else address.target
    return f"{address.scheme}://{address.authority.replace(address.host, host)}{kept}"


def _is_text(target: str) -> bool:
    try:
        unquote(target, errors="strict")
    except UnicodeDecodeError:
        return False
    return True


def is_public(ip: str) -> bool:
    """Whether a numeric address is one of the world: no private, local, loopback or multicast one, in any
    of the dresses that IPv6 has for one of IPv4."""
    address = ipaddress.ip_address(ip.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour or _behind(address)
        if inner is not None:
            return is_public(str(inner))
        if address.is_site_local or address.teredo is not None or address in _TRANSLATED_HERE:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


#: IPv6 networks whose last 32 bits are an address of IPv4: for translation, and what was compatible.
_TRANSLATED_HERE = ipaddress.IPv6Network("64:ff9b:1::/48")
_TRANSLATED = tuple(map(ipaddress.IPv6Network, ("64:ff9b::/96", "::/96")))


def _behind(address: ipaddress.IPv6Address) -> ipaddress.IPv4Address | None:
    if any(address in network for network in _TRANSLATED):
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return None


def is_inner_name(host: str) -> bool:
    """A name that means a machine of this network, or a number of one: known without looking it up."""
    try:
        return not is_public(host)
    except ValueError:
        return "." not in host or host.endswith(_INNER)
