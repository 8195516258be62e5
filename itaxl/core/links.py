"""Addresses on the web: typed into a cell, or behind the words that it shows."""

from __future__ import annotations

import re
from collections.abc import Mapping

from itaxl.core.grid import Beside
from itaxl.core.reading import Cell
from itaxl.named_tuple import NamedTuple

#: A scheme with a letter or a sign wrong; a name of a server without one.
_BEGINNING = r"(?i)h?t{1,3}p(?P<secure>s?)\s*[:;]?/{1,3}"
_BARE = r"(?i)(?:www\.|(?:[a-z0-9-]+\.)+(?:th|com|org|net)(?:[/?#]|$))"
_LINK = re.compile(r"https?://[^\s/$.?#][^\s]*\.[^\s]+", re.IGNORECASE)

#: A web site as an office writes it: www.a.go.th, https://a.go.th/ita/.
_SITE = r"(?i)(?:https?://)?(?P<host>[^\s/:?#@.]+(?:\.[^\s/:?#@.]+)+)(?::[0-9]+)?(?P<path>/[^\s?#]*)?"


class Site(NamedTuple):
    """A web site of an office: its host without www., in small letters, and the folder that it has there."""

    host: str
    folder: str = ""


def sites(text: str) -> tuple[Site, ...] | None:
    """The sites of a cell; None where a word in it is none.  () for ''."""
    found = [re.fullmatch(_SITE, word) for word in re.split(r"[\s,;]+", text) if word]
    if None in found:
        return None
    return tuple(
        Site(one["host"].lower().removeprefix("www."), (one["path"] or "").rstrip("/"))
        for one in found
        if one
    )


def are_links(text: str) -> bool:
    """Whether the text is nothing but addresses that open; '' is none."""
    words = text.split()
    return bool(words) and all(map(_LINK.fullmatch, words))


#: Between two addresses, or words.
_APART = r"\s+|[,;]+(?=https?://)"
_WITHIN = r"(?i)https?://[^\s<>\"'()]+[^\s<>\"'().,;:]"
#: What leads to a file, a share, or by another protocol.
_NO_WEB = r"(?i)(?:(?!https?:)[a-z][a-z0-9+.-]*:/|[a-z]:\\|\\\\)\S+"


def addresses_in(text: str) -> list[str]:
    """Every address that a text has, also within a sentence, and what leads to files and shares."""
    found: list[str] = []
    for word in re.split(_APART, text, flags=re.IGNORECASE):
        if re.fullmatch(_NO_WEB, word):
            found.append(word)
        elif _LINK.fullmatch(word) and word.count("(") == word.count(")"):
            found.append(word.rstrip(".,;:"))
        else:
            found += re.findall(_WITHIN, word)
    return found


def with_others(text: str, others: Mapping[str, str]) -> str:
    """The text with other words for some of its addresses; one address may begin with another."""
    found = sorted(set(addresses_in(text)), key=len, reverse=True)
    for number, typed in enumerate(found):
        text = text.replace(typed, f"\0{number}\0")
    for number, typed in enumerate(found):
        text = text.replace(f"\0{number}\0", others.get(typed, typed))
    return text


def meant_links(text: str) -> str | None:
    """The addresses that a text has but for their beginning: www.a.go.th, https//a.go.th; None for words."""
    text = re.sub(r"(https?\s*[:;]?)\s*(/+)\s+", r"\1\2", text, flags=re.IGNORECASE)
    words = (re.sub(_BEGINNING, _spelt, word).rstrip(".,;)") for word in text.split())
    mended = "\n".join(f"https://{word}" if re.match(_BARE, word) else word for word in words)
    return mended if are_links(mended) else None


def _spelt(beginning: re.Match[str]) -> str:
    return f"http{beginning['secure'].lower()}://"


def linked(text: str, cell: Cell | None, links: Beside) -> str:
    """What the words of a cell lead to, where they are no address themselves; else the words."""
    if not text or cell is None or not links or are_links(text):
        return text
    target = links.get((cell.row, cell.column), "")
    return target if are_links(target) else text
