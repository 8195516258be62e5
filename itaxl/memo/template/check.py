"""The check of a template, before anything is written: each name it uses must be one that a memo has."""

from __future__ import annotations

import difflib
from collections.abc import Iterable
from dataclasses import dataclass

from jinja2 import nodes

from itaxl.errors import TemplateError
from itaxl.memo.content.variables import BY_NAME, REQUIRED, VARIABLES, Kind, Variable
from itaxl.memo.template.language import forbidden
from itaxl.memo.template.prepare import WIDTH
from itaxl.memo.template.sandbox import GLOBALS

_NEXT_STEP = "โปรดแก้แม่แบบใน Word ตามตารางตัวแปรใน docs/memo-template.md แล้วลองใหม่"
#: A message that somebody can still read.
_LONGEST = 800
_LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"}
    | {"previtem", "nextitem", "changed", "cycle"}
)
_SAME_LIST = frozenset({"list", "reverse", "sort", "unique", "select", "reject", "selectattr", "rejectattr"})
_SAME = frozenset({"default", "d"})


@dataclass(frozen=True, slots=True)
class _Shape:
    """What an expression gives.  `path` is where its names are counted: 'results', 'plan_groups' …"""

    kind: str
    path: str = ""
    item: _Shape | None = None
    variable: Variable | None = None


_ANY, _TEXT, _LOOP_SHAPE = _Shape("any"), _Shape("text"), _Shape("loop")
_Scope = dict[str, _Shape]


def _shape(variable: Variable) -> _Shape:
    row = _Shape("row", variable.name, variable=variable)
    rows = _Shape("list", item=row)
    return {
        Kind.TEXT: _TEXT,
        Kind.FLAG: _ANY,
        Kind.NUMBER: _ANY,
        Kind.OWN: _ANY,
        Kind.LINES: _Shape("list", item=_TEXT),
        Kind.ROWS: rows,
        Kind.GROUPS: _Shape("list", item=rows),
    }[variable.kind]


def check(trees: Iterable[nodes.Template]) -> None:
    """Raises one TemplateError that names every wrong and every missing variable."""
    walk = _Walk()
    for tree in trees:
        walk.forbidden |= dict.fromkeys(forbidden(tree))
        walk.statements(tree.body, {})
    missing = [names[0] for names in REQUIRED if not walk.used.intersection(names)]
    faults = [*walk.forbidden]
    if walk.unknown:
        faults.append("ใช้ตัวแปรที่ไม่มี: " + ", ".join(walk.unknown))
    if missing:
        faults.append("ขาดตัวแปรที่ต้องมี: " + ", ".join(missing))
    if faults:
        raise TemplateError("แม่แบบ" + " และ".join(faults)[:_LONGEST], _NEXT_STEP)


class _Walk:
    def __init__(self) -> None:
        self.used: set[str] = set()
        self.unknown: dict[str, None] = {}
        self.forbidden: dict[str, None] = {}

    def statements(self, body: list[nodes.Node], scope: _Scope) -> None:
        for node in body:
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: _Scope) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.If):
            self._expression(node.test, scope)
            for body in (node.body, node.elif_, node.else_):
                self.statements(list(body), scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._expression(node.node, scope), scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._expression(value, scope), inner)
            self.statements(node.body, inner)
        elif isinstance(node, nodes.Output | nodes.ExprStmt):
            for child in node.iter_child_nodes():
                self._expression(child, scope)

    def _loop(self, node: nodes.For, scope: _Scope) -> None:
        inner = dict(scope)
        self._bind(node.target, self._expression(node.iter, scope).item or _ANY, inner)
        inner["loop"] = _LOOP_SHAPE
        if node.test is not None:
            self._expression(node.test, inner)
        self.statements(node.body, inner)
        self.statements(node.else_, scope)

    def _bind(self, target: nodes.Node, shape: _Shape, scope: _Scope) -> None:
        if isinstance(target, nodes.Name):
            scope[target.name] = shape
        else:
            for name in target.find_all(nodes.Name):
                scope[name.name] = _ANY

    def _expression(self, node: nodes.Node, scope: _Scope) -> _Shape:
        if isinstance(node, nodes.Name):
            return self._name(node.name, scope)
        if isinstance(node, nodes.Getattr):
            return self._member(node.node, node.attr, scope)
        if isinstance(node, nodes.Getitem):
            return self._subscript(node, scope)
        shapes = [self._expression(child, scope) for child in node.iter_child_nodes()]
        if isinstance(node, nodes.Filter):
            first = shapes[0] if shapes and node.node is not None else _ANY
            if node.name in ("first", "last"):
                return first.item or _ANY
            return first if node.name in _SAME_LIST or node.name in _SAME else _ANY
        if isinstance(node, nodes.CondExpr):
            return next((shape for shape in shapes[1:] if shape.kind != "any"), _ANY)
        return _TEXT if isinstance(node, nodes.Concat | nodes.TemplateData) else _ANY

    def _name(self, name: str, scope: _Scope) -> _Shape:
        if name in scope:
            return scope[name]
        if name in BY_NAME:
            self.used.add(name)
            return _shape(BY_NAME[name])
        if name not in GLOBALS and not name.startswith(WIDTH):
            self._unknown(name, [*scope, *BY_NAME])
        return _ANY

    def _subscript(self, node: nodes.Getitem, scope: _Scope) -> _Shape:
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):
            return self._member(node.node, node.arg.value, scope)
        shape = self._expression(node.node, scope)
        self._expression(node.arg, scope)
        if isinstance(node.arg, nodes.Slice):
            return shape
        return shape.item or (shape if shape.kind == "text" else _ANY)

    def _member(self, owner: nodes.Node, name: str, scope: _Scope) -> _Shape:
        shape = self._expression(owner, scope)
        if name.startswith("_"):
            self._unknown(f"{_spelt(owner)}.{name}", [])
            return _ANY
        if shape.variable is not None:
            item = shape.variable.item(name)
            if item is not None:
                self.used.add(f"{shape.path}.{name}")
                return _shape(item)
            known = [item.name for item in shape.variable.items]
        elif shape.kind == "loop":
            known = sorted(_LOOP)
        elif shape.kind in ("text", "list"):
            known = [method for method in dir(str if shape.kind == "text" else list) if method[0] != "_"]
        else:
            return _ANY
        if shape.variable is not None or name not in known:
            label = _spelt(owner)
            self._unknown(f"{label}.{name}", [f"{label}.{other}" for other in known])
        return _ANY

    def _unknown(self, name: str, known: list[str]) -> None:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        self.unknown[f"{name} (ใกล้เคียงกับ {near[0]})" if near else name] = None


def _spelt(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    return "…"


assert len(BY_NAME) == len(VARIABLES)
