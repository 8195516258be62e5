"""Builds the templates, and the tables of its guide:  python templates/build.py

The same source gives the same bytes, on any machine.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import brief_body  # noqa: E402
import guide  # noqa: E402
import memo_kinds  # noqa: E402
import memo_marks  # noqa: E402
import memo_parts  # noqa: E402
import reply_body  # noqa: E402


def parts(document: str) -> dict[str, bytes]:
    """Every part of a template by its name in the package; the list of content types comes first."""
    edges = {
        "header1.xml": memo_marks.first_header,
        "header2.xml": lambda: memo_marks.header("MemoPage"),
        "header3.xml": lambda: memo_marks.header("MemoWidePage", 2051),
        "footer1.xml": memo_marks.footer,
    }
    used = {to for _, _, to in memo_parts.related(document)}
    texts = {
        "[Content_Types].xml": memo_parts.content_types(document),
        "_rels/.rels": memo_parts.package_relationships(),
        "word/document.xml": document,
        "word/_rels/document.xml.rels": memo_parts.document_relationships(document),
        "word/styles.xml": memo_parts.styles(),
        "word/settings.xml": memo_parts.settings(),
        "word/theme/theme1.xml": memo_parts.theme(),
        "word/fontTable.xml": memo_parts.font_table(),
        **{f"word/{name}": make() for name, make in edges.items() if name in used},
        "docProps/core.xml": memo_parts.core_properties(),
        "docProps/app.xml": memo_parts.app_properties(),
    }
    pictures = [f"word/{name}" for name in sorted(used) if name.startswith("media/")]
    return {name: text.encode() for name, text in texts.items()} | dict.fromkeys(
        pictures, memo_parts.blank_picture()
    )


def build(document: str) -> bytes:
    """A template.  Stored, not deflated: no version of zlib can change a byte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts(document).items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, data)
    return buffer.getvalue()


def templates() -> dict[str, bytes]:
    """Every template that we ship, by its file's name."""
    return {name: build(make()) for name, make in memo_kinds.BODIES.items()}


def of_the_district() -> dict[str, bytes]:
    """The templates of the letter to an office and of the brief, by file's name."""
    return {"reply.docx": build(reply_body.reply()), "brief.docx": build(brief_body.brief())}


def main() -> None:
    for name, data in (templates() | of_the_district()).items():
        (HERE / name).write_bytes(data)
        print(f"{name}: {len(data):,} bytes")
    guide.GUIDE.write_text(guide.filled(guide.GUIDE.read_text("utf-8")), "utf-8", newline="\n")
    print(guide.GUIDE.name)


if __name__ == "__main__":
    main()
