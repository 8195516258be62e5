"""Orders from the tests to a process of Windows: a line of JSON each, answered by a line with its number."""

from __future__ import annotations

import json
import sys
import threading
from collections.abc import Callable
from typing import Any

_writing = threading.Lock()


def tell(**values: Any) -> None:
    """A line to the tests; any thread may."""
    with _writing:
        sys.stdout.write(json.dumps(values) + "\n")
        sys.stdout.flush()


def obey(order: Callable[[str, dict[str, Any]], Any], end: Callable[[], None]) -> None:
    """Read orders until there are no more; each is a name and values, its result is the answer."""
    for line in sys.stdin:
        values = json.loads(line)
        number, name = values.pop("number"), values.pop("order")
        try:
            tell(number=number, answer=order(name, values))
        except Exception as error:
            tell(number=number, error=f"{type(error).__name__}: {error}")
    end()
