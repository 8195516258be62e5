"""Relations between the parts of a package: read in one way, whoever wrote them."""

from __future__ import annotations

import pytest

from itaxl.core.model import DEFAULT_FONT
from itaxl.errors import InputError
from itaxl.memo.package import read_parts
from itaxl.memo.render import default_template_path
from itaxl.memo.template.active import Faults, look_at
from itaxl.memo.template.prepare import prepare
from itaxl.reading.refusal import Refusal
from itaxl.reading.relations import Relation, list_of, listed, relations, with_relation
from itaxl.zip_writer import stored

REFUSE = Refusal("x.xlsx")
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = Relation("rId1", f"{OFFICE}/worksheet", "worksheets/sheet1.xml", part="xl/worksheets/sheet1.xml")


def read(line: str, owner: str = "xl/workbook.xml") -> tuple[Relation, ...]:
    return relations(f"<Relationships>{line}</Relationships>".encode(), owner, REFUSE)


class DescribeARelation:
    @pytest.mark.parametrize(
        ("owner", "target", "part"),
        [
            ("xl/workbook.xml", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "/xl/sheet1.xml", "xl/sheet1.xml"),
            ("xl/worksheets/sheet1.xml", "../drawings/drawing1.xml", "xl/drawings/drawing1.xml"),
            ("xl/workbook.xml", "worksheets\\sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl/workbook.xml", "../../../etc/passwd", "etc/passwd"),
            ("", "word/document.xml", "word/document.xml"),
        ],
    )
    def it_leads_to_a_part_of_the_package(self, owner: str, target: str, part: str) -> None:
        (relation,) = read(f'<Relationship Id="a" Type="t" Target="{target}"/>', owner)
        assert (relation.part, relation.target) == (part, target)

    @pytest.mark.parametrize("mode", ["External", "external", "EXTERNAL", " Internal", "internal", "", "x"])
    def it_is_external_when_it_is_not_said_to_lie_within(self, mode: str) -> None:
        (relation,) = read(f'<Relationship Id="a" Type="t" Target="b" TargetMode="{mode}"/>')
        assert relation.external

    @pytest.mark.parametrize("mode", ["", ' TargetMode="Internal"'])
    def it_lies_within_otherwise(self, mode: str) -> None:
        (relation,) = read(f'<Relationship Id="a" Type="t" Target="b"{mode}/>')
        assert not relation.external

    def it_has_the_last_word_of_its_type_for_its_kind(self) -> None:
        assert SHEET.kind == "worksheet"
        assert Relation("", "", "").kind == ""

    def it_needs_a_target_and_its_own_name(self) -> None:
        assert read('<Relationship Id="a" Type="t"/><Other Id="b" Target="c"/>') == ()


class DescribeTheList:
    @pytest.mark.parametrize(
        ("part", "name"),
        [("", "_rels/.rels"), ("a.xml", "_rels/a.xml.rels"), ("xl/a/b.xml", "xl/a/_rels/b.xml.rels")],
    )
    def it_lies_beside_its_part(self, part: str, name: str) -> None:
        assert list_of(part) == name

    def it_is_read_as_it_was_written(self) -> None:
        web = Relation("r<2>\t'", f"{OFFICE}/hyperlink", 'https://a.th/?b="1"&c', external=True)
        (sheet, link) = relations(listed([SHEET, web]), "xl/workbook.xml", REFUSE)
        assert sheet == SHEET
        assert link._replace(part="") == web

    def it_takes_one_more(self) -> None:
        first = with_relation(b"", SHEET)
        both = with_relation(first + b"\n", SHEET._replace(key="rId2"))
        assert [r.key for r in relations(both, "xl/workbook.xml", REFUSE)] == ["rId1", "rId2"]
        assert both.endswith(b"</Relationships>\n")

    def it_is_read_anew_for_another_part(self) -> None:
        xml = listed([SHEET])
        assert relations(xml, "a/b.xml", REFUSE) != relations(xml, "c/d.xml", REFUSE)

    def it_is_refused_when_it_is_damaged(self) -> None:
        with pytest.raises(InputError):
            relations(b"<Relationships>", "", REFUSE)


@pytest.mark.parametrize("mode", ["external", "internal", ""])
def it_lets_no_picture_of_a_template_hide_where_it_lies(mode: str) -> None:
    from lxml import etree

    line = f'<Relationship Id="a" Type="{OFFICE}/image" Target="media/a.png" TargetMode="{mode}"/>'
    faults = Faults()
    look_at("word/_rels/document.xml.rels", etree.fromstring(f"<R>{line}</R>"), {}, faults)
    assert faults.refused


@pytest.mark.parametrize(
    "target", ["/word/media/emblem.png", "../word/media/emblem.png", "media\\emblem.png"]
)
def it_finds_the_emblem_however_its_place_is_spelt(target: str) -> None:
    parts = read_parts(default_template_path().read_bytes())
    lists = [name for name, part in parts.items() if b'Target="media/emblem.png"' in part]
    assert lists
    for name in lists:
        parts[name] = parts[name].replace(b"media/emblem.png", target.encode())
    usual = prepare(default_template_path().read_bytes(), DEFAULT_FONT, "png")
    assert prepare(stored(parts), DEFAULT_FONT, "png").pictures == usual.pictures != ()
