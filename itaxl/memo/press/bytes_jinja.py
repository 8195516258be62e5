"""Bodies that need no parser, written by Jinja at once as the bytes that the serialiser would write.

A memo is mostly markup that never changes.  As text it would be joined with Thai, so that each letter
takes two bytes, and be encoded letter by letter; as bytes it is only copied.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import TYPE_CHECKING

import jinja2
from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from markupsafe import escape

from itaxl.memo.press.spelling import spelt
from itaxl.memo.template.sandbox import MemoEnvironment

if TYPE_CHECKING:
    from itaxl.memo.template.budget import Budget


def spell(value: object) -> bytes:
    """A value between two tags."""
    return spelt(value) if type(value) is str else as_serialised(str(escape(value)))


def as_serialised(xml: str) -> bytes:
    """Text as markupsafe escapes it, with the quotes that a serialiser would leave alone."""
    return xml.replace("&#34;", '"').replace("&#39;", "'").encode()


class _BytesWriter(CodeGenerator):
    """Jinja's compiler, where templates give pieces of bytes."""

    def _output_const_repr(self, group: list[object]) -> str:  # type: ignore[override]
        return repr(as_serialised("".join(map(str, group))))

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: object) -> None:
        self.write("environment.spell(")


class BytesEnvironment(MemoEnvironment):
    """Only for templates that `prove` accepts.  Those hold none of docxtpl's own signs."""

    code_generator_class = _BytesWriter
    spell = staticmethod(spell)

    def __init__(self, budget: Budget | None = None) -> None:
        super().__init__(keep_signs=False, budget=budget)


def loaded_jinja(environment: BytesEnvironment, code: CodeType) -> jinja2.Template:
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))


def render_bytes(template: jinja2.Template, values: Mapping[str, object]) -> bytes:
    """A template of a BytesEnvironment with these values.  Raises jinja2.TemplateError as Jinja does."""
    return b"".join(template.root_render_func(template.new_context(dict(values))))  # type: ignore[arg-type]
