"""What the fixed environment installs: the same itaxl that runs now."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from urllib.parse import urlsplit
from urllib.request import url2pathname

import itaxl
from itaxl.errors import InputError

_CHECKOUT = Path(itaxl.__file__).resolve().parent.parent


def source(wheels: Path | None, checkout: Path = _CHECKOUT) -> tuple[str, ...]:
    """pip's words for it: a folder of wheels, the checkout or wheel it came from, else name and version.

    Raises InputError when `wheels` holds no wheel of itaxl.
    """
    named = f"itaxl=={itaxl.__version__}"
    if wheels is not None:
        if not any(wheels.glob(f"itaxl-{itaxl.__version__}-*.whl")):
            what = f"ไม่พบ itaxl รุ่น {itaxl.__version__} (.whl) ใน {wheels}"
            raise InputError(what, "ตรวจสอบโฟลเดอร์ที่ระบุหลัง --wheels")
        return ("--no-index", "--find-links", str(wheels.absolute()), named)
    if (checkout / "pyproject.toml").is_file():
        return (str(checkout),)
    origin = _origin()
    return (str(origin),) if origin is not None and origin.exists() else (named,)


def _origin() -> Path | None:
    """The local file or folder that pip installed itaxl from (PEP 610), if it was one."""
    try:
        told = metadata.distribution("itaxl").read_text("direct_url.json")
        url = urlsplit(json.loads(told or "{}").get("url", ""))
    except (metadata.PackageNotFoundError, ValueError):
        return None
    return Path(url2pathname(url.path)) if url.scheme == "file" else None
