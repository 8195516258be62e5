"""What a memo says, read back: a benchmark of wrong memos would be worth nothing."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def texts(memo: bytes) -> list[str]:
    """The paragraphs that say something, tables included, in order.  Raises for what is no memo."""
    with zipfile.ZipFile(io.BytesIO(memo)) as package:
        body = ElementTree.fromstring(package.read("word/document.xml"))
    told = ("".join(text.text or "" for text in p.iter(f"{_W}t")) for p in body.iter(f"{_W}p"))
    return [text.strip() for text in told if text.strip()]
