"""The name of a font, as an office types it."""

from __future__ import annotations

import re

from itaxl.core.model import DEFAULT_FONT

#: Nothing that could be markup or Jinja gets through.
_NAME = r"[\w\u0e00-\u0e7f .,&'()+-]{1,31}"


def font_name(name: str) -> str:
    """The font to ask Word for; the product's own when the office's is empty or no font's name."""
    name = name.strip()
    # most keep the product's own: then no pattern is compiled
    return name if name != DEFAULT_FONT and re.fullmatch(_NAME, name) else DEFAULT_FONT
