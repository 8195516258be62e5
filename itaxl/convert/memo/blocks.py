"""A Word document as values: paragraphs, tables, cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from itaxl.core.thai.text import clean, lines


@dataclass(frozen=True, slots=True)
class Paragraph:
    """`label` is its automatic number or bullet; `links` the ids of the hyperlinks in it."""

    text: str
    label: str = ""
    links: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """`merge` is '' or, in a vertical merge, 'restart' or 'continue'; `span` counts grid columns."""

    blocks: tuple[Block, ...] = ()
    span: int = 1
    merge: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """`widths` are those of the grid's columns, in any unit; () where the document does not say."""

    rows: tuple[tuple[Cell, ...], ...]
    widths: tuple[int, ...] = ()


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Story:
    """`asides` are (what it is, text) of what stands outside the running text."""

    blocks: tuple[Block, ...]
    asides: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Document:
    """What a file of any format holds.  `beside` are (where, text) of headers, notes and the like;
    `fonts` the faces for Thai that its styles name; `links` web addresses by the id that a link bears."""

    story: Story
    beside: tuple[tuple[str, str], ...] = ()
    fonts: tuple[str, ...] = ()
    links: Mapping[str, str] = field(default_factory=dict)


def texts_of(blocks: tuple[Block, ...]) -> list[str]:
    """Every paragraph's text, those of tables too, the empty ones left out."""
    found: list[str] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            found += [block.text] if block.text.strip() else []
        else:
            for row in block.rows:
                for cell in row:
                    found += texts_of(cell.blocks)
    return found


def lines_of(cell: Cell) -> tuple[list[str], list[str]]:
    """A cell's lines, cleaned, with automatic numbers before them, and its links; nested tables too."""
    found: list[str] = []
    links: list[str] = []
    for block in cell.blocks:
        if isinstance(block, Paragraph):
            text = clean(block.text)
            found += lines(f"{block.label} {text}" if block.label and text else text)
            links += block.links
        else:
            for inner in (lines_of(cell) for row in block.rows for cell in row):
                found += inner[0]
                links += inner[1]
    return found, links
