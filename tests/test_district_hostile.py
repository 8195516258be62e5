"""The district workbook: nothing that an office types, or calls its files, becomes a link or a formula."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from lxml import etree

from itaxl.core.assess import assess
from itaxl.core.compose import grids
from itaxl.core.district.desk import NotCounted
from itaxl.core.district.line import failed_line, office_line
from itaxl.core.district.shown import harmless
from itaxl.core.sample import sample
from tests.batch_cases import TODAY
from tests.district_cases import written

HOSTILE = (
    "..\\..\\x", "../../x", "\\\\evil.example\\share\\x", "//evil.example/share", "javascript:alert(1)",
    "file:///c:/x", "http://evil.example", "internal:A1", "external:x", "mailto:a@evil.example",
    "=WEBSERVICE(\"http://evil.example\")", "=cmd|' /c calc'!A0", "+1+1", "-1", "@SUM(A1)", "{=1}", "c:\\x",
    "a\r\nb", "[1]S!A1",
)  # fmt: skip


def targets_and_formulas(data: bytes) -> tuple[list[str], list[str]]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        targets = [
            str(relation.get("Target"))
            for name in package.namelist()
            if name.endswith(".rels")
            for relation in etree.fromstring(package.read(name))
            if relation.get("TargetMode") == "External"
        ]
    sheets = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    cells = [cell for sheet in sheets for row in sheet.iter_rows() for cell in row]
    return targets, [str(cell.value) for cell in cells if cell.data_type == "f"]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_text_of_an_office_is_a_text(text: str) -> None:
    office = sample().office._replace(name=text, district=text, province=text)
    line = office_line(text, assess(grids(sample()._replace(office=office)), TODAY))._replace(level=text)
    targets, formulas = targets_and_formulas(
        written(line, failed_line(text, text), not_counted=(NotCounted(text, text, text, text),))
    )
    assert targets == []
    assert not [formula for formula in formulas if "evil" in formula or harmless(text) == formula]


@pytest.mark.parametrize("text", HOSTILE)
def test_a_link_leads_only_to_a_file_below_its_own_folder(text: str) -> None:
    line = office_line("a.xlsx", assess(grids(sample()), TODAY))
    for path in (text, f"memos/{text}.docx"):
        linked = line._replace(memo=path, checked=path)
        targets, _ = targets_and_formulas(written(linked))
        for target in targets:
            assert ".." not in target.split("/") and not target.startswith(("/", "\\"))
            assert ":" not in target and "\\" not in target
