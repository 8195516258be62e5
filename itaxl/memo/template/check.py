"""The names that a template uses: each must be one that a memo has, and what is printed must be text."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator

from jinja2 import nodes

from itaxl.memo.content.variables import BY_NAME, VARIABLES, Kind, Variable
from itaxl.memo.emblem import WIDTH
from itaxl.memo.package import plain
from itaxl.memo.template.language import forbidden
from itaxl.memo.template.outline import Tag
from itaxl.memo.template.problems import Problem
from itaxl.memo.template.reading import MARK, Read
from itaxl.memo.template.sandbox import GLOBALS
from itaxl.named_tuple import NamedTuple

_LOOP = frozenset(
    {"index", "index0", "revindex", "revindex0", "first", "last", "length", "depth", "depth0"}
    | {"previtem", "nextitem", "changed", "cycle"}
)
_SAME_LIST = frozenset({"list", "reverse", "sort", "unique", "select", "reject", "selectattr", "rejectattr"})
_SAME = frozenset({"default", "d"})


class _Shape(NamedTuple):
    """What an expression gives.  `path` is the variable that it comes from: 'results', 'plan.title' …"""

    kind: str
    path: str = ""
    item: _Shape | None = None
    variable: Variable | None = None


_ANY, _TEXT, _LOOP_SHAPE = _Shape("any"), _Shape("text"), _Shape("loop")
_Scope = dict[str, _Shape]
#: What is no text, and what to write instead; {0} is the tag's inside.
_UNPRINTABLE = {
    "list": (
        "รายการหลายข้อความ",
        "ใช้ {{%p for line in {0} %}} {{{{ line }}}} {{%p endfor %}} หรือ {{{{ {0}|join(' ') }}}}",
    ),
    "rows": ("รายการหลายแถว", "ใช้ {{%tr for row in {0} %}} … {{%tr endfor %}} แล้วพิมพ์ชื่อในแถว"),
    "row": ("ทั้งแถว", "ระบุชื่อในแถว เช่น {{{{ {0}.title }}}}"),
    "flag": ("ค่าจริง/เท็จ", "ใช้ {{% if {0} %}} … {{% endif %}} แทน"),
    "loop": ("ตัวนับของวงรอบ", "ใช้ {{{{ loop.index }}}}"),
}


def _shape(variable: Variable, path: str) -> _Shape:
    row = _Shape("row", path, variable=variable)
    rows = _Shape("rows", path, item=row)
    return {
        Kind.TEXT: _Shape("text", path),
        Kind.FLAG: _Shape("flag", path),
        Kind.NUMBER: _Shape("text", path),
        Kind.OWN: _ANY,
        Kind.LINES: _Shape("list", path, item=_Shape("text", path)),
        Kind.ROWS: rows,
        Kind.GROUPS: _Shape("rows", path, item=rows),
    }[variable.kind]


class Printed(NamedTuple):
    """An expression that is printed: its line in a `Read`, and the variables that it names."""

    read: Read
    line: int
    paths: frozenset[str]

    @property
    def place(self) -> str:
        return self.read.place(self.line)


class Names(NamedTuple):
    """What the templates' parts name: problems, remarks of less weight, and what is printed."""

    problems: list[Problem]
    remarks: list[Problem]
    printed: list[Printed]


def names(parts: Iterable[Read]) -> Names:
    """Every name that a memo does not have, and every value that is no text."""
    found = Names([], [], [])
    for part in parts:
        found.problems.extend(
            Problem(fault, "ใช้เฉพาะคำสั่งตาม docs/memo-template.md", part.place(line))
            for fault, line in forbidden(part.tree)
        )
        walk = _Walk(part, found)
        walk.statements(part.tree.body, {})
    return found


class _Walk:
    def __init__(self, part: Read, found: Names) -> None:
        self._part, self._found = part, found
        #: The names of the expression that is being read.
        self._paths: set[str] = set()
        self._line = 1

    def statements(self, body: list[nodes.Node], scope: _Scope) -> None:
        for node in body:
            self._line = node.lineno
            self._statement(node, scope)

    def _statement(self, node: nodes.Node, scope: _Scope) -> None:
        if isinstance(node, nodes.For):
            self._loop(node, scope)
        elif isinstance(node, nodes.If):
            shape = self._expression(node.test, scope)
            if not any(True for _ in _names_in(node.test)):
                self._tell("มีเงื่อนไขที่ไม่มีตัวแปร: {0}", "ใช้ตัวแปรในเงื่อนไข หรือลบเงื่อนไขนี้")
            elif shape.kind == "text" and not any(map(_prints, node.body)):
                piece = self._part.piece(node.lineno)
                told = piece.told if isinstance(piece, Tag) else ""
                self._found.remarks.append(
                    Problem(f"มีเงื่อนไข {told} ที่ไม่พิมพ์สิ่งใด", "ตรวจว่าลืมตัวแปรในเงื่อนไขหรือไม่", piece.paragraph.place)
                )
            for body in (node.body, node.elif_, node.else_):
                self.statements(list(body), scope)
        elif isinstance(node, nodes.Assign):
            self._bind(node.target, self._expression(node.node, scope), scope)
        elif isinstance(node, nodes.With):
            inner = dict(scope)
            for target, value in zip(node.targets, node.values, strict=True):
                self._bind(target, self._expression(value, scope), inner)
            self.statements(node.body, inner)
        elif isinstance(node, nodes.Output):
            for child in node.nodes:
                if not isinstance(child, nodes.TemplateData):
                    self._print(child, scope)

    def _print(self, node: nodes.Expr, scope: _Scope) -> None:
        self._paths, self._line = set(), node.lineno
        shape = self._expression(node, scope)
        self._found.printed.append(Printed(self._part, node.lineno, frozenset(self._paths)))
        if shape.kind in _UNPRINTABLE:
            what, remedy = _UNPRINTABLE[shape.kind]
            piece = self._part.piece(node.lineno)
            inner = piece.inner if isinstance(piece, Tag) else ""
            self._tell(f"พิมพ์{what}: {{0}}", remedy.format(plain(inner, 40)))

    def _tell(self, what: str, remedy: str) -> None:
        piece = self._part.piece(self._line)
        told = piece.told if isinstance(piece, Tag) else plain(piece.text, 40)
        self._found.problems.append(Problem(what.format(told), remedy, piece.paragraph.place))

    def _loop(self, node: nodes.For, scope: _Scope) -> None:
        inner = dict(scope)
        shape = self._expression(node.iter, scope)
        self._bind(node.target, shape.item or _ANY, inner)
        inner["loop"] = _LOOP_SHAPE
        if (rows := _grouped(node)) is not None:
            assert isinstance(node.target, nodes.Tuple)
            self._bind(node.target.items[1], self._expression(rows, scope), inner)
        if node.test is not None:
            self._expression(node.test, inner)
        self.statements(node.body, inner)
        self.statements(node.else_, scope)
        used = {name for part in node.body for name in _names_in(part)}
        if shape.item and node.body and not used.intersection(_names_in(node.target)):
            piece = self._part.piece(node.lineno)
            told = piece.told if isinstance(piece, Tag) else ""
            self._found.remarks.append(
                Problem(
                    f"มีวงรอบ {told} ที่ไม่ได้พิมพ์ค่าใดของรายการ", "ตรวจว่าลืมตัวแปรในวงรอบหรือไม่", piece.paragraph.place
                )
            )

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
            if node.name == "map" and node.kwargs and isinstance(node.kwargs[0].value, nodes.Const):
                self._paths.add(f"{first.path}.{node.kwargs[0].value.value}")
            if node.name == "batch":
                return _Shape("rows", first.path, item=first)
            return first if node.name in _SAME_LIST or node.name in _SAME else _ANY
        if isinstance(node, nodes.CondExpr):
            return next((shape for shape in shapes[1:] if shape.kind != "any"), _ANY)
        return _TEXT if isinstance(node, nodes.Concat | nodes.TemplateData) else _ANY

    def _name(self, name: str, scope: _Scope) -> _Shape:
        if name in scope:
            self._paths.add(scope[name].path)
            return scope[name]
        if name in BY_NAME:
            self._paths.add(name)
            return _shape(BY_NAME[name], name)
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
                path = f"{shape.path}.{name}"
                self._paths.add(path)
                return _shape(item, path)
            known = [item.name for item in shape.variable.items]
        elif shape.kind == "loop":
            known = sorted(_LOOP)
        elif shape.kind in ("text", "list", "rows"):
            known = [method for method in dir(str if shape.kind == "text" else list) if method[0] != "_"]
        else:
            self._paths.add(f"*.{name}")
            return _Shape("any", f"*.{name}", item=_Shape("any", f"*.{name}"))
        if shape.variable is not None or name not in known:
            label = _spelt(owner)
            self._unknown(f"{label}.{name}", [f"{label}.{other}" for other in known])
        return _ANY

    def _unknown(self, name: str, known: list[str]) -> None:
        near = difflib.get_close_matches(name, known, 1, 0.5)
        told = f"{name} (ใกล้เคียงกับ {near[0]})" if near else name
        self._found.problems.append(
            Problem(
                f"ใช้ตัวแปรที่ไม่มี: {told}",
                "แก้ชื่อตัวแปรตามตารางใน docs/memo-template.md",
                self._part.place(self._line),
            )
        )


def _spelt(node: nodes.Node) -> str:
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_spelt(node.node)}.{node.attr}"
    return "…"


def _grouped(loop: nodes.For) -> nodes.Expr | None:
    """The rows of `for value, rows in …|groupby(…)`."""
    pair = isinstance(loop.target, nodes.Tuple) and len(loop.target.items) == 2
    grouped = isinstance(loop.iter, nodes.Filter) and loop.iter.name == "groupby"
    return loop.iter.node if pair and grouped else None  # type: ignore[attr-defined]


def _prints(node: nodes.Node) -> bool:
    """Whether a value or a word comes of it."""
    outputs = [*([node] if isinstance(node, nodes.Output) else []), *node.find_all(nodes.Output)]
    return any(
        not isinstance(part, nodes.TemplateData) or bool(MARK.sub("", part.data).strip())
        for output in outputs
        for part in output.nodes
    )


def _names_in(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Name):
        yield node.name
    yield from (name.name for name in node.find_all(nodes.Name))


assert len(BY_NAME) == len(VARIABLES)
