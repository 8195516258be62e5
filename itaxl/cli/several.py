"""The same command over several workbooks: one that cannot be read does not hide the others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

from itaxl.cli.assessed import assessed
from itaxl.cli.console import Console
from itaxl.core.model import Assessment
from itaxl.errors import ExitCode, ItaxlError


def each(files: Sequence[Path]) -> Iterator[tuple[Path, Assessment | ItaxlError]]:
    """Every file with its assessment, or with why there is none."""
    for path in files:
        try:
            yield path, assessed(path)
        except ItaxlError as problem:
            yield path, problem


def run_each(
    files: Sequence[Path],
    console: Console,
    as_json: bool,
    record: Callable[[Path, Assessment | ItaxlError], object],
    lines: Callable[[Path, Assessment], Iterable[str]],
    count: Callable[[Path, Assessment], None],
) -> list[ExitCode]:
    """Show each file as JSON or as lines, count what was read, say what failed.

    As JSON one file gives an object, several an array.
    """
    codes: list[ExitCode] = []
    records: list[object] = []
    for path, result in each(files):
        if as_json:
            records.append(record(path, result))
        if isinstance(result, ItaxlError):
            console.say(f"ผิดพลาด: {path}: {result}" if len(files) > 1 else f"ผิดพลาด: {result}")
            codes.append(result.exit_code)
            continue
        if not as_json:
            for line in lines(path, result):
                console.out(line)
        count(path, result)
        codes.append(ExitCode.FINDINGS if result.errors else ExitCode.OK)
    if as_json:
        console.json(records[0] if len(files) == 1 else records)
    return codes
