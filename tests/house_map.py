"""The map of the house in docs/develop.md, made of the folders, their docstrings and what they may know.

python -m tests.house_map        rewrites the map between its two marks
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tests.test_architecture import DOORS, PACKAGE, ROOMS

PAGE = Path(__file__).resolve().parents[1] / "docs" / "develop.md"
#: What has no docstring of its own.
DATA = "The macros and the ribbon that every tracker gets; an installed program finds the rest here, too."
_MAP = re.compile(r"(?<=<!-- house -->\n).*?(?=<!-- /house -->)", re.DOTALL)


def house_map() -> str:
    """A Markdown table: every room in the order of the imports, with its folders below it."""
    lines = ["| where | what | may know |", "| --- | --- | --- |"]
    for room in {**ROOMS, **DOORS}:
        place = PACKAGE.parent.joinpath(*room.split("."))
        lines.append(_line(place, _known(room)))
        lines += [_line(inner, "") for inner in sorted(_folders(place))]
    return "\n".join([*lines, f"| `data/` | {DATA} | – |", ""])


def committed_map() -> str:
    found = _MAP.search(PAGE.read_text(encoding="utf-8"))
    assert found, "the two marks are gone"
    return found.group()


def _folders(place: Path) -> Iterator[Path]:
    return (path.parent for path in place.rglob("__init__.py") if path.parent != place)


def _line(place: Path, known: str) -> str:
    source = place / "__init__.py" if place.is_dir() else place.with_suffix(".py")
    name = place.relative_to(PACKAGE).as_posix() + ("/" if place.is_dir() else ".py")
    said = ast.get_docstring(ast.parse(source.read_text(encoding="utf-8"))) or ""
    first = " ".join(re.split(r"\n\n|(?<=\.)  ", said)[0].split())
    return f"| `{name}` | {first} | {known} |"


def _known(room: str) -> str:
    allowed = {**ROOMS, **DOORS}[room] - {room, "itaxl"}
    if not allowed >= ROOMS.keys() - {room}:
        return ", ".join(_short(name) for name in (*ROOMS, *DOORS) if name in allowed) or "–"
    doors = [_short(name) for name in DOORS if name in allowed]
    return f"every room; the doors {', '.join(doors)}" if doors else "every room; no other door"


def _short(name: str) -> str:
    return name.removeprefix("itaxl.")


def main() -> None:
    text = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(_MAP.sub(lambda _: house_map(), text), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
