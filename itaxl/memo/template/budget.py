"""What one memo from a foreign template may cost: counted while it is made, so that no template can run away.

Before a foreign template is compiled its tree is rewritten: every value that an expression comes to pays for
its size, every loop pays in advance for its rounds.  What no count could bound, `language` does not let in.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Iterable
from typing import Any

from jinja2 import TemplateRuntimeError, nodes, pass_eval_context
from jinja2.filters import do_join, do_replace
from jinja2.runtime import LoopContext

from itaxl.errors import TemplateError

#: A sign of output is one.  A memo of 4,000 measures stays below; it takes some seconds and 200 MB.
MOST = 20_000_000
#: One expression worked out, and the sign that docxtpl makes a tab, a break or a paragraph of.
_STEP, _SIGN = 20, 4_000
#: Something within a list or a row that is looked into.
_ITEM = 5
_SIGNS, _ESCAPED = "\t\n\a\f", "&<>\"'_"
_LARGEST_NUMBER = 10**15
_WORK = {
    "+": operators.add,
    "-": operators.sub,
    "*": operators.mul,
    "/": operators.truediv,
    "//": operators.floordiv,
    "%": operators.mod,
}
#: Filters that look at a list, but not into it.
_SHALLOW = frozenset({"batch", "count", "d", "default", "first", "last", "length", "list", "reverse"})
_READERS = (nodes.Output, nodes.Concat, nodes.Compare, nodes.Operand, nodes.Keyword, nodes.Call, nodes.Test)
_LOOKERS = (nodes.And, nodes.Or, nodes.Not)
_FREE = (nodes.Const, nodes.TemplateData, nodes.Slice)


class Budget:
    """One for a template and its environments.  Every method raises TemplateError when nothing is left."""

    def __init__(self) -> None:
        self._left = MOST

    def begin(self) -> None:
        """Another memo."""
        self._left = MOST

    def spend(self, units: int) -> None:
        self._left -= max(0, units)
        if self._left < 0:
            raise TemplateError(
                "แม่แบบสั่งงานเกินขนาดที่โปรแกรมยอมรับสำหรับบันทึกหนึ่งฉบับ", "โปรดลดการวนซ้ำในแม่แบบ หรือใช้แม่แบบที่มากับโปรแกรม"
            )

    @property
    def filters(self) -> dict[str, Any]:
        """What `charge` writes into a tree, and the two filters that can make much of little."""
        return {
            "weighed": self.weighed,
            "read": self.read,
            "counted": self.counted,
            "join": self._join(),
            "replace": self._replace(),
        }

    def weighed(self, value: Any) -> Any:
        """The value, for its own length; what gives its items one by one becomes a list."""
        if not isinstance(value, LoopContext) and (hasattr(value, "__next__") or isinstance(value, range)):
            value = list(value)
        self.spend(len(value) if isinstance(value, str | list | tuple | dict) else 1)
        return value

    def read(self, value: Any) -> Any:
        """The value, for all that is in it, as it will be printed."""
        value = self.weighed(value)
        waiting = [value]
        while waiting:
            item = waiting.pop()
            if isinstance(item, str):
                self.spend(len(item) + sum(4 * item.count(sign) for sign in _ESCAPED) + _signs(item))
                continue
            self.spend(_ITEM)
            if isinstance(item, dict):
                waiting += item.keys()
                waiting += item.values()
            elif isinstance(item, Iterable) and not isinstance(item, LoopContext):
                waiting += item
        return value

    def counted(self, items: Any, cost: int) -> Any:
        """What a loop goes over, paid for all rounds."""
        items = self.weighed(items)
        if hasattr(items, "__len__"):
            self.spend(len(items) * cost)
        return items

    def _join(self) -> Any:
        @pass_eval_context
        def join(context: Any, value: Any, d: str = "", attribute: Any = None) -> str:
            items = list(value)
            self.spend(len(items) * len(str(d)))
            joined: str = do_join(context, items, d, attribute)
            return joined

        return join

    def _replace(self) -> Any:
        @pass_eval_context
        def replace(context: Any, s: str, old: str, new: str, count: int | None = None) -> str:
            self.spend(str(s).count(str(old)) * len(str(new)))
            replaced: str = do_replace(context, s, old, new, count)
            return replaced

        return replace

    def worked(self, operator: str, left: Any, right: Any) -> Any:
        """Two operands: numbers of ordinary size, or texts and lists put together."""
        if isinstance(left, int | float) and isinstance(right, int | float):
            if max(abs(left), abs(right)) > _LARGEST_NUMBER:
                raise TemplateRuntimeError("จำนวนใหญ่เกินไป")
            return _WORK[operator](left, right)
        if operator == "+" and isinstance(left, str | list) and isinstance(right, str | list):
            self.spend(len(left) + len(right))
            return left + right  # type: ignore[operator]
        raise TemplateRuntimeError(f"เครื่องหมาย {operator} ใช้ได้กับจำนวนเท่านั้น")


def _signs(text: str) -> int:
    return sum(text.count(sign) for sign in _SIGNS) * _SIGN


def charge(node: Any, deep: bool = False) -> Any:
    """The tree, rewritten to pay.  `deep` where a value is read whole: printed, compared, worked upon."""
    cost = _cost(node) if isinstance(node, nodes.For) else 0
    inner = _reads(node)
    for name, value in list(node.iter_fields()):
        if isinstance(value, list):
            setattr(node, name, [charge(v, inner) if isinstance(v, nodes.Node) else v for v in value])
        elif isinstance(value, nodes.Node):
            setattr(node, name, charge(value, inner))
    if isinstance(node, nodes.For):
        node.iter = _paid(node.iter, "counted", nodes.Const(cost, lineno=node.lineno))
    stored = getattr(node, "ctx", "load") != "load"
    if not isinstance(node, nodes.Expr) or isinstance(node, _FREE) or stored:
        return node
    return _paid(node, "read" if deep else "weighed")


def _paid(node: Any, how: str, *arguments: nodes.Expr) -> nodes.Filter:
    return nodes.Filter(node, how, list(arguments), [], None, None, lineno=node.lineno)


def _reads(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Filter):
        return node.name not in _SHALLOW
    return isinstance(node, (*_READERS, nodes.BinExpr)) and not isinstance(node, _LOOKERS)


def _cost(loop: nodes.For) -> int:
    """One round, without the rounds of the loops within: those pay for themselves."""
    waiting: list[nodes.Node] = [*loop.body, *([loop.test] if loop.test else [])]
    cost = _STEP
    while waiting:
        node = waiting.pop()
        if isinstance(node, nodes.TemplateData):
            cost += len(node.data) + _signs(node.data)
        else:
            cost += _STEP
        waiting += node.iter_child_nodes(exclude=("body",) if isinstance(node, nodes.For) else None)
    return cost
