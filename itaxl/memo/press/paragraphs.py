"""Whether every cell of a template ends in a paragraph whatever its lists hold: then no memo is mended."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import nodes

_END = re.compile("</w:(?:tc|txbxContent)>")
_PARAGRAPH = ("</w:p>", "<w:p/>")
#: A cell with one list and nothing else: where that is empty, an empty paragraph stands in its place.
_ONE_LIST = re.compile(
    r"(</w:tcPr>\{% for (?:(?!%\}).)*%\}(?:(?!\{% (?:for|else|endfor)|</w:tc>).)*)(?=\{% endfor %\}</w:tc>)",
    re.DOTALL,
)


def with_paragraphs(xml: str) -> str:
    """A body as docxtpl gives it to Jinja, where cells of one list have a paragraph for when it is empty."""
    return _ONE_LIST.sub(r"\1{% else %}<w:p/>", xml)


def always_whole(tree: nodes.Template) -> bool:
    """Whether no cell and no text box can come out without a paragraph at its end."""
    waiting = [tree.body]
    for body in waiting:  # grows while it is read
        pieces = list(_pieces(body))
        for place, piece in enumerate(pieces):
            if isinstance(piece, nodes.Node):
                waiting += _bodies(piece)
                continue
            for end in _END.finditer(piece):
                if not _ends_in_paragraph([*pieces[:place], piece[: end.start()]]):
                    return False
    return True


def _pieces(body: list[nodes.Node]) -> Iterator[str | nodes.Node]:
    for node in body:
        if isinstance(node, nodes.For | nodes.If):
            yield node
        elif isinstance(node, nodes.Output):
            yield from (part.data if isinstance(part, nodes.TemplateData) else "x" for part in node.nodes)


def _bodies(node: nodes.Node) -> list[list[nodes.Node]]:
    if isinstance(node, nodes.If):
        return [node.body, *(branch.body for branch in node.elif_), node.else_]
    return [node.body, node.else_] if isinstance(node, nodes.For) else []


def _ends_in_paragraph(pieces: list[str | nodes.Node]) -> bool:
    """Whatever the values: what is left out makes the piece before it the last one."""
    for piece in reversed(pieces):
        if isinstance(piece, str):
            if piece:
                return piece.endswith(_PARAGRAPH)
            continue
        bodies = [list(_pieces(body)) for body in _bodies(piece)]
        if not all(_ends_in_paragraph(body) for body in bodies if body):
            return False
        if all(bodies):
            return True
    return False
