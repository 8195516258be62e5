"""Expat, set up for XML from strangers: UTF-8 only, no document type, nothing expanded, not too deep."""

from __future__ import annotations

from collections.abc import Callable
from xml.parsers import expat

from itaxl.reading.refusal import Refusal

Attributes = dict[str, str]

_DEEPEST = 64
#: Parts that only list other parts are small.
_LARGEST_INDEX = 4_000_000


def local(name: str) -> str:
    """The name without its prefix: some programs write `<x:c>` for `<c>`."""
    return name.rpartition(":")[2]


class Scanner:
    """Feeds one part, once, to `started`, `ended` and `read`, which a subclass gives.

    Malformed XML, a document type and deep nesting (which costs memory) are a damaged file.
    """

    #: None, and names come with their prefix; else with their namespace, this sign between.
    between: str | None = None

    def __init__(self, refuse: Refusal) -> None:
        self.refuse = refuse
        self.parser = expat.ParserCreate("utf-8", self.between)
        self.parser.buffer_text = True
        self.parser.StartDoctypeDeclHandler = self._reject
        self.parser.StartElementHandler = self._started
        self.parser.EndElementHandler = self._ended
        self.parser.CharacterDataHandler = self.read
        self._depth = 0

    def started(self, name: str, attributes: Attributes) -> None:
        raise NotImplementedError

    def ended(self, name: str) -> None:
        raise NotImplementedError

    def read(self, text: str) -> None:
        raise NotImplementedError

    def run(self, xml: bytes) -> None:
        try:
            self.parser.Parse(xml, True)
        except expat.ExpatError as error:
            raise self.refuse.damaged() from error
        finally:
            del self.parser  # it holds our methods: a circle, with all that it buffered

    def _reject(self, *_: object) -> None:
        raise self.refuse.damaged()

    def _started(self, name: str, attributes: Attributes) -> None:
        self._depth += 1
        if self._depth > _DEEPEST:
            raise self.refuse.damaged()
        self.started(name, attributes)

    def _ended(self, name: str) -> None:
        self._depth -= 1
        self.ended(name)


class OwnScanner(Scanner):
    """Feeds the elements of the root's own namespace by their local names, whatever the prefix; the others,
    extensions of later years, come as 'namespace name'.  So do attributes with a prefix."""

    between = " "

    def __init__(self, refuse: Refusal) -> None:
        super().__init__(refuse)
        self._own: str | None = None

    def _started(self, name: str, attributes: Attributes) -> None:
        if self._own is None:
            self._own = name.rpartition(" ")[0] + " "
        super()._started(name.removeprefix(self._own), attributes)

    def _ended(self, name: str) -> None:
        super()._ended(name.removeprefix(self._own or ""))


class _Elements(Scanner):
    def __init__(self, refuse: Refusal, seen: Callable[[str, Attributes], None]) -> None:
        super().__init__(refuse)
        self._seen = seen

    def started(self, name: str, attributes: Attributes) -> None:
        self._seen(local(name), attributes)

    def _ended(self, name: str) -> None:
        self._depth -= 1

    def read(self, text: str) -> None:
        pass


class _OwnElements(_Elements, OwnScanner):
    def started(self, name: str, attributes: Attributes) -> None:
        if " " not in name:
            self._seen(name, attributes)


def each_element(xml: bytes, refuse: Refusal, seen: Callable[[str, Attributes], None]) -> None:
    """Calls `seen` with the local name and the attributes of every element of a small part."""
    if len(xml) > _LARGEST_INDEX:
        raise refuse.damaged()
    _Elements(refuse, seen).run(xml)


def own_elements(xml: bytes, refuse: Refusal, seen: Callable[[str, Attributes], None]) -> None:
    """As `each_element`, of the root's own namespace only: an extension may use the same names."""
    if len(xml) > _LARGEST_INDEX:
        raise refuse.damaged()
    _OwnElements(refuse, seen).run(xml)
