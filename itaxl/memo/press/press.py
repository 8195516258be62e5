"""What memos are printed from once a template has been compiled: no docxtpl, no parser.

A click is a fresh Python, and most of its time went into importing docxtpl and compiling a template that
seldom changes.  `Variant.essence` gives what is left of one, `keeping` keeps it on disk from click to click.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType
from typing import TYPE_CHECKING, NamedTuple

import jinja2

from itaxl.memo.emblem import Emblem
from itaxl.memo.press.bytes_jinja import BytesEnvironment, rendered
from itaxl.memo.press.serialised import Proof, canonical
from itaxl.memo.template.prepare import widths
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.zip_writer import PackageWriter

if TYPE_CHECKING:
    from itaxl.memo.template.budget import Budget


class Essence(NamedTuple):
    """`body` and `edges` (headers and footers by part) are compiled Jinja; `finished` maps what an edge
    rendered to its part as docxtpl finishes it.  `main` names the body's part; `remarks` are about the
    template; the rest as in `variant`."""

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
    """Prints memos from an essence."""

    def __init__(self, essence: Essence, budget: Budget | None = None) -> None:
        self._essence = essence
        self.names = essence.names
        self.remarks = essence.remarks
        self._body = _template(BytesEnvironment(budget), essence.body)
        edges = MemoEnvironment(keep_signs=True, budget=budget)
        self._edges = {name: _template(edges, code) for name, code in essence.edges.items()}

    def render(self, values: Mapping[str, object], emblem: Emblem | None) -> bytes | None:
        """A memo as `Variant.render` gives it; None where that needs a parser."""
        essence = self._essence
        given = {**values, **widths(essence.heights, emblem)}
        inner = rendered(self._body, given)
        if b"\n" in inner or b"\t" in inner:
            return None
        changing = {essence.main: b"".join((essence.before, canonical(inner, essence.proof), essence.after))}
        for name, template in self._edges.items():
            finished = essence.finished.get(template.render(given))
            if finished is None:
                return None
            changing[name] = finished
        pictures = dict.fromkeys(essence.pictures, emblem.data) if emblem else {}
        return essence.package.build(changing, pictures)


def _template(environment: MemoEnvironment, code: CodeType) -> jinja2.Template:
    return jinja2.Template.from_code(environment, code, environment.make_globals(None))
