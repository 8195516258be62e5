"""The proof that a rendered body needs no XML parser.

docxtpl parses what Jinja gave, mends tables and picture numbers, and serialises it again.  Over most
templates that changes next to nothing, and what it changes is known.  This module reads a body's
Jinja tree and either proves that, whatever the values are,

- every branch is balanced XML in the serialiser's own spelling,
- values stand only where text stands (or are the emblem's width, a number),
- no table can gain or lose columns,

and lists the elements that may come out empty, or raises NotProven: then the parser is used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from jinja2 import nodes

from itaxl.memo.emblem import WIDTH
from itaxl.memo.press.paragraphs import always_whole
from itaxl.memo.press.serialised import Proof

#: Stand in for an expression and for a control block; XML allows neither character.
_VALUE, _CONTROL = "\x01", "\x02"
_TAG = re.compile(r'<(/?)([A-Za-z_][\w.:-]*)((?: [\w.:-]+="[^"<>]*")*)(/?)>')
_SPAN = re.compile(r' w:val="(\d+)"')
_PLAIN_VALUE = re.compile(r"[\w .:#-]*", re.ASCII)
#: Expressions of these kinds give text that autoescape escapes; a call might give markup.
_TEXT_ONLY = (
    nodes.Name,
    nodes.NSRef,
    nodes.Const,
    nodes.Getattr,
    nodes.Getitem,
    nodes.Slice,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.BinExpr,
    nodes.UnaryExpr,
    nodes.Concat,
    nodes.Filter,
    nodes.Test,
    nodes.List,
    nodes.Tuple,
    nodes.Pair,
    nodes.Keyword,
)
_TEXT_FILTERS = frozenset(
    {"abs", "count", "d", "default", "first", "float", "int", "join", "last", "length", "list", "lower"}
    | {"max", "min", "replace", "reverse", "round", "sort", "string", "sum", "trim", "unique", "upper"}
)


class NotProven(Exception):
    """Why the template must go through the parser."""


@dataclass
class _Row:
    depth: int
    cells: int = 0
    columns: int = 0


@dataclass
class _Table:
    depth: int
    columns: int = 0
    widest: int = 0
    rows: list[_Row] = field(default_factory=list)


def prove(tree: nodes.Template) -> Proof:
    """Raises NotProven."""
    scan = _Scan()
    scan.check_balance(tree.body, 0)
    return Proof(
        tuple(sorted((pair.encode(), single.encode()) for pair, single in scan.empties.items())),
        scan.pictures > 1,
        always_whole(tree),
    )


class _Scan:
    def __init__(self) -> None:
        self.empties: dict[str, str] = {}
        self.pictures = 0  # as many as may come out; two stands for more
        self._loops = 0
        self._tables: list[_Table] = []

    def check_balance(self, body: list[nodes.Node], depth: int) -> None:
        """One list of nodes: balanced by itself, and every block within it too."""
        text, controls = self._flatten(body)
        blocks = iter(controls)
        open_tags: list[str] = []
        end = 0
        for tag in _TAG.finditer(text):
            self._read_between(text[end : tag.start()], blocks, depth)
            end = tag.end()
            closing, name, attributes, single = tag.groups()
            self._read_attributes(attributes, blocks)
            if closing:
                if attributes or single or not open_tags or open_tags.pop() != name:
                    raise NotProven(f"</{name}> closes nothing")
                self._close_element(name)
                continue
            self._open_element(name, attributes, bool(single), depth)
            if not single:
                open_tags.append(name)
                self._note_if_empty(tag, text)
        self._read_between(text[end:], blocks, depth)
        if open_tags:
            raise NotProven(f"<{open_tags[-1]}> stays open in a block")

    def _flatten(self, body: list[nodes.Node]) -> tuple[str, list[nodes.Node]]:
        pieces: list[str] = []
        controls: list[nodes.Node] = []
        for node in body:
            if isinstance(node, nodes.Output):
                for part in node.nodes:
                    if isinstance(part, nodes.TemplateData):
                        pieces.append(part.data)
                    else:
                        pieces.append(_VALUE)
                        controls.append(part)
            elif isinstance(node, nodes.For | nodes.If):
                pieces.append(_CONTROL)
                controls.append(node)
            elif isinstance(node, nodes.Assign):
                _require_text(node.node)
            else:
                raise NotProven(f"{type(node).__name__} block")
        return "".join(pieces), controls

    def _read_between(self, text: str, blocks: Iterator[nodes.Node], depth: int) -> None:
        if "<" in text or ">" in text:
            raise NotProven("not the serialiser's spelling")
        for sign in text:
            if sign == _VALUE:
                _require_text(next(blocks))
            elif sign == _CONTROL:
                self._read_block(next(blocks), depth)

    def _read_block(self, block: nodes.Node, depth: int) -> None:
        repeated = isinstance(block, nodes.For)
        self._loops += repeated
        for body in _bodies(block):
            self.check_balance(body, depth + 1)
        self._loops -= repeated

    def _read_attributes(self, text: str, blocks: Iterator[nodes.Node]) -> None:
        for sign in text:
            if sign == _VALUE:
                value = next(blocks)
                if not _is_number(value):
                    raise NotProven("a value in an attribute")
            elif sign == _CONTROL:
                _require_constant(next(blocks))

    def _note_if_empty(self, tag: re.Match[str], text: str) -> None:
        following = text[tag.end() : tag.end() + 1]
        if following not in (_VALUE, _CONTROL) and not text.startswith("</", tag.end()):
            return
        if _VALUE in tag.group() or _CONTROL in tag.group():
            raise NotProven("an element with changing attributes may be empty")
        self.empties[f"{tag.group()}</{tag.group(2)}>"] = tag.group()[:-1] + "/>"

    def _open_element(self, name: str, attributes: str, single: bool, depth: int) -> None:
        if name == "w:tbl":
            self._tables.append(_Table(depth))
        elif name == "wp:docPr":
            if ' id="' not in attributes:
                raise NotProven("a picture without a number")
            self.pictures += 2 if self._loops else 1
        elif name == "w:tblGridChange":
            raise NotProven("a tracked change of columns")
        elif name in ("w:gridCol", "w:tr", "w:tc", "w:gridSpan"):
            self._count_cells(name, attributes, single, depth)

    def _count_cells(self, name: str, attributes: str, single: bool, depth: int) -> None:
        if not self._tables or (single and name in ("w:tr", "w:tc")):
            raise NotProven(f"{name} in no table")
        table = self._tables[-1]
        if name == "w:gridCol" and table.depth == depth:
            table.columns += 1
        elif name == "w:tr":
            table.rows.append(_Row(depth))
        elif name == "w:tc" and table.rows and table.rows[-1].depth == depth:
            table.rows[-1].cells += 1
            table.rows[-1].columns += 1
        elif name == "w:gridSpan" and table.rows and table.rows[-1].depth == depth:
            width = _SPAN.fullmatch(attributes)
            if width is None:
                raise NotProven("a changing columns")
            table.rows[-1].columns += int(width.group(1)) - 1
        else:
            raise NotProven(f"{name} comes and goes within its table")

    def _close_element(self, name: str) -> None:
        if name == "w:tr" and self._tables and self._tables[-1].rows:
            table = self._tables[-1]
            row = table.rows.pop()
            if any(row.cells > outer.columns for outer in self._tables):
                raise NotProven("a row with more cells than columns")
            if row.depth == table.depth:  # always there
                table.widest = max(table.widest, row.columns)
        elif name == "w:tbl":
            table = self._tables.pop()
            if not table.columns or table.widest < table.columns:
                raise NotProven("a table that may end up narrower than its columns")


def _is_number(value: nodes.Node) -> bool:
    """Whether an expression gives a number whatever its values are: what `prepare` writes into attributes."""
    if isinstance(value, nodes.Filter) and value.name == "int" and not (value.args or value.kwargs):
        assert value.node is not None
        _require_text(value.node)
        return True
    return isinstance(value, nodes.Name) and value.name.startswith(WIDTH)


def _bodies(node: nodes.Node) -> list[list[nodes.Node]]:
    if isinstance(node, nodes.For) and not node.recursive:
        return [node.body, node.else_]
    if isinstance(node, nodes.If):
        return [node.body, *(branch.body for branch in node.elif_), node.else_]
    raise NotProven(f"{type(node).__name__} block")


def _require_constant(node: nodes.Node) -> None:
    """A block within an attribute may only choose among plain words."""
    for body in _bodies(node):
        for part in body:
            if isinstance(part, nodes.For | nodes.If):
                _require_constant(part)
            elif not isinstance(part, nodes.Output) or not all(
                isinstance(word, nodes.TemplateData) and _PLAIN_VALUE.fullmatch(word.data)
                for word in part.nodes
            ):
                raise NotProven("a value in an attribute")


def _require_text(node: nodes.Node) -> None:
    other_filter = isinstance(node, nodes.Filter) and node.name not in _TEXT_FILTERS
    if other_filter or not isinstance(node, _TEXT_ONLY):
        raise NotProven(f"{type(node).__name__} in an expression")
    for child in node.iter_child_nodes():
        _require_text(child)
