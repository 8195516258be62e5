"""What the fixed environment installs: the same itaxl that runs now."""

from __future__ import annotations

import hashlib
import json
from importlib import metadata
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import itaxl
from itaxl.errors import InputError

_CHECKOUT = Path(itaxl.__file__).resolve().parent.parent
_NAMED = f"itaxl=={itaxl.__version__}"


def source(wheels: Path | None, checkout: Path = _CHECKOUT) -> str:
    """pip's word for it: the checkout or wheel it came from, else name and version.

    Raises InputError when `wheels` holds no wheel of this itaxl, and when the wheel it came from is gone or
    is another one now: what lies in a folder of downloads under a known name may be anybody's.
    """
    if wheels is not None:
        if not any(wheels.glob(f"itaxl-{itaxl.__version__}-*.whl")):
            what = f"ไม่พบ itaxl รุ่น {itaxl.__version__} (.whl) ใน {wheels}"
            raise InputError(what, "โปรดตรวจสอบโฟลเดอร์ที่ระบุหลัง --wheels")
        return _NAMED
    if (checkout / "pyproject.toml").is_file():
        return str(checkout)
    return source_of(_origin())


def source_of(origin: dict[str, Any]) -> str:
    """The same from what pip noted of the installation (PEP 610); nothing noted: it came by name."""
    url = urlsplit(str(origin.get("url", "")))
    if url.scheme != "file":
        return _NAMED
    place = Path(url2pathname(url.path))
    if place.is_dir() and "dir_info" in origin:
        return str(place)
    noted = origin.get("archive_info", {})
    digests = {noted.get("hashes", {}).get("sha256"), str(noted.get("hash", "")).removeprefix("sha256=")}
    try:
        data = place.read_bytes()
    except OSError:
        data = b""
    if not data or hashlib.sha256(data).hexdigest() not in digests:
        what = f"ไม่พบไฟล์ {place.name} ที่ใช้ติดตั้ง itaxl รุ่นนี้ หรือไฟล์เปลี่ยนไปแล้ว"
        raise InputError(what, "โปรดวางไฟล์เดิมไว้ที่เดิม หรือระบุโฟลเดอร์ของไฟล์ .whl หลัง --wheels")
    return str(place)


def _origin() -> dict[str, Any]:
    try:
        origin = json.loads(metadata.distribution("itaxl").read_text("direct_url.json") or "{}")
    except (metadata.PackageNotFoundError, ValueError):
        return {}
    return origin if isinstance(origin, dict) else {}
