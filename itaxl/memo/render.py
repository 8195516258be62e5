"""The memo: a template compiled once, many documents.

docxtpl is the template language and the judge of the result: every part of a memo equals what
`DocxTemplate.render(…, autoescape=True)` gives (tests/test_memo_equals_docxtpl.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from itaxl.catching import foreign_fault_as
from itaxl.core.model import DEFAULT_FONT, Assessment
from itaxl.disk.plain_file import TooLargeError, read_plain
from itaxl.errors import TemplateError
from itaxl.memo.content.context import context
from itaxl.memo.content.xml_text import typed
from itaxl.memo.emblem import Emblem
from itaxl.memo.finish import About, properties, with_evidence
from itaxl.memo.package import LARGEST_FILE, plain, read_parts, too_large
from itaxl.memo.template.font import font_name
from itaxl.memo.template.links import has_details, has_links
from itaxl.shipped import MEMO_TEMPLATE, shipped
from itaxl.zip_writer import NOTHING, Deflate, Package, Parts, zlib_deflate

if TYPE_CHECKING:
    from itaxl.memo.press.compiled import Variant
    from itaxl.memo.press.press import Press
    from itaxl.memo.template.budget import Budget

#: Fonts and kinds of emblem seen in one run are few; a folder of odd ones must not fill the memory.
_MOST_VARIANTS = 8
#: Whether what nobody check_apart before is check_apart in a process of its own.
APART = True
#: Of each header and footer, the finished ones worth keeping: all that the trials make, but one with the
#: office's name in it differs from memo to memo.
_MOST_EDGES = 4


def default_template_path() -> Path:
    """The template that travels with the product.  Raises MissingError when it does not."""
    return shipped(MEMO_TEMPLATE)


def _check_apart(docx: bytes) -> None:
    Template(docx, foreign=True).check()


def read_template(path: Path) -> bytes:
    """The bytes of a template that the user named.  Raises TemplateError."""
    try:
        return read_plain(path, LARGEST_FILE, links=True)
    except TooLargeError as error:
        raise too_large() from error
    except (OSError, ValueError) as error:
        raise TemplateError(
            f"เปิดไฟล์แม่แบบ {path.name} ไม่ได้",
            "โปรดตรวจว่าเป็นไฟล์ .docx ที่มีอยู่และไม่ได้เปิดค้างอยู่ในโปรแกรมอื่น",
        ) from error


class Template:
    """A memo template.  Make one with `load`, then render as many memos as you like."""

    def __init__(self, docx: bytes, deflate: Deflate = zlib_deflate, *, foreign: bool = False) -> None:
        self._docx = docx
        self._deflate = deflate
        self._foreign = foreign
        self._budget: Budget | None = None
        #: Sentences about what a user should know of a foreign template.
        self.remarks: tuple[str, ...] = ()
        self._variants: dict[tuple[str, str], Variant] = {}
        self._presses: dict[tuple[str, str], Press | None] = {}

    @classmethod
    def load(
        cls, source: Path | bytes | None = None, deflate: Deflate = zlib_deflate, *, apart: bool = False
    ) -> Template:
        """The template at a path, or the bytes of one; the product's own when None.

        `apart`: bytes that were not loaded before, as those of a path (see `check`).

        Raises TemplateError, in one Thai sentence, for a file that is absent, damaged or no docx, for
        broken Jinja, and for variables misspelt or missing (all of them named).
        """
        if source is None:
            return cls(default_template_path().read_bytes(), deflate)
        docx = read_template(source) if isinstance(source, Path) else source
        template = cls(docx, deflate, foreign=True)
        template.check(apart=apart or isinstance(source, Path))
        return template

    def check(self, *, apart: bool = False) -> None:
        """Raises TemplateError unless memos can come out of this template.

        `apart`: for one that nobody check_apart before, first in a process of its own.
        """
        if self._passed_before():
            return
        from itaxl.memo.press.acceptance import examine, unusable

        with foreign_fault_as(unusable):
            sound = self._sound
        if apart and APART and sound:
            from itaxl.memo.template.apart import check_apart

            check_apart(_check_apart, self._docx)
            self._presses.clear()
            if self._passed_before():
                return
        with foreign_fault_as(unusable):
            variant = self._variant(DEFAULT_FONT, "png")
            self.remarks += examine(variant)
        self._save(variant, DEFAULT_FONT, "png")

    def _passed_before(self) -> bool:
        press = self._press(DEFAULT_FONT, "png")
        if press:
            self.remarks = press.remarks
        return press is not None

    @cached_property
    def has_emblem_place(self) -> bool:
        """Whether there is a picture that an office's emblem can take the place of."""
        if not self._foreign:
            return True
        press = self._press(DEFAULT_FONT, "png")
        return bool(press.pictures if press else self._variant(DEFAULT_FONT, "png").prepared.pictures)

    @property
    def docx(self) -> bytes:
        return self._docx

    def render(
        self,
        values: Mapping[str, object],
        emblem: bytes | None = None,
        *,
        fit: bool = False,
        about: About | None = None,
    ) -> bytes:
        """The docx of a memo.  `values` as `context` gives them; `emblem` a PNG or JPEG.

        `fit` says that they are `context`'s own, so that no text needs a look; `about` gives the document's
        properties, which are the template's otherwise.

        Raises InputError for an emblem that is no picture, TemplateError where the template's own
        expressions fail.
        """
        docx = self._printed(values, emblem, fit, properties(about) if about else NOTHING)
        if not self._links:
            return docx
        memo = Package(docx)
        with_evidence(memo, values, self._deflate)
        return memo.bytes()

    @cached_property
    def detailed(self) -> bool:
        """Whether it may name what only `context(…, detailed=True)` gives; those of others always may."""
        return self._foreign or has_details(self._docx)

    @cached_property
    def _links(self) -> bool:
        """Whether the text has links or codes of evidence; our own templates are stored, not packed."""
        if not self._foreign:
            return has_links(self._docx)
        return has_links(read_parts(self._sound).get("word/document.xml", b""))

    def _printed(
        self, values: Mapping[str, object], emblem: bytes | None, fit: bool, instead: Parts
    ) -> bytes:
        picture = Emblem.read(emblem) if emblem else None
        font = font_name(str(values.get("font", "")))
        kind = picture.kind if picture else "png"
        choose = _chosen if fit else _typed
        if self._budget:
            self._budget.begin()
        with foreign_fault_as(self._fault):
            press = self._press(font, kind)
            docx = press and press.render(choose(values, press.names), picture, instead)
            if docx:
                return docx
            variant = self._variant(font, kind)
            docx = variant.render(choose(values, variant.names), picture, instead)
        self._save(variant, font, kind)
        return docx

    def names(self) -> frozenset[str]:
        """The variables that a template names whose tags are sound.  Raises TemplateError."""
        from itaxl.memo.press.acceptance import require_sound_tags, unusable

        with foreign_fault_as(unusable):
            variant = self._variant(DEFAULT_FONT, "png")
            require_sound_tags(variant)
            return variant.names

    def _fault(self, error: BaseException) -> TemplateError | None:
        """Of our own template only what Jinja says; anything else is a bug."""
        from jinja2 import TemplateError as JinjaError

        if isinstance(error, JinjaError):
            return _does_not_work(str(error.message))
        return _does_not_work(f"{type(error).__name__}: {error}") if self._foreign else None

    def _press(self, font: str, picture_kind: str) -> Press | None:
        """What an earlier program kept of the template, made for this font and kind of emblem."""
        name = font, picture_kind
        if name not in self._presses:
            self._presses[name] = self._load_press(*name)
        return self._presses[name]

    def _load_press(self, font: str, picture_kind: str) -> Press | None:
        if self._deflate is not zlib_deflate:
            return None
        from itaxl.memo.press import cache

        compiled = cache.load(self._key(font, picture_kind))
        if compiled is None:
            return None
        from itaxl.memo.press.press import Press

        return Press(compiled, self._with_budget())

    def _key(self, font: str, picture_kind: str) -> str:
        from itaxl.memo.press import cache

        return cache.key_of(self._docx, font, f"{picture_kind} foreign" if self._foreign else picture_kind)

    def _with_budget(self) -> Budget | None:
        if self._foreign and not self._budget:
            from itaxl.memo.template.budget import Budget

            self._budget = Budget()
        return self._budget

    def _save(self, variant: Variant, font: str, picture_kind: str) -> None:
        """For the next program, and for this one."""
        edges, most = len(variant.finished_edges), _MOST_EDGES * len(variant.source.edges)
        if self._deflate is not zlib_deflate or variant.saved_edges == edges or edges > most:
            return
        variant.saved_edges = edges
        compiled = variant.compiled_template()
        if compiled is None:
            return
        from itaxl.memo.press import cache

        cache.save(self._key(font, picture_kind), compiled._replace(remarks=self.remarks))

    def _variant(self, font: str, picture_kind: str) -> Variant:
        key = font, picture_kind
        known = self._variants.get(key)
        if known is None:
            from itaxl.memo.press.compiled import Variant
            from itaxl.memo.template.prepare import prepare
            from itaxl.memo.template.sandbox import MemoEnvironment

            if len(self._variants) >= _MOST_VARIANTS:
                self._variants.pop(next(iter(self._variants)))
            environment = MemoEnvironment(keep_signs=True, budget=self._with_budget())
            known = Variant(prepare(self._sound, font, picture_kind), environment, self._deflate)
            self._variants[key] = known
        return known

    @cached_property
    def _sound(self) -> bytes:
        """The package as it may be used.  Raises TemplateError for what a foreign one must not hold."""
        if not self._foreign:
            return self._docx
        from itaxl.memo.template.foreign import take_in

        docx, self.remarks = take_in(self._docx)
        return docx


def _does_not_work(why: str) -> TemplateError:
    return TemplateError(f"คำสั่งในแม่แบบทำงานไม่ได้: {plain(why)}", "โปรดแก้คำสั่งในแม่แบบ หรือใช้แม่แบบที่มากับโปรแกรม")


def _chosen(values: Mapping[str, object], names: frozenset[str]) -> dict[str, object]:
    return {name: value for name, value in values.items() if name in names}


def _typed(values: Mapping[str, object], names: frozenset[str]) -> dict[str, object]:
    return typed(_chosen(values, names))


def render(
    assessment: Assessment, template: Template, emblem: bytes | None = None, *, draft: bool = False
) -> bytes:
    """The memo of an assessment, as a docx."""
    values = context(assessment, draft=draft)
    return template.render(values, emblem, fit=True)
