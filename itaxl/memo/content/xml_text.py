"""Text that people typed, made fit for XML: what was typed is what gets printed.

Autoescape takes care of & < > and quotes, rendered text is never read as Jinja again, and
`sandbox` keeps docxtpl from un-escaping what only looks like its signs.  What remains are the
characters that XML forbids, which would make the document unreadable: they go.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from itaxl.core.thai.letters import fit_for_xml
from itaxl.memo.content.own_columns import Own


def typed(values: Mapping[str, object]) -> dict[str, object]:
    """The same names, lists and dicts with their texts made fit.  Nothing is taken as markup."""
    return {name: value if _harmless(value) else _made_fit(value) for name, value in values.items()}


def fit(text: str) -> str:
    """One text made fit, and no more than text: markup too is what was typed."""
    return text if type(text) is str and text.isprintable() else _fit(text)


def _fit(text: str) -> str:
    text = fit_for_xml(str.__str__(text))
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _harmless(value: Any) -> bool:
    """Whether every text can stay as it is: so nearly always, and then nothing needs a copy."""
    waiting = [value]
    for item in waiting:  # grows while it is read
        kind = type(item)
        if kind is str:
            if not item.isprintable():
                return False
        elif kind is dict or kind is Own:
            waiting += item.values()
        elif kind is list:
            waiting += item
        elif kind is not bool and kind is not int:
            return False
    return True


def _made_fit(value: object) -> object:
    if isinstance(value, str):
        return _fit(value)
    if isinstance(value, list | tuple):
        return [_made_fit(item) for item in value]
    if isinstance(value, Own):
        return value.again({name: _fit(item) for name, item in value.items()})
    if isinstance(value, dict):
        return {name: _made_fit(item) for name, item in value.items()}
    return value
