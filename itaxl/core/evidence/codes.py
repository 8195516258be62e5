"""The codes of what is told of links; apart from the words, for whoever only has to know them."""

from __future__ import annotations

CODES = frozenset(f"L{number}" for number in range(901, 917))
