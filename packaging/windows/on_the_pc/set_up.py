"""The set-up's last step on the PC: `python.exe -m set_up REPORT [--trust]`; `-` for no report.

Does what `itaxl install` does, and writes what it said, as UTF-16 with a mark of its byte order, for the page
that the set-up shows.  Ends with the command's exit code.
"""

import contextlib
import io
import sys
from pathlib import Path

from itaxl.cli import main
from itaxl.setup.check import State


def set_up(report: str, options: list[str]) -> int:
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = main(["install", *options])
    if report != "-":
        text = "\r\n".join(ordered(said.getvalue().splitlines()))
        Path(report).write_text(text + "\r\n", "utf-16", newline="")
    return code


def ordered(lines: list[str]) -> list[str]:
    """How many are to be mended, then each with what to do below it; last what was done and what is fine.

    Without the marks, which not every font has.
    """
    plain = [line[2:] if line[:1] in {state.mark for state in State} else line for line in lines]
    bad = [line for line in plain if line.startswith(State.MEND.word + " ")]
    counts = [line for line in bad if ": " not in line]
    told = [part for line in bad if line not in counts for part in ("", *_with_advice_below(line))]
    rest = [line for line in plain if line not in bad]
    return [*counts, *told, "", *rest] if bad else plain


def _with_advice_below(line: str) -> list[str]:
    seen, _, advice = line.partition(" — ")
    return [seen, f"    {advice}"] if advice else [seen]


if __name__ == "__main__":
    sys.exit(set_up(sys.argv[1], sys.argv[2:]))
