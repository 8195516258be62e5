"""A template compiled for one font and one kind of emblem: many memos come out of it."""

from __future__ import annotations

import io
from functools import cached_property

import jinja2
from jinja2 import meta

from itaxl.memo.emblem import Emblem, widths
from itaxl.memo.package import read_parts
from itaxl.memo.press.body import Body, Unspliceable
from itaxl.memo.press.press import CompiledTemplate, told
from itaxl.memo.press.whole import edge_made_whole, made_whole
from itaxl.memo.template.prepare import Prepared
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.memo.template.source import Source, with_breaks
from itaxl.zip_writer import NOTHING, Deflate, PackageWriter, Parts

#: Headers take few values: what has been worked out serves the next memos.  Not more than this many.
_REMEMBERED = 64


class Variant:
    """Compiled once.  Raises TemplateError where docxtpl cannot open the template."""

    def __init__(self, prepared: Prepared, environment: MemoEnvironment, deflate: Deflate) -> None:
        self.prepared = prepared
        self.environment = environment
        self.source = Source(prepared)
        self._deflate = deflate
        #: What headers and footers were told → what became of them.
        self.finished_edges: dict[bytes, bytes] = {}
        #: How many of those the saved template knows; None before there is one.
        self.saved_edges: int | None = None
        self.by_docxtpl = False

    @cached_property
    def _edges(self) -> dict[str, jinja2.Template]:
        compiled = self.environment.from_string
        return {name: compiled(with_breaks(xml)) for name, xml in self.source.edges.items()}

    @cached_property
    def _compiled(self) -> tuple[Body, str, PackageWriter] | None:
        """The body, the name of its part, and the package around it; None when docxtpl must do it all."""
        source = self.source
        if any("{{" in text or "{%" in text for text in source.properties):
            return None
        docxtpl = source.docxtpl
        docxtpl.render_properties({}, self.environment)
        docxtpl.render_footnotes({}, self.environment)
        buffer = io.BytesIO()
        docxtpl.docx.save(buffer)
        parts = read_parts(buffer.getvalue())
        main = str(docxtpl.docx.part.partname)[1:]
        try:
            body = Body(source, parts[main], self.environment)
        except Unspliceable:
            return None
        static = {name: data for name, data in parts.items() if name != main and name not in source.edges}
        return body, main, PackageWriter(parts, static, self._deflate)

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables that the template names; the others need not be looked at."""
        texts = (self.source.body, *self.source.properties)
        return frozenset().union(*map(self._named, texts), *self._edge_names.values())

    @cached_property
    def _edge_names(self) -> dict[str, tuple[str, ...]]:
        return {name: tuple(sorted(self._named(xml))) for name, xml in self.source.edges.items()}

    def _named(self, text: str) -> set[str]:
        return meta.find_undeclared_variables(self.environment.parse(text))

    def render(self, values: dict[str, object], emblem: Emblem | None, instead: Parts = NOTHING) -> bytes:
        """A memo.  `values` are safe texts (see `typed`); `instead` are parts in place of the template's."""
        if self._compiled is None or self.by_docxtpl:
            return self.render_by_docxtpl(values, emblem, instead)
        values, pictures = self._with(values, emblem)
        body, main, package = self._compiled
        try:
            changing = {main: body.render(values)}
        except Unspliceable:
            return self.render_by_docxtpl(values, emblem, instead)
        for name, names in self._edge_names.items():
            changing[name] = self._edge(name, told(name, names, values), values)
        return package.build(changing, {**pictures, **instead})

    def _with(
        self, values: dict[str, object], emblem: Emblem | None
    ) -> tuple[dict[str, object], dict[str, bytes]]:
        """The values with those of the emblem, and the pictures that are put in."""
        pictures = dict.fromkeys(self.prepared.pictures, emblem.data) if emblem else {}
        return values | widths(self.prepared.heights, emblem), pictures

    def render_by_docxtpl(
        self, values: dict[str, object], emblem: Emblem | None, instead: Parts = NOTHING
    ) -> bytes:
        """A memo that docxtpl alone made, but for what `whole` puts in."""
        values, pictures = self._with(values, emblem)
        parts = read_parts(self.source.render_whole(values, self.environment))
        main = str(self.source.docxtpl.docx.part.partname)[1:]
        parts[main] = made_whole(parts[main])
        for name in self.source.edges:
            parts[name] = edge_made_whole(parts[name])
        return PackageWriter(parts, {}, self._deflate).build(parts, {**pictures, **instead})

    def compiled_template(self) -> CompiledTemplate | None:
        """What memos can be printed from without docxtpl; None where each needs a parser."""
        if self._compiled is None or self.by_docxtpl:
            return None
        body, main, package = self._compiled
        if body.proof is None:
            return None
        return CompiledTemplate(
            names=self.names,
            heights=self.prepared.heights,
            pictures=self.prepared.pictures,
            main=main,
            before=body.before,
            after=body.after,
            proof=body.proof,
            body=body.written_out or body.compile(),
            plain=body.written_out is not None,
            edges=self._edge_names,
            finished=dict(self.finished_edges),
            package=package,
        )

    def _edge(self, name: str, facts: bytes | None, values: dict[str, object]) -> bytes:
        """A header or footer as docxtpl finishes it."""
        known = self.finished_edges.get(facts) if facts else None
        if known is None:
            from docx.opc.oxml import serialize_part_xml
            from docx.oxml.parser import parse_xml

            finished = self.source.finish(self._edges[name].render(values))
            known = edge_made_whole(serialize_part_xml(parse_xml(finished.encode())))
            if len(self.finished_edges) >= _REMEMBERED:
                self.finished_edges.clear()
            if facts:
                self.finished_edges[facts] = known
        return known
