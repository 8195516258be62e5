"""The Jinja of the memo: sandboxed, since a district's template comes from elsewhere."""

from __future__ import annotations

import re
import warnings
from types import CodeType
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, escape

if TYPE_CHECKING:
    from itaxl.memo.template.budget import Budget

#: Filters whose result is markup: through them a cell's text could become XML.
MARKUP_FILTERS = frozenset({"safe", "urlize", "xmlattr", "tojson"})
#: What Jinja offers besides the memo's own variables.
GLOBALS = frozenset({"range"})
#: What a loop says about itself that is neither a function nor the way to one.
_LOOP = frozenset({"first", "last", "index", "index0", "length"})
#: An underscore that could be part of {_{ }_} {_% %_}; at either end the brace may stand in the next text.
_SIGN = re.compile(r"^_|_$|[{}%]_|_[{}%]")


def protect_underscores(value: object) -> object:
    """Jinja's last word on an expression.  docxtpl turns {_{ into {{ after rendering (and so on).

    An underscore that could become part of such a sign is written as its character reference, which
    the XML parser turns back: the text arrives as it was typed.
    """
    if isinstance(value, str) and "_" in value and _SIGN.search(value):
        return Markup(str(escape(value)).replace("_", "&#95;"))
    return value


class MemoEnvironment(ImmutableSandboxedEnvironment):
    """docxtpl's Environment(autoescape=True), within the sandbox.

    `keep_signs` for what docxtpl's own steps follow upon; text alone un-escapes nothing.  `budget` for a
    foreign template, which has `language` alone and pays for what it does.
    """

    def __init__(self, *, keep_signs: bool, budget: Budget | None = None) -> None:
        super().__init__(autoescape=True, finalize=protect_underscores if keep_signs else None)
        self.globals = {name: self.globals[name] for name in GLOBALS}
        for name in MARKUP_FILTERS:
            del self.filters[name]
        self.budget = budget
        if budget:
            from itaxl.memo.template.language import FILTERS

            own = {name: self.filters[name] for name in FILTERS}
            self.filters = own | budget.filters
            self.intercepted_binops = frozenset(self.binop_table)

    def call_binop(self, context: Any, operator: str, left: Any, right: Any) -> Any:
        assert self.budget
        return self.budget.worked(operator, left, right)

    def _compile(self, source: str, filename: str) -> CodeType:
        with warnings.catch_warnings():  # Python's own remarks are about code that nobody sees
            warnings.simplefilter("ignore", SyntaxWarning)
            return super()._compile(source, filename)

    def _generate(self, source: nodes.Template, *given: Any, **options: Any) -> str:
        if self.budget:
            from itaxl.memo.template.budget import charge

            source = charge(source)
        return super()._generate(source, *given, **options)

    def getattr(self, obj: Any, attribute: str) -> Any:
        """A row's own keys first: they are nearly every look-up, and never a method's name."""
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        if type(obj) is LoopContext and attribute in _LOOP:
            return getattr(obj, attribute)
        return super().getattr(obj, attribute)
