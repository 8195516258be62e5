"""A publisher's signature, where the environment names a certificate; else the files stay unsigned.

ITAXL_SIGN_PKCS12 is the certificate's file, ITAXL_SIGN_PASSWORD the file that holds its password,
ITAXL_SIGN_TIME the address of a time stamp server (optional).
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path


def signing_command() -> str:
    """The command that signs the file named after it, for makensis to call; empty without a certificate."""
    if "ITAXL_SIGN_PKCS12" not in os.environ:
        return ""
    return f"{shlex.quote(sys.executable)} {shlex.quote(str(Path(__file__).resolve()))}"


def sign(file: Path) -> Path:
    """Sign a file in its place, where there is a certificate."""
    if certificate := os.environ.get("ITAXL_SIGN_PKCS12"):
        signed = file.with_name(file.name + ".signed")
        words = ["osslsigncode", "sign", "-pkcs12", certificate, "-h", "sha256", "-n", "itaxl"]
        if password := os.environ.get("ITAXL_SIGN_PASSWORD"):
            words += ["-readpass", password]
        if server := os.environ.get("ITAXL_SIGN_TIME"):
            words += ["-ts", server]
        subprocess.run([*words, "-in", str(file), "-out", str(signed)], check=True, capture_output=True)
        signed.replace(file)
    return file


if __name__ == "__main__":
    sign(Path(sys.argv[1]))
