"""The tables of docs/memo-template.md, made from the list of variables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from itaxl.memo.content.variables import VARIABLES, Kind, Variable

GUIDE = Path(__file__).resolve().parent.parent / "docs" / "memo-template.md"
_TABLE = re.compile(r"(<!-- variables:(th|en) -->\n).*?(<!-- /variables -->)", re.DOTALL)
_HEADS = {
    "th": "| ตัวแปร | ความหมาย | ชนิด | ตัวอย่าง |",
    "en": "| variable | meaning | kind | example |",
}


def table(language: str) -> str:
    """Every variable, the names within a row beneath their list."""
    return "\n".join((_HEADS[language], "| --- | --- | --- | --- |", *_lines(VARIABLES, language))) + "\n"


def _lines(variables: tuple[Variable, ...], language: str, within: str = "") -> Iterator[str]:
    for variable in variables:
        thai = language == "th"
        meaning = variable.thai if thai else variable.english
        kind = variable.kind.value[0 if thai else 1]
        yield f"| `{within}{variable.name}` | {meaning} | {kind} | {variable.example} |"
        told_elsewhere = variable.kind is Kind.GROUPS or within == "sections[]."
        if not told_elsewhere:  # those rows are the ones of `plan` and `results`
            yield from _lines(variable.items, language, f"{within}{variable.name}[].")


def filled(text: str) -> str:
    """The guide with its tables brought up to date."""
    return _TABLE.sub(lambda found: found.group(1) + table(found.group(2)) + found.group(3), text)
