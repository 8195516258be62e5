"""Where what stands in a checked copy may lead: to pages and addresses that the reader sees first."""

from __future__ import annotations

import re

_WEB = re.compile(r"https?://[^\s\\]|mailto:[^\s\\]", re.IGNORECASE)
#: Whitespace and control characters that programs skip, and so read another address than a person does.
_HIDDEN = re.compile("[\x00-\x20\x7f-\x9f]")


def leads_to_web(target: str) -> bool:
    """Whether it is an ordinary http, https or mailto address."""
    return _WEB.match(target) is not None and not _HIDDEN.search(target.strip())


#: What a part says of itself: its namespaces, and the kind of document.
_ABOUT_ITSELF = re.compile(rb"\sxmlns(?::[\w.-]+)?=(\"[^\"]*\"|'[^']*')|<!DOCTYPE[^<>\[]*>", re.IGNORECASE)
_LEADING = re.compile(
    rb"://|\\\\|script|foreignobject|@import|<!entity|&#|\0|\son\w+\s*=|\bdata:(?!image/(?:png|jpeg))",
    re.IGNORECASE,
)


def leads_out(content: bytes) -> bool:
    """Whether anything in an XML part that is not looked into could fetch or run."""
    return _LEADING.search(_ABOUT_ITSELF.sub(b"", content)) is not None
