"""The body of the memo: by text alone where that is proven the same, else as docxtpl does."""

from __future__ import annotations

import io
from contextlib import suppress
from functools import cached_property
from types import CodeType

import jinja2

from itaxl.memo.press.bytes_jinja import BytesEnvironment, render_bytes
from itaxl.memo.press.paragraphs import with_paragraphs
from itaxl.memo.press.proof import NotProven, prove
from itaxl.memo.press.serialised import FIRST_PICTURE, Proof, canonicalise, number_pictures
from itaxl.memo.press.spelling import UnforeseenError, Written, loaded, print_bytes
from itaxl.memo.press.whole import made_whole
from itaxl.memo.press.written_out import NotPlain, written_out
from itaxl.memo.template.sandbox import MemoEnvironment
from itaxl.memo.template.source import Source, with_breaks

_END = "</w:body>"
_PICTURES = "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
_UNESCAPED = ("{_", "}_", "_{", "_}", "%_", "_%")


class Unspliceable(Exception):
    """The body cannot be put into the document as text: docxtpl must do it all."""


class Body:
    """`document` is the main part as python-docx writes it.  Raises Unspliceable."""

    def __init__(self, source: Source, document: bytes, environment: MemoEnvironment) -> None:
        self._source, self._environment = source, environment
        self._by_text = BytesEnvironment(environment.budget)
        text = document.decode()
        start, end = text.find("<w:body>"), text.rfind(_END)
        if start < 0 or end < 0 or not source.body.startswith("<w:body ") or not source.body.endswith(_END):
            raise Unspliceable("no plain w:body")
        if _renames(document, text[start:end]):
            raise Unspliceable("a namespace declared twice")
        self.before = text[: start + len("<w:body>")].encode()
        self.after = text[end:].encode()
        self.inner = with_paragraphs(source.body[source.body.index(">") + 1 : -len(_END)])
        self.proof = self._prove()
        if self.proof and not self.proof.numbered:
            self.inner = number_pictures(self.inner.encode()).decode()

    def _prove(self) -> Proof | None:
        if any(sign in self.inner for sign in ("\n", "\t", "\r", "\f", "\a")):
            return None
        try:
            proof = prove(self._environment.parse(self.inner))
        except (NotProven, jinja2.TemplateSyntaxError):
            return None
        # what looks like docxtpl's own escapes would be un-escaped
        return None if any(sign in self.inner for sign in _UNESCAPED) else proof

    @cached_property
    def written_out(self) -> CodeType | None:
        """The body as a function; None where it needs Jinja: a budget is counted there."""
        if self._environment.budget or self.proof is None:
            return None
        with suppress(NotPlain):
            return written_out(self._environment.parse(self.inner), self.proof.empties)
        return None

    def compile(self) -> CodeType:
        """The body by text alone, compiled by Jinja."""
        return self._by_text.compile(self.inner)

    @cached_property
    def _written(self) -> Written | None:
        return loaded(self.written_out) if self.written_out else None

    @cached_property
    def _fast(self) -> jinja2.Template:
        return self._by_text.from_string(self.inner)

    @cached_property
    def _slow(self) -> jinja2.Template:
        return self._environment.from_string(with_breaks(self._source.body))

    def render(self, values: dict[str, object]) -> bytes:
        """The whole main part."""
        if self.proof is not None:
            inner = self._by_text_alone(values)
            if b"\n" not in inner and b"\t" not in inner:
                return b"".join((self.before, canonicalise(inner, self.proof), self.after))
        return self._render_by_docxtpl(values)

    def _by_text_alone(self, values: dict[str, object]) -> bytes:
        if self._written:
            with suppress(UnforeseenError):
                return print_bytes(self._written, values)
        return render_bytes(self._fast, values)

    def _render_by_docxtpl(self, values: dict[str, object]) -> bytes:
        from lxml import etree

        docxtpl = self._source.docxtpl
        xml = self._source.finish(self._slow.render(values))
        docxtpl.docx_ids_index = FIRST_PICTURE - 1
        tree = docxtpl.fix_tables(xml)
        docxtpl.fix_docpr_ids(tree)
        text = etree.tostring(tree, encoding="unicode")
        if not text.endswith(_END):
            raise Unspliceable("the body came out as something else")
        inner = text[text.index(">") + 1 : -len(_END)]
        return b"".join((self.before, made_whole(inner.encode()), self.after))


def _renames(document: bytes, body: str) -> bool:
    """Whether lxml would rename or drop namespaces on moving the body into the document.

    It does so for a namespace that is declared twice: once within the other, or both on the root.  A
    splice would keep what was written.  Pictures must go by the name that docxtpl's text looks for.
    """
    from lxml import etree

    scope: list[str] = []
    prefixes: dict[str, list[str]] = {}
    at_root = True
    try:
        for event, found in etree.iterparse(
            io.BytesIO(document), events=("start-ns", "end-ns", "start"), resolve_entities=False
        ):
            if event == "start":
                at_root = False
            elif event == "end-ns":
                scope.pop()
            else:
                prefix, uri = found
                if (uri in scope and not at_root) or (uri == _PICTURES and prefix != "wp"):
                    return True
                scope.append(uri)
                prefixes.setdefault(uri, []).append(prefix)
    except etree.XMLSyntaxError:
        return True
    doubles = [prefix for names in prefixes.values() if len(names) > 1 for prefix in names]
    return any(not prefix or f"{prefix}:" in body for prefix in doubles)
