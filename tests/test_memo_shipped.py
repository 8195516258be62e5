"""The templates that we ship: each prints as docxtpl does, by the compiled path, in the official layout."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from lxml import etree

from itaxl.convert.memo.source import read_memo
from itaxl.core.assess import assess
from itaxl.core.choices import Grouping, Secrecy, Urgency
from itaxl.core.compose import grids
from itaxl.core.model import Assessment, Digits, Measure, Round, Signer, Status, Tracker
from itaxl.core.sample import sample
from itaxl.core.thai.text import key
from itaxl.memo.content.context import context
from itaxl.memo.content.own_columns import own_name
from itaxl.memo.content.whole_numbers import kept_whole
from itaxl.memo.finish import qr_code
from itaxl.memo.make import make_memo
from itaxl.memo.package import read_parts
from itaxl.memo.render import Template
from itaxl.shipped import TEMPLATES, shipped
from tests import memo_cases as case
from tests.memo_cases import parts_of

TODAY = dt.date(2024, 4, 2)
RESULTS, ANNEX = "บันทึกแสดงผลและหลักฐาน", "บันทึกพร้อมสิ่งที่ส่งมาด้วย"
EACH = pytest.mark.parametrize("name", TEMPLATES)
NBSP = "\u00a0"


@cache
def template(name: str) -> Template:
    return Template(shipped(TEMPLATES[name]).read_bytes())


def told(count: int = 5, signers: int = 3, **report: Any) -> Tracker:
    """An office whose measures have results, problems and evidence, but not all of them."""
    base = sample()
    measures = [
        base.measures[n % 5]._replace(
            number=n + 1,
            result="" if n % 3 == 2 else f"จัดประชุม {n + 1} ครั้ง\nสรุปผลเผยแพร่แล้ว",
            problems="ฝนตกหนัก" if n % 2 else "",
            evidence="" if n % 4 == 3 else f"รายงานการประชุม\nhttps://www.example.go.th/ita/{n}?a=1&b=2",
        )
        for n in range(count)
    ]
    chain = (
        *base.office.signers[:signers],
        *(Signer(f"นายผู้ตรวจ {n}", ("รองปลัด",), "เห็นควร") for n in range(max(0, signers - 3))),
    )
    office = base.office._replace(signers=chain, emblem="")
    return Tracker(office, base.report._replace(**report), tuple(measures))


def assessed(tracker: Tracker) -> Assessment:
    return assess(grids(tracker), TODAY)


@cache
def memo(name: str, tracker: Tracker) -> bytes:
    return make_memo(template(name), assessed(tracker), Path("/nowhere")).docx


def tree(docx: bytes, part: str = "word/document.xml") -> Any:
    return etree.fromstring(parts_of(docx)[part])


def words(element: Any) -> str:
    return "".join(t.text or "" for t in element.iter(qn("w:t")))


class DescribeEach:
    @EACH
    @pytest.mark.parametrize("grouping", Grouping)
    def it_is_what_docxtpl_makes_and_needs_no_parser(self, name: str, grouping: Grouping) -> None:
        variant = template(name)._variant("TH SarabunPSK", "png")
        for tracker in (told(0, 0), told(1, 1), told(25, 8, urgency=Urgency.URGENT, secrecy=Secrecy.SECRET)):
            tracker = tracker._replace(report=tracker.report._replace(grouping=grouping))
            values = context(assessed(tracker))
            theirs = read_parts(variant.render_by_docxtpl(values, None))
            assert read_parts(variant.render(values, None)) == theirs
        assert variant.compiled_template() is not None

    @EACH
    def it_has_the_pages_of_an_official_memo(self, name: str) -> None:
        first, *others = tree(memo(name, told())).iter(qn("w:sectPr"))
        margins = {side: first.find(qn("w:pgMar")).get(qn(f"w:{side}")) for side in ("left", "right", "top")}
        assert margins == {"left": "1701", "right": "1134", "top": "1417"}
        assert first.find(qn("w:titlePg")) is not None
        assert all(s.find(qn("w:pgSz")).get(qn("w:orient")) == "landscape" for s in others)
        assert len(others) == (2 if name == ANNEX else 0)

    @EACH
    def it_repeats_headers_and_splits_no_row(self, name: str) -> None:
        for table in tree(memo(name, told(25))).iter(qn("w:tbl")):
            rows = list(table.iter(qn("w:tr")))
            assert all(row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in rows)
            if len(rows) > 1:
                assert rows[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None

    @EACH
    @pytest.mark.parametrize("digits", Digits)
    def it_keeps_to_the_digits_of_the_office(self, name: str, digits: Digits) -> None:
        tracker = told(25, 8)
        tracker = tracker._replace(office=tracker.office._replace(digits=digits))
        text = "\n".join(
            words(p) for p in tree(memo(name, tracker)).iter(qn("w:p")) if "https://" not in words(p)
        )
        other = "[0-9]" if digits is Digits.THAI else "[๐-๙]"
        assert re.findall(f".{{8}}{other}.{{8}}", text) == []

    @EACH
    def it_groups_the_measures_by_what_the_office_chose(self, name: str) -> None:
        text = words(tree(memo(name, told(grouping=Grouping.INDICATOR))))
        places = [text.index(f"ตัวชี้วัดที่{NBSP}{n} ") for n in "๑๔๖๘๙"]
        assert places == sorted(places)
        assert "(IIT)" in words(tree(memo(name, told(grouping=Grouping.INSTRUMENT, iit=None))))
        assert "ตัวชี้วัดที่" not in words(tree(memo(name, told())))

    @EACH
    def it_prints_urgency_once_and_secrecy_on_every_page(self, name: str) -> None:
        docx = memo(name, told(urgency=Urgency.MOST_URGENT, secrecy=Secrecy.VERY_SECRET))
        edges = {n: words(tree(docx, n)) for n in parts_of(docx) if re.match(r"word/(header|footer)", n)}
        assert [n for n, text in edges.items() if "ด่วนที่สุด" in text] == ["word/header1.xml"]
        assert all(text.startswith("ลับมาก") for text in edges.values())
        assert not any("ลับ" in words(tree(memo(name, told()), n)) for n in edges)

    @EACH
    @pytest.mark.parametrize("count", range(9))
    def it_has_room_for_every_signer_in_order(self, name: str, count: int) -> None:
        text = words(tree(memo(name, told(1, count))))
        signers = told(1, count).office.signers
        assert text.count("(ลงชื่อ)") == len(signers) == count
        at = [key(text).index(key(f"({s.name})")) for s in signers]
        assert at == sorted(at)

    def it_keeps_the_table_of_scores_on_one_page(self) -> None:
        table = next(t for t in tree(memo(RESULTS, told())).iter(qn("w:tbl")) if "คะแนนรวม" in words(t))
        kept = [
            all(p.find(f".//{qn('w:keepNext')}") is not None for p in row.iter(qn("w:p")))
            or row.find(f".//{qn('w:tblHeader')}") is not None  # whose style keeps it
            for row in table.iter(qn("w:tr"))
        ]
        assert kept == [True] * (len(kept) - 1) + [False]

    @pytest.mark.parametrize("count", range(2, 9))
    def it_leaves_no_opinion_alone_in_the_last_row_of_pairs(self, count: int) -> None:
        docx = memo(ANNEX, told(1, count))
        pairs = [words(table).count("(ลงชื่อ)") for table in tree(docx).iter(qn("w:tbl"))]
        assert [signed for signed in pairs if signed] == [2] * ((count - 1) // 2)

    @EACH
    def it_tells_what_it_is_in_its_properties_and_its_outline(self, name: str) -> None:
        docx = memo(name, told())
        core = parts_of(docx)["docProps/core.xml"].decode()
        assert f"<dc:title>{context(assessed(told()))['subject']}</dc:title>" in core
        assert "<dc:creator>องค์การบริหารส่วนตำบลตัวอย่างสุข</dc:creator>" in core
        assert "<dc:language>th-TH</dc:language>" in core and "2024-04-02T00:00:00Z" in core
        levels = tree(docx, "word/styles.xml").iter(qn("w:outlineLvl"))
        assert [level.get(qn("w:val")) for level in levels] == ["0", "1"]

    @EACH
    def it_is_the_same_bytes_again_in_order_with_a_fixed_time(self, name: str) -> None:
        again = make_memo(Template(shipped(TEMPLATES[name]).read_bytes()), assessed(told()), Path("/nowhere"))
        assert again.docx == memo(name, told())
        with zipfile.ZipFile(io.BytesIO(again.docx)) as package:
            assert package.testzip() is None
            assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}

    @EACH
    def it_is_read_back_as_it_was(self, name: str) -> None:
        tracker = told(4, 5)
        draft = read_memo(memo(name, tracker), "memo.docx")
        assert draft.leftovers == ()
        chain = [[key(s.name) for s in office.signers] for office in (draft.tracker.office, tracker.office)]
        assert chain[0] == chain[1]
        for was, read in zip(tracker.measures, draft.tracker.measures, strict=True):
            assert (key(read.title), read.status, read.number) == (key(was.title), was.status, was.number)
            if name != next(iter(TEMPLATES)):
                assert key(read.result) == key(was.result) and key(read.problems) == key(was.problems)
                assert "".join(re.findall(r"https\S*", read.evidence)) == "".join(
                    re.findall(r"https\S*", was.evidence)
                )


class DescribeEvidence:
    def it_is_a_link_and_a_code_of_the_same_address(self) -> None:
        docx = memo(RESULTS, told(25))
        parts = parts_of(docx)
        relations = etree.fromstring(parts["word/_rels/document.xml.rels"])
        targets = {r.get("Id"): r.get("Target") for r in relations}
        body = tree(docx)
        links = list(body.iter(qn("w:hyperlink")))
        assert links and all(targets[link.get(qn("r:id"))] == words(link) for link in links)
        blips = [b.get(qn("r:embed")) for b in body.iter(qn("a:blip"))]
        codes = [parts[f"word/{targets[b]}"] for b in blips if b.startswith("rIdEvidenceCode")]
        assert codes == [qr_code(words(link)) for link in links]

    def it_adds_nothing_to_a_memo_without_links(self) -> None:
        plain = next(iter(TEMPLATES))
        names = set(parts_of(memo(plain, told())))
        assert names == set(parts_of(memo(plain, told()._replace(measures=(Measure(1, "ก"),)))))

    @pytest.mark.parametrize("address", ["javascript:alert(1)", "file:///c:/x", r"\\server\x", "www.x.go.th"])
    def it_links_to_pages_of_the_web_only(self, address: str) -> None:
        tracker = told(1)
        measures = (tracker.measures[0]._replace(evidence=address),)
        docx = memo(RESULTS, tracker._replace(measures=measures))
        assert b"rIdEvidence1" not in parts_of(docx)["word/_rels/document.xml.rels"]
        assert key(address) in key(words(tree(docx)))


class DescribeValues:
    def it_reports_the_result_of_the_round(self) -> None:
        measure = Measure(1, "ก", status=Status.DONE, result="ปลายปี", result_6="กลางปี")
        for when, expected in ((Round.SIX_MONTHS, "กลางปี"), (Round.TWELVE_MONTHS, "ปลายปี"), (None, "ปลายปี")):
            tracker = told(round=when)._replace(measures=(measure,))
            (row,) = context(assessed(tracker))["results"]  # type: ignore[misc]
            assert (row["result"], row["result_6"], row["result_12"]) == ([expected], ["กลางปี"], ["ปลายปี"])

    def it_names_the_indicator_where_the_office_names_no_issue(self) -> None:
        measures = (
            Measure(1, "ก", indicator=9),
            Measure(2, "ข", indicator=9, issue="ของเราเอง"),
            Measure(3, "ค"),
        )
        rows = context(assessed(told()._replace(measures=measures)))["results"]
        assert [row["issue"] for row in rows] == [["การเปิดเผยข้อมูล"], ["ของเราเอง"], []]  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("20000", "๒๐,๐๐๐"),
            ("20,000 บาท", f"๒๐,๐๐๐{NBSP}บาท"),
            ("ไม่ใช้งบประมาณ", "ไม่ใช้งบประมาณ"),
            ("300", "๓๐๐"),
        ],
    )
    def it_sets_commas_into_bare_sums(self, typed: str, printed: str) -> None:
        rows = context(assessed(told()._replace(measures=(Measure(1, "ก", budget=typed),))))["results"]
        assert rows[0]["budget"] == printed  # type: ignore[index]

    def it_calls_the_division_by_its_full_name_in_the_head_and_the_short_one_in_the_text(self) -> None:
        tracker = told()
        known = tracker.office.divisions
        office = tracker.office._replace(
            divisions=(known[0]._replace(full="สำนักงานปลัด", aliases=()), *known[1:])
        )
        text = words(tree(memo(next(iter(TEMPLATES)), tracker._replace(office=office))))
        assert "(สำนักงานปลัด)" in text and "ตามที่งานบริหารทั่วไป สำนักงานปลัด" in text
        assert "งานบริหารทั่วไป สำนักปลัด จึงขอรายงาน" in text

    def it_begins_with_another_word_where_no_memo_is_cited(self) -> None:
        cited = case.assessed(
            case.with_report(earlier=case.REPORT.earlier._replace(subject="", date=None, item=""))
        )
        text = words(tree(make_memo(template("บันทึก"), cited, Path("/nowhere")).docx))
        assert "ด้วยงาน" in text and "ตามที่" not in text

    @pytest.mark.parametrize(
        ("typed", "printed"),
        [
            ("พ.ศ. ๒๕๖๗", f"พ.ศ.{NBSP}๒๕๖๗"),
            ("รอบ ๖ เดือน", f"รอบ{NBSP}๖{NBSP}เดือน"),
            ("OIT 92.50", f"OIT{NBSP}92.50"),
            ("ลำดับที่ ๓ ของปี", f"ลำดับที่{NBSP}๓ ของปี"),
            ("ภายในวันที่ ๓๑ มีนาคม ๒๕๖๗", f"ภายในวันที่{NBSP}๓๑ มีนาคม{NBSP}๒๕๖๗"),
            ("๑. ข้อแรก", "๑. ข้อแรก"),
            ("๑๐ ๒๐", "๑๐ ๒๐"),
            ("ไม่มีตัวเลข เลย", "ไม่มีตัวเลข เลย"),
        ],
    )
    def it_tears_no_number_from_its_word(self, typed: str, printed: str) -> None:
        assert kept_whole(typed) == printed


class DescribeOwnColumns:
    def printed(self, inner: str, own: tuple[tuple[str, str], ...]) -> tuple[str, tuple[str, ...]]:
        import docx

        document = docx.Document(str(shipped(TEMPLATES["บันทึก"])))
        cell = next(c for t in document.tables for r in t.rows for c in r.cells if "row.done" in c.text)
        cell.paragraphs[0].add_run(" " + inner)
        out = io.BytesIO()
        document.save(out)
        tracker = told(1)._replace(measures=tuple(m._replace(own=own) for m in told(1).measures))
        made = make_memo(Template.load(out.getvalue()), assessed(tracker), Path("/nowhere"))
        return words(tree(made.docx)), made.remarks

    def it_prints_a_column_by_its_header(self) -> None:
        text, remarks = self.printed("{{ row.own.แหล่งเงิน_ถ้ามี }}", (("แหล่งเงิน (ถ้ามี)", "เงินสะสม 5 บาท"),))
        assert f"เงินสะสม{NBSP}๕{NBSP}บาท" in text and remarks == ()

    def it_tells_of_a_column_that_the_tracker_has_not(self) -> None:
        _, remarks = self.printed("{{ row.own.แหล่งเงิน }}", (("ผู้ประสานงาน", "ก"),))
        assert len(remarks) == 1 and "แหล่งเงิน" in remarks[0]

    @pytest.mark.parametrize("header", ["ผู้ประสานงาน", "แหล่งเงิน (ถ้ามี)", "1. งบกลาง", "%", "ค่า/หน่วย", "น้ำ"])
    def it_makes_a_name_of_every_header(self, header: str) -> None:
        assert own_name(header).isidentifier() and not own_name(header).startswith("_")
