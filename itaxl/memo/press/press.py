"""What memos are printed from once a template has been compiled: no docxtpl, no parser.

A click is a fresh Python, and most of its time went into importing docxtpl and compiling a template that
seldom changes.  `Variant.compiled_template` gives the result, and `cache` keeps it on disk.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

import jinja2

from itaxl.memo.emblem import Emblem
from itaxl.memo.press.bytes_jinja import BytesEnvironment, render_bytes
from itaxl.memo.press.serialised import Proof, canonicalise
from itaxl.memo.template.prepare import widths
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.zip_writer import NOTHING, PackageWriter, Parts

if TYPE_CHECKING:
    from itaxl.memo.template.budget import Budget


class CompiledTemplate(NamedTuple):
    """`body` and `edges` (headers and footers by part) are compiled Jinja; `finished` maps what an edge
    rendered to its part as docxtpl finishes it.  `main` names the body's part; `remarks` are about the
    template; the rest as in `Variant`."""

    names: frozenset[str]
    heights: tuple[int, ...]
    pictures: tuple[str, ...]
    main: str
    before: bytes
    after: bytes
    proof: Proof
    body: CodeType
    edges: Mapping[str, CodeType]
    finished: Mapping[str, bytes]
    package: PackageWriter
    remarks: tuple[str, ...] = ()


class Press:
    """Prints memos from a compiled template."""

    def __init__(self, compiled: CompiledTemplate, budget: Budget | None = None) -> None:
        self._compiled = compiled
        self.names = compiled.names
        self.pictures = compiled.pictures
        self.remarks = compiled.remarks
        self._body = _template(BytesEnvironment(budget), compiled.body)
        edges = MemoEnvironment(keep_signs=True, budget=budget)
        self._edges = {name: _template(edges, code) for name, code in compiled.edges.items()}

    def render(
        self, values: Mapping[str, object], emblem: Emblem | None, instead: Parts = NOTHING
    ) -> bytes | None:
        """A memo as `Variant.render` gives it; None where that needs a parser."""
        compiled = self._compiled
        given = {**values, **widths(compiled.heights, emblem)}
        inner = render_bytes(self._body, given)
        if b"\n" in inner or b"\t" in inner:
            return None
        body = b"".join((compiled.before, canonicalise(inner, compiled.proof), compiled.after))
        changing = {compiled.main: body}
        for name, template in self._edges.items():
            finished = compiled.finished.get(template.render(given))
            if finished is None:
                return None
            changing[name] = finished
        pictures = dict.fromkeys(compiled.pictures, emblem.data) if emblem else {}
        return compiled.package.build(changing, {**pictures, **instead})


def _template(environment: MemoEnvironment, code: CodeType) -> jinja2.Template:
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))
