"""The mark of the program's own workbooks: a file that a person saved since is a tracker like any other."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile

import openpyxl
import pytest

from itaxl.files.mark import CHECKED_COPY, CORE, DISTRICT, is_marked, marked
from tests.district_cases import written
from tests.nasty_files import unzipped, zipped
from tests.test_annotate import checked

DAY = dt.date(2024, 4, 2)
HEAD = b'<?xml version="1.0"?><cp:coreProperties xmlns:cp="x">'


def saved_by_a_person(workbook: bytes, name: str = "สมศรี") -> bytes:
    """As Excel and Calc write the part anew: with the name of whoever saved it, or with none."""
    parts = unzipped(workbook)
    written = f"<cp:lastModifiedBy>{name}</cp:lastModifiedBy>".encode() if name else b""
    parts[CORE] = re.sub(rb"<cp:lastModifiedBy>.*?</cp:lastModifiedBy>", written, parts[CORE])
    return zipped(parts)


class DescribeMark:
    def it_is_in_checked_copies_and_district_workbooks(self, macro_bytes: bytes, good_bytes: bytes) -> None:
        for made in (checked(macro_bytes).data, checked(good_bytes).data, written()):
            assert is_marked(made)
            assert unzipped(made)[CORE].count(b"lastModifiedBy>") == 2
            assert openpyxl.load_workbook(io.BytesIO(made)).properties.creator == "itaxl"

    def it_is_in_no_tracker(self, macro_bytes: bytes, good_bytes: bytes, blank_bytes: bytes) -> None:
        assert not any(map(is_marked, (macro_bytes, good_bytes, blank_bytes)))

    @pytest.mark.parametrize("name", ["สมศรี", "itaxl", ""])
    def it_is_gone_when_a_person_saved_the_file(self, good_bytes: bytes, name: str) -> None:
        assert not is_marked(saved_by_a_person(checked(good_bytes).data, name))

    def it_is_gone_when_a_program_saved_it_that_keeps_the_name(self, good_bytes: bytes) -> None:
        book = openpyxl.load_workbook(io.BytesIO(checked(good_bytes).data))
        book.worksheets[1]["B6"] = "แก้ไขโดยโปรแกรมอื่น"
        out = io.BytesIO()
        book.save(out)
        assert CHECKED_COPY in unzipped(out.getvalue())[CORE]
        assert not is_marked(out.getvalue())

    def it_is_gone_when_one_part_is_another(self, good_bytes: bytes) -> None:
        parts = unzipped(checked(good_bytes).data)
        assert is_marked(zipped(parts))
        for name in parts.keys() - {CORE}:
            assert not is_marked(zipped({**parts, name: parts[name] + b" "})), name
        assert not is_marked(
            zipped({name: part for name, part in parts.items() if name != "docProps/app.xml"})
        )

    def it_is_gone_from_a_district_workbook_that_a_person_saved(self) -> None:
        assert not is_marked(saved_by_a_person(written()))

    def it_knows_the_district_workbook_of_version_0_1_0(self) -> None:
        former = saved_by_a_person(written(), "itaxl")
        assert is_marked(former) and DISTRICT not in unzipped(former)[CORE]

    def it_is_in_the_copy_of_a_copy_and_of_a_workbook_without_properties(self, good_bytes: bytes) -> None:
        bare = {name: part for name, part in unzipped(good_bytes).items() if name != CORE}
        for source in (checked(good_bytes).data, zipped(bare)):
            assert is_marked(checked(source).data)

    @pytest.mark.parametrize(
        ("core", "wanted"),
        [
            (HEAD + b"</cp:coreProperties>", b"<cp:lastModifiedBy>M</cp:lastModifiedBy></cp:coreProperties>"),
            (b"<coreProperties/>", None),
            (b"<coreProperties></coreProperties>", b"<lastModifiedBy>M</lastModifiedBy></coreProperties>"),
            (
                HEAD + b"<cp:lastModifiedBy/></cp:coreProperties>\n",
                b"M</cp:lastModifiedBy></cp:coreProperties>\n",
            ),
            (HEAD + b"<cp:lastModifiedBy><![CDATA[x]]></cp:lastModifiedBy></cp:coreProperties>", None),
            ("<coreProperties></coreProperties>".encode("utf-16"), None),
            (b"", None),
        ],
    )
    def it_finds_its_place_or_says_that_there_is_none(self, core: bytes, wanted: bytes | None) -> None:
        made = marked(core, b"M")
        assert (made is None) if wanted is None else bool(made and made.endswith(wanted))

    @pytest.mark.parametrize("size", [0, 1, 29, 30, 31, 200])
    def it_takes_no_harm_from_files_that_are_none(self, good_bytes: bytes, size: int) -> None:
        data = checked(good_bytes).data
        at = data.find(CORE.encode())
        assert not is_marked(data[at - 30 : at - 30 + size])
        assert not is_marked(data[at : at + size])
        assert not is_marked(CORE.encode() + data[:size])

    def it_reads_no_more_than_a_little_of_a_bomb(self) -> None:
        out = io.BytesIO()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
            package.writestr(
                CORE, b" " * 50_000_000 + b"<cp:lastModifiedBy>" + CHECKED_COPY + b"</cp:lastModifiedBy>"
            )
        assert not is_marked(out.getvalue())
