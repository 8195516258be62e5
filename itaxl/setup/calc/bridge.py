"""Whether a Python reaches LibreOffice: asked of the Python itself, `python -m itaxl.setup.calc.bridge`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress

from itaxl.catching import ForeignFault
from itaxl.errors import ItaxlError
from itaxl.setup.pc import Bridge

#: As the extension starts it: the user's own variables and folders must not change what is imported.
ISOLATED = ("-I", "-B")
_SECONDS = 30
_MODULE = "itaxl.setup.calc.bridge"


def bridge_of(interpreter: str) -> Bridge:
    """Starts that Python once, which takes a fraction of a second."""
    command = [interpreter, *ISOLATED, "-m", _MODULE]
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_SECONDS,
            check=False,
            cwd=os.path.dirname(interpreter) or None,
        )
        answer = json.loads(done.stdout.decode("utf-8", "replace"))
    except (OSError, subprocess.TimeoutExpired):
        return Bridge("เริ่ม Python ตัวนี้ไม่ได้")
    except ValueError:
        return Bridge("Python ตัวนี้ไม่มี itaxl รุ่นนี้")
    return Bridge(str(answer["problem"]), bool(answer["listening"]))


def answer() -> Bridge:
    """The same, of this Python."""
    from itaxl.calc import Extension, connection, load_uno

    try:
        load_uno()
    except ItaxlError as problem:
        return Bridge(problem.what)
    with ForeignFault(), suppress(ItaxlError):  # nobody there, or somebody without the extension
        Extension(connection(None))
        return Bridge("", True)
    return Bridge("", False)


def main() -> None:
    found = answer()
    sys.stdout.write(json.dumps({"problem": found.problem, "listening": found.listening}))


if __name__ == "__main__":
    main()
