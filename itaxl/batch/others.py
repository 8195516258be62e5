"""The inputs of earlier runs that are not among those of this one."""

from __future__ import annotations

import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

from itaxl.batch.delivery import Delivery, outputs_of
from itaxl.batch.ledger import Ledger
from itaxl.batch.places import Places, short_of
from itaxl.batch.shelf import Why
from itaxl.batch.written import folded


class Others:
    """`kept` counts the workbooks whose outputs stay; what the others gave goes to earlier/ in the end."""

    def __init__(self, inputs: Sequence[Path], places: Places, ledger: Ledger, delivery: Delivery) -> None:
        self._ledger, self._inputs = ledger, inputs
        self._gone: list[str] = []
        self.kept = 0
        for record in ledger.others(short_of(places.identity(path)) for path in inputs):
            identity, outputs = record["input"], outputs_of(record)
            why = self._gone_because(places.out / identity)
            if why:
                self._gone.append(identity)
                delivery.leave(outputs.values(), why)
            else:
                lying = {kind: one for kind, one in outputs.items() if (places.out / one.name).is_file()}
                delivery.reserve(lying)
                self.kept += bool(lying)

    @cached_property
    def _by_name(self) -> dict[str, list[Path]]:
        """The inputs by name, spelt in whatever way: a disk may take two spellings for one name."""
        by_name: dict[str, list[Path]] = {}
        for path in self._inputs:
            by_name.setdefault(folded(path.name), []).append(path)
        return by_name

    def _gone_because(self, path: Path) -> Why | None:
        """None for a workbook that is there, and where nobody can say so: its drive is not there either."""
        try:
            found = os.lstat(path)
        except (FileNotFoundError, NotADirectoryError):
            return Why.GONE if os.path.isdir(path.anchor or os.curdir) else None
        except (OSError, ValueError):
            return None
        alike = self._by_name.get(folded(path.name), ())
        return Why.RENAMED if any(_is(one, found) for one in alike) else None

    def end(self) -> None:
        """Forget them, when their outputs are gone."""
        for identity in self._gone:
            self._ledger.drop(identity)


def _is(path: Path, found: os.stat_result) -> bool:
    try:
        return os.path.samestat(os.lstat(path), found)
    except (OSError, ValueError):
        return False
