"""The styles of a workbook with a few more behind them: what stands there keeps its bytes and its number."""

from __future__ import annotations

import re
from xml.sax.saxutils import quoteattr

from itaxl.core import palette
from itaxl.core.palette import Swatch
from itaxl.files.checked.markup import (
    TooMuch,
    attributes,
    elements,
    openings,
    text_of,
    with_attributes,
)
from itaxl.named_tuple import NamedTuple

#: Excel opens no workbook with more.
_MOST_STYLES = 65_000
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
#: For a workbook without the part: the lists that it must have.
PLAIN_STYLES = (
    f'<styleSheet xmlns="{_MAIN}"><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellXfs>'
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>'
).encode()
_ORDER = (b"numFmts", b"fonts", b"fills", b"borders", b"cellStyleXfs", b"cellXfs")
_ITEMS = {
    b"numFmts": b"numFmt",
    b"fonts": b"font",
    b"fills": b"fill",
    b"borders": b"border",
    b"cellXfs": b"xf",
}
_BUILT_IN, _FREE_FORMAT = {0: "General", 49: "@"}, 164
_SIDES = ("left", "right", "top", "bottom")


class Look(NamedTuple):
    """What a cell's style is to be, beside what it is.  `coloured`: in the colour of `swatch`, None for none.

    `form` is a number format, `quoted` as in Excel's quotePrefix; None leaves either.
    """

    coloured: bool = False
    swatch: Swatch | None = None
    form: str | None = None
    quoted: bool | None = None
    accent: bool = False


class Styles:
    """Gives the numbers of styles; `part` is the part with all that were asked for."""

    def __init__(self, part: bytes) -> None:
        empty = openings(b"styleSheet").search(part)
        self._part = part = PLAIN_STYLES if empty is None or empty["end"] else part
        root = re.search(rb"<([^\s<>/:?!]+:)?styleSheet", part)
        self._p = (root and root[1]) or b""
        self._items: dict[bytes, list[bytes]] = {}
        self._numbers: dict[bytes, dict[bytes, int]] = {}
        self._made: dict[tuple[int, Look], int] = {}
        self._added: dict[bytes, list[bytes]] = {}

    def look(self, style: int, look: Look) -> int:
        """The number of a style as `style`, changed to that look."""
        if look == Look():
            return style
        if (style, look) not in self._made:
            self._made[style, look] = self._look(style, look)
        return self._made[style, look]

    def is_filled(self, style: int) -> bool:
        found = self._of_style(style)
        return found is not None and number_in(attributes(found["about"]), b"fillId") > 1

    def is_locked(self, style: int) -> bool:
        """Whether it can be written on a protected sheet; a style says so where that is not so."""
        found = self._of_style(style)
        said = openings(b"protection").search((found and found["inner"]) or b"")
        return said is None or attributes(said["about"]).get(b"locked") not in (b"0", b"false")

    def _of_style(self, style: int) -> re.Match[bytes] | None:
        styles = self._list(b"cellXfs")
        return elements(b"xf").fullmatch(styles[style]) if style < len(styles) else None

    @property
    def part(self) -> bytes:
        part = self._part
        for section, items in self._added.items():
            part = self._with_more(part, section, items)
        return part

    def _look(self, style: int, look: Look) -> int:
        styles = self._list(b"cellXfs")
        plain = b'<%bxf numFmtId="0" fontId="0" fillId="0" borderId="0"/>' % self._p
        base = styles[style] if style < len(styles) else plain
        found = elements(b"xf").fullmatch(base)
        if found is None:
            return style
        about = attributes(found["about"])
        changes: dict[bytes, int] = {}
        if look.coloured:
            changes |= {b"fillId": self._fill(look.swatch), b"borderId": self._border(look.swatch)}
        if look.accent:
            changes[b"fontId"] = self._accented(number_in(about, b"fontId"))
        if look.form and self._codes().get(number_in(about, b"numFmtId")) != look.form:
            changes[b"numFmtId"] = self._format(look.form)
        new: dict[bytes, bytes | None] = {}
        for name, number in changes.items():
            if number_in(about, name) != number or name not in about:
                new |= {name: b"%d" % number, _APPLIES[name]: b"1"}
        if look.quoted is not None and look.quoted != (about.get(b"quotePrefix") in (b"1", b"true")):
            new[b"quotePrefix"] = b"1" if look.quoted else None
        if not new:
            return style
        start, end = found.span("about")
        return self._add(b"cellXfs", base[:start] + with_attributes(base[start:end], new) + base[end:])

    def _list(self, section: bytes) -> list[bytes]:
        if section not in self._items:
            found = elements(section).search(self._part)
            # the first fills and the first style have fixed meanings
            first = found or elements(section).search(PLAIN_STYLES)
            inner = (first and first["inner"]) or b""
            if inner.count(b"<") - inner.count(b"</") > _MOST_STYLES * 8:
                raise TooMuch
            items = [item[0] for item in elements(_ITEMS[section]).finditer(inner)]
            if len(items) > _MOST_STYLES:
                raise TooMuch
            self._items[section] = items
            if found is None and items:
                self._added[section] = list(items)
            self._numbers[section] = {item: at for at, item in reversed(list(enumerate(items)))}
        return self._items[section]

    def _add(self, section: bytes, item: bytes) -> int:
        """The number of the item, of one that stands there already where it is spelt alike."""
        items = self._list(section)
        numbers = self._numbers[section]
        if item not in numbers:
            numbers[item] = len(items)
            items.append(item)
            self._added.setdefault(section, []).append(item)
        return numbers[item]

    def _with_more(self, part: bytes, section: bytes, items: list[bytes]) -> bytes:
        found = elements(section).search(part)
        count = b"%d" % len(self._items[section])
        if found is None:
            before = [
                m.end() for name in _ORDER[: _ORDER.index(section)] if (m := elements(name).search(part))
            ]
            root = openings(b"styleSheet").search(part)
            at = max(before, default=root.end() if root else len(part))
            name = self._p + section
            return part[:at] + b'<%b count="%b">%b</%b>' % (name, count, b"".join(items), name) + part[at:]
        start = found.start("about")
        about = with_attributes(found["about"], {b"count": count})
        name = found["p"] + section
        inner = (found["inner"] or b"") + b"".join(items)
        return part[:start] + about + b">%b</%b>" % (inner, name) + part[found.end() :]

    def _fill(self, swatch: Swatch | None) -> int:
        if swatch is None:
            return 0
        form = '<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="FF{c}"/><{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'  # noqa: E501
        return self._add(b"fills", form.format(p=self._p.decode(), c=swatch.fill).encode())

    def _border(self, swatch: Swatch | None) -> int:
        style, colour = ("medium", swatch.strong) if swatch and swatch.framed else ("thin", palette.GRID)
        side = '<{p}{n} style="{s}"><{p}color rgb="FF{c}"/></{p}{n}>'
        p = self._p.decode()
        sides = "".join(side.format(p=p, n=name, s=style, c=colour) for name in _SIDES)
        return self._add(b"borders", f"<{p}border>{sides}<{p}diagonal/></{p}border>".encode())

    def _accented(self, number: int) -> int:
        fonts = self._list(b"fonts")
        font = elements(b"font").fullmatch(fonts[number] if number < len(fonts) else b"<font/>")
        colour = b'<%bcolor rgb="FF%b"/>' % (self._p, palette.ACCENT.encode())
        inner = (font and font["inner"]) or b""
        if there := elements(b"color").search(inner):
            start, end = there.span()
        else:
            size, name = elements(b"sz").search(inner), elements(b"name").search(inner)
            start = end = size.end() if size else name.start() if name else 0
        made = b"<%bfont>%b</%bfont>" % (self._p, inner[:start] + colour + inner[end:], self._p)
        return self._add(b"fonts", made)

    def _codes(self) -> dict[int, str]:
        formats = (openings(b"numFmt").match(item) for item in self._list(b"numFmts"))
        about = (attributes(one["about"]) for one in formats if one)
        return _BUILT_IN | {number_in(one, b"numFmtId"): text_of(one.get(b"formatCode")) for one in about}

    def _format(self, code: str) -> int:
        known = self._codes()
        number = next((number for number, text in known.items() if text == code), None)
        if number is None:
            number = max(_FREE_FORMAT - 1, *known) + 1
            form = '<{}numFmt numFmtId="{}" formatCode={}/>'
            self._add(b"numFmts", form.format(self._p.decode(), number, quoteattr(code)).encode())
        return number


_APPLIES = {
    b"fillId": b"applyFill",
    b"borderId": b"applyBorder",
    b"fontId": b"applyFont",
    b"numFmtId": b"applyNumberFormat",
}


def number_in(about: dict[bytes, bytes], name: bytes) -> int:
    """A whole number among attributes; 0 for none."""
    value = about.get(name, b"0")
    return int(value) if value.isdigit() and len(value) < 10 else 0
