"""Addresses on the web: typed into a cell, or behind the words that it shows."""

from __future__ import annotations

import re

from itaxl.core.grid import Beside
from itaxl.core.reading import Cell

#: A scheme with a letter or a sign wrong; a name of a server without one.
_BEGINNING = re.compile(r"h?t{1,3}p(?P<secure>s?)\s*[:;]?/{1,3}", re.IGNORECASE)
_BARE = re.compile(r"(?:www\.|(?:[a-z0-9-]+\.)+(?:th|com|org|net)(?:[/?#]|$))", re.IGNORECASE)
_LINK = re.compile(r"https?://[^\s/$.?#][^\s]*\.[^\s]+", re.IGNORECASE)


def are_links(text: str) -> bool:
    """Whether the text is nothing but addresses that open; '' is none."""
    words = text.split()
    return bool(words) and all(map(_LINK.fullmatch, words))


def meant_links(text: str) -> str | None:
    """The addresses that a text has but for their beginning: www.a.go.th, https//a.go.th; None for words."""
    text = re.sub(r"(https?\s*[:;]?)\s*(/+)\s+", r"\1\2", text, flags=re.IGNORECASE)
    words = (_BEGINNING.sub(_spelt, word).rstrip(".,;)") for word in text.split())
    mended = "\n".join(f"https://{word}" if _BARE.match(word) else word for word in words)
    return mended if are_links(mended) else None


def _spelt(beginning: re.Match[str]) -> str:
    return f"http{beginning['secure'].lower()}://"


def linked(text: str, cell: Cell | None, links: Beside) -> str:
    """What the words of a cell lead to, where they are no address themselves; else the words."""
    if not text or cell is None or not links or are_links(text):
        return text
    target = links.get((cell.row, cell.column), "")
    return target if are_links(target) else text
