"""For mutation testing: every test finds the core's caches empty, as a fresh process would.

What an earlier test left in a cache would hide that a later one depends on how it came there.
"""

from __future__ import annotations

import sys

from itaxl.core import fields


def pytest_runtest_setup() -> None:
    fields._SPELT.clear()
    fields._MEMBERS.clear()
    for name, module in list(sys.modules.items()):
        if name.startswith("itaxl.core"):
            for value in list(vars(module).values()):
                if clear := getattr(value, "cache_clear", None):
                    clear()
