"""A template compiled for one font and one kind of emblem: many memos come out of it."""

from __future__ import annotations

import io
from functools import cached_property

import jinja2
from jinja2 import meta

from itaxl.memo.body import Body, Unspliceable
from itaxl.memo.emblem import Emblem
from itaxl.memo.environment import MemoEnvironment
from itaxl.memo.package import Deflate, PackageWriter, read_parts
from itaxl.memo.prepare import WIDTH, Prepared
from itaxl.memo.source import Source, with_breaks

#: Headers take few values: what has been worked out serves the next memos.  Not more than this many.
_REMEMBERED = 64


class Variant:
    """Compiled once.  Raises TemplateError where docxtpl cannot open the template."""

    def __init__(self, prepared: Prepared, environment: MemoEnvironment, deflate: Deflate) -> None:
        self.prepared = prepared
        self.environment = environment
        self.source = Source(prepared)
        self._deflate = deflate
        self._edges_known: dict[str, bytes] = {}
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
        texts = (self.source.body, *self.source.edges.values(), *self.source.properties)
        parse = self.environment.parse
        return frozenset().union(*(meta.find_undeclared_variables(parse(text)) for text in texts))

    @property
    def by_text(self) -> bool:
        """Whether bodies are made without an XML parser."""
        return self._compiled is not None and self._compiled[0].proof is not None

    def render(self, values: dict[str, object], emblem: Emblem | None) -> bytes:
        """A memo.  `values` are safe texts (see `typed`)."""
        values = values | self.widths(emblem)
        pictures = dict.fromkeys(self.prepared.pictures, emblem.data) if emblem else {}
        if self._compiled is None or self.by_docxtpl:
            return self._whole(values, pictures)
        body, main, package = self._compiled
        try:
            changing = {main: body.render(values)}
        except Unspliceable:
            return self._whole(values, pictures)
        for name, template in self._edges.items():
            changing[name] = self._edge(template.render(values))
        return package.build(changing, pictures)

    def widths(self, emblem: Emblem | None) -> dict[str, object]:
        """The values behind the expressions that `prepare` wrote, and whether there is an emblem."""
        given: dict[str, object] = {
            f"{WIDTH}{height}": emblem.width_at(height) if emblem else height
            for height in self.prepared.heights
        }
        return given | {"emblem": emblem is not None}

    def _whole(self, values: dict[str, object], pictures: dict[str, bytes]) -> bytes:
        parts = read_parts(self.source.whole(values, self.environment))
        return PackageWriter(parts, {}, self._deflate).build(parts, pictures)

    def _edge(self, rendered: str) -> bytes:
        """A header or footer as docxtpl finishes it."""
        known = self._edges_known.get(rendered)
        if known is None:
            from docx.opc.oxml import serialize_part_xml
            from docx.oxml.parser import parse_xml

            known = serialize_part_xml(parse_xml(self.source.finished(rendered).encode()))
            if len(self._edges_known) >= _REMEMBERED:
                self._edges_known.clear()
            self._edges_known[rendered] = known
        return known
