"""Builds templates/memo.docx, and the tables of its guide:  python templates/build.py

The same source gives the same bytes, on any machine.
"""

from __future__ import annotations

import io
import sys
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent)]

import guide  # noqa: E402
import memo_body  # noqa: E402
import memo_marks  # noqa: E402
import memo_parts  # noqa: E402

TEMPLATE = HERE / "memo.docx"


def parts() -> dict[str, bytes]:
    """Every part by its name in the package; the list of content types comes first."""
    texts = {
        "[Content_Types].xml": memo_parts.content_types(),
        "_rels/.rels": memo_parts.package_relationships(),
        "word/document.xml": memo_body.document(),
        "word/_rels/document.xml.rels": memo_parts.document_relationships(),
        "word/styles.xml": memo_parts.styles(),
        "word/settings.xml": memo_parts.settings(),
        "word/theme/theme1.xml": memo_parts.theme(),
        "word/fontTable.xml": memo_parts.font_table(),
        "word/header1.xml": memo_marks.first_header(),
        "word/header2.xml": memo_marks.header(),
        "docProps/core.xml": memo_parts.core_properties(),
        "docProps/app.xml": memo_parts.app_properties(),
    }
    encoded = {name: text.encode() for name, text in texts.items()}
    return encoded | {"word/media/emblem.png": memo_parts.blank_picture()}


def build() -> bytes:
    """The template.  Stored, not deflated: no version of zlib can change a byte."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as package:
        for name, data in parts().items():
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 0
            package.writestr(entry, data)
    return buffer.getvalue()


def main() -> None:
    TEMPLATE.write_bytes(build())
    guide.GUIDE.write_text(guide.filled(guide.GUIDE.read_text("utf-8")), "utf-8", newline="\n")
    print(f"{TEMPLATE.name}: {TEMPLATE.stat().st_size:,} bytes; {guide.GUIDE.name}")


if __name__ == "__main__":
    main()
