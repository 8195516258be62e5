"""Texts that would reach the memo doubled or hollow: words that the memo sets itself, bullets, dashes."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core.assess import assess
from itaxl.core.grid import Value
from itaxl.core.model import Assessment, OfficeKind
from itaxl.core.rules import Case
from itaxl.core.thai.text import hollow
from itaxl.memo.content.context import context
from tests.case_grids import grids_of

DASHES = ("-", " - ", "–", "—", "...", "…", "--", "_", "-\n-", "\u200b-")


def assessed(cells: dict[str, Value]) -> Assessment:
    return assess(grids_of(Case(cells)), dt.date(2024, 4, 2))


def told(cells: dict[str, Value]) -> list[tuple[str, str]]:
    return [(f.code, f.place.cell) for f in assessed(cells).findings]


@pytest.mark.parametrize("text", ["", " ", *DASHES])
def it_knows_a_text_that_says_nothing(text: str) -> None:
    assert hollow(text)


@pytest.mark.parametrize("text", ["ก", "- ก", "0", "–1", "/", "x", "ไม่มี", "ก" * 50_000])
def it_knows_a_text_that_says_something(text: str) -> None:
    assert not hollow(text)


class DescribeDashes:
    @pytest.mark.parametrize("dash", DASHES)
    @pytest.mark.parametrize(
        "field",
        [
            "email",
            "website",
            "sub_unit",
            "digits",
            "date_style",
            "earlier_item",
            "round",
            "closing",
            "note",
            "indicator",
        ],
    )
    def it_takes_a_dash_in_an_optional_field_for_an_empty_one(self, field: str, dash: str) -> None:
        with_dash, empty = assessed({field: dash}), assessed({field: None})
        assert [(f.code, f.place) for f in with_dash.findings if f.code != "C203"] == []
        assert with_dash.tracker == empty.tracker

    @pytest.mark.parametrize("dash", DASHES)
    @pytest.mark.parametrize(
        ("field", "code"),
        [
            ("name", "O301"),
            ("kind", "O301"),
            ("memo_date", "O301"),
            ("total", "O301"),
            ("fiscal_year", "O301"),
            ("iit", "O302"),
            ("cutoff", "O302"),
            ("title@3", "M601"),
            ("steps@3", "M601"),
            ("divisions@3", "M601"),
            ("number@3", "M601"),
            ("status@3", "M601"),
            ("due@3", "M602"),
            ("done_on@1", "P706"),
            ("evidence@1", "P707"),
            ("signers.name@2", "O310"),
        ],
    )
    def it_takes_a_dash_where_something_belongs_for_something_missing(
        self, field: str, code: str, dash: str
    ) -> None:
        with_dash, empty = told({field: dash}), told({field: None})
        assert code in [code for code, _ in empty]
        assert [one for one in with_dash if one[0] != "C203"] == empty

    def it_passes_over_a_row_of_dashes(self) -> None:
        row: dict[str, Value] = {
            f"{name}@5": "-" for name in ("number", "title", "steps", "divisions", "status")
        }
        assessment = assessed(row | {"due@5": "-", "indicator@5": "-"})
        assert (len(assessment.tracker.measures), assessment.findings) == (4, ())
        signer: dict[str, Value] = {f"signers.{name}@3": "-" for name in ("role", "name", "position")}
        assert len(assessed(signer).tracker.office.signers) == 2

    def it_drops_a_step_that_is_a_dash(self) -> None:
        assert assessed({"steps@3": "จัดประชุม\n-\nสรุปผล"}).tracker.measures[2].steps == ("จัดประชุม", "สรุปผล")


class DescribeNumbersInTitles:
    @pytest.mark.parametrize(
        "typed", ["(๓) {}", "(3){}", "3. {}", "๓) {}", "ข้อ 3 {}", "ข้อที่ ๓. {}", "มาตรการที่ 3 {}", "ลำดับที่ 3: {}"]
    )
    def it_reads_a_title_without_the_number_that_the_memo_prints(self, typed: str) -> None:
        title = "เผยแพร่แผนการจัดซื้อจัดจ้าง"
        assessment = assessed({"title@3": typed.format(title)})
        assert assessment.tracker.measures[2].title == title
        (found,) = assessment.findings
        assert (found.code, found.suggestion) == ("M614", title)
        plan = context(assessment)["plan"]
        assert isinstance(plan, list) and plan[2]["title_lines"] == [f"(๓) {title}"]

    @pytest.mark.parametrize(
        "title",
        [
            "๓ เดือนแรกเผยแพร่แผน",
            "3 ส. สร้างสุข",
            "ข้อ 9 ของระเบียบควรเผยแพร่",
            "2567 เป็นปีแห่งความโปร่งใส",
            "1. จัดทำแผน\n2. เผยแพร่แผน",
            "มาตรการที่เกี่ยวข้องควรเผยแพร่",
            "(ร่าง) ประกาศควรรับฟังความคิดเห็น",
        ],
    )
    def it_leaves_a_figure_that_belongs_to_the_title(self, title: str) -> None:
        assessment = assessed({"title@3": title})
        assert assessment.tracker.measures[2].title == title
        assert assessment.findings == ()

    def it_reads_another_number_s_brackets_the_same_way(self) -> None:
        """The row's number counts; both would stand in the memo."""
        assessment = assessed({"title@3": "(5) เผยแพร่แผน"})
        assert assessment.tracker.measures[2].title == "เผยแพร่แผน"


class DescribeBulletsAndSpaces:
    @pytest.mark.parametrize("bullet", ["•\t", "• ", "●", "▪ ", "➢ ", "o ", "o\t", "Ø ", "ü ", "* ", "§\t"])
    def it_reads_steps_without_the_bullets_of_word(self, bullet: str) -> None:
        typed = f"{bullet}จัดประชุม\n{bullet}สรุปผล"
        assert assessed({"steps@3": typed}).tracker.measures[2].steps == ("จัดประชุม", "สรุปผล")
        assert assessed({"title@3": f"{bullet}ควรจัดประชุม"}).tracker.measures[2].title == "ควรจัดประชุม"

    def it_leaves_dashes_of_steps_to_the_memo_and_letters_to_words(self) -> None:
        steps = ("- จัดประชุม", "open data", "v2 ของแบบฟอร์ม")
        assert assessed({"steps@3": "\n".join(steps)}).tracker.measures[2].steps == steps
        assert assessed({"title@3": "- ควรจัดประชุม"}).tracker.measures[2].title == "ควรจัดประชุม"

    def it_reads_runs_of_spaces_as_one_and_leaves_two(self) -> None:
        assessment = assessed({"title@3": "ควรจัด      ประชุม\tทุกเดือน", "signers.name@1": "นางสมศรี  ตัวอย่าง"})
        assert assessment.tracker.measures[2].title == "ควรจัด ประชุม ทุกเดือน"
        assert assessment.tracker.office.signers[0].name == "นางสมศรี  ตัวอย่าง"
        assert assessment.findings == ()


class DescribeWordsThatTheMemoPrints:
    @pytest.mark.parametrize(
        ("field", "typed", "meant"),
        [
            ("province", "จ.สมมุติบุรี", "สมมุติบุรี"),
            ("province", "จ. สมมุติบุรี", "สมมุติบุรี"),
            ("province", "จว.สมมุติบุรี", "สมมุติบุรี"),
            ("province", "จังหวัด : สมมุติบุรี", "สมมุติบุรี"),
            ("province", "จันทบุรี", "จันทบุรี"),
            ("district", "อ.เมือง", "เมือง"),
            ("district", "อ . เมือง", "เมือง"),
            ("district", "อรัญประเทศ", "อรัญประเทศ"),
            ("addressee", "เรียน นายกเทศมนตรี", "นายกเทศมนตรี"),
            ("addressee", "เรียนรู้ดี", "เรียนรู้ดี"),
            ("email", "อีเมล: a@b.example.go.th", "a@b.example.go.th"),
            ("book_code", "ที่ สม 70101/", "สม 70101/"),
            ("name", "อบต.ตัวอย่างสุข", "ตัวอย่างสุข"),
            ("name", "อบต ตัวอย่างสุข", "ตัวอย่างสุข"),
            ("name", "องค์การบริหารส่วนตำบลตัวอย่างสุข", "ตัวอย่างสุข"),
            ("name", "เทศบาลตำบลตัวอย่างสุข", "เทศบาลตำบลตัวอย่างสุข"),
        ],
    )
    def it_reads_a_field_without_the_word_before_it(self, field: str, typed: str, meant: str) -> None:
        assert getattr(assessed({field: typed}).tracker.office, field) == meant

    def it_reads_a_subject_without_the_word_before_it(self) -> None:
        assert assessed({"subject": "เรื่อง  รายงานผล"}).tracker.report.subject == "รายงานผล"
        assert assessed({"subject": "เรื่องร้องเรียน"}).tracker.report.subject == "เรื่องร้องเรียน"

    @pytest.mark.parametrize(
        ("field", "typed", "code", "meant"),
        [
            ("name", "อบต.ตัวอย่างสุข", "O305", "ตัวอย่างสุข"),
            ("name", "เทศบาลตำบลตัวอย่างสุข", "O305", None),
            ("book_code", "สม.70101", "O304", "สม 70101/"),
            ("book_code", "สม 70101/ 125", "O304", "สม 70101/"),
            ("book_code", "ที่ว่าการ 12", "O304", None),
            ("email", "saraban @a.example.go.th.", "O307", "saraban@a.example.go.th"),
            ("email", "saraban at a", "O307", None),
            ("emblem", "C:\\ภาพ\\krut.png", "O308", "krut.png"),
            ("emblem", "krut.gif", "O308", None),
            ("kind", None, "O301", None),
            ("level", None, "O301", "ผ่านดี"),
        ],
    )
    def it_asks_for_what_is_obvious(self, field: str, typed: Value, code: str, meant: str | None) -> None:
        (found,) = [f for f in assessed({field: typed}).findings if f.code == code]
        assert found.suggestion == meant
        assert ("ใช่หรือไม่" in found.message) is (meant is not None)

    def it_asks_for_the_kind_that_the_name_tells(self) -> None:
        findings = assessed({"kind": None, "name": "อบต.ตัวอย่างสุข"}).findings
        assert [f.suggestion for f in findings if f.code == "O301"] == [OfficeKind.SAO.value]


class DescribeOfficesThatAreAloneOfTheirKind:
    @pytest.mark.parametrize("name", [None, "-", "พัทยา", "เมืองพัทยา"])
    def it_calls_pattaya_by_its_name(self, name: Value) -> None:
        assessment = assessed({"kind": "เมืองพัทยา", "name": name, "addressee": None, "through": None})
        assert assessment.findings == ()
        assert assessment.tracker.office.full_name == "เมืองพัทยา"
        assert context(assessment)["to"] == "นายกเมืองพัทยา"

    @pytest.mark.parametrize("name", [None, "กทม.", "กรุงเทพฯ", "กรุงเทพมหานคร"])
    def it_calls_bangkok_by_its_name(self, name: Value) -> None:
        cells: dict[str, Value] = {"kind": "กรุงเทพมหานคร", "name": name, "addressee": None, "through": None}
        assessment = assessed(cells | {"province": "กรุงเทพมหานคร", "district": "พระนคร"})
        assert assessment.findings == ()
        assert assessment.tracker.office.full_name == "กรุงเทพมหานคร"
        values = context(assessment)
        assert (values["to"], values["place"]) == ("ผู้ว่าราชการกรุงเทพมหานคร", "เขตพระนคร กรุงเทพมหานคร")

    def it_names_a_part_of_bangkok_with_it(self) -> None:
        cells: dict[str, Value] = {"kind": "กรุงเทพมหานคร", "name": "สำนักงานเขตสมมุติ"}
        assert assessed(cells).tracker.office.full_name == "สำนักงานเขตสมมุติ กรุงเทพมหานคร"

    def it_has_their_clerks(self) -> None:
        clerks = [kind.clerk for kind in OfficeKind if kind.alone]
        assert clerks == ["ปลัดเมืองพัทยา", "ปลัดกรุงเทพมหานคร"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("www.a.example.go.th/1", "https://www.a.example.go.th/1"),
        ("a.example.go.th", "https://a.example.go.th"),
        ("https//www.a.example.go.th/1", "https://www.a.example.go.th/1"),
        ("htps://www.a.example.go.th/1", "https://www.a.example.go.th/1"),
        ("http;//www.a.example.go.th", "http://www.a.example.go.th"),
        ("https:// www.a.example.go.th/1", "https://www.a.example.go.th/1"),
        (
            "www.a.example.go.th/1, www.a.example.go.th/2",
            "https://www.a.example.go.th/1\nhttps://www.a.example.go.th/2",
        ),
        ("เว็บไซต์ อบต.", None),
        ("ดูที่ www.a.example.go.th", None),
        ("แฟ้มที่ 3.1", None),
    ],
)
def it_asks_for_the_link_that_lacks_its_beginning(typed: str, meant: str | None) -> None:
    (found,) = [f for f in assessed({"evidence": typed}).findings if f.code == "P708"]
    assert found.suggestion == meant
