"""A template opened with docxtpl: its Jinja sources, and docxtpl's own steps after Jinja."""

from __future__ import annotations

import io
import re
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docxtpl import DocxTemplate
from jinja2 import TemplateError as JinjaError
from lxml import etree

from itaxl.errors import TemplateError
from itaxl.memo.package import damaged, plain
from itaxl.memo.template.language import forbidden
from itaxl.memo.template.prepare import Prepared
from itaxl.memo.template.problems import Problem, refusal
from itaxl.memo.template.sandbox import MemoEnvironment

_PARAGRAPH = re.compile(r"<w:p([ >])")
_ADDED_BREAK = re.compile(r"\n<w:p([ >])")
_MARKUP = re.compile(r"<[^>]*>")
_PROPERTIES = ("author", "comments", "identifier", "language", "subject", "title")


class _Strict(DocxTemplate):  # type: ignore[misc]
    """docxtpl, but for the recovery with which it mends tables: what is torn would be left out."""

    def fix_tables(self, xml: str) -> Any:
        try:
            etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            raise TemplateError(
                "คำสั่งในแม่แบบทำให้บันทึกไม่สมบูรณ์ ข้อความบางส่วนจะหายไป",
                "โปรดตรวจว่าคำสั่ง for/if กับคำสั่งปิดอยู่ในระดับเดียวกัน หรือใช้แม่แบบที่มากับโปรแกรม",
            ) from error
        return super().fix_tables(xml)


class Source:
    """docxtpl's view of one prepared template.

    `body` is the patched XML of w:body; `edges` maps a header's or footer's part name to its own.
    Raises TemplateError for a document that is damaged or none at all.
    """

    def __init__(self, prepared: Prepared) -> None:
        self.prepared = prepared
        self.docxtpl = _open(prepared.docx)
        self.body = self._patch(self.docxtpl.get_xml())
        self.edges: dict[str, str] = {}
        for kind in (self.docxtpl.HEADER_URI, self.docxtpl.FOOTER_URI):
            for _, part in self.docxtpl.get_headers_footers(kind):
                self.edges[str(part.partname)[1:]] = self._patch(self.docxtpl.get_part_xml(part))

    def _patch(self, xml: str) -> str:
        patched: str = self.docxtpl.patch_xml(xml)
        return patched

    @property
    def properties(self) -> tuple[str, ...]:
        """The document's properties that docxtpl renders too."""
        core = self.docxtpl.docx.core_properties
        return tuple(getattr(core, name) for name in _PROPERTIES)

    @property
    def rendered(self) -> tuple[str, ...]:
        """The names of the parts that are filled in: the body first, then headers and footers."""
        return (str(self.docxtpl.docx.part.partname)[1:], *self.edges)

    def require_readable(self, environment: MemoEnvironment) -> None:
        """Raises TemplateError, with the place, where what Jinja will read is malformed or not allowed."""
        for xml in (self.body, *self.edges.values(), *self.properties):
            broken = with_breaks(xml)
            try:
                faults = list(forbidden(environment.parse(broken)))
            except JinjaError as error:
                raise _malformed(broken, getattr(error, "lineno", 0)) from error
            if faults:
                raise refusal(Problem(fault) for fault, _ in faults)

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
    template = _Strict(io.BytesIO(docx))
    try:
        template.render_init()
        if template.docx.element.body is None:
            raise damaged()
    except (PackageNotFoundError, etree.XMLSyntaxError, KeyError, ValueError, AttributeError) as error:
        raise damaged() from error
    return template


def _malformed(xml: str, line: int) -> TemplateError:
    lines = xml.split("\n")
    near = _MARKUP.sub("", lines[line - 1]).strip() if 0 < line <= len(lines) else ""
    where = f" ใกล้ข้อความ “{plain(near, 60)}”" if near else ""
    return TemplateError(
        f"คำสั่งในแม่แบบเขียนไม่ถูกต้อง{where}",
        "โปรดตรวจวงเล็บปีกกาและคำสั่ง for/if/endfor/endif ให้ครบคู่",
    )
