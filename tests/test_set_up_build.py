"""The parts of packaging/windows that need no Windows; the set-up itself is tested in tests/windows."""

from __future__ import annotations

import hashlib
import importlib
import io
import re
import sys
import uuid
import zipfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from packaging.requirements import Requirement

from itaxl.files.tracker.config import INTERPRETER_WINDOWS
from itaxl.setup.check import Check, State
from itaxl.setup.pc import USER
from itaxl.setup.places import SHELL_FOLDERS
from tests.setup_machines import HOME, FakeDisk, healthy_registry, windows

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / "packaging" / "windows"
MODULES = (
    "licences",
    "fetch",
    "layout",
    "verify",
    "menu",
    "msi",
    "winget",
    "compare_library",
    "signing",
    "wine",
    "build",
)
SCRIPT = (HERE / "itaxl.nsi").read_text("utf-8-sig")


@pytest.fixture(scope="module")
def builder() -> Iterator[dict[str, ModuleType]]:
    """The builder's files, which import each other as scripts do."""
    sys.path.insert(0, str(HERE))
    try:
        yield {name: importlib.import_module(name) for name in MODULES}
    finally:
        sys.path.remove(str(HERE))
        for name in MODULES:
            sys.modules.pop(name, None)


def it_takes_of_the_libraries_those_of_windows(builder: dict[str, ModuleType]) -> None:
    text = builder["fetch"].for_windows((ROOT / "constraints.txt").read_text("utf-8"))
    lines = [line for line in text.splitlines() if not line.startswith(" ")]
    names = {Requirement(line.removesuffix("\\")).name for line in lines}
    assert {"pywin32", "xlwings", "lxml"} <= names and not names & {"appscript", "psutil"}
    assert all(";" not in line for line in lines)
    assert len(re.findall("--hash=", text)) > len(lines)


def it_pins_every_package_to_the_byte() -> None:
    text = (HERE / "packages.txt").read_text("utf-8")
    named = [line for line in text.splitlines() if line and not line.startswith((" ", "#"))]
    assert all("==" in line for line in named) and text.count("--hash=sha256:") == len(named) == 4


def wheel(folder: Path, name: str, parts: dict[str, bytes]) -> Path:
    place = folder / name
    with zipfile.ZipFile(place, "w") as archive:
        for part, data in parts.items():
            archive.writestr(part, data)
    return place


class DescribeAWheel:
    def it_is_laid_out_by_its_rules(self, builder: dict[str, ModuleType], tmp_path: Path) -> None:
        parts = {"a/b.py": b"1", "x.data/platlib/c.pyd": b"2", "x.data/scripts/run.exe": b"3"}
        libraries = tmp_path / "site-packages"
        builder["layout"]._install(wheel(tmp_path, "x.whl", parts), libraries)
        found = {f.relative_to(libraries).as_posix() for f in libraries.rglob("*") if f.is_file()}
        assert found == {"a/b.py", "c.pyd"}

    @pytest.mark.parametrize("name", ["../out.py", "x.data/purelib/../../out.py"])
    def it_writes_nothing_beside_the_libraries(
        self, builder: dict[str, ModuleType], tmp_path: Path, name: str
    ) -> None:
        with pytest.raises(ValueError, match=r"out\.py"):
            builder["layout"]._install(wheel(tmp_path, "x.whl", {name: b""}), tmp_path / "site-packages")
        assert not (tmp_path / "out.py").exists()


def library(folder: Path, name: str, metadata: str, *texts: str) -> None:
    place = folder / "Lib" / "site-packages" / f"{name}-1.dist-info"
    place.mkdir(parents=True)
    (place / "METADATA").write_text(f"Name: {name}\nVersion: 1\n{metadata}\n", "utf-8")
    for text in texts:
        (place / text).parent.mkdir(exist_ok=True)
        (place / text).write_text("as is", "utf-8")


class DescribeTheLicences:
    def it_lists_each_library(
        self, builder: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        lgpl = tmp_path / "LGPL"
        lgpl.write_bytes(b"the text")
        monkeypatch.setattr(builder["licences"], "LGPL", lgpl)
        library(tmp_path, "a", "License-Expression: MIT", "licenses/LICENSE")
        library(tmp_path, "b", "Classifier: License :: OSI Approved :: BSD License", "LICENSE.txt")
        library(tmp_path, "c", "License: LGPL-2.1-only")
        with pytest.raises(ValueError, match="another text"):
            builder["licences"].write_licences(tmp_path)
        monkeypatch.setattr(builder["licences"], "LGPL_DIGEST", hashlib.sha256(b"the text").hexdigest())
        text = builder["licences"].write_licences(tmp_path).read_text("utf-8")
        assert text.endswith("\na 1: MIT\nb 1: BSD License\nc 1: LGPL-2.1-only\n")
        (added,) = (tmp_path / "Lib/site-packages/c-1.dist-info").glob("LICENSE*")
        assert added.read_bytes() == b"the text"

    @pytest.mark.parametrize(("metadata", "texts"), [("License: MIT", ()), ("Home: x", ("LICENSE",))])
    def it_refuses_a_library_without_one(
        self, builder: dict[str, ModuleType], tmp_path: Path, metadata: str, texts: tuple[str, ...]
    ) -> None:
        library(tmp_path, "a", metadata, *texts)
        with pytest.raises(ValueError, match="licence"):
            builder["licences"].write_licences(tmp_path)


class DescribeTheStandardLibrary:
    def sources(self, **modules: bytes) -> zipfile.ZipFile:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w") as archive:
            for name, data in modules.items():
                archive.writestr(f"cp313/Lib/{name}.py", data)
        return zipfile.ZipFile(out)

    def it_is_taken_from_sources_in_the_signed_catalogue(
        self, builder: dict[str, ModuleType], tmp_path: Path
    ) -> None:
        catalogue = b"..." + hashlib.sha256(b"x = 1").digest() + b"..."
        library = self.sources(good=b"x = 1", empty=b"")
        names = ["good.pyc", "empty.pyc"]
        assert builder["verify"].catalogued_sources(library, catalogue, names, tmp_path) == []
        assert (tmp_path / "good.py").read_bytes() == b"x = 1"

    def it_is_refused_where_a_source_is_another(self, builder: dict[str, ModuleType], tmp_path: Path) -> None:
        with pytest.raises(builder["verify"].NotGenuine, match="changed"):
            builder["verify"].catalogued_sources(
                self.sources(changed=b"x = 2"), b"...", ["changed.pyc"], tmp_path
            )

    def it_is_refused_where_a_source_in_no_catalogue_is_another(
        self, builder: dict[str, ModuleType], tmp_path: Path
    ) -> None:
        changed = self.sources(**{"xml/__init__": b"x = 1"})
        with pytest.raises(builder["verify"].NotGenuine, match="xml"):
            builder["verify"].catalogued_sources(changed, b"...", ["xml/__init__.pyc"], tmp_path)

    @pytest.mark.parametrize("line_end", [b"\n", b"\r\n"])
    def it_takes_such_a_source_by_its_text(
        self, builder: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, line_end: bytes
    ) -> None:
        digest = hashlib.sha256(b"x = 1\ny = 2\n").hexdigest()
        monkeypatch.setitem(builder["verify"].UNSIGNED, "xml/__init__.py", digest)
        library = self.sources(**{"xml/__init__": b"x = 1\ny = 2\n".replace(b"\n", line_end)})
        taken = builder["verify"].catalogued_sources(library, b"...", ["xml/__init__.pyc"], tmp_path)
        assert taken == ["xml/__init__.py"]

    @pytest.mark.parametrize(("source", "code"), [("x = 1", 0), ("x = 2", 1)])
    def it_is_compared_module_by_module(
        self, builder: dict[str, ModuleType], tmp_path: Path, source: str, code: int
    ) -> None:
        import marshal

        archive = tmp_path / "library.zip"
        with zipfile.ZipFile(archive, "w") as package:
            compiled = marshal.dumps(compile("x = 1", "a.py", "exec", dont_inherit=True))
            package.writestr("a.pyc", bytes(16) + compiled)
        (tmp_path / "a.py").write_text(source, "utf-8")
        assert builder["compare_library"].main(str(archive), str(tmp_path)) == code

    def it_counts_no_empty_library_for_a_good_one(
        self, builder: dict[str, ModuleType], tmp_path: Path
    ) -> None:
        with zipfile.ZipFile(tmp_path / "none.zip", "w"):
            pass
        assert builder["compare_library"].main(str(tmp_path / "none.zip"), str(tmp_path)) == 1


class DescribeTheMsi:
    def it_names_each_file_once_and_the_same_each_time(
        self, builder: dict[str, ModuleType], tmp_path: Path
    ) -> None:
        for name in ("venv/Scripts/pythonw.exe", "venv/a & b.py", "venv/Lib/a.py"):
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_bytes(b"")
        msi = builder["msi"]
        menu = builder["menu"].for_wix(msi.UPGRADE, "SCRIPTS")
        text = msi._description(tmp_path, "1.2.3", "digest", menu)
        assert text == msi._description(tmp_path, "1.2.3", "digest", menu)
        assert text != msi._description(tmp_path, "1.2.3", "other", menu)
        components = set(re.findall('<Component Id="([^"]+)"', text))
        assert components == set(re.findall('<ComponentRef Id="([^"]+)"', text))
        assert text.count("<File ") == 3
        assert len(components) == len(set(re.findall('Guid="[^"]+"', text))) == 3 + text.count("<Shortcut ")
        assert "a &amp; b.py" in text
        (program,) = re.findall(r'<File Id="(\w+)" Name="pythonw.exe"', text)
        assert text.count(f'FileKey="{program}"') == text.count("<CustomAction ") == 3

    def it_keeps_nothing_of_chance_and_clock(self, builder: dict[str, ModuleType]) -> None:
        def written(code: str, made: int) -> bytes:
            time = b"@\0\0\0" + made.to_bytes(8, "little")
            return b"...{" + code.encode() + b"}\0\0" + 2 * time + b"..."

        one, other = str(uuid.uuid4()).upper(), str(uuid.uuid4()).upper()
        package = uuid.uuid4()
        settled = builder["msi"]._settled(written(one, 1), package)
        assert settled == builder["msi"]._settled(written(other, 2), package)
        assert str(package).upper().encode() in settled and len(settled) == len(written(one, 1))
        for wrong in (b"nothing", 2 * written(one, 1)):
            with pytest.raises(RuntimeError, match="summaries"):
                builder["msi"]._settled(wrong, package)


class DescribeTheMenu:
    def it_is_the_same_in_both_set_ups(self, builder: dict[str, ModuleType]) -> None:
        menu = builder["menu"]
        nsis, wix = menu.for_nsis(), menu.for_wix(uuid.UUID(int=1), "SCRIPTS")
        for entry in menu.ENTRIES:
            assert nsis.count(f'\\{entry.name}.lnk" "${{SCRIPTS}}\\{entry.program}" ') == 1 + entry.on_desktop
            told = [text for text in wix.texts if "SET `Name`='" in text and f"|{entry.name}'" in text]
            assert len(told) == 1 + entry.on_desktop
            assert wix.folders.count(f'Arguments="{entry.words}"') == 1 + entry.on_desktop
        assert {"tracker", "district"} == {
            entry.words.split()[-1] for entry in menu.ENTRIES if "open_workbook" in entry.words
        }

    def it_fits_what_windows_takes(self, builder: dict[str, ModuleType]) -> None:
        """Of the package's code page a letter is a byte; a name may have 128, what is said 255; no quotes."""
        menu = builder["menu"]
        assert len(menu.FOLDER.encode("cp874")) < 120
        for entry in menu.ENTRIES:
            assert len(entry.name.encode("cp874")) < 118 and len(entry.says.encode("cp874")) < 255
            assert not set("\"'$`|") & set(entry.name + entry.says)

    def it_starts_modules_that_are_there(self, builder: dict[str, ModuleType]) -> None:
        started = {
            entry.words.split()[1] for entry in builder["menu"].ENTRIES if entry.words.startswith("-m")
        }
        assert {f"{name}.py" for name in started} < {file.name for file in (HERE / "on_the_pc").iterdir()}


def it_tells_winget_where_the_set_up_is_and_what(builder: dict[str, ModuleType], tmp_path: Path) -> None:
    made = builder["winget"].manifests("1.2.3", "https://example.test/r/", "ab" * 32, tmp_path)
    text = "".join(file.read_text("utf-8") for file in made)
    assert "InstallerUrl: https://example.test/r/itaxl-setup-1.2.3.exe\n" in text
    assert f"InstallerSha256: {'AB' * 32}\n" in text
    assert text.count("PackageVersion: 1.2.3\n") == len(made) == 3


class DescribeTheScript:
    def it_installs_where_every_tracker_looks(self) -> None:
        assert 'InstallDir "$LOCALAPPDATA\\itaxl"' in SCRIPT
        assert '!define SCRIPTS "$INSTDIR\\venv\\Scripts"' in SCRIPT
        assert INTERPRETER_WINDOWS == r"%LOCALAPPDATA%\itaxl\venv\Scripts\python.exe"

    def it_has_the_mark_by_which_makensis_reads_thai(self) -> None:
        assert (HERE / "itaxl.nsi").read_bytes().startswith(b"\xef\xbb\xbf")

    def it_asks_for_no_rights_and_every_dialog_has_an_answer_for_silence(self) -> None:
        assert "RequestExecutionLevel user" in SCRIPT and "HKLM" not in SCRIPT
        boxes = re.findall(r"^\s*MessageBox .*", SCRIPT, re.MULTILINE)
        assert boxes and all(box.endswith("/SD IDOK") for box in boxes)

    def it_removes_whole_folders_only_where_all_is_ours(self) -> None:
        whole = set(re.findall(r'RMDir /r "([^"]+)"', SCRIPT))
        assert whole == {r"$INSTDIR\venv.new", r"$INSTDIR\venv.old", "${MENU}"}


def it_reports_what_is_to_be_mended_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE / "on_the_pc"))
    ordered = importlib.import_module("set_up").ordered
    said = ["1. วาง", "✓ ผ่าน a: ok", "✗ ต้องแก้ไข b: ไม่พบ — โปรดทำ", "✗ ต้องแก้ไข c: d", "ต้องแก้ไข 2 รายการ โปรด"]
    first = ["ต้องแก้ไข 2 รายการ โปรด", "", "ต้องแก้ไข b: ไม่พบ", "    โปรดทำ", "", "ต้องแก้ไข c: d", ""]
    assert ordered(said) == [*first, "1. วาง", "ผ่าน a: ok"]
    assert ordered(["✓ ผ่าน a", "• ควรทราบ c"]) == ["ผ่าน a", "ควรทราบ c"]


def checks_of(*states: str) -> tuple[Check, ...]:
    return tuple(Check(f"ข้อ {state}", State(state), "<พบ>", "ทำ & ต่อ") for state in states)


class DescribeThePageOfChecks:
    def page(self, monkeypatch: pytest.MonkeyPatch, *states: str) -> str:
        monkeypatch.syspath_prepend(str(HERE / "on_the_pc"))
        return str(importlib.import_module("look").page(checks_of(*states), "about"))

    def it_tells_first_what_is_to_be_mended(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = self.page(monkeypatch, "not-applicable", "ok", "note", "mend")
        at = [text.index(f"ข้อ {state}") for state in ("mend", "note", "ok", "not-applicable")]
        assert at == sorted(at) and "ยังมี 1 รายการที่ต้องแก้ไข" in text and "อีกครั้ง" in text

    def it_tells_that_all_is_ready(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = self.page(monkeypatch, "ok", "note")
        assert "<h1>เครื่องนี้พร้อมใช้งาน</h1>" in text and "อีกครั้ง" not in text

    def it_takes_what_was_found_for_words(self, monkeypatch: pytest.MonkeyPatch) -> None:
        text = self.page(monkeypatch, "mend")
        assert "&lt;พบ&gt;<br><b>ทำ &amp; ต่อ</b>" in text


def it_finds_the_workbook_wherever_the_documents_are_by_now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(HERE / "on_the_pc"))
    place_of = importlib.import_module("open_workbook").place_of
    onedrive = rf"{HOME}\OneDrive\Documents"
    for folder in (rf"{onedrive}\ITA", rf"{HOME}\ITA"):
        registry = healthy_registry().put(USER, SHELL_FOLDERS, "Personal", onedrive)
        moved = windows(registry, FakeDisk({rf"{folder}\ITA_tracker.xlsm"}))
        assert str(place_of(moved, "ITA_tracker.xlsm")) == str(Path(folder, "ITA_tracker.xlsm"))
        assert place_of(moved, "ITA_district.xlsm") is None


def it_stops_where_a_tool_is_missing(
    builder: dict[str, ModuleType], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(builder["build"].shutil, "which", lambda name: None)
    with pytest.raises(RuntimeError, match="makensis wixl msibuild osslsigncode wine"):
        builder["build"].build(tmp_path / "out", tmp_path)
    assert not (tmp_path / "out").exists()
