"""Which links a tracker has, and which of them are on the office's own site."""

from __future__ import annotations

from collections.abc import Iterable

from itaxl.core.evidence.address import Address, address_of
from itaxl.core.links import Site, addresses_in, sites
from itaxl.core.model import Measure
from itaxl.core.reading import Cell, Reading
from itaxl.named_tuple import NamedTuple


class Link(NamedTuple):
    """One address of a cell, as typed.  `address` is None for what is never asked: a file, a share."""

    cell: Cell
    measure: Measure
    typed: str
    address: Address | None

    @property
    def url(self) -> str:
        """What it is asked and kept by; what was typed where it is no address on the web."""
        return self.address.url if self.address else self.typed


def links_of(reading: Reading) -> tuple[Link, ...]:
    """Every link of the evidence, in the order of the rows; one that a cell has twice stands once."""
    found: dict[tuple[int, str], Link] = {}
    for row in reading.rows:
        cell = row.cells.get("evidence")
        for typed in addresses_in(row.measure.evidence) if cell else ():
            link = Link(cell, row.measure, typed, address_of(typed)) if cell else None
            if link:
                found.setdefault((link.cell.row, link.url), link)
    return tuple(found.values())


def asked_of(links: Iterable[Link]) -> list[Address]:
    """What to ask: each address once."""
    return list({link.url: link.address for link in links if link.address}.values())


def own_sites(website: str) -> tuple[Site, ...]:
    """The office's sites with their names as they go over the wire; () where nothing can be told."""
    found = (address_of(f"https://{site.host}{site.folder}") for site in sites(website) or ())
    return tuple(Site(one.host, one.target.rstrip("/")) for one in found if one)


def is_on(url: str, own: Iterable[Site]) -> bool:
    """Whether an address is on one of the sites, or on one below it (ita.a.go.th is on a.go.th)."""
    address = address_of(url)
    if address is None:
        return False
    host = address.host.removeprefix("www.")
    return any(
        (host == site.host or host.endswith(f".{site.host}"))
        and f"{address.target}/".startswith(f"{site.folder}/")
        for site in own
    )
