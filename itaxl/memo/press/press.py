"""What memos are printed from once a template has been compiled: no docxtpl, no parser.

A click is a fresh Python, and most of its time went into importing docxtpl and compiling a template that
seldom changes.  `Variant.compiled_template` gives the result, and `cache` keeps it on disk.
"""

from __future__ import annotations

import marshal
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from types import CodeType
from typing import TYPE_CHECKING

from itaxl.memo.emblem import Emblem, widths
from itaxl.memo.press.serialised import Proof, canonicalise
from itaxl.memo.press.spelling import UnforeseenError, loaded, print_bytes
from itaxl.named_tuple import NamedTuple
from itaxl.zip_writer import NOTHING, PackageWriter, Parts

if TYPE_CHECKING:
    from itaxl.memo.template.budget import Budget


class CompiledTemplate(NamedTuple):
    """`body` is compiled Jinja or, if `plain`, a function that was `written_out`.

    `edges` are headers and footers by part, with the names of the values that each takes; `finished` maps
    what one was `told` to its part.  `main` names the body's part; `remarks` are about the template; the
    rest as in `Variant`.
    """

    names: frozenset[str]
    heights: tuple[int, ...]
    pictures: tuple[str, ...]
    main: str
    before: bytes
    after: bytes
    proof: Proof
    body: CodeType
    plain: bool
    edges: Mapping[str, tuple[str, ...]]
    finished: Mapping[bytes, bytes]
    package: PackageWriter
    remarks: tuple[str, ...] = ()


class Press:
    """Prints memos from a compiled template."""

    def __init__(self, compiled: CompiledTemplate, budget: Budget | None = None) -> None:
        self._compiled = compiled
        self.names = compiled.names
        self.pictures = compiled.pictures
        self.remarks = compiled.remarks
        self._print = _printer(compiled, budget)

    def render(
        self, values: Mapping[str, object], emblem: Emblem | None, instead: Parts = NOTHING
    ) -> bytes | None:
        """A memo as `Variant.render` gives it; None where that needs a parser."""
        compiled = self._compiled
        given = {**values, **widths(compiled.heights, emblem)}
        try:
            inner = self._print(given)
        except UnforeseenError:
            return None
        if b"\n" in inner or b"\t" in inner:
            return None
        body = b"".join((compiled.before, canonicalise(inner, compiled.proof), compiled.after))
        changing = {compiled.main: body}
        for name, names in compiled.edges.items():
            facts = told(name, names, given)
            finished = compiled.finished.get(facts) if facts else None
            if finished is None:
                return None
            changing[name] = finished
        pictures = dict.fromkeys(compiled.pictures, emblem.data) if emblem else {}
        return compiled.package.build(changing, {**pictures, **instead})


def _printer(compiled: CompiledTemplate, budget: Budget | None) -> Callable[[Mapping[str, object]], bytes]:
    if compiled.plain:
        return partial(print_bytes, loaded(compiled.body))
    from itaxl.memo.press.bytes_jinja import BytesEnvironment, loaded_jinja, render_bytes

    return partial(render_bytes, loaded_jinja(BytesEnvironment(budget), compiled.body))


def told(part: str, names: Iterable[str], values: Mapping[str, object]) -> bytes | None:
    """All that a header or footer follows from; None where that cannot be known beforehand: the office's own
    columns take note of what they are asked for."""
    try:
        return marshal.dumps([part, {name: values[name] for name in names if name in values}], 0)
    except ValueError:  # a value that is more than text, number, list or row
        return None
