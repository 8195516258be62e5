"""What a template asks for beside the memo's words: details of each measure, links and QR codes of evidence.

The latter are placeholders, which Word lets people move and resize.  A picture whose alternative text is
`qr {{ link.number }}` becomes the QR code of that link; a hyperlink whose screen tip is
`link {{ link.number }}` leads to it.  The number is all that the document needs: what it stands for is put
beside the document (`memo.finish`).
"""

from __future__ import annotations

import re

#: Before the number of a link, in the name of a relation.
LINK, CODE = "rIdEvidence", "rIdEvidenceCode"
#: What only `content.details` gives; compiled where it is asked, as the rest.
_DETAILS = (
    rb"\.(?:due|done_on|status|note|indicator|instrument|issue|result|result_6|result_12|problems|budget|spent|"
    rb"evidence|evidence_notes|links|own)\b"
)
_MAIN = "word/document.xml"
_NUMBER = r"\{\{\s*([A-Za-z_]\w*\.number)\s*\}\}"
#: Compiled where they are needed: few templates have any, and most were prepared before.
_DRAWING = r"(?s)<wp:(anchor|inline)\b.*?</wp:\1>"
_CODE = rf'(?i)\b(descr|title)="\s*qr\s+{_NUMBER}\s*"'
_EMBED = r'\br:embed="[^"]*"'
_HYPERLINK = r"<w:hyperlink\b[^>]*>"
_TIP = rf'(?i) w:tooltip="\s*link\s+{_NUMBER}\s*"'
_RELATION = r'\br:id="[^"]*"'


def mark_links(parts: dict[str, bytes]) -> None:
    """The placeholders of the text, as expressions that give numbers and nothing else."""
    xml = parts.get(_MAIN, b"")
    if b".number" in xml:
        text = re.sub(_DRAWING, _as_code, xml.decode("utf-8", "replace"))
        parts[_MAIN] = re.sub(_HYPERLINK, _as_link, text).encode()


def has_links(xml: bytes) -> bool:
    """Whether a template's text, or the package around it where it is only stored, has such a placeholder."""
    return b"qr {{" in xml or b'tooltip="link {{' in xml


def _as_code(drawing: re.Match[str]) -> str:
    text = drawing.group()
    found = re.search(_CODE, text)
    if not found:
        return text
    text = re.sub(_CODE, r'\1="QR code"', text)
    return re.sub(_EMBED, f'r:embed="{CODE}{{{{ {found[2]}|int }}}}"', text, count=1)


def _as_link(tag: re.Match[str]) -> str:
    found = re.search(_TIP, tag.group())
    if not found:
        return tag.group()
    return re.sub(_RELATION, f'r:id="{LINK}{{{{ {found[1]}|int }}}}"', re.sub(_TIP, "", tag.group()), count=1)


def has_details(template: bytes) -> bool:
    """Whether a template of ours names a value of `content.details`."""
    return re.search(_DETAILS, template) is not None
