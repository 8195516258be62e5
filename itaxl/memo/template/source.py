"""A template opened with docxtpl: its Jinja sources, and docxtpl's own steps after Jinja."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any

from jinja2 import TemplateSyntaxError, nodes

from itaxl.errors import TemplateError
from itaxl.memo.package import damaged, plain
from itaxl.memo.template.prepare import Prepared
from itaxl.memo.template.sandbox import MemoEnvironment

_PARAGRAPH = re.compile(r"<w:p([ >])")
_ADDED_BREAK = re.compile(r"\n<w:p([ >])")
_MARKUP = re.compile(r"<[^>]*>")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")
_FOOTNOTES = "footnotes+xml"
#: {{p x}} and its kin print whole paragraphs made by a program: our values are text.
_OBJECT_TAG = re.compile(r"\{\{(?:p|r|tr|tc)\s[^}]*\}\}")


class Source:
    """docxtpl's view of one prepared template.

    `body` is the patched XML of w:body; `edges` maps a header's or footer's part name to its own.
    Raises TemplateError for a document that is damaged or none at all.
    """

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.docxtpl = _open(prepared.docx)
        self._object_tags: list[str] = []
        self.body = self._patch(self.docxtpl.get_xml())
        self.edges: dict[str, str] = {}
        for kind in (self.docxtpl.HEADER_URI, self.docxtpl.FOOTER_URI):
            for _, part in self.docxtpl.get_headers_footers(kind):
                self.edges[str(part.partname)[1:]] = self._patch(self.docxtpl.get_part_xml(part))

    def _patch(self, xml: str) -> str:
        self._object_tags += [_MARKUP.sub("", found) for found in _OBJECT_TAG.findall(_MARKUP.sub("", xml))]
        patched: str = self.docxtpl.patch_xml(xml)
        return patched

    @property
    def properties(self) -> tuple[str, ...]:
        """The document's properties that docxtpl renders too."""
        core = self.docxtpl.docx.core_properties
        return tuple(getattr(core, name) for name in _PROPERTIES)

    def trees(self, environment: MemoEnvironment) -> Iterator[nodes.Template]:
        """The parsed Jinja of every part.  Raises TemplateError, with the place, where it is malformed."""
        if self._object_tags:
            tags = ", ".join(tag[:60] for tag in self._object_tags[:5])
            raise TemplateError(f"แม่แบบใช้คำสั่งที่ไม่รองรับ: {plain(tags)}", "โปรดใช้รูปแบบ {{ ตัวแปร }} แทน")
        for part in self.docxtpl.docx.part.package.parts:
            if part.content_type.endswith(_FOOTNOTES) and (b"{{" in part.blob or b"{%" in part.blob):
                raise TemplateError("แม่แบบมีตัวแปรอยู่ในเชิงอรรถ", "โปรดย้ายตัวแปรมาไว้ในเนื้อความของแม่แบบ")
        for xml in (self.body, *self.edges.values(), *self.properties):
            broken = with_breaks(xml)
            try:
                yield environment.parse(broken)
            except TemplateSyntaxError as error:
                raise _malformed(broken, error) from error

    def finish(self, xml: str) -> str:
        """What docxtpl makes of Jinja's output (rendered from a source `with_breaks`), still as text."""
        xml = _ADDED_BREAK.sub(r"<w:p\1", xml)
        for sign, meant in (("{_{", "{{"), ("}_}", "}}"), ("{_%", "{%"), ("%_}", "%}")):
            xml = xml.replace(sign, meant)
        finished: str = self.docxtpl.resolve_listing(xml)
        return finished

    def render_whole(self, values: dict[str, object], environment: MemoEnvironment) -> bytes:
        """The memo by docxtpl alone, start to end."""
        template = _open(self.prepared.docx)
        template.render(values, environment, autoescape=True)
        buffer = io.BytesIO()
        template.save(buffer)
        return buffer.getvalue()


def with_breaks(xml: str) -> str:
    """docxtpl's own: a line for each paragraph, so that an error's line tells the paragraph."""
    return _PARAGRAPH.sub(r"\n<w:p\1", xml)


def _open(docx: bytes) -> Any:
    from docx.opc.exceptions import PackageNotFoundError
    from docxtpl import DocxTemplate
    from lxml.etree import XMLSyntaxError

    template = DocxTemplate(io.BytesIO(docx))
    try:
        template.render_init()
        if template.docx.element.body is None:
            raise damaged()
    except (PackageNotFoundError, XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise damaged() from error
    return template


def _malformed(xml: str, error: TemplateSyntaxError) -> TemplateError:
    lines = xml.split("\n")
    near = _MARKUP.sub("", lines[error.lineno - 1]).strip() if 0 < error.lineno <= len(lines) else ""
    where = f" ใกล้ข้อความ “{plain(near, 60)}”" if near else ""
    return TemplateError(
        f"คำสั่งในแม่แบบเขียนไม่ถูกต้อง{where}",
        "โปรดตรวจวงเล็บปีกกาและคำสั่ง for/if/endfor/endif ให้ครบคู่",
    )
