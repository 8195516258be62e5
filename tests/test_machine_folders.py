"""The user's own folders, and an account that has none."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from itaxl import log
from itaxl.machine import folders
from itaxl.memo.press import cache

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="accounts of POSIX")
#: A Python whose user is unknown to the system.
NOBODY = "import pwd, sys\ndef unknown(number): raise KeyError(number)\npwd.getpwuid = unknown\n"


@POSIX
@pytest.mark.parametrize("command", ["check", "memo", "batch", "doctor", "new", "install"])
def it_runs_every_command_for_a_user_without_home_and_name(command: str, tmp_path: Path, good: Path) -> None:
    words = {
        "check": ["check", str(good)],
        "memo": ["memo", str(good), "-o", "a.docx"],
        "batch": ["batch", str(good), "--out", "out"],
        "doctor": ["doctor"],
        "new": ["new", "a.xlsx"],
        "install": ["install", "--dry-run"],
    }[command]
    code = f"{NOBODY}from itaxl.__main__ import run\nsys.argv = ['itaxl', *{words!r}]\nsys.exit(run())"
    kept = {name: os.environ[name] for name in ("PATH", "LANG") if name in os.environ}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=kept, capture_output=True, encoding="utf-8"
    )
    assert "Traceback" not in done.stderr
    assert done.returncode == (6 if command in ("doctor", "install") else 0), done.stderr
    assert not (tmp_path / "~").exists() and not (tmp_path / ".local").exists()


class DescribeTheFolders:
    @pytest.fixture(autouse=True)
    def homeless(self, monkeypatch: pytest.MonkeyPatch) -> None:
        def unknown() -> Path:
            raise RuntimeError("Could not determine home directory.")

        monkeypatch.setattr(Path, "home", unknown)
        for name in ("LOCALAPPDATA", "XDG_STATE_HOME", "XDG_CACHE_HOME", "ITAXL_LOG", "ITAXL_CACHE"):
            monkeypatch.delenv(name, raising=False)

    def it_has_none_without_a_home(self) -> None:
        assert (folders.home(), folders.log_folder(), folders.cache_folder()) == (None, None, None)
        assert cache.folder() is None

    @pytest.mark.skipif(sys.platform != "linux", reason="the variables of Linux")
    def it_takes_the_variables_where_they_are_whole_paths(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_STATE_HOME", "/state")
        monkeypatch.setenv("XDG_CACHE_HOME", "relative")
        assert folders.log_folder() == Path("/state/itaxl")
        assert folders.cache_folder() is None

    def it_logs_into_a_private_folder_then(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
        path = log.log_bug(ValueError("boom"))
        assert path and path.parent.parent == tmp_path and "boom" in path.read_text("utf-8")
        assert folders.is_private(path.parent)

    @POSIX
    @pytest.mark.parametrize("kind", ["link", "open"])
    def it_does_not_log_into_what_somebody_laid_there(
        self, kind: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        temporary, theirs = tmp_path / "t", tmp_path / "theirs"
        temporary.mkdir()
        theirs.mkdir()
        monkeypatch.setattr(tempfile, "tempdir", str(temporary))
        place = temporary / f"itaxl-{os.getuid()}"
        if kind == "link":
            place.symlink_to(theirs)
        else:
            place.mkdir()
            place.chmod(0o777)
        path = log.log_bug(ValueError("boom"))
        assert path and path.parent == temporary and "boom" in path.read_text("utf-8")
        assert list(theirs.iterdir()) == [] and list(place.iterdir()) == []


def it_never_appends_to_a_known_name_in_a_shared_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody could have laid a link there."""
    (tmp_path / "file").write_bytes(b"")
    monkeypatch.setenv("ITAXL_LOG", str(tmp_path / "file" / "itaxl.log"))
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    (tmp_path / "itaxl.log").write_text("mine")
    path = log.log_bug(ValueError("boom"))
    assert path and path.parent == tmp_path and path.name != "itaxl.log"
    assert (tmp_path / "itaxl.log").read_text() == "mine"
