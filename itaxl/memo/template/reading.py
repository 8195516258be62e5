"""An outline read as Jinja: each piece on a line of its own, so that a line's number tells the place."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterable, Iterator

from jinja2 import TemplateError as JinjaError
from jinja2 import nodes
from markupsafe import escape

from itaxl.memo.template.outline import TC, Outline, Paragraph, Tag, Words, label_of
from itaxl.memo.template.problems import Problem
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.named_tuple import NamedTuple

#: Around the number of a piece, ahead of it in what is rendered.
BEFORE, AFTER = "\ue000", "\ue001"
MARK = re.compile(f"{BEFORE}\\d+{AFTER}")
_LOOP = re.compile(r"for\s+(\w+)\s+in\s+(.+)", re.DOTALL)
_SIGN = re.compile(r"\{(?=[{%#])")
#: What must stand around a tag that is parsed alone.
_AROUND = {
    "for": ("", "{% endfor %}"),
    "if": ("", "{% endif %}"),
    "with": ("", "{% endwith %}"),
    "elif": ("{% if 1 %}", "{% endif %}"),
    "else": ("{% if 1 %}", "{% endif %}"),
    "endif": ("{% if 1 %}", ""),
    "endfor": ("{% for x in y %}", ""),
    "endwith": ("{% with %}", ""),
    "set": ("", ""),
}


class Read(NamedTuple):
    """A part, its tree, and the piece on each of the tree's lines."""

    outline: Outline
    tree: nodes.Template
    pieces: list[Words | Tag]

    def piece(self, line: int) -> Words | Tag:
        return self.pieces[min(max(line, 1), len(self.pieces)) - 1]

    def place(self, line: int) -> str:
        return self.piece(line).paragraph.place if self.pieces else label_of(self.outline.part)


def spelling(outline: Outline, environment: MemoEnvironment) -> Iterator[Problem]:
    """Every tag that Jinja cannot read, each by itself."""
    for tag in outline.tags:
        before, after = _AROUND.get(tag.word, ("", ""))
        try:
            environment.parse(before + tag.jinja + after)
        except JinjaError:
            yield Problem(
                f"มีคำสั่งที่เขียนไม่ถูกต้อง: {tag.told}", "ตรวจการสะกดและเครื่องหมายในคำสั่งนี้", tag.paragraph.place
            )


def read(outline: Outline, environment: MemoEnvironment) -> Read:
    """Raises jinja2.TemplateError unless the outline's tags are sound by themselves and in pairs."""
    pieces = outline.pieces
    once = _once(pieces)
    lines = []
    for number, piece in enumerate(pieces):
        if isinstance(piece, Words):
            line = _SIGN.sub("(", str(escape(" ".join(piece.text.split()))))
        else:
            line = piece.jinja
        line = f"{BEFORE}{number}{AFTER}{line}"
        lines.append(f"{{% if loop.first %}}{line}{{% endif %}}" if piece.paragraph in once else line)
    return Read(outline, environment.parse("\n".join(lines)), pieces)


def read_flat(outline: Outline, environment: MemoEnvironment) -> Read:
    """What can be read where tags are unsound: each by itself; a loop's name is its list's first item."""
    pieces: list[Words | Tag] = []
    lines: list[str] = []
    for tag in outline.tags:
        line = _flat(tag)
        with contextlib.suppress(JinjaError):
            environment.parse(line)
            pieces.append(tag)
            lines.append(line)
    return Read(outline, environment.parse("\n".join(lines)), pieces)


def _flat(tag: Tag) -> str:
    loop = _LOOP.fullmatch(tag.inner)
    if tag.kind == "%" and loop:
        return f"{{% set {loop[1]} = ({loop[2]})|first %}}{{% set loop = 0 %}}"
    if tag.word in ("if", "elif"):
        return f"{{% if {tag.inner.partition(' ')[2]} %}}{{% endif %}}"
    return "" if tag.word in ("else", "with") or tag.word.startswith("end") else tag.jinja


def _once(pieces: Iterable[Words | Tag]) -> set[Paragraph]:
    """The paragraphs of cells that a loop prints the first time only: {% vm %}, {% hm %}."""
    marked = {piece.paragraph for piece in pieces if isinstance(piece, Tag) and piece.word == "vm"}
    cells = [
        piece.first.iterancestors(TC) for piece in pieces if isinstance(piece, Tag) and piece.word == "hm"
    ]
    whole = {cell for first in cells for cell in [next(first, None)] if cell is not None}
    return marked | {
        piece.paragraph
        for piece in pieces
        if whole and whole.intersection(piece.paragraph.element.iterancestors(TC))
    }
