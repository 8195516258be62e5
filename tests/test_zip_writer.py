"""One home for writing packages: what comes out is read by others, and does not change."""

from __future__ import annotations

import ast
import io
import zlib
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

import pytest

from itaxl.zip_writer import PackageWriter, packed, repacked, stored, zlib_deflate

PACKAGE = Path(__file__).parents[1] / "itaxl"
PARTS = {"[Content_Types].xml": b"<Types/>" * 90, "empty.xml": b"", "รูป/ครุฑ.png": bytes(range(256))}


def read(package: bytes) -> dict[str, bytes]:
    with ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def methods(package: bytes) -> dict[str, int]:
    with ZipFile(io.BytesIO(package)) as archive:
        return {entry.filename: entry.compress_type for entry in archive.infolist()}


def by_zipfile(parts: dict[str, bytes]) -> bytes:
    """As the standard library writes it, on the first day that a zip can name."""
    out = io.BytesIO()
    with ZipFile(out, "w") as archive:
        for name, part in parts.items():
            entry = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.create_system = 3
            archive.writestr(entry, part, ZIP_DEFLATED)
    return out.getvalue()


class DescribePackages:
    def it_writes_what_the_standard_library_writes(self) -> None:
        assert packed(PARTS) == by_zipfile(PARTS)

    @pytest.mark.parametrize("parts", [PARTS, {}], ids=["some", "none"])
    def it_holds_every_part_in_order(self, parts: dict[str, bytes]) -> None:
        for package in (packed(parts), stored(parts), PackageWriter(parts, {}, zlib_deflate).build(parts)):
            assert list(read(package).items()) == list(parts.items())

    def it_tells_the_kind_in_the_first_bytes(self) -> None:
        kind = b"application/vnd.oasis.opendocument.spreadsheet"
        package = packed({"mimetype": kind, "content.xml": b"<x/>"})
        assert package[30:].startswith(b"mimetype" + kind)
        assert read(package)["mimetype"] == kind

    def it_only_stores_for_a_program_in_memory(self) -> None:
        assert set(methods(stored(PARTS)).values()) == {ZIP_STORED}


class DescribeRepacked:
    def it_mends_each_part_and_adds_others_at_the_end(self) -> None:
        def mend(name: str, part: bytes) -> bytes:
            return part.upper() if name.endswith(".xml") else part

        made = repacked(packed({"b.xml": b"b", "a.bin": b"a"}), mend, {"0": b"new"})
        assert list(read(made).items()) == [("b.xml", b"B"), ("a.bin", b"a"), ("0", b"new")]

    def it_needs_no_folders(self) -> None:
        made = repacked(packed({"Pictures/": b"", "Pictures/a.png": b"a"}), lambda _, part: part)
        assert read(made) == {"Pictures/a.png": b"a"}


class DescribeThePackageWriter:
    def it_packs_what_never_changes_once(self) -> None:
        packs: list[bytes] = []

        def deflate(data: bytes) -> bytes:
            packs.append(data)
            return zlib_deflate(data)

        writer = PackageWriter(("a", "b", "p"), {"a": b"static"}, deflate)
        for body in (b"one", b"two"):
            made = writer.build({"b": body}, {"p": b"picture"})
            assert read(made) == {"a": b"static", "b": body, "p": b"picture"}
            assert methods(made) == {"a": ZIP_DEFLATED, "b": ZIP_DEFLATED, "p": ZIP_STORED}
        assert packs == [b"static", b"one", b"two"]

    def it_packs_a_small_part_again_only_where_it_changed(self) -> None:
        packed: list[bytes] = []

        def deflate(part: bytes) -> bytes:
            packed.append(part)
            return zlib_deflate(part)

        writer = PackageWriter(["a", "b"], {}, deflate)
        large = bytes(10_000)
        for part in (b"one", b"one", b"two", b"one"):
            made = writer.build({"a": part, "b": large})
            assert read(made) == {"a": part, "b": large}
        assert packed == [b"one", large, large, b"two", large, b"one", large]

    @pytest.mark.parametrize("size", [0, 1, 4095, 4096, 4097, 70_000])
    def it_packs_parts_of_any_size(self, size: int) -> None:
        part = "".join(f"ก{n}" for n in range(size)).encode()[:size]
        assert zlib.decompress(zlib_deflate(part), -zlib.MAX_WBITS) == part

    def it_is_the_same_again_from_what_was_kept(self) -> None:
        writer = PackageWriter(PARTS, PARTS, zlib_deflate)
        assert PackageWriter.again(writer.kept()).build({}) == writer.build({})


def writes_zips(tree: ast.Module) -> bool:
    """Whether a file opens a zip to write, or spells the sign of a line in its directory."""
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and ast.unparse(n.func).endswith("ZipFile")]
    spelt = {n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)}
    return any(len(call.args) > 1 or call.keywords for call in calls) or b"PK\1\2" in spelt


def it_is_the_only_one_that_writes_zips() -> None:
    trees = {path: ast.parse(path.read_text("utf-8")) for path in PACKAGE.rglob("*.py")}
    # reading counts the lines before it lets anybody read them
    writers = {path.relative_to(PACKAGE).as_posix() for path, tree in trees.items() if writes_zips(tree)}
    assert writers == {"zip_writer.py", "reading/package.py"}


def it_would_notice_another_one() -> None:
    assert writes_zips(ast.parse('zipfile.ZipFile(out, "w")'))
    assert writes_zips(ast.parse('ZipFile(out, mode="w")'))
    assert not writes_zips(ast.parse("ZipFile(out)"))
