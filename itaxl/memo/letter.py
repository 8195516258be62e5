"""The letter to an office that has something to do: printed as memos are, from a template of its own."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from itaxl.core.layout import MEASURES_SHEET
from itaxl.errors import TemplateError
from itaxl.memo.emblem import WIDTH
from itaxl.memo.finish import About
from itaxl.memo.render import Template, read_template
from itaxl.shipped import LETTER_TEMPLATE, shipped

#: What a letter can say, by the names that its template uses; `docs/district.md` explains them.
NAMES = frozenset(
    {
        *("to", "office", "place", "sender", "date", "subject", "fiscal_year", "round", "due", "contact"),
        *(
            "not_sent",
            "unread",
            "other_year",
            "to_mend",
            "reason",
            "copy",
            "items",
            "more",
            "warnings",
            "emblem",
        ),
    }
)
#: What stands at the edges of the page, as in memos, and is the same in every letter.
_EDGES = {"draft": False, "urgency": "", "secrecy": "", "thai_digits": True}
#: Of an item: where it stands, what stands there, and what to do.
_ITEM = {"number": "๑", "sheet": MEASURES_SHEET, "cell": "B5", "value": "–", "message": "โปรดระบุชื่อมาตรการ"}
_SAMPLE: dict[str, object] = {
    **dict.fromkeys(NAMES, "ข้อความ"),
    **dict.fromkeys(("not_sent", "unread", "other_year", "to_mend"), True),
    "items": [_ITEM],
}


class Letter:
    """Print as many as you like.  Raises TemplateError for a template that does not work."""

    def __init__(self, docx: bytes | None = None) -> None:
        own = docx if docx is not None else shipped(LETTER_TEMPLATE).read_bytes()
        self._template = Template(own, foreign=docx is not None)

    def printed(self, values: Mapping[str, object], about: About, emblem: bytes | None) -> bytes:
        """The .docx; the same values give the same bytes.  `emblem` a PNG or JPEG."""
        return self._template.render({**values, **_EDGES}, emblem, about=about)


def checked_letter(path: Path) -> bytes:
    """A template of the district's own.  Raises TemplateError unless letters can come of it."""
    from itaxl.memo.template.apart import check_apart

    docx = read_template(path)
    check_apart(_check, docx)
    return docx


def _check(docx: bytes) -> None:
    """Names first, then a letter with everything in it and one with nothing."""
    template = Template(docx, foreign=True)
    unknown = sorted(name for name in template.names() - NAMES - _EDGES.keys() if not name.startswith(WIDTH))
    if unknown:
        raise TemplateError(
            f"แม่แบบหนังสือใช้ชื่อที่ไม่มี: {', '.join(unknown[:10])}", "โปรดใช้ชื่อตามตารางใน docs/district.md"
        )
    for values in (_SAMPLE, {**dict.fromkeys(NAMES, ""), "items": []}):
        template.render({**values, **_EDGES})
