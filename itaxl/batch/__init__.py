"""Door 2: folders of workbooks.  Memos, checked copies, lists and the district workbook.

What it hands out is loaded when it is asked for: worker processes come in here too, and need little of it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from itaxl.batch.earlier import earlier_in
    from itaxl.batch.inputs import collect
    from itaxl.batch.links import ask_links
    from itaxl.batch.ours import LeftOut
    from itaxl.batch.outcome import Options, Outcome
    from itaxl.batch.roster import read_roster, roster_bytes, roster_of
    from itaxl.batch.run import run_batch
    from itaxl.batch.summary import Summary
else:
    _HOMES = {
        "LeftOut": "ours",
        "Options": "outcome",
        "Outcome": "outcome",
        "Summary": "summary",
        "ask_links": "links",
        "collect": "inputs",
        "earlier_in": "earlier",
        "read_roster": "roster",
        "roster_bytes": "roster",
        "roster_of": "roster",
        "run_batch": "run",
    }

    def __getattr__(name: str) -> object:
        from importlib import import_module

        if name not in _HOMES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


__all__ = [
    "LeftOut",
    "Options",
    "Outcome",
    "Summary",
    "ask_links",
    "collect",
    "earlier_in",
    "read_roster",
    "roster_bytes",
    "roster_of",
    "run_batch",
]
