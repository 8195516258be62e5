"""The set-up's last step on the PC: `python.exe set_up.py REPORT [--trust]`, or `--uninstall`.

Does what `itaxl install` does, and writes what it said, as UTF-16 with a mark of its byte order, for the page
that the set-up shows.  Ends with the command's exit code.
"""

import contextlib
import io
import sys
from pathlib import Path

from itaxl.cli import main


def set_up(report: Path, options: list[str]) -> int:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["install", *options])
    lines = "\r\n".join(said.getvalue().splitlines())
    report.write_text(lines + "\r\n", "utf-16", newline="")
    return code


if __name__ == "__main__":
    sys.exit(set_up(Path(sys.argv[1]), sys.argv[2:]))
