"""A Windows to run python.exe in: Wine with a prefix of its own, kept for as long as the block runs."""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Wine:
    """`user`: the name of the Windows user; the profile lies below the prefix."""

    def __init__(self, prefix: Path, user: str) -> None:
        self.prefix, self.user = prefix, user
        self.environment = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("PYTHON", "XDG_", "VIRTUAL_ENV", "DISPLAY"))
        } | {
            "WINEPREFIX": str(prefix),
            "WINEARCH": "win64",
            "WINEDEBUG": "-all",
            # nothing into the menus of whoever runs this, and no offer to fetch Mono or Gecko
            "WINEDLLOVERRIDES": "winemenubuilder.exe,mscoree,mshtml=d",
            "HOME": str(prefix.parent),
            "USER": user,
            "LOGNAME": user,
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }

    def run(
        self, *words: str | Path, cwd: Path | None = None, seconds: float = 600, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """A Windows program to its end; its output as text.  Its handles are pipes, which Wine needs."""
        return subprocess.run(
            ["wine", *map(str, words)],
            cwd=cwd,
            env=self.environment | variables,
            input="\n",
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
            timeout=seconds,
            check=False,
        )

    @property
    def drive(self) -> Path:
        return self.prefix / "drive_c"

    @property
    def profile(self) -> Path:
        return self.drive / "users" / self.user

    def make(self) -> None:
        """The prefix, with folders of its own where Wine lays links to the home of whoever runs this."""
        self.prefix.mkdir(parents=True, exist_ok=True)
        made = subprocess.run(["wineboot", "-i"], env=self.environment, capture_output=True, check=False)
        if made.returncode or not self.profile.is_dir():
            raise RuntimeError(f"Wine made no prefix: {made.stderr.decode(errors='replace')[-500:]}")
        for place in self.profile.iterdir():
            if place.is_symlink():
                place.unlink()
                place.mkdir()

    def end(self) -> None:
        """Every process of this prefix, and no other's."""
        subprocess.run(["wineserver", "-k"], env=self.environment, check=False, capture_output=True)


def windows_path(path: Path) -> str:
    return "Z:" + str(path.resolve()).replace("/", "\\")


@contextmanager
def wine(user: str = "builder") -> Iterator[Wine]:
    """A fresh prefix (some 10 s), removed at the end."""
    with tempfile.TemporaryDirectory(prefix="itaxl-wine-", ignore_cleanup_errors=True) as folder:
        here = Wine(Path(folder) / "prefix", user)
        try:
            here.make()
            yield here
        finally:
            here.end()
