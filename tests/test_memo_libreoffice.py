"""The memo as LibreOffice lays it out."""

from __future__ import annotations

import re
import shutil
import subprocess

import pytest

from itaxl.memo.content.context import context
from itaxl.memo.render import Template, render
from tests import memo_cases as case

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.slow,
    pytest.mark.skipif(
        not (shutil.which("soffice") and shutil.which("pdftotext")),
        reason="needs LibreOffice (soffice) and poppler (pdftotext)",
    ),
]


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The text of every page, in the order of the page's content, without white space."""
    folder = tmp_path_factory.mktemp("memo")
    memo = folder / "memo.docx"
    memo.write_bytes(render(case.assessed(), Template.load(), case.picture(30, 40)))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), str(memo)],
        check=True,
        capture_output=True,
        timeout=180,
    )
    told = subprocess.run(
        ["pdftotext", "-raw", str(folder / "memo.pdf"), "-"], check=True, capture_output=True, timeout=60
    ).stdout.decode()
    return [squeezed(page) for page in told.split("\f") if page.strip()]


def squeezed(text: object) -> str:
    return re.sub(r"\s+", "", str(text))


def test_the_pdf_holds_the_whole_memo_in_order(pages: list[str]) -> None:
    given = context(case.assessed())
    words = [given[name] for name in ("agency", "book_number", "memo_date", "subject", "to", "citation")]
    plan, results, signers = given["plan"], given["results"], given["signers"]
    assert isinstance(plan, list)
    assert isinstance(results, list)
    assert isinstance(signers, list)
    for row in plan:
        words += [*row["title_lines"], *row["steps"], *row["divisions"]]
    words += [given["score"], given["level"]]
    for row in results:
        words += [*row["title_lines"], *row["steps"], row["not_started"], row["in_progress"], row["done"]]
    words += ["จึงเรียนมาเพื่อโปรดทราบ"]
    for signer in signers:
        words += [signer["role"], signer["name"], *signer["positions"]]
    whole, place = "".join(pages), 0
    for word in words:
        found = whole.find(squeezed(word), place)
        assert found >= 0, word
        place = found + len(squeezed(word))


def test_table_headers_repeat_on_later_pages(pages: list[str]) -> None:
    plan = "มาตรการขั้นตอนหรือวิธีการผู้รับผิดชอบการกำกับติดตาม"
    assert len(pages) > 2
    assert sum(plan in page for page in pages) >= 2
    assert sum("สถานะการดำเนินการ" in page for page in pages) >= 2


def test_a_signature_block_stands_on_one_page(pages: list[str]) -> None:
    for signer in case.OFFICE.signers:
        block = (signer.role, f"({signer.name})", *signer.positions)
        assert any(all(squeezed(line) in page for line in block) for page in pages)


def test_page_one_bears_no_number_and_no_other_arabic_digit_is_seen(pages: list[str]) -> None:
    assert not re.search("[0-9]", pages[0])
    for number, page in enumerate(pages[1:], 2):
        # LibreOffice 7.4 knows no Thai page numbers (Word does): its own digit, and no other
        assert re.findall("[0-9]+", page) in ([str(number)], [])
        assert page.startswith("-")
