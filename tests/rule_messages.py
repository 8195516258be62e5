"""What each rule says of its bad example, the first time.  `python -m tests.rule_messages` rewrites the list.

A changed line in a diff of golden/rule_messages.json is a changed word, value or cell for the clerk: read it.
"""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

from itaxl.core.assess import assess
from itaxl.core.rules import RULES
from tests.case_grids import grids_of

TODAY = dt.date(2024, 4, 2)
PATH = Path(__file__).with_name("golden") / "rule_messages.json"
#: [cell, value, message] by code.
MESSAGES: dict[str, list[str]] = json.loads(PATH.read_text(encoding="utf-8")) if PATH.exists() else {}


def main() -> None:
    said = {
        rule.code: [found.place.cell, found.value, found.message]
        for rule in RULES
        for found in reversed(assess(grids_of(rule.bad), TODAY).findings)
        if found.code == rule.code
    }
    text = json.dumps(dict(sorted(said.items())), ensure_ascii=False, indent=1)
    PATH.write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
