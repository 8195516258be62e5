"""Samples the mutants of the core, runs them with mutmut, counts by module and names the survivors.

    python -m tests.mutants [MOST [SEED [PATTERN]]]     # at most MOST of each module; PATTERN: which mutants

`mutmut show NAME` prints a survivor.  See docs/develop.md.
"""

from __future__ import annotations

import fnmatch
import json
import random
import subprocess
import sys
from collections import Counter, defaultdict
from pathlib import Path

#: mutmut's own working copy: the mutants and what became of them.
PLACE = Path("mutants")
#: By mutmut's exit codes; all others are timeouts and crashes, which count as noticed.
VERDICTS = {0: "survived", 1: "killed", 3: "killed", 5: "untested", 33: "untested", None: "not run"}


def verdicts() -> dict[str, dict[str, str]]:
    """By module, the mutants and what became of each."""
    found = defaultdict[str, dict[str, str]](dict)
    for path in sorted(PLACE.rglob("*.py.meta")):
        codes = json.loads(path.read_text(encoding="utf-8"))["exit_code_by_key"]
        module = path.relative_to(PLACE).as_posix().removesuffix(".meta")
        found[module] |= {name: VERDICTS.get(code, "timeout") for name, code in codes.items()}
    return found


def chosen(most: int, seed: int, pattern: str) -> list[str]:
    names: list[str] = []
    for mutants in verdicts().values():
        mine = sorted(fnmatch.filter(mutants, pattern))
        names += random.Random(seed).sample(mine, min(most, len(mine)))
    return names


def main(most: str = "40", seed: str = "1", pattern: str = "*") -> None:
    if not verdicts():  # a run of one mutant makes them all
        subprocess.run(["mutmut", "run", "itaxl.core.rollup.*"], check=False)
    names = chosen(int(most), int(seed), pattern)
    subprocess.run(["mutmut", "run", *names], check=False, stdout=subprocess.DEVNULL)
    total = Counter[str]()
    for module, mutants in verdicts().items():
        count = Counter(mutants[name] for name in names if name in mutants)
        total += count
        if count:
            sys.stdout.write(f"{module}: {dict(count)}\n")
    left = [name for mutants in verdicts().values() for name in names if mutants.get(name) == "survived"]
    sys.stdout.write(f"seed {seed}, all: {dict(total)}\n" + "".join(f"{name}\n" for name in left))


if __name__ == "__main__":
    main(*sys.argv[1:])
