"""A Word document as values: paragraphs, tables, cells."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias


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
    rows: tuple[tuple[Cell, ...], ...]


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Story:
    """`asides` are (what it is, text) of what stands outside the running text."""

    blocks: tuple[Block, ...]
    asides: tuple[tuple[str, str], ...]


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
