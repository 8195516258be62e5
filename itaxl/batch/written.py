"""The outputs that the program wrote into a folder, and the contents that it gave them."""

from __future__ import annotations

import contextlib
import unicodedata
from collections.abc import Iterator

#: Bytes of a digest.
_SIZE = 32
#: Contents of an output that are worth keeping: the one before, and the one that was about to come.
_KEPT = 2


def folded(name: str) -> str:
    """The name as a disk compares it that takes letter case and ways to write an accent for nothing."""
    if name.isascii():
        return name.lower()
    text = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())
    return name if text == name else text  # a country's names are kept, and mostly are as they were


class Written:
    """Digests by output, oldest first; names that one disk takes for the same are one here, too.

    A name without a digest is an output of ours whose content is somebody's.
    """

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}
        #: The other spellings of a folded name.
        self._alike: dict[str, list[str]] = {}

    def __len__(self) -> int:
        return len(self._contents)

    def names(self) -> list[str]:
        """Each as it was spelt."""
        return list(self._contents)

    def note(self, name: str, digest: object) -> None:
        """That an output got a content; None says that what has the name now is not ours any more."""
        if digest is None:
            self._forget(name)
            return
        if name not in self._contents:
            key = folded(name)
            if key != name:
                self._alike.setdefault(key, []).append(name)
        newest = _raw(digest)
        before = (content for content in _cut(self._contents.get(name, b"")) if content != newest)
        self._contents[name] = b"".join((*before, newest))

    def _forget(self, name: str) -> None:
        if self._contents.pop(name, None) is not None and (alike := self._alike.get(folded(name))):
            with contextlib.suppress(ValueError):
                alike.remove(name)

    def knows(self, name: str) -> bool:
        return bool(self.spellings(name))

    def spellings(self, name: str) -> list[str]:
        """How a name is spelt on record."""
        return [one for one in self._spellings(name) if one in self._contents]

    def wrote(self, name: str, digest: str) -> bool:
        """Whether this content of an output is the program's own."""
        raw = _raw(digest)
        return bool(raw) and any(raw in _cut(self._contents.get(one, b"")) for one in self._spellings(name))

    def is_newest(self, name: str, digest: str) -> bool:
        """Whether it is the content that an output of this spelling got last."""
        return _cut(self._contents.get(name, b""))[-1:] == [_raw(digest)]

    def kept(self) -> Iterator[tuple[str, str]]:
        """Names and digests that are worth remembering, in the order to note them."""
        for name, contents in self._contents.items():
            for content in _cut(contents)[-_KEPT:] or [b""]:
                yield name, content.hex()

    def _spellings(self, name: str) -> Iterator[str]:
        key = folded(name)
        yield key
        yield from self._alike.get(key, ())


def _raw(digest: object) -> bytes:
    """A digest's bytes; none for what somebody wrote instead of one."""
    with contextlib.suppress(ValueError):
        if len(raw := bytes.fromhex(str(digest))) == _SIZE:
            return raw
    return b""


def _cut(digests: bytes) -> list[bytes]:
    return [digests[at : at + _SIZE] for at in range(0, len(digests), _SIZE)]
