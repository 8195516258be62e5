"""What a memo gets beside its text: properties, and the links and QR codes of its evidence."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator, Mapping
from functools import lru_cache

from itaxl.memo.press.spelling import spelt
from itaxl.memo.template.links import CODE, LINK
from itaxl.named_tuple import NamedTuple
from itaxl.zip_writer import Deflate, Package

_CORE = "docProps/core.xml"
_MAIN, _RELATIONS, _TYPES = "word/document.xml", "word/_rels/document.xml.rels", "[Content_Types].xml"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
_PNG = b'<Default Extension="png" ContentType="image/png"/>'
#: Pixels of a square of the code: sharp in print at two or three centimetres.
_SCALE = 6


class About(NamedTuple):
    """A memo's properties: whose it is, what it is about, of which day."""

    title: str
    subject: str
    author: str
    day: dt.date | None


def properties(about: About) -> dict[str, bytes]:
    """Title, author, subject, language and dates, for those who keep or search files: a part of the memo."""
    day = f"{about.day.isoformat()}T00:00:00Z" if about.day else "2025-01-01T00:00:00Z"
    stamps = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{day}</dcterms:{name}>'
        for name in ("created", "modified")
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_escaped(about.title)}</dc:title><dc:subject>{_escaped(about.subject)}</dc:subject>"
        f"<dc:creator>{_escaped(about.author)}</dc:creator><cp:lastModifiedBy>itaxl</cp:lastModifiedBy>"
        f"<dc:language>th-TH</dc:language>{stamps}</cp:coreProperties>"
    )
    return {_CORE: text.encode()}


def _escaped(text: str) -> str:
    """Fit for an attribute, too."""
    return spelt(text).decode().replace('"', "&#34;").replace("'", "&#39;")


def with_evidence(memo: Package, values: Mapping[str, object], deflate: Deflate) -> None:
    """The addresses and codes that the text asks for by their number."""
    text, relations = memo.read(_MAIN), memo.read(_RELATIONS)
    added: list[str] = []
    for number, url in _links(values):
        if f'"{LINK}{number}"'.encode() in text:
            added.append(
                f'<Relationship Id="{LINK}{number}" Type="{_KIND}hyperlink" Target="{_escaped(url)}" '
                'TargetMode="External"/>'
            )
        if f'"{CODE}{number}"'.encode() in text:
            name = f"media/evidence{number}.png"
            added.append(f'<Relationship Id="{CODE}{number}" Type="{_KIND}image" Target="{name}"/>')
            memo.put(f"word/{name}", qr_code(url), None)
    if added:
        lines = "".join(added).encode()
        memo.put(_RELATIONS, relations.replace(b"</Relationships>", lines + b"</Relationships>"), deflate)
        types = memo.read(_TYPES)
        if b'Extension="png"' not in types:
            at = types.index(b"<Default") if b"<Default" in types else types.index(b"<Override")
            memo.put(_TYPES, types[:at] + _PNG + types[at:], deflate)


def _links(values: Mapping[str, object]) -> Iterator[tuple[int, str]]:
    results = values.get("results")
    for row in results if isinstance(results, list) else ():
        yield from ((link["number"], link["url"]) for link in row["links"])


@lru_cache(maxsize=256)
def qr_code(url: str) -> bytes:
    """The QR code of an address, as a PNG."""
    import segno  # only templates that print codes need it

    out = io.BytesIO()
    segno.make_qr(url, error="m").save(out, kind="png", scale=_SCALE, border=2)
    return out.getvalue()
