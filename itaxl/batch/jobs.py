"""The jobs of a run, each with what an earlier run knew; made when they are given out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import overload

from itaxl import __version__
from itaxl.batch.delivery import Delivered, outputs_of
from itaxl.batch.digests import digest
from itaxl.batch.ledger import Ledger, Record
from itaxl.batch.outcome import Job, Known, Options
from itaxl.batch.places import Places
from itaxl.shipped import TEMPLATES, shipped

#: A change of what is remembered, or of how an output follows from an input, within one version.
_FORMAT = 6


class Jobs(Sequence[Job]):
    """One job an input; nothing is known where the options, the template or the version are others."""

    def __init__(self, inputs: Sequence[Path], options: Options, places: Places, ledger: Ledger) -> None:
        self._inputs, self._options, self._places, self._ledger = inputs, options, places, ledger
        #: What, apart from the input, decides its outputs.
        self.key = _key(options)
        #: Asked for several times in a row.
        self._asked: tuple[Path | None, str] = (None, "")

    def __len__(self) -> int:
        return len(self._inputs)

    @overload
    def __getitem__(self, at: int) -> Job: ...
    @overload
    def __getitem__(self, at: slice) -> list[Job]: ...
    def __getitem__(self, at: int | slice) -> Job | list[Job]:
        if isinstance(at, slice):
            return [self[n] for n in range(*at.indices(len(self)))]
        path = self._inputs[at]
        unknown = self._options.force or not self._ledger.inputs
        return Job(path, None if unknown else self._known(self.before(path)))

    def before(self, path: Path) -> Record | None:
        """What an earlier run kept of an input, with whatever options."""
        return self._ledger.find(self.identity(path))

    def identity(self, path: Path) -> str:
        """The name of an input on record."""
        if self._asked[0] is not path:
            self._asked = path, self._places.identity(path)
        return self._asked[1]

    def terms(self, done: Delivered) -> Record:
        """Under which terms the outputs were made, to be kept with them."""
        copied = self._options.annotate
        if done.outcome.unchanged and done.checked:  # an earlier run's copy still stands
            copied = bool((self.before(done.outcome.path) or {}).get("annotated"))
        return {"key": self.key, "annotated": copied}

    def _known(self, record: Record | None) -> Known | None:
        if record is None or record.get("key") != self.key:
            return None
        copied = bool(record.get("annotated"))
        if copied != self._options.annotate and not (copied and "checked" in record):
            return None
        try:
            name, emblem = map(str, record["emblem"])
            template_name, template = map(str, record["template"])
            day = record["day"] and dt.date.fromisoformat(record["day"])
            outputs = outputs_of(record)
            outputs.pop("pdf", None)  # made of the memo, and looked after on its own
            if not self._options.annotate:
                outputs.pop("checked", None)
            lying = tuple((self._places.out / output.name, output.digest) for output in outputs.values())
            return Known(str(record["content"]), name, emblem, template_name, template, day, lying)
        except (KeyError, TypeError, ValueError):
            return None


def _key(options: Options) -> str:
    """A template chosen for all, else those that an office may choose by name."""
    template = options.template
    if template is None:
        used = [shipped(name).read_bytes() for name in TEMPLATES.values()]
    else:
        used = [template if isinstance(template, bytes) else template.read_bytes()]
    mended = ["mended"] if options.annotate and options.mend else []
    asked: list[str] = []
    if options.links is not None:
        from itaxl.batch.links import key_of

        asked = key_of(options.links)
    return digest(" ".join((str(_FORMAT), __version__, *map(digest, used), *mended, *asked)).encode())
