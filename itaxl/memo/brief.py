"""The brief for the chair as a document, from which a PDF is made."""

from __future__ import annotations

from collections.abc import Mapping

from itaxl.memo.finish import About
from itaxl.memo.render import Template
from itaxl.shipped import BRIEF_TEMPLATE, shipped


def brief_docx(values: Mapping[str, object], about: About) -> bytes:
    """`values`: title, date, points (texts), offices (each name, standing, todo) and more."""
    edges = {"draft": False, "urgency": "", "secrecy": "", "thai_digits": True}
    return Template(shipped(BRIEF_TEMPLATE).read_bytes()).render({**values, **edges}, about=about)
