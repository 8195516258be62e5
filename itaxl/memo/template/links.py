"""Links and QR codes of evidence: placeholders of a template, which Word lets people move and resize.

A picture whose alternative text is `qr {{ link.number }}` becomes the QR code of that link; a hyperlink whose
screen tip is `link {{ link.number }}` leads to it.  The number is all that the document needs: what it stands
for is put beside the document (`memo.finish`).
"""

from __future__ import annotations

import re

#: Before the number of a link, in the name of a relation.
LINK, CODE = "rIdEvidence", "rIdEvidenceCode"
_MAIN = "word/document.xml"
_NUMBER = r"\{\{\s*([A-Za-z_]\w*\.number)\s*\}\}"
_DRAWING = re.compile(r"<wp:(anchor|inline)\b.*?</wp:\1>", re.DOTALL)
_CODE = re.compile(rf'\b(descr|title)="\s*qr\s+{_NUMBER}\s*"', re.IGNORECASE)
_EMBED = re.compile(r'\br:embed="[^"]*"')
_HYPERLINK = re.compile(r"<w:hyperlink\b[^>]*>")
_TIP = re.compile(rf' w:tooltip="\s*link\s+{_NUMBER}\s*"', re.IGNORECASE)
_RELATION = re.compile(r'\br:id="[^"]*"')


def mark_links(parts: dict[str, bytes]) -> None:
    """The placeholders of the text, as expressions that give numbers and nothing else."""
    xml = parts.get(_MAIN, b"")
    if b".number" in xml:
        text = _DRAWING.sub(_as_code, xml.decode("utf-8", "replace"))
        parts[_MAIN] = _HYPERLINK.sub(_as_link, text).encode()


def has_links(xml: bytes) -> bool:
    """Whether a template's text, or the package around it where it is only stored, has such a placeholder."""
    return b"qr {{" in xml or b'tooltip="link {{' in xml


def _as_code(drawing: re.Match[str]) -> str:
    text = drawing.group()
    found = _CODE.search(text)
    if not found:
        return text
    text = _CODE.sub(r'\1="QR code"', text)
    return _EMBED.sub(f'r:embed="{CODE}{{{{ {found[2]}|int }}}}"', text, count=1)


def _as_link(tag: re.Match[str]) -> str:
    found = _TIP.search(tag.group())
    if not found:
        return tag.group()
    return _RELATION.sub(f'r:id="{LINK}{{{{ {found[1]}|int }}}}"', _TIP.sub("", tag.group()), count=1)
