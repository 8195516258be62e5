"""What Word must have and a loop may leave out: a paragraph in every cell, text box, header and footer.

docxtpl takes away the paragraphs of `{%p for … %}`, and a list without items leaves nothing in their place:
such a file is no valid document (ECMA-376 part 1, 17.4.65), and Word offers to repair it.
"""

from __future__ import annotations

_EMPTY = b"<w:p/>"
#: How a cell or a text box ends that has no paragraph last, and what stands there then.
_CELLS = tuple(
    (end, end.replace(b"</w:tc>", _EMPTY + b"</w:tc>"))
    for end in (b"</w:tcPr></w:tc>", b"<w:tcPr/></w:tc>", b"</w:tbl></w:tc>")
) + tuple((b"<%s/>" % name, b"<%s>%s</%s>" % (name, _EMPTY, name)) for name in (b"w:tc", b"w:txbxContent"))
_NO_CELLS = (b"</w:trPr></w:tr>", b"</w:tblPrEx></w:tr>", b"<w:tr/>")
_NO_ROWS = (b"</w:tblGrid></w:tbl>", b"<w:tblGrid/></w:tbl>", b"</w:tblPr></w:tbl>")
_EDGES = (b"w:hdr", b"w:ftr")


def made_whole(xml: bytes) -> bytes:
    """The part as a serialiser wrote it, mended; rows without cells and tables without rows go."""
    xml = _without(b"w:tr", _NO_CELLS, xml)
    xml = _without(b"w:tbl", _NO_ROWS, xml)
    for end, filled in _CELLS:
        if end in xml:
            xml = xml.replace(end, filled)
    return xml


def edge_made_whole(xml: bytes) -> bytes:
    """The same for a header or footer, which may itself have come out empty."""
    if xml.endswith(b"/>"):
        name = next((name for name in _EDGES if b"<%s " % name in xml), None)
        if name and xml.count(b"<") <= 2:
            return xml[:-2] + b">" + _EMPTY + b"</%s>" % name
    return made_whole(xml)


def _without(name: bytes, ends: tuple[bytes, ...], xml: bytes) -> bytes:
    for end in ends:
        if end in xml:
            *before, last = xml.split(end)
            if end != b"<%s/>" % name:
                starts = (b"<%s>" % name, b"<%s " % name)
                before = [piece[: max(map(piece.rfind, starts))] for piece in before]
            xml = b"".join((*before, last))
    return xml
