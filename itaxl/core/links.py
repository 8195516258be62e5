"""Addresses on the web: typed into a cell, or behind the words that it shows."""

from __future__ import annotations

import re

from itaxl.core.grid import Beside
from itaxl.core.reading import Cell

_LINK = re.compile(r"https?://[^\s/$.?#][^\s]*\.[^\s]+", re.IGNORECASE)


def are_links(text: str) -> bool:
    """Whether the text is nothing but addresses that open; '' is none."""
    words = text.split()
    return bool(words) and all(map(_LINK.fullmatch, words))


def linked(text: str, cell: Cell | None, links: Beside) -> str:
    """What the words of a cell lead to, where they are no address themselves; else the words."""
    if not text or cell is None or not links or are_links(text):
        return text
    target = links.get((cell.row, cell.column), "")
    return target if are_links(target) else text
