"""Is this python.org's Python: programs signed by whom we expect, modules as their signed sources give."""

from __future__ import annotations

import hashlib
import re
import subprocess
import zipfile
from collections import Counter
from pathlib import Path

#: Who signed the files of the embeddable Python.
PYTHON, MICROSOFT = "Python Software Foundation", "Microsoft Windows Software Compatibility Publisher"
_SIGNED = (".exe", ".dll", ".pyd", ".cat")
#: In no catalogue of this release: the digests of their text with line ends of one character.  Another
#: publisher of the same CPython has the same text (Pyodide 0.28.3, python_stdlib.zip: of 507 modules that
#: both have 503 are equal; the other four are changed for the browser, and ours stand in the catalogue).
UNSIGNED = {
    "xml/__init__.py": "34296f728e7fe68cccb97a9f6edbf3bf3a686f44044c744fe85f207a92ed4811",
    "zipfile/__init__.py": "8dc6352b3c366d2cc4a4ed8bb2053149218a48a543a1f83f1400aceed47e636e",
}


class NotGenuine(Exception):
    """A file that is not what its publisher signed."""


def signer(file: Path, roots: Path) -> str:
    """Who signed the file, by its certificate's name.  Raises NotGenuine."""
    command = ["osslsigncode", "verify", "-ignore-crl", "-CAfile", roots, "-TSA-CAfile", roots, "-in", file]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace", check=False)
    named = re.search(r"Signer #0:\s+Subject: .*?/CN=([^/\n]+)", done.stdout)
    if done.returncode or named is None or "Signature verification: ok" not in done.stdout:
        raise NotGenuine(f"{file.name}: no good signature")
    return named[1].strip()


def verify_signatures(folder: Path, roots: Path) -> Counter[str]:
    """Number of files by signer; of all programs in `folder`.  Raises NotGenuine."""
    found: Counter[str] = Counter()
    for file in sorted(folder.iterdir()):
        if file.suffix in _SIGNED:
            name = signer(file, roots)
            if name not in (PYTHON, MICROSOFT):
                raise NotGenuine(f"{file.name}: signed by {name}")
            found[name] += 1
    return found


def catalogued_sources(
    library: zipfile.ZipFile, catalogue: bytes, names: list[str], target: Path
) -> list[str]:
    """Write the sources of the modules `names` ('json/decoder.pyc') below `target`.

    Each must stand in the signed catalogue, be empty, or be one of UNSIGNED to the letter; gives back these.
    Raises NotGenuine for any other.
    """
    uncertain: list[str] = []
    for name in names:
        source = name.removesuffix("c")
        data = library.read(f"cp313/Lib/{source}")
        if data and hashlib.sha256(data).digest() not in catalogue:
            plain = data.replace(b"\r\n", b"\n")
            if hashlib.sha256(plain).hexdigest() != UNSIGNED.get(source):
                raise NotGenuine(f"{source}: not in the catalogue")
            uncertain.append(source)
        place = target / source
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_bytes(data)
    return uncertain
