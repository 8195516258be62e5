"""The three files by which winget knows a release: written where the address of the release is given."""

from __future__ import annotations

from pathlib import Path

_ID = "itaxl.itaxl"
_SCHEMA = "1.6.0"


def manifests(version: str, address: str, digest: str, folder: Path) -> list[Path]:
    """`address`: the folder of the release on the web; `digest` of the set-up."""
    common = f"PackageIdentifier: {_ID}\nPackageVersion: {version}\n"
    texts = {
        f"{_ID}.yaml": common + "DefaultLocale: th-TH\n" + _kind("version"),
        f"{_ID}.installer.yaml": common
        + "InstallerType: nullsoft\nScope: user\nUpgradeBehavior: install\n"
        + "InstallerSwitches:\n  Silent: /S\n  SilentWithProgress: /S\n"
        + "InstallerSuccessCodes:\n- 6\n"
        + "Installers:\n- Architecture: x64\n"
        + f"  InstallerUrl: {address.rstrip('/')}/itaxl-setup-{version}.exe\n"
        + f"  InstallerSha256: {digest.upper()}\n"
        + _kind("installer"),
        f"{_ID}.locale.th-TH.yaml": common
        + "PackageLocale: th-TH\nPublisher: itaxl contributors\nPackageName: itaxl\nLicense: MIT\n"
        + "ShortDescription: แบบติดตามมาตรการ ITA ตรวจข้อมูล สรุปผล และออกบันทึกข้อความ\n"
        + _kind("defaultLocale"),
    }
    made = []
    for name, text in texts.items():
        place = folder / name
        place.write_text(text, "utf-8", newline="\n")
        made.append(place)
    return made


def _kind(kind: str) -> str:
    return f"ManifestType: {kind}\nManifestVersion: {_SCHEMA}\n"
