"""The part of Jinja that a foreign template may use: what can be counted, and nothing that makes markup.

Left out is what makes much of little in one step (`center`, `*` on texts, `{:>999999}`), what calls
something else, and `{% set %}…{% endset %}`, through whose markup any XML could be put together.
"""

from __future__ import annotations

from collections.abc import Iterator

from jinja2 import nodes

_STATEMENTS = (nodes.Template, nodes.Output, nodes.For, nodes.If, nodes.Assign, nodes.With, nodes.ExprStmt)
_EXPRESSIONS = (
    *(nodes.Name, nodes.Const, nodes.TemplateData, nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.CondExpr),
    *(nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Concat, nodes.Filter, nodes.Test),
    *(nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos),
    *(nodes.Call, nodes.List, nodes.Tuple, nodes.Dict, nodes.Pair, nodes.Keyword),
)
#: Each with the most arguments that it may have.
FILTERS = {
    **dict.fromkeys(("abs", "capitalize", "count", "e", "escape", "first", "last", "length", "list"), 0),
    **dict.fromkeys(("lower", "reverse", "string", "title", "upper", "wordcount"), 0),
    **dict.fromkeys(("batch", "float", "groupby", "join", "map", "max", "min", "round", "sum", "trim"), 1),
    **dict.fromkeys(("unique",), 1),
    **dict.fromkeys(("d", "default", "int", "reject", "replace", "select"), 2),
    **dict.fromkeys(("rejectattr", "selectattr", "sort", "truncate"), 3),
}
_KEYWORDS = frozenset({"attribute", "boolean", "case_sensitive", "default_value", "reverse"})
#: Their arguments may be any value; those of the others stand in the template.
_ANY_ARGUMENTS = frozenset({"d", "default", "join", "replace"})
_MAPPED = frozenset({"abs", "capitalize", "first", "float", "int", "last", "length", "lower", "title"})
_MAPPED |= frozenset({"trim", "upper"})
_METHODS = frozenset(
    {"capitalize", "casefold", "count", "endswith", "find", "get", "index", "isalnum", "isalpha", "isdecimal"}
    | {"isdigit", "islower", "isnumeric", "isspace", "isupper", "items", "keys", "lower", "lstrip"}
    | {"partition", "removeprefix", "removesuffix", "rfind", "rpartition", "rsplit", "rstrip", "split"}
    | {"splitlines", "startswith", "strip", "swapcase", "title", "upper", "values"}
    | {"changed", "cycle"}  # of a loop
)
_LONGEST_TEXT, _LONGEST_ARGUMENT, _LARGEST_ARGUMENT = 2_000, 100, 1_000
_LARGEST_NUMBER = 10**15


def forbidden(tree: nodes.Template) -> Iterator[tuple[str, int]]:
    """What of it a template may not use, with its line: how a Thai sentence about the template ends."""
    waiting: list[nodes.Node] = [tree]
    for node in waiting:  # grows while it is read
        fault = _fault(node)
        if fault:
            yield f"ใช้{fault}", node.lineno
        waiting += node.iter_child_nodes()


def _fault(node: nodes.Node) -> str:
    name = type(node).__name__.lower()
    if not isinstance(node, (*_STATEMENTS, *_EXPRESSIONS)):
        return f"คำสั่งที่ไม่รองรับ ({name})"
    if isinstance(node, nodes.For) and node.recursive:
        return "คำสั่งที่ไม่รองรับ (for … recursive)"
    if isinstance(node, nodes.Const):
        return _large(node.value, _LONGEST_TEXT, _LARGEST_NUMBER)
    if isinstance(node, nodes.Filter) and not _filter_fits(node):
        return f"ตัวกรองที่ไม่อนุญาต ({node.name})"
    if isinstance(node, nodes.Call) and not _call_fits(node):
        return f"คำสั่งที่ไม่รองรับ ({_called(node.node)}())"
    if isinstance(node, nodes.Test) and (node.dyn_args or node.dyn_kwargs):
        return f"คำสั่งที่ไม่รองรับ (is {node.name} *)"
    return ""


def _large(value: object, longest: int, largest: int) -> str:
    if isinstance(value, str):
        return "ข้อความในคำสั่งที่ยาวเกินไป" if len(value) > longest else ""
    if isinstance(value, int | float):
        return "" if -largest <= value <= largest else "จำนวนที่ใหญ่เกินไป"
    return "" if value is None else "ค่าที่ไม่รองรับ"


def _filter_fits(node: nodes.Filter) -> bool:
    keywords = [keyword.key for keyword in node.kwargs]
    arguments = [*node.args, *(keyword.value for keyword in node.kwargs)]
    if node.node is None or node.dyn_args or node.dyn_kwargs or not _KEYWORDS.issuperset(keywords):
        return False
    if len(arguments) > FILTERS.get(node.name, -1):
        return False
    if node.name == "map":
        named = node.args and isinstance(node.args[0], nodes.Const) and node.args[0].value in _MAPPED
        return bool(named) or keywords == ["attribute"]
    return node.name in _ANY_ARGUMENTS or all(
        isinstance(argument, nodes.Const) and not _large(argument.value, _LONGEST_ARGUMENT, _LARGEST_ARGUMENT)
        for argument in arguments
    )


def _call_fits(node: nodes.Call) -> bool:
    if node.dyn_args or node.dyn_kwargs or node.kwargs:
        return False
    called = node.node
    if isinstance(called, nodes.Name):
        return called.name == "range"
    return isinstance(called, nodes.Getattr) and called.attr in _METHODS


def _called(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return node.attr
    return node.name if isinstance(node, nodes.Name) else "…"
