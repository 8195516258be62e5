"""A body that Jinja wrote, spelt as the serialiser would: `proof` proves that nothing else would change."""

from __future__ import annotations

import re

from itaxl.memo.press.whole import made_whole
from itaxl.named_tuple import NamedTuple

_PICTURE = b"<wp:docPr"
#: Compiled where it is needed: most bodies have one picture, numbered beforehand.
_PICTURE_NUMBER = rb'^((?: [\w:.-]+="[^"]*")*? id=")[^"]*'
#: docxtpl numbers pictures from here.
FIRST_PICTURE = 1001


#: An opening and a closing tag, and what the serialiser makes of them with nothing between.
Empties = tuple[tuple[bytes, bytes], ...]


class Proof(NamedTuple):
    """`numbered`: there may be several pictures, which docxtpl numbers; one has its number before.
    `whole`: no cell can lack its paragraph.
    """

    empties: Empties
    numbered: bool
    whole: bool


def canonicalise(xml: bytes, proof: Proof) -> bytes:
    """What the serialiser would write, made whole."""
    for pair, single in proof.empties:
        xml = xml.replace(pair, single)
    if not proof.whole:
        xml = made_whole(xml)
    return number_pictures(xml) if proof.numbered else xml


def number_pictures(xml: bytes) -> bytes:
    """Its pictures with docxtpl's numbers."""
    before, *pictures = xml.split(_PICTURE)
    renumbered = (
        re.sub(_PICTURE_NUMBER, rb"\g<1>%d" % number, picture, count=1)
        for number, picture in enumerate(pictures, FIRST_PICTURE)
    )
    return _PICTURE.join((before, *renumbered))
