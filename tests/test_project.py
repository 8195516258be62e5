"""What the project says about itself is true: commands, versions, examples, and nothing of this machine."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from examples.make import OLD, build
from itaxl import __version__
from itaxl.cli import main

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONSTRAINTS = (ROOT / "constraints.txt").read_text(encoding="utf-8")
#: Name -> version of every entry that has its digests.
PINNED = dict(
    re.findall(
        r"^([\w.-]+)==(\S+)(?:[^\n]*\\\n(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)", CONSTRAINTS, re.M
    )
)
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def command(name: str) -> str:
    """The README's command marked <!-- name -->."""
    found = re.search(rf"<!-- {name} -->\n```sh\n(.+)\n```", README)
    assert found, name
    return found[1]


def it_tests_in_ci_with_the_very_command_of_the_readme() -> None:
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    assert command("try") + " || exit $?" in script
    assert command("test") + " || exit $?" in script
    assert "export ITAXL_NO_SKIPS=1" in script


def it_pins_what_the_committed_files_are_compared_with() -> None:
    tests = PROJECT["project"]["optional-dependencies"]["test"]
    pinned = {re.split("[=<>]", line)[0] for line in tests if "==" in line}
    assert {"XlsxWriter", "pyOpenVBA", "xlwings", "docxtpl"} <= pinned


#: What the product runs on, as a library's own requirements may tell it apart.
SYSTEMS = [
    {"python_version": version, "python_full_version": f"{version}.0", "extra": ""}
    | {"sys_platform": platform, "platform_system": system, "os_name": kind}
    for version in ("3.11", "3.12", "3.13", "3.14")
    for platform, system, kind in (
        ("linux", "Linux", "posix"),
        ("win32", "Windows", "nt"),
        ("darwin", "Darwin", "posix"),
    )
]


class DescribeTheLibraries:
    """constraints.txt: what an installation over the network may put in, to the byte."""

    def it_pins_every_entry_and_gives_each_its_digests(self) -> None:
        lines = [line for line in CONSTRAINTS.splitlines() if line and not line.startswith(("#", " "))]
        assert len(lines) == len(PINNED) > 10

    def it_names_every_dependency_within_its_range(self) -> None:
        for line in PROJECT["project"]["dependencies"]:
            wanted = Requirement(line)
            assert PINNED[canonicalize_name(wanted.name)] in wanted.specifier, line

    def it_names_what_those_need_on_every_system(self) -> None:
        for name in PINNED:
            try:
                needed = [Requirement(line) for line in metadata.requires(name) or []]
            except metadata.PackageNotFoundError:
                continue  # of another system
            for one in needed:
                if one.marker is None or any(map(one.marker.evaluate, SYSTEMS)):
                    assert canonicalize_name(one.name) in PINNED, f"{name} needs {one}"

    def it_allows_no_version_with_a_known_hole(self) -> None:
        lowest = {Requirement(line).name: line for line in PROJECT["project"]["dependencies"]}
        assert "3.1.5" not in Requirement(lowest["Jinja2"]).specifier  # left the sandbox
        assert "3.20.0" not in Requirement(lowest["filelock"]).specifier  # cut off a link's target

    def it_names_no_place_to_load_from(self) -> None:
        assert not re.search(r"://|--(?:index|extra|find|trusted)", CONSTRAINTS)


def it_has_a_change_note_for_its_version() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {__version__}" in changes


def it_shows_only_pictures_and_links_that_exist() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md")]
    assert len(pages) > 10
    for page in pages:
        text = page.read_text(encoding="utf-8")
        targets = re.findall(r"\]\((?!https?:|#)([^)#]+)", text)
        assert [t for t in targets if not (page.parent / t).exists()] == [], page.name


@pytest.mark.skipif(shutil.which("git") is None or not (ROOT / ".git").exists(), reason="no git checkout")
def it_names_no_place_of_a_developers_machine_and_no_registry() -> None:
    command_line = ["git", "ls-files", "-co", "--exclude-standard", "-z"]
    listed = subprocess.run(command_line, cwd=ROOT, check=True, capture_output=True).stdout.decode()
    unwanted = re.compile(rb"/(?:work|tmp/w|root|home)/(?!\.)\w+/|p[y]pi\.org|pythonhos[t]ed|npmj[s]")
    texts = [
        ROOT / name for name in listed.split("\0") if name.endswith((".py", ".md", ".toml", ".bas", "run"))
    ]
    found = [path.name for path in texts if path.is_file() and unwanted.search(path.read_bytes())]
    assert found == []


def parts(data: bytes) -> dict[str, bytes]:
    """What a workbook holds: versions of zlib deflate the same content to different bytes."""
    if not zipfile.is_zipfile(io.BytesIO(data)):
        return {"": data}
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def contents(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class DescribeExamples:
    def it_commits_what_the_builder_gives(self) -> None:
        made = build()
        committed = {
            path.relative_to(ROOT / "examples").as_posix()
            for path in (ROOT / "examples").rglob("*")
            if path.suffix in {".xlsm", ".xlsx", ".xls", ".png"}
        }
        assert committed == {*made, OLD}
        stale = [n for n, d in made.items() if parts(d) != parts((ROOT / "examples" / n).read_bytes())]
        assert stale == [], "run: python -m examples.make"

    def it_gives_a_memo_for_every_office_of_the_district_and_ends_well(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        before = contents(ROOT / "examples")
        assert main(["batch", str(ROOT / "examples" / "district"), "--out", str(tmp_path / "out")]) == 0
        assert len(list((tmp_path / "out" / "memos").iterdir())) == 7
        assert "ออกบันทึกข้อความ 7 ฉบับ" in capsys.readouterr().err
        assert contents(ROOT / "examples") == before

    def it_shows_the_faults_of_the_one_with_errors(
        self, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        (faulty,) = (ROOT / "examples" / "with-errors").iterdir()
        assert main(["check", str(faulty)]) == 1
        assert f"check {faulty.relative_to(ROOT).as_posix()}" in README
        capsys.readouterr()
        assert main(["batch", str(faulty), "--out", str(tmp_path / "out")]) == 1
        assert not list((tmp_path / "out" / "memos").iterdir())
        out = capsys.readouterr().out
        for place in ("หน่วยงาน!B26", "หน่วยงาน!C48", "มาตรการ!E6", "มาตรการ!D7", "มาตรการ!G10"):
            assert place in out

    def it_reads_every_date_that_people_typed(self, capsys: pytest.CaptureFixture[str]) -> None:
        assert main(["check", str(ROOT / "examples" / "district" / "06-phimeng-typed.xlsx")]) == 0
        assert "[D504]" in capsys.readouterr().out
