"""A body written out as a Python function, which needs nothing of Jinja and asks nothing twice.

Only what of the language has one plain meaning in Python: names, keys, conditions, loops, a few filters.
Where a value turns out to be of another kind, or is not there, the function fails and Jinja prints
the memo (`spelling.print_bytes`); what is not written for here is NotPlain and stays with Jinja altogether.
"""

from __future__ import annotations

from itertools import count
from types import CodeType

from jinja2 import nodes

from itaxl.memo.content.own_columns import Own
from itaxl.memo.press.bytes_jinja import as_serialised
from itaxl.memo.press.serialised import Empties

#: Names of the template → names of the function.  A loop has its number under the name 'loop'.
_Scope = dict[str, str]
_LOOP = {
    "index": "i{0}",
    "index0": "(i{0} - 1)",
    "first": "(i{0} == 1)",
    "last": "(i{0} == len(s{0}))",
    "length": "len(s{0})",
}
_COMPARED = {"eq": "==", "ne": "!=", "gt": ">", "gteq": ">=", "lt": "<", "lteq": "<=", "in": "in"}
_COMPARED |= {"notin": "not in"}
_JOINED: tuple[tuple[type[nodes.BinExpr], str], ...] = (
    (nodes.And, "and"),
    (nodes.Or, "or"),
    (nodes.Add, "+"),
    (nodes.Sub, "-"),
)
_FILTERS = {"length": "len({})", "count": "len({})", "int": "whole({})"}
_TESTS = {"even": "({} % 2 == 0)", "odd": "({} % 2 == 1)"}


class NotPlain(Exception):
    """What stands in the way."""


def written_out(tree: nodes.Template, empties: Empties) -> CodeType:
    """For `spelling.loaded`.  `tree` is one that `prove` accepts, `empties` its proof's.  Raises NotPlain.

    Elements that are always empty are spelt as the serialiser would here; `canonicalise` does the others.
    """
    writer = _Writer(empties)
    writer.write_body(tree.body, {}, 1)
    names = [f"    {variable} = values[{name!r}]" for name, variable in writer.names.items()]
    lines = ["def written(values, spelt):", "    out = []", *names, *writer.lines, "    return out"]
    try:
        return compile("\n".join(lines), "<memo>", "exec", dont_inherit=True)
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise NotPlain("deeper than Python allows") from error


class _Writer:
    def __init__(self, empties: Empties) -> None:
        self._empties = empties
        self.lines: list[str] = []
        #: What the template takes from the values, and where it is.
        self.names: dict[str, str] = {}
        self._numbers = count(1)

    def write_body(self, body: list[nodes.Node], scope: _Scope, depth: int) -> None:
        start = len(self.lines)
        for node in body:
            if isinstance(node, nodes.Output):
                self._write_output(node, scope, depth)
            elif isinstance(node, nodes.If):
                self._write_if(node, scope, depth)
            elif isinstance(node, nodes.For):
                self._write_for(node, scope, depth)
            else:
                raise NotPlain(type(node).__name__)
        if len(self.lines) == start:
            self._write("pass", depth)

    def _write(self, line: str, depth: int) -> None:
        self.lines.append("    " * depth + line)

    def _write_output(self, output: nodes.Output, scope: _Scope, depth: int) -> None:
        pieces = [
            self._constant(part.data)
            if isinstance(part, nodes.TemplateData)
            else f"spelt[{self._spelt(part, scope)}]"
            for part in output.nodes
        ]
        self._write(f"out += ({', '.join(pieces)},)", depth)

    def _constant(self, xml: str) -> str:
        data = as_serialised(xml)
        for pair, single in self._empties:
            data = data.replace(pair, single)
        return repr(data)

    def _write_if(self, choice: nodes.If, scope: _Scope, depth: int) -> None:
        self._write(f"if {self._spelt(choice.test, scope)}:", depth)
        self.write_body(choice.body, scope, depth + 1)
        for branch in choice.elif_:
            self._write(f"elif {self._spelt(branch.test, scope)}:", depth)
            self.write_body(branch.body, scope, depth + 1)
        if choice.else_:
            self._write("else:", depth)
            self.write_body(choice.else_, scope, depth + 1)

    def _write_for(self, loop: nodes.For, scope: _Scope, depth: int) -> None:
        if loop.recursive or loop.test or not isinstance(loop.target, nodes.Name):
            raise NotPlain("a loop of another kind")
        number = str(next(self._numbers))
        within = scope | {loop.target.name: f"v{number}", "loop": number}
        self._write(f"s{number} = {self._spelt(loop.iter, scope)}", depth)
        head = len(self.lines)
        self.write_body(loop.body, within, depth + 1)
        counted = any(f"i{number}" in line for line in self.lines[head:])
        items = f"i{number}, v{number} in enumerate(s{number}, 1)" if counted else f"v{number} in s{number}"
        self.lines.insert(head, "    " * depth + f"for {items}:")
        if loop.else_:
            self._write(f"if not s{number}:", depth)
            self.write_body(loop.else_, scope, depth + 1)

    def _spelt(self, node: nodes.Node | None, scope: _Scope) -> str:
        """An expression as Python."""
        if isinstance(node, nodes.Name):
            return self._name(node.name, scope)
        if isinstance(node, nodes.Const) and type(node.value) in (str, int, bool):
            return repr(node.value)
        if isinstance(node, nodes.Getattr):
            return self._key(node, scope)
        if isinstance(node, nodes.Getitem):
            return f"{self._spelt(node.node, scope)}[{self._place(node.arg, scope)}]"
        if isinstance(node, nodes.Not):
            return f"(not {self._spelt(node.node, scope)})"
        if isinstance(node, nodes.CondExpr) and node.expr2 is not None:
            yes, test, no = (self._spelt(part, scope) for part in (node.expr1, node.test, node.expr2))
            return f"({yes} if {test} else {no})"
        if isinstance(node, nodes.Compare):
            others = (f" {_COMPARED[other.op]} {self._spelt(other.expr, scope)}" for other in node.ops)
            return f"({self._spelt(node.expr, scope)}{''.join(others)})"
        for kind, sign in _JOINED:
            if isinstance(node, kind):
                return f"({self._spelt(node.left, scope)} {sign} {self._spelt(node.right, scope)})"
        return self._worked(node, scope)

    def _name(self, name: str, scope: _Scope) -> str:
        if name == "loop" and name in scope:
            raise NotPlain("a loop as a whole")
        return scope.get(name) or self.names.setdefault(name, f"g{len(self.names)}")

    def _key(self, node: nodes.Getattr, scope: _Scope) -> str:
        of = node.node
        if isinstance(of, nodes.Name) and of.name == "loop" and "loop" in scope:
            if node.attr not in _LOOP:
                raise NotPlain(f"loop.{node.attr}")
            return _LOOP[node.attr].format(scope["loop"])
        if hasattr(Own, node.attr) or node.attr == "missed":  # Jinja looks for attributes first
            raise NotPlain(f"a key called {node.attr}")
        return f"{self._spelt(of, scope)}[{node.attr!r}]"

    def _place(self, place: nodes.Node, scope: _Scope) -> str:
        if not isinstance(place, nodes.Slice):
            return self._spelt(place, scope)
        parts = (place.start, place.stop, place.step)
        return ":".join(self._spelt(part, scope) if part else "" for part in parts)

    def _worked(self, node: nodes.Node | None, scope: _Scope) -> str:
        """A filter or a test."""
        if isinstance(node, nodes.Filter | nodes.Test):
            if node.kwargs or node.dyn_args or node.dyn_kwargs:
                raise NotPlain("arguments by name")
            known = _FILTERS if isinstance(node, nodes.Filter) else _TESTS
            if node.name in known and not node.args:
                return known[node.name].format(self._spelt(node.node, scope))
            if isinstance(node, nodes.Filter) and node.name == "batch" and len(node.args) == 1:
                size = node.args[0]
                if isinstance(size, nodes.Const) and type(size.value) is int and size.value > 0:
                    return f"batch({self._spelt(node.node, scope)}, {size.value})"
        raise NotPlain(type(node).__name__)
