"""The fonts of a saved style sheet in the order that the schema asks for and openpyxl does not keep."""

from __future__ import annotations

import re

#: ECMA-376 part 1, 18.8.22, in the order that the Open XML SDK accepts.
_ORDER = (
    b"b", b"i", b"strike", b"condense", b"extend", b"outline", b"shadow", b"u", b"vertAlign", b"sz",
    b"color", b"name", b"family", b"charset", b"scheme",
)  # fmt: skip
_FONT = re.compile(rb"(<font>)(.*?)(</font>)", re.DOTALL)
_PROPERTY = re.compile(rb"<(\w+)(?: [^>]*?)?(?:/>|></\1>)")


def ordered_fonts(styles: bytes) -> bytes:
    """The part with each font's properties in order; a font of another shape stays as it is."""

    def sort(font: re.Match[bytes]) -> bytes:
        properties = list(_PROPERTY.finditer(font[2]))
        known = all(one[1] in _ORDER for one in properties)
        if not known or sum(len(one[0]) for one in properties) != len(font[2]):
            return font[0]
        properties.sort(key=lambda one: _ORDER.index(one[1]))
        return font[1] + b"".join(one[0] for one in properties) + font[3]

    return _FONT.sub(sort, styles)
