"""Whether the memo's fonts are on this machine: a PDF made without them has other letters and other pages."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Collection

#: What Thai text is set in.
_THAI_FONT = re.compile(rb"""<w:rFonts\b[^>]*\bw:cs=["']([^"']+)["']""")
_PARTS = re.compile(r"word/(?:document|styles|header\d*|footer\d*)\.xml")


def fonts_of(docx: bytes) -> frozenset[str]:
    """The families that a Word file names for Thai text."""
    found: set[bytes] = set()
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        for name in package.namelist():
            if _PARTS.fullmatch(name):
                found.update(_THAI_FONT.findall(package.read(name)))
    return frozenset(name.decode("utf-8", "replace") for name in found)


def missing_fonts(docx: bytes, installed: Collection[str]) -> tuple[str, ...]:
    """Those not `installed`, sorted; none where it is not known what is installed.

    An installed name may go on with the style, as in 'TH SarabunPSK Bold'.
    """
    known = tuple(name.casefold() for name in installed)
    if not known:
        return ()
    return tuple(
        sorted(font for font in fonts_of(docx) if not any(n.startswith(font.casefold()) for n in known))
    )
