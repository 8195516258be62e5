"""Figures and their table: the ratio first, how far the rounds lay apart, the goal beside it."""

from __future__ import annotations

import statistics
import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

#: Stands for a figure that could not be taken.
ABSENT = "not there"


@dataclass(frozen=True, slots=True)
class Spread:
    """A figure taken several times: its median, and the least and the most of the rounds."""

    values: tuple[float, ...]

    @classmethod
    def of_ratios(cls, above: Sequence[float], below: Sequence[float]) -> Spread:
        """Round by round, so that a machine that slows down slows both."""
        return cls(tuple(a / b for a, b in zip(above, below, strict=True)))

    @property
    def median(self) -> float:
        return statistics.median(self.values)

    def words(self, unit: str = "×") -> tuple[str, str]:
        """The median, and from least to most."""
        least, most = number(min(self.values)), number(max(self.values))
        return f"{number(self.median)}{unit}", f"{least}–{most}" if len(self.values) > 1 else ""


def number(value: float) -> str:
    """Three digits that count, thousands apart."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


@dataclass(frozen=True, slots=True)
class Line:
    """One comparison.  `met` is None where there is no goal, or no figure."""

    what: str
    figure: str
    spread: str = ""
    goal: str = ""
    met: bool | None = None

    @classmethod
    def at_least(cls, what: str, spread: Spread, least: float | None = None, unit: str = "×") -> Line:
        goal = "" if least is None else f"≥ {least:g}{unit}"
        met = None if least is None else spread.median >= least
        return cls(what, *spread.words(unit), goal, met)

    @classmethod
    def at_most(cls, what: str, spread: Spread, most: float | None = None, unit: str = "×") -> Line:
        goal = "" if most is None else f"≤ {most:g}{unit}"
        met = None if most is None else spread.median <= most
        return cls(what, *spread.words(unit), goal, met)

    @classmethod
    def absent(cls, what: str, goal: str = "", why: str = ABSENT) -> Line:
        return cls(what, why, goal=goal)

    def cells(self) -> tuple[str, ...]:
        met = {True: "yes", False: "no", None: ""}[self.met]
        return self.figure, self.spread, self.what, self.goal, met


@dataclass(frozen=True, slots=True)
class Table:
    """Plain facts behind the ratios: milliseconds, files, MiB."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One benchmark's outcome.  `told` says in plain English what was measured."""

    name: str
    title: str
    told: str
    lines: tuple[Line, ...]
    facts: tuple[Table, ...] = field(default=())


HEADS = ("ratio", "rounds", "what", "goal", "met")


def markdown(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table as Markdown; a bar within a cell is escaped."""
    lines = [heads, ["---"] * len(heads), *rows]
    return "\n".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |" for line in lines)


def in_markdown(section: Section) -> str:
    """A section: the ratios, what was measured, then the facts."""
    parts = [
        f"## {section.title}",
        markdown(HEADS, [line.cells() for line in section.lines]),
        paragraph(section.told),
    ]
    parts += [markdown(table.heads, table.rows) for table in section.facts]
    return "\n\n".join(part for part in parts if part)


def paragraph(told: str) -> str:
    """Prose in lines of the length that the documents have."""
    return textwrap.fill(" ".join(told.split()), 120, break_long_words=False, break_on_hyphens=False)


def in_text(section: Section) -> str:
    """A section for a terminal: columns in line."""
    parts = [section.title, _aligned(HEADS, [line.cells() for line in section.lines])]
    parts += [_aligned(table.heads, table.rows) for table in section.facts]
    return "\n\n".join(parts) + "\n"


def _aligned(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [heads, *rows]
    widths = [max(len(line[column]) for line in lines) for column in range(len(heads))]
    return "\n".join(
        "  " + "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
        for line in lines
    )
