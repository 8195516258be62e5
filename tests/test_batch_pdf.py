"""PDFs of a batch: made of what lies in the folder, once, and never older than their memos."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import pytest

import itaxl.pdf
from itaxl.batch import Options
from itaxl.cli import main
from itaxl.errors import ExitCode, InputError, ItaxlError, MissingError
from tests.batch_cases import TODAY, Run, digests, leftovers, office, unwhole

PLAIN, PDF = Options(TODAY), Options(TODAY, pdf=True)


class Pretended:
    """A converter that says in the PDF which memo it was made of; memos named in `refused` it cannot do."""

    name = "pretended"

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.refused = ""
        self.broken_off_after: int | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def convert(self, pairs: Sequence[tuple[Path, Path]]) -> Iterator[ItaxlError | None]:
        for memo, target in pairs:
            if len(self.asked) == self.broken_off_after:
                raise KeyboardInterrupt
            if memo.suffix == ".docx":  # the brief's is asked for under an odd name
                self.asked.append(memo.name)
            if self.refused and self.refused in memo.name:
                yield InputError("แปลงไม่ได้", "โปรดลองอีกครั้ง")
            else:
                target.write_bytes(b"%PDF-1.7\n" + memo.read_bytes()[-300:] + b"\n%%EOF")
                yield None


@pytest.fixture
def converter(monkeypatch: pytest.MonkeyPatch) -> Pretended:
    made = Pretended()
    monkeypatch.setattr(itaxl.pdf, "find_converter", lambda: made)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    inputs = tmp_path / "in"
    inputs.mkdir()
    for name, data in (
        ("a", office("หนึ่ง")),
        ("b", office("สอง")),
        ("c", office("สาม", faulty=True)),
        ("d", office("หนึ่ง", "อื่น", district="เหนือ")),
        ("e", b"PK\x03\x04"),
    ):
        (inputs / f"{name}.xlsx").write_bytes(data)
    return inputs


@pytest.fixture
def out(tmp_path: Path) -> Path:
    return tmp_path / "out"


def pdfs(out: Path) -> set[str]:
    return {path.stem for path in (out / "memos").glob("*.pdf")}


def memos(out: Path) -> set[str]:
    return {path.stem for path in (out / "memos").glob("*.docx")}


def asked(converter: Pretended) -> int:
    number = len(converter.asked)
    converter.asked.clear()
    return number


class DescribePdfs:
    def it_lays_one_beside_each_memo_and_asks_for_none_twice(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        first = Run(folder, out, options=PDF)
        assert pdfs(out) == memos(out) and len(pdfs(out)) == asked(converter) == 3
        assert [outcome.path.name[0] for outcome in first.outcomes] == list("abcde")
        before = digests(out)
        assert Run(folder, out, options=PDF).redone == ["e.xlsx"]
        assert asked(converter) == 0
        assert digests(out) == before and leftovers(out) == [] and list(unwhole(out)) == []

    def it_is_made_of_the_one_file_of_an_office_that_counts(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        for name, saved in (("a0", 1e8), ("a1", 3e8), ("a2", 2e8)):
            (folder / f"{name}.xlsx").write_bytes(office("สี่", name))
            os.utime(folder / f"{name}.xlsx", (saved, saved))
        Run(folder, out, options=PDF)
        assert pdfs(out) == memos(out) and len(pdfs(out)) == asked(converter) == 4
        assert Run(folder, out, options=PDF).redone == ["e.xlsx"] and asked(converter) == 0
        (folder / "a1.xlsx").unlink()
        Run(folder, out, options=PDF)
        assert pdfs(out) == memos(out) and asked(converter) == 1
        memo = next((out / "memos").glob("*สี่*.docx"))
        assert memo.read_bytes()[-300:] in memo.with_suffix(".pdf").read_bytes()
        assert Run(folder, out, options=PDF).redone == ["e.xlsx"] and asked(converter) == 0

    def it_adds_them_to_memos_of_an_earlier_run(self, folder: Path, out: Path, converter: Pretended) -> None:
        Run(folder, out)
        run = Run(folder, out, options=PDF)
        assert run.summary.unchanged == 4
        assert asked(converter) == 3 and pdfs(out) == memos(out)

    def it_makes_those_of_a_changed_workbook_and_of_an_edited_memo_again(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        Run(folder, out, options=PDF)
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        edited = next((out / "memos").glob("*สอง*.docx"))
        data = bytearray(edited.read_bytes())
        data[-2:] = b"\x01\x00"
        edited.write_bytes(bytes(data) + b"x")
        asked(converter)
        run = Run(folder, out, options=PDF)
        assert min(converter.asked).startswith(edited.stem) and asked(converter) == 2
        assert (run.summary.moved.total(), pdfs(out)) == (0, memos(out))
        assert edited.read_bytes()[-200:] in edited.with_suffix(".pdf").read_bytes()
        assert Run(folder, out, options=PDF).redone == ["e.xlsx"] and asked(converter) == 0

    @pytest.mark.parametrize("damage", [lambda p: p.unlink(), lambda p: p.write_bytes(p.read_bytes()[:50])])
    def it_makes_a_damaged_one_again(
        self, folder: Path, out: Path, converter: Pretended, damage: object
    ) -> None:
        Run(folder, out, options=PDF)
        before = digests(out)
        damage(next((out / "memos").glob("*สอง*.pdf")))  # type: ignore[operator]
        asked(converter)
        Run(folder, out, options=PDF)
        assert asked(converter) == 1
        assert {name: one for name, one in digests(out).items() if "earlier" not in name} == before

    def it_leaves_none_that_is_older_than_its_memo(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        """Also when PDFs are not asked for any more, and a run in between that changed nothing."""
        Run(folder, out, options=PDF)
        Run(folder, out, options=PLAIN)
        assert len(pdfs(out)) == 3
        (folder / "a.xlsx").write_bytes(office("หนึ่ง", "ใหม่"))
        (folder / "b.xlsx").write_bytes(office("สอง", faulty=True))
        run = Run(folder, out, options=PLAIN)
        assert len(pdfs(out)) == 1 and run.summary.moved.total() == 3
        assert Run(folder, out, options=PLAIN._replace(force=True)).summary.moved.total() == 0
        assert len(pdfs(out)) == 1

    def it_follows_names_that_shift(
        self, folder: Path, out: Path, converter: Pretended, tmp_path: Path
    ) -> None:
        Run(folder, out, options=PDF)
        (folder / "a.xlsx").unlink()
        Run(folder, out, options=PDF)
        Run(folder, tmp_path / "fresh", options=PDF)
        fresh = digests(tmp_path / "fresh")
        assert {name: digests(out)[name] for name in fresh} == fresh
        assert pdfs(out) == memos(out)

    def it_costs_one_office_when_one_cannot_be_made(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        converter.refused = "สอง"
        run = Run(folder, out, options=PDF)
        assert [outcome.status for outcome in run.outcomes] == ["ok", "failed", "findings", "ok", "failed"]
        assert "แปลงไม่ได้" in (run.outcomes[1].error or "") and len(memos(out)) == 3
        converter.refused = ""
        asked(converter)
        again = Run(folder, out, options=PDF)
        assert asked(converter) == 1 and pdfs(out) == memos(out)
        assert again.redone == ["e.xlsx"] and again.summary.ok == 3

    def it_goes_on_after_an_interruption(
        self, folder: Path, out: Path, converter: Pretended, tmp_path: Path
    ) -> None:
        converter.broken_off_after = 1
        with pytest.raises(KeyboardInterrupt):
            Run(folder, out, options=PDF)
        assert leftovers(out) == [] and list(unwhole(out)) == []
        converter.broken_off_after = None
        assert Run(folder, out, options=PDF).summary.unchanged == 4
        Run(folder, tmp_path / "fresh", options=PDF)
        assert digests(out) == digests(tmp_path / "fresh")

    def it_ends_with_6_before_any_work_where_there_is_no_converter(
        self, folder: Path, out: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        def none() -> object:
            raise MissingError("ไม่พบ LibreOffice", "ติดตั้ง LibreOffice")

        monkeypatch.setattr(itaxl.pdf, "find_converter", none)
        assert main(["batch", str(folder), "--out", str(out), "--pdf"]) == ExitCode.MISSING
        assert "ไม่พบ LibreOffice" in capsys.readouterr().err
        assert not out.exists()


@pytest.mark.libreoffice
@pytest.mark.slow
def test_libreoffice_makes_them(folder: Path, out: Path) -> None:
    if not (shutil.which("soffice") or shutil.which("libreoffice")):
        pytest.skip("LibreOffice is not installed")
    (folder / "e.xlsx").unlink()
    run = Run(folder, out, options=PDF)
    assert run.summary.exit_code == ExitCode.FINDINGS and pdfs(out) == memos(out)
    assert list(unwhole(out)) == [] and leftovers(out) == []
    before = digests(out)
    assert Run(folder, out, options=PDF).redone == []
    assert digests(out) == before


class DescribeTheBrief:
    def it_is_made_where_pdfs_are_asked_for_and_not_twice(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        Run(folder, out, options=PDF)
        before = (out / "brief.pdf").read_bytes()
        run = Run(folder, out, options=PDF)
        assert (out / "brief.pdf").read_bytes() == before and run.summary.moved.total() == 0
        (folder / "b.xlsx").write_bytes(office("สอง", faulty=True))
        assert Run(folder, out, options=PDF).summary.about_brief == ""
        assert (out / "brief.pdf").read_bytes() != before
        assert leftovers(out) == []

    def it_goes_where_none_is_asked_for_and_nobody_s_edit_is_lost(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        Run(folder, out, options=PDF)
        (out / "brief.pdf").write_bytes(b"%PDF theirs")
        Run(folder, out, options=PDF)
        assert (out / "earlier" / "brief.pdf").read_bytes() == b"%PDF theirs"
        Run(folder, out)
        assert not (out / "brief.pdf").exists() and len(list((out / "earlier").glob("brief*"))) == 2
        assert Run(folder, out).summary.moved.total() == 0

    def it_costs_nothing_else_when_it_cannot_be_made(
        self, folder: Path, out: Path, converter: Pretended
    ) -> None:
        converter.refused = ".itaxl"
        run = Run(folder, out, options=PDF)
        assert "brief.pdf" in run.summary.about_brief and not (out / "brief.pdf").exists()
        assert (out / "district.xlsx").is_file() and leftovers(out) == []
