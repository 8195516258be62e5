"""itaxl install --calc and the doctor's checks, on machines that are described and on this one."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from itaxl import __version__
from itaxl.cli import main
from itaxl.errors import ItaxlError, MissingError, OutputError
from itaxl.setup.calc.bridge import bridge_of
from itaxl.setup.calc.checks import calc_checks
from itaxl.setup.calc.extension import note, note_place, noted_interpreter, registered
from itaxl.setup.calc.install import CalcOptions, plan, removal, run_patiently
from itaxl.setup.calc.office import find_office
from itaxl.setup.check import State
from itaxl.setup.doctor import examine_calc
from itaxl.setup.install import Outcome, Step
from itaxl.setup.pc import MAC, MACHINE, Bridge, Machine, Python
from itaxl.setup.this_pc import this_machine
from itaxl.shipped import CALC_EXTENSION, shipped
from tests import calc_office
from tests.calc_installed import as_somebody, install, interpreter
from tests.setup_machines import HOME, FakeDisk, FakeRegistry, linux, windows

PROGRAM = "/usr/lib/libreoffice/program"
PROFILE = "/users/somsri/.config/libreoffice/4"
NOTE = f"{PROFILE}/user/itaxl-calc.txt"
LIST = f"{PROFILE}/user/uno_packages/cache/uno_packages.pmap"
PYTHON = "/users/somsri/.local/share/itaxl/venv/bin/python"
BOOT = b"[Bootstrap]\nProductKey=LibreOffice 7.4\nUserInstallation=$SYSUSERCONFIG/libreoffice/4\n"


def listed(version: str = __version__) -> bytes:
    """LibreOffice's list with our extension behind another one."""
    fields = ["lu1.tmp", "itaxl-calc.oxt", "application/vnd.sun.star.package-bundle", version, "0"]
    return (
        b"Pmp1\xffother\nlu0.tmp\xffa.oxt\xffx\xff9.9\xff0\n\xffitaxl.calc\n"
        + "\xff".join(fields).encode("latin-1")
        + b"\n\n"
    )


def ready(**files: bytes) -> FakeDisk:
    """A Debian with LibreOffice, the extension and the interpreter."""
    disk = FakeDisk(
        {f"{PROGRAM}/soffice", f"{PROGRAM}/unopkg", PYTHON}, links={"/usr/bin/soffice": f"{PROGRAM}/soffice"}
    )
    disk.files |= {f"{PROGRAM}/bootstraprc": BOOT, LIST: listed(), NOTE: b"file://" + PYTHON.encode()} | files
    return disk


def machine(disk: FakeDisk | None = None, **other: object) -> Machine:
    python = Python((3, 11, 2), PYTHON, "/usr")
    return linux(**{"disk": disk or ready(), "python": python, **other})


def without(disk: FakeDisk, *paths: str) -> FakeDisk:
    for path in paths:
        disk.files.pop(path, None)
        disk.present.discard(path)
    return disk


class Recorder:
    def __init__(self, outcome: Outcome | None = None) -> None:
        self.commands: list[list[str]] = []
        self.outcome = outcome or Outcome(0)

    def __call__(self, command: Sequence[str]) -> Outcome:
        self.commands.append(list(command))
        return self.outcome


def states(on: Machine, *, wanted: bool = True) -> dict[str, State]:
    return {check.name: check.state for check in calc_checks(on, wanted=wanted)}


class DescribeLibreOfficeFound:
    def it_is_the_one_behind_the_link_on_the_path(self) -> None:
        office = find_office(machine())
        assert office is not None
        assert (office.program, office.version, office.profile) == (PROGRAM, (7, 4), PROFILE)

    def it_is_found_without_a_path_too(self) -> None:
        place = "/opt/libreoffice24.8/program"
        disk = FakeDisk({f"{place}/soffice"}, {"/opt": ("containerd", "libreoffice24.8")})
        office = find_office(machine(disk, which=lambda name: None))
        assert office is not None and office.program == place and office.version == ()

    def it_keeps_its_settings_where_the_system_says(self) -> None:
        office = find_office(machine(environ={"XDG_CONFIG_HOME": "/elsewhere"}))
        assert office is not None and office.profile == "/elsewhere/libreoffice/4"

    @pytest.mark.parametrize(
        ("written", "profile"),
        [
            (b"UserInstallation=$ORIGIN/..\n", "/usr/lib/libreoffice"),
            (b"UserInstallation=file:///data/my%20office\n", "/data/my office"),
            (b"", PROFILE),
        ],
    )
    def it_keeps_its_settings_where_its_own_file_says(self, written: bytes, profile: str) -> None:
        office = find_office(machine(ready(**{f"{PROGRAM}/bootstraprc": written})))
        assert office is not None and office.profile == profile

    def it_is_found_on_windows_by_the_registry(self) -> None:
        folder = r"C:\Program Files\LibreOffice\program"
        registry = FakeRegistry().put(MACHINE, r"SOFTWARE\LibreOffice\UNO\InstallPath", "", folder)
        boot = (
            b"[Bootstrap]\r\nProductKey=LibreOffice 25.8\r\nUserInstallation=$SYSUSERCONFIG/LibreOffice/4\r\n"
        )
        disk = FakeDisk(
            {rf"{folder}\soffice.exe", rf"{folder}\unopkg.com"}, files={rf"{folder}\bootstrap.ini": boot}
        )
        roaming = rf"{HOME}\AppData\Roaming"
        office = find_office(windows(registry, disk, environ={"APPDATA": roaming}))
        assert office is not None
        assert (office.version, office.profile) == ((25, 8), rf"{roaming}\LibreOffice\4")

    def it_is_found_in_a_macs_applications(self) -> None:
        folder = "/Applications/LibreOffice.app/Contents"
        disk = FakeDisk({f"{folder}/MacOS/soffice"}, files={f"{folder}/Resources/bootstraprc": BOOT})
        office = find_office(machine(disk, system=MAC, which=lambda name: None))
        assert office is not None and office.version == (7, 4)
        assert office.profile == "/users/somsri/Library/Application Support/libreoffice/4"


class DescribeTheNote:
    def it_is_an_address_that_every_system_reads_alike(self) -> None:
        on = windows()
        written = note(on, r"C:\Users\สมศรี ใจดี\itaxl\python.exe")
        assert written.isascii() and b" " not in written and written.startswith(b"file:///C:/")
        assert note(machine(), PYTHON) == b"file://" + PYTHON.encode()

    def it_is_read_back(self) -> None:
        office = find_office(machine())
        assert office is not None
        assert noted_interpreter(machine(), office) == PYTHON
        assert noted_interpreter(machine(ready(**{NOTE: b"\n"})), office) is None
        assert noted_interpreter(machine(ready(**{NOTE: b"file:///a%20b/%E0%B8%81\r\n"})), office) == "/a b/ก"


class DescribeTheRegisteredVersion:
    def it_is_read_from_libreoffices_list(self) -> None:
        office = find_office(machine())
        assert office is not None
        assert registered(machine(), office) == __version__
        assert registered(machine(without(ready(), LIST)), office) is None
        assert registered(machine(ready(**{LIST: b"Pmp1\xffother\nx\xffy\xffz\xff1\n\n"})), office) is None

    def it_counts_when_it_is_installed_for_everybody(self) -> None:
        everybody = "/usr/lib/libreoffice/share/uno_packages/cache/uno_packages.pmap"
        office = find_office(machine())
        assert office is not None
        disk = without(ready(**{everybody: listed("0.0.9")}), LIST)
        assert registered(machine(disk), office) == "0.0.9"


class DescribeTheChecks:
    def it_finds_nothing_to_mend_where_all_is_ready(self) -> None:
        assert set(states(machine()).values()) == {State.OK, State.NOT_APPLICABLE}

    def it_tells_that_calc_takes_commands(self) -> None:
        open_ = machine(bridge=lambda python: Bridge("", listening=True))
        assert states(open_)["ช่องทางรับคำสั่งของ Calc (pipe)"] is State.OK
        lock = ready(**{f"{PROFILE}/.lock": b""})
        checks = {check.name: check.seen for check in calc_checks(machine(lock))}
        assert "กดปุ่มครั้งแรก" in checks["ช่องทางรับคำสั่งของ Calc (pipe)"]

    @pytest.mark.parametrize(
        ("wrong", "name"),
        [
            (machine(FakeDisk()), "LibreOffice Calc"),
            (
                machine(ready(**{f"{PROGRAM}/bootstraprc": b"ProductKey=LibreOffice 6.4\n"})),
                "LibreOffice Calc",
            ),
            (machine(without(ready(), LIST)), "ส่วนขยายใน Calc"),
            (machine(ready(**{LIST: listed("0.0.1")})), "ส่วนขยายใน Calc"),
            (machine(without(ready(), NOTE)), "Python ของปุ่มใน Calc"),
            (machine(without(ready(), PYTHON)), "Python ของปุ่มใน Calc"),
            (machine(bridge=lambda python: Bridge("ไม่มี uno")), "การเชื่อม Python กับ LibreOffice"),
        ],
    )
    def it_finds_each_fault_and_says_what_to_do(self, wrong: Machine, name: str) -> None:
        faults = [check for check in calc_checks(wrong, wanted=True) if check.state is State.MEND]
        assert [fault.name for fault in faults] == [name]
        assert faults[0].advice

    def it_leaves_those_alone_who_work_with_excel(self) -> None:
        assert calc_checks(machine(FakeDisk())) == ()
        assert set(states(machine(without(ready(), LIST)), wanted=False).values()) == {State.OK, State.NOTE}
        old = ready(**{f"{PROGRAM}/bootstraprc": b"ProductKey=LibreOffice 6.4\n"})
        assert states(machine(old), wanted=False) == {"LibreOffice Calc": State.NOTE}


def done(steps: Sequence[Step]) -> list[str]:
    for step in steps:
        step.do()
    return [step.says for step in steps]


class DescribeInstalling:
    @pytest.fixture
    def on(self, tmp_path: Path) -> Machine:
        """A machine whose settings can be written to."""
        boot = f"ProductKey=LibreOffice 7.4\nUserInstallation={(tmp_path / 'office').as_uri()}\n".encode()
        return machine(without(ready(**{f"{PROGRAM}/bootstraprc": boot}), LIST))

    @pytest.fixture
    def tracker(self, tmp_path: Path) -> Path:
        """There already: making one needs a real LibreOffice."""
        return tmp_path / "ITA_tracker.ods"

    def options(self, on: Machine, tracker: Path, **other: Path) -> CalcOptions:
        assert isinstance(on.disk, FakeDisk)
        on.disk.present |= {str(tracker), str(tracker.with_name("ITA_district.ods"))}
        return CalcOptions(workbook=tracker, **other)

    def it_takes_the_extension_in_and_notes_the_interpreter(
        self, on: Machine, tracker: Path, tmp_path: Path
    ) -> None:
        unopkg = Recorder()
        done(plan(on, self.options(on, tracker), Recorder(), unopkg))
        assert unopkg.commands == [
            [f"{PROGRAM}/unopkg", "add", "--force", "--suppress-license", str(shipped(CALC_EXTENSION))]
        ]
        assert (tmp_path / "office/user/itaxl-calc.txt").read_bytes() == note(on, PYTHON)

    def it_can_be_told_the_folder_of_settings_and_the_interpreter(
        self, on: Machine, tracker: Path, tmp_path: Path
    ) -> None:
        unopkg, profile = Recorder(), tmp_path / "my office"
        run = Recorder()
        done(plan(on, self.options(on, tracker, profile=profile, interpreter=Path("/x/python")), run, unopkg))
        assert f"-env:UserInstallation={profile.as_uri()}" in unopkg.commands[0]
        assert (profile / "user/itaxl-calc.txt").read_bytes() == b"file:///x/python"
        assert run.commands == []

    def it_makes_the_environment_first_when_called_from_elsewhere(self, on: Machine, tracker: Path) -> None:
        run = Recorder()
        other = replace(on, python=Python((3, 11, 2), "/usr/bin/python3", "/usr"))
        done(plan(other, self.options(on, tracker), run, Recorder()))
        assert run.commands[0][:6] == [PYTHON, "-I", "-X", "utf8", "-m", "pip"]

    @pytest.mark.parametrize(
        ("bad", "what"),
        [
            (machine(FakeDisk()), "ไม่พบ LibreOffice"),
            (machine(ready(**{f"{PROGRAM}/bootstraprc": b"ProductKey=LibreOffice 6.4\n"})), "เก่าเกินไป"),
            (machine(without(ready(), f"{PROGRAM}/unopkg")), "unopkg"),
        ],
    )
    def it_ends_with_6_and_the_next_step_where_something_is_missing(self, bad: Machine, what: str) -> None:
        with pytest.raises(MissingError, match=what) as problem:
            plan(bad, CalcOptions(), Recorder(), Recorder())
        assert problem.value.exit_code == 6 and "itaxl install --calc" in problem.value.next_step

    def it_ends_with_6_where_python_cannot_reach_libreoffice(self, on: Machine, tracker: Path) -> None:
        unopkg, dumb = Recorder(), replace(on, bridge=lambda python: Bridge("ไม่มี uno"))
        with pytest.raises(MissingError, match="ไม่มี uno"):
            done(plan(dumb, self.options(on, tracker), Recorder(), unopkg))
        assert unopkg.commands == []

    @pytest.mark.parametrize(
        ("said", "what"),
        [
            ("ERROR: Cannot run unopkg as root without --shared or --bundled option.", "root"),
            ("ERROR: There is no such extension deployed", "no such extension"),
        ],
    )
    def it_says_why_libreoffice_refused(self, on: Machine, tracker: Path, said: str, what: str) -> None:
        with pytest.raises(MissingError, match=what):
            done(plan(on, self.options(on, tracker), Recorder(), Recorder(Outcome(1, said))))

    def it_asks_to_close_libreoffice_before_anything_happens(
        self, on: Machine, tracker: Path, tmp_path: Path
    ) -> None:
        assert isinstance(on.disk, FakeDisk)
        on.disk.files[str(tmp_path / "office/.lock")] = b""
        with pytest.raises(OutputError, match="เปิดอยู่") as problem:
            plan(on, self.options(on, tracker), Recorder(), Recorder())
        assert "ปิด LibreOffice" in problem.value.next_step

    def it_need_not_close_a_libreoffice_that_has_this_version(
        self, on: Machine, tracker: Path, tmp_path: Path
    ) -> None:
        assert isinstance(on.disk, FakeDisk)
        on.disk.files[str(tmp_path / "office/.lock")] = b""
        on.disk.files[str(tmp_path / "office/user/uno_packages/cache/uno_packages.pmap")] = listed()
        unopkg = Recorder()
        done(plan(on, self.options(on, tracker), Recorder(), unopkg))
        assert unopkg.commands == [] and (tmp_path / "office/user/itaxl-calc.txt").exists()

    def it_is_taken_out_again_and_again(self, on: Machine, tmp_path: Path) -> None:
        assert isinstance(on.disk, FakeDisk)
        on.disk.files[str(tmp_path / "office/user/uno_packages/cache/uno_packages.pmap")] = listed()
        place = tmp_path / "office/user/itaxl-calc.txt"
        place.parent.mkdir(parents=True)
        place.write_bytes(b"file:///x")
        unopkg = Recorder()
        done(removal(on, CalcOptions(), unopkg))
        assert unopkg.commands == [[f"{PROGRAM}/unopkg", "remove", "itaxl.calc"]] and not place.exists()
        without(on.disk, str(tmp_path / "office/user/uno_packages/cache/uno_packages.pmap"))
        assert "ไม่มีส่วนขยาย" in done(removal(on, CalcOptions(), unopkg))[0]
        assert len(unopkg.commands) == 1


class DescribeTheCommandLine:
    def it_tells_the_steps_without_doing_them(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
    ) -> None:
        monkeypatch.setattr("itaxl.setup.this_pc.this_machine", lambda: machine(without(ready(), LIST)))
        assert main(["install", "--calc", "--dry-run", "--calc-profile", str(tmp_path)]) == 0
        steps = capsys.readouterr().out.splitlines()
        assert [step[:2] for step in steps] == ["1.", "2.", "3.", "4.", "5."]
        assert list(tmp_path.iterdir()) == []

    def it_examines_for_calc_without_asking_for_excel(
        self, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr("itaxl.setup.this_pc.this_machine", lambda: machine())
        assert main(["doctor", "--calc"]) == 0
        out = capsys.readouterr().out
        assert "ส่วนขยายใน Calc" in out and "Excel" not in out
        monkeypatch.setattr("itaxl.setup.this_pc.this_machine", lambda: machine(FakeDisk()))
        assert main(["doctor", "--calc"]) == 6


class DescribeAPythonAskedForLibreOffice:
    def it_is_one_that_does_not_start(self, tmp_path: Path) -> None:
        assert bridge_of(str(tmp_path / "python")).problem

    def it_is_one_without_itaxl(self) -> None:
        assert "itaxl" in bridge_of(shutil.which("true") or "/bin/true").problem


def it_ends_a_program_that_hangs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("itaxl.setup.calc.install._SECONDS", 0.2)
    started = time.monotonic()
    assert run_patiently([sys.executable, "-c", "import time; time.sleep(60)"]).code
    assert time.monotonic() - started < 20
    assert run_patiently(
        [sys.executable, "-c", "print('x'); print('ERROR: y'); raise SystemExit(3)"]
    ) == Outcome(3, "ERROR: y")


@pytest.fixture
def folder() -> Iterator[Path]:
    """Open to others: unopkg refuses to work for root, so it runs as somebody else where we are."""
    folder = Path(tempfile.mkdtemp(prefix="itaxl-install-"))
    folder.chmod(0o755)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.libreoffice
@pytest.mark.skipif(bool(calc_office.missing()), reason=calc_office.missing() or "-")
class DescribeARealLibreOffice:
    def it_takes_the_extension_in_twice_and_gives_it_back_twice(self, folder: Path) -> None:
        profile, on = folder / "profile", this_machine()
        tracker = folder / "ITA_tracker.ods"
        tracker.write_bytes(b"")
        (folder / "ITA_district.ods").write_bytes(b"")
        python = interpreter(folder / "python")
        for _ in range(2):
            install(profile, python, tracker)
            found = {check.name: check.state for check in examine_calc(on, str(profile))}
            assert found["ส่วนขยายใน Calc"] is State.OK
            assert found["Python ของปุ่มใน Calc"] is State.OK
            assert found["การเชื่อม Python กับ LibreOffice"] is State.OK
        for _ in range(2):
            done(removal(on, CalcOptions(profile=profile), as_somebody))
            office = find_office(on, str(profile))
            assert office is not None and registered(on, office) is None
            assert not Path(note_place(on, office)).exists()

    def it_is_refused_to_root_in_a_sentence(self, folder: Path) -> None:
        options = CalcOptions(interpreter(folder / "python2"), folder / "roots", workbook=folder)
        steps = plan(this_machine(), options)
        (register,) = [step for step in steps if "ส่วนขยาย" in step.says]
        if os.geteuid() == 0:
            with pytest.raises(ItaxlError, match="root"):
                register.do()
        else:
            register.do()
