"""The same folder as an .msi, for those who roll out with msiexec: `msiexec /i itaxl-VERSION.msi /qn`."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import uuid
from pathlib import Path
from xml.sax.saxutils import quoteattr

from layout import MOMENT
from menu import ForWix, for_wix

#: Seconds from 1601, where Windows begins to count, to 1970.
_TO_1601 = 11_644_473_600
#: Never changes: by it Windows knows an earlier version.
UPGRADE = uuid.UUID("c1a55a0d-7c1b-4b0e-9f3f-6a0a2b6a4f52")
#: Of the Thai letters in the package: wixl leaves it open, and drops what is not ASCII.
_CODE_PAGE = 874
_HEAD = """<?xml version="1.0" encoding="utf-8"?>
<Wix xmlns="http://schemas.microsoft.com/wix/2006/wi">
<Product Name="itaxl" Id="{product}" UpgradeCode="{upgrade}" Language="1033"
 Version="{version}" Manufacturer="itaxl contributors">
<Package Description="itaxl {version}" Manufacturer="itaxl contributors" Compressed="yes"
 InstallerVersion="500" InstallScope="perUser" InstallPrivileges="limited" Platform="x64"/>
<MajorUpgrade AllowDowngrades="yes"/>
<Media Id="1" Cabinet="itaxl.cab" EmbedCab="yes"/>
<Icon Id="itaxl.ico" SourceFile="venv/itaxl.ico"/>
<Property Id="ARPPRODUCTICON" Value="itaxl.ico"/>
<Directory Id="TARGETDIR" Name="SourceDir">{menu}<Directory Id="LocalAppDataFolder" Name="AppData">
<Directory Id="INSTALLDIR" Name="itaxl">
"""
#: TakeOff stands between InstallInitialize (1500) and RemoveFiles (3500): wixl sorts by numbers only.
_TAIL = """</Directory></Directory></Directory>
<Feature Id="Main" Level="1">{components}</Feature>
<Feature Id="Desktop" Level="1">{desktop}</Feature>
<CustomAction Id="SetUp" FileKey="{python}" Return="ignore" ExeCommand="-m set_up -"/>
<CustomAction Id="Look" FileKey="{python}" Return="asyncNoWait" ExeCommand="-m look"/>
<CustomAction Id="TakeOff" FileKey="{python}" Return="ignore" ExeCommand="-m itaxl install --uninstall"/>
<InstallExecuteSequence>
<Custom Action="SetUp" After="InstallFinalize">NOT Installed</Custom>
<Custom Action="Look" After="SetUp">NOT Installed AND UILevel &gt; 2</Custom>
<Custom Action="TakeOff" Sequence="1550">REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE</Custom>
</InstallExecuteSequence>
</Product></Wix>
"""


def make_msi(payload: Path, version: str, digest: str, out: Path) -> Path:
    """`digest` of the payload: the same content gets the same identifiers."""
    menu = for_wix(UPGRADE, f"D{uuid.uuid5(UPGRADE, 'venv/Scripts').hex}")
    source = payload.parent / "itaxl.wxs"
    source.write_text(_description(payload, version, digest, menu), "utf-8")
    target = out / f"itaxl-{version}.msi"
    _run("wixl", "--arch", "x64", "-o", str(target), str(source), cwd=payload)
    page = payload.parent / "_ForceCodepage.idt"
    page.write_text(f"\r\n\r\n{_CODE_PAGE}\t_ForceCodepage\r\n", "ascii", newline="")
    _run("msibuild", str(target.resolve()), "-i", str(page), cwd=payload)
    _run("msibuild", str(target.resolve()), "-q", *menu.texts, cwd=payload)
    target.write_bytes(_settled(target.read_bytes(), uuid.uuid5(UPGRADE, f"package {version} {digest}")))
    return target


def _run(*command: str, cwd: Path) -> None:
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(MOMENT), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    if done.returncode or "CRITICAL" in done.stderr:  # which both survive
        raise RuntimeError(f"{command[0]}: {done.stderr.strip()}")


def _settled(msi: bytes, package: uuid.UUID) -> bytes:
    """Without what wixl takes from chance and the clock: the package's code, when it was made and saved.

    Raises RuntimeError where they do not stand where they are expected.
    """
    moment = struct.pack("<Q", (MOMENT + _TO_1601) * 10_000_000)
    written = rb"(\{)[0-9A-F-]{36}(\}\0\0@\0\0\0).{8}(@\0\0\0).{8}"
    settled, count = re.subn(
        written,
        lambda found: b"".join((found[1], str(package).upper().encode(), found[2], moment, found[3], moment)),
        msi,
        flags=re.DOTALL,
    )
    if count != 1:
        raise RuntimeError(f"wixl wrote {count} summaries")
    return settled


def _description(payload: Path, version: str, digest: str, menu: ForWix) -> str:
    """Each file a component with an identifier that follows from its path."""
    components: list[str] = []

    def folder(place: Path) -> str:
        lines: list[str] = []
        for each in sorted(place.iterdir()):
            name = each.relative_to(payload).as_posix()
            key = uuid.uuid5(UPGRADE, name)
            if each.is_dir():
                lines.append(
                    f'<Directory Id="D{key.hex}" Name={quoteattr(each.name)}>{folder(each)}</Directory>'
                )
                continue
            components.append(f'<ComponentRef Id="C{key.hex}"/>')
            file = (
                f'<File Id="F{key.hex}" Name={quoteattr(each.name)} KeyPath="yes" Source={quoteattr(name)}/>'
            )
            lines.append(f'<Component Id="C{key.hex}" Guid="{key}" Win64="yes">{file}</Component>')
        return "\n".join(lines)

    body = folder(payload)
    head = _HEAD.format(
        menu=menu.folders,
        product=uuid.uuid5(UPGRADE, f"product {version} {digest}"),
        upgrade=UPGRADE,
        version=version,
    )
    python = f"F{uuid.uuid5(UPGRADE, 'venv/Scripts/pythonw.exe').hex}"
    parts = "".join(components) + menu.menu
    return head + body + _TAIL.format(components=parts, desktop=menu.desktop, python=python)
