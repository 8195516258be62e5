"""Where a link in a checked copy may lead: to pages and addresses, which the reader sees before he goes."""

from __future__ import annotations

import re

_WEB = re.compile(r"https?://[^\s\\]|mailto:[^\s\\]", re.IGNORECASE)
#: Whitespace and control characters that programs skip, and so read another address than a person does.
_HIDDEN = re.compile("[\x00-\x20\x7f-\x9f]")


def leads_to_web(target: str) -> bool:
    """Whether it is an ordinary http, https or mailto address."""
    return _WEB.match(target) is not None and not _HIDDEN.search(target.strip())
