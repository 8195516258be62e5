"""What a cell means that says it in other words, and how near two words may be."""

from __future__ import annotations

import datetime as dt
from itertools import combinations

import pytest
from rapidfuzz import fuzz

from itaxl.core.assess import assess
from itaxl.core.divisions import NATIONAL
from itaxl.core.grid import Value
from itaxl.core.meanings.alike import ALIKE, nearest
from itaxl.core.meanings.divisions import ABBREVIATIONS, OTHERS, meant_division
from itaxl.core.meanings.status import _index, _turned, meant_status
from itaxl.core.meanings.typed import meant_choice, meant_count
from itaxl.core.model import DateStyle, Digits, Division, Finding, OfficeKind, Round, Status
from itaxl.core.rules import BY_CODE, Case
from itaxl.core.sample import DIVISIONS
from itaxl.core.thai.text import key
from itaxl.core.years import SCALES
from tests.case_grids import grids_of

TODAY = dt.date(2024, 4, 2)
DONE, GOING_ON, NOT_YET = Status.DONE, Status.IN_PROGRESS, Status.NOT_STARTED
NATIONAL_NAMES = {key(name): d.short for d in NATIONAL for name in (d.short, d.full, *d.aliases)}
#: Names that are real, and as near each other as a name and its misspelling.
TWINS = {
    frozenset(pair.split("/"))
    for pair in (
        "กองสวัสดิการสังคม/กองการสวัสดิการสังคม",
        "กองกิจการพาณิชย์/กองการพาณิชย์",
        "กองสาธารณสุขและสิ่งแวดล้อม/สำนักสาธารณสุขและสิ่งแวดล้อม",
        "กองยุทธศาสตร์และงบประมาณ/สำนักยุทธศาสตร์และงบประมาณ",
        "สำนักช่าง/สำนักการช่าง",
        "สำนักคลัง/สำนักการคลัง",
        "กองช่างสุขาภิบาล/กองสุขาภิบาล",
        "กองการประปา/กองประปา",
    )
}


def findings(cells: dict[str, Value], code: str) -> list[Finding]:
    return [f for f in assess(grids_of(Case(cells)), TODAY).findings if f.code == code]


class DescribeHowNearWordsAre:
    def it_has_no_two_statuses_that_could_be_each_other_misspelt(self) -> None:
        """Sure words and unsure ones; those with a ไม่ or ยัง more are never compared."""
        words = [(word, status) for word, (status, _) in _index().items() if len(word) >= 4]
        near = [
            (one, other)
            for (one, status), (other, another) in combinations(words, 2)
            if status != another and _turned(one) == _turned(other) and fuzz.ratio(one, other) >= ALIKE
        ]
        assert near == []

    def it_has_no_two_divisions_of_the_national_list_that_could_be_each_other_misspelt(self) -> None:
        near = [
            (one, other)
            for one, other in combinations(NATIONAL_NAMES, 2)
            if NATIONAL_NAMES[one] != NATIONAL_NAMES[other] and fuzz.ratio(one, other) >= ALIKE
        ]
        assert near == []

    def it_knows_every_other_name_that_is_so_near_one_as_a_name_of_its_own(self) -> None:
        names = {**{key(name): name for name in OTHERS}, **NATIONAL_NAMES}
        near = {
            frozenset((one, other))
            for one, other in combinations(names, 2)
            if names[one] != names[other] and fuzz.ratio(one, other) >= ALIKE
        }
        assert near == TWINS
        for twin in {name for pair in TWINS for name in pair} - NATIONAL_NAMES.keys():
            assert meant_division(twin, NATIONAL) is None

    @pytest.mark.parametrize("scale", SCALES, ids=lambda scale: str(scale.since))
    def it_has_no_two_levels_and_no_two_choices_so_near(self, scale: object) -> None:
        kinds = [kind.value for kind in OfficeKind]
        for words in (scale.names, kinds, [r.value for r in Round], [s.value for s in Status]):  # type: ignore[attr-defined]
            short = [word for word in words if len(key(word)) >= 4]
            for one, other in combinations(short, 2):
                if {key(one), key(other)} != {key(r.value) for r in Round}:  # told apart by their figures
                    assert fuzz.ratio(key(one), key(other)) < ALIKE

    def it_takes_nothing_for_a_word_that_is_near_two(self) -> None:
        assert nearest("กองกาประปา", {"กองการประปา": 1, "กองประปา": 2}) == 1
        assert nearest("กองกประปา", {"กองการประปา": 1, "กองประปา": 2}) == 2
        assert nearest("กองกาประป", {"กองการประปา": 1, "กองกาประปาย": 2}) is None
        assert nearest("กองคัง", {"กองคลัง": 1, "กองช่าง": 2}) == 1
        assert nearest("กคง", {"กคลง": 1}) is None


def edits(word: str) -> set[str]:
    """A letter left out, typed twice, changed places with the next, or another in its place."""
    cuts = [(word[:at], word[at:]) for at in range(len(word))]
    out = {a + b[1:] for a, b in cuts} | {a + b[0] + b for a, b in cuts}
    out |= {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    return (out | {a + "ฟ" + b[1:] for a, b in cuts}) - {word}


@pytest.mark.parametrize("division", NATIONAL, ids=lambda d: d.short)
def it_never_takes_a_name_with_a_letter_wrong_for_another_division(division: Division) -> None:
    """Of long names it finds each; of short ones it rather asks nothing than for another."""
    for name in (division.short, division.full):
        found = {typed: meant_division(typed, NATIONAL) for typed in edits(name)}
        others = {typed: meant for typed, meant in found.items() if meant not in (division.short, None)}
        assert others == {}
        if len(name) >= 8:
            assert [typed for typed, meant in found.items() if meant is None] == []


@pytest.mark.parametrize("name", OTHERS)
def it_never_takes_a_name_of_its_own_with_a_letter_wrong_for_one_on_the_list(name: str) -> None:
    assert {meant_division(typed, NATIONAL) for typed in edits(name)} - {None} == set()


@pytest.mark.parametrize("status", Status)
def it_finds_a_status_with_a_letter_wrong(status: Status) -> None:
    found = {typed: meant_status(typed) for typed in edits(status.value)}
    assert {meant for meant in found.values() if meant} == {status}
    assert sum(meant is None for meant in found.values()) <= 8, "only where a ไม่ or ยัง is broken"


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("เสร็จแล้ว", DONE),
        ("ดำเนินการแล้ว", DONE),
        ("ดำเนินการเเล้วเสร็จ", DONE),
        ("แล้วเสร็จ.", DONE),
        ("100%", DONE),
        (100.0, DONE),
        ("ร้อยละ ๑๐๐", DONE),
        (True, DONE),
        ("กำลังดำเนินการ", GOING_ON),
        ("ระหว่างดำเนินการ", GOING_ON),
        (0.5, GOING_ON),
        ("ร้อยละ 50", GOING_ON),
        ("ยังไม่ได้ดำเนินการ", NOT_YET),
        ("ยังไม่ดำเนินกาน", NOT_YET),
        ("0%", NOT_YET),
        (False, NOT_YET),
        (1.0, None),
        (0.0, None),
        (3.0, None),
        ("1", None),
        ("เสร็จแล้วบางส่วน", GOING_ON),
        ("แล้ว", DONE),
        ("เสร็จแล้ว 31 มี.ค. 67", None),
        ("ยังไม่เสร็จ", None),
        ("ยกเลิก", None),
        ("/", None),
        ("ไม่เสร็จแล้ว", None),
        ("ทำอยู่มั้ง", None),
        (dt.date(2024, 3, 31), None),
    ],
)
def it_asks_for_the_one_status_that_a_cell_can_mean(typed: Value, meant: Status | None) -> None:
    (found,) = findings({"status@3": typed}, "M603")
    assert found.suggestion == (meant.value if meant else None)
    assert ("ใช่หรือไม่" in found.message) is (meant is not None)


@pytest.mark.parametrize(
    ("words", "typed", "meant"),
    [
        (OfficeKind, "อบต.", OfficeKind.SAO),
        (OfficeKind, "อบต", OfficeKind.SAO),
        (OfficeKind, "ทม.", OfficeKind.TOWN),
        (OfficeKind, "กทม.", OfficeKind.BANGKOK),
        (OfficeKind, "พัทยา", OfficeKind.PATTAYA),
        (OfficeKind, "องค์การบริหารสวนตำบล", OfficeKind.SAO),
        (OfficeKind, "เทศบาล", None),
        (OfficeKind, "โรงเรียน", None),
        (Round, 6.0, Round.SIX_MONTHS),
        (Round, "๑๒ เดือน", Round.TWELVE_MONTHS),
        (Round, "รอบหกเดือน", Round.SIX_MONTHS),
        (Round, "รอบ 6 เดือนแรก", Round.SIX_MONTHS),
        (Round, "รอบ ๑๒ เดือน (สิ้นปี)", None),
        (Round, "รอบ 9 เดือน", None),
        (Digits, "ไทย", Digits.THAI),
        (Digits, "อาราบิก", Digits.ARABIC),
        (DateStyle, "3 เมษายน 2567", DateStyle.SHORT),
        (DateStyle, "๓ เดือน เมษายน พ.ศ. ๒๕๖๗", DateStyle.LONG),
        (DateStyle, dt.date(2024, 4, 3), None),
    ],
)
def it_knows_what_is_typed_for_a_word_of_a_drop_down(words: object, typed: Value, meant: object) -> None:
    found = meant_choice(typed, words)  # type: ignore[arg-type]
    assert found == (meant.value if meant else None)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("ตัวชี้วัดที่ ๓", 3),
        ("3 การใช้อำนาจ", 3),
        ("ลำดับ.3", 3),
        ("1.1", None),
        ("1-3", None),
        ("1,2", None),
        ("ก", None),
    ],
)
def it_takes_the_one_whole_number_of_a_text(typed: str, meant: float | None) -> None:
    assert meant_count(typed) == meant


class DescribeDivisionsOfACell:
    @pytest.mark.parametrize(
        ("typed", "code", "meant"),
        [
            ("กองครัง", "M610", "กองคลัง"),
            ("กองช่าว", "M610", "กองช่าง"),
            ("สนป.", "M610", "สำนักปลัด"),
            ("กค., กช.", "M610", "กองคลัง, กองช่าง"),
            ("คลัง/ช่าง", "M610", "กองคลัง, กองช่าง"),
            ("กองสวัสดิฯ", "M610", "กองสวัสดิการสังคม"),
            ("สวัสดิการสังคม", "M610", "กองสวัสดิการสังคม"),
            ("ส่วนสวัสดิการสังคม", "M610", "กองสวัสดิการสังคม"),
            ("กองคลัง, กองช่าว", "M610", "กองคลัง, กองช่าง"),
            ("ทุกสวนราชการ", "M610", "ทุกส่วนราชการ"),
            ("กองสวัสดิการ สังคมม", "M610", "กองสวัสดิการสังคม"),
            ("กองประปา", "M610", None),
            ("กองช่างสุขาภิบาล", "M610", None),
            ("กองคลังพัสดุ", "M610", None),
            ("กองการ เจ้าหน้าที่", "M610", None),
            ("กองส่งเสริมการเกษตร", "M610", None),
            ("นายสมชาย", "M610", None),
            ("เจ้าหน้าที่", "M610", None),
            ("กองคลังฯ", "M612", "กองคลัง"),
            ("สำนักปลัดอบต.ตัวอย่างสุข", "M612", "สำนักปลัด"),
            ("สำนักปลัดเทศบาลตำบลตัวอย่าง", "M612", "สำนักปลัด"),
            ("สป.\nกองคลัง", "M612", "สำนักปลัด\nกองคลัง"),
            ("กองคลัง (หลัก)", "M615", "กองคลัง"),
            ("กองคลัง (หลัก), กองช่าง (ร่วม)", "M615", "กองคลัง, กองช่าง"),
            ("ผอ.กองคลัง", "M615", "กองคลัง"),
            ("หัวหน้าสำนักปลัด", "M615", "สำนักปลัด"),
            ("งานพัสดุ กองคลัง", "M615", "กองคลัง"),
            ("กองคลัง(งานพัสดุ)", "M615", "กองคลัง"),
            ("กองคลัง กองคลัง", "M611", "กองคลัง"),
        ],
    )
    def it_asks_for_the_whole_cell_as_it_would_be_typed(
        self, typed: str, code: str, meant: str | None
    ) -> None:
        found = findings({"divisions@3": typed}, code)
        assert found
        assert {f.suggestion for f in found} == {meant}
        if code == "M610":
            assert all(("ใช่หรือไม่" in f.message) is (meant is not None) for f in found)

    def it_names_no_fragments(self) -> None:
        """One finding a name, and the whole of it; none advises to list a ฯ or a (หลัก)."""
        (found,) = findings({"divisions@3": "กองการ เจ้าหน้าที่"}, "M610")
        assert "“กองการ เจ้าหน้าที่”" in found.message
        for typed in ("กองคลังฯ", "กองคลัง (หลัก)"):
            assert findings({"divisions@3": typed}, "M610") == []

    def it_asks_for_what_it_knows_and_leaves_the_rest_as_typed(self) -> None:
        known, unknown = findings({"divisions@3": "กองครัง และกองประปา"}, "M610")
        assert (known.suggestion, unknown.suggestion) == ("กองคลัง, กองประปา", None)

    @pytest.mark.parametrize("name", sorted(ABBREVIATIONS))
    def it_knows_an_abbreviation_only_where_the_office_has_the_division(self, name: str) -> None:
        listed = {d.short for d in DIVISIONS}
        meant = meant_division(name, DIVISIONS)
        assert meant == (ABBREVIATIONS[name] if ABBREVIATIONS[name] in listed else None)

    def it_asks_for_the_owner_by_the_office_s_list(self) -> None:
        assert findings({"owner_division": "สำนักงานปลัด"}, "O306")[0].suggestion == "สำนักปลัด"
        assert findings({"owner_division": "สนป."}, "O306")[0].suggestion == "สำนักปลัด"
        assert findings({"owner_division": "กองประปา"}, "O306")[0].suggestion is None


SUGGESTING = [(code, BY_CODE[code].bad) for code in BY_CODE]


@pytest.mark.parametrize(("code", "case"), SUGGESTING, ids=[code for code, _ in SUGGESTING])
def it_suggests_what_reads_without_that_finding(code: str, case: Case) -> None:
    """Whatever a rule's bad example suggests, written into that very cell, leaves nothing of it."""
    grids = grids_of(case)
    told = [f for f in assess(grids, TODAY).findings if f.code == code and f.suggestion is not None]
    mended = []
    for grid in grids:
        rows = [list(row) for row in grid.rows]
        for found in told:
            if found.place.sheet == grid.sheet:
                line = rows[found.place.row - 1]
                line += [None] * (found.place.column - len(line))
                line[found.place.column - 1] = found.suggestion or None
        mended.append(grid.__class__(grid.sheet, tuple(map(tuple, rows)), grid.merged))
    left = {(f.code, f.place) for f in assess(mended, TODAY).findings}
    assert not left & {(f.code, f.place) for f in told}


def it_loads_no_vocabulary_for_a_clean_tracker() -> None:
    import subprocess
    import sys

    code = (
        "import datetime as dt, sys\n"
        "from itaxl.core.assess import assess\nfrom itaxl.core.compose import grids\n"
        "from itaxl.core.sample import sample\n"
        "assert assess(grids(sample()), dt.date(2024, 4, 2)).findings == ()\n"
        "print([n for n in sys.modules if any(s in n for s in ('meanings', 'rapidfuzz', 'dateutil'))])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("typed", ["ข้อที่ ๓", "(๓).", "มาตรการที่ 3", "ลำดับที่ 3", "๓)"])
def it_reads_a_number_in_whatever_brackets_without_a_word(typed: str) -> None:
    assert assess(grids_of(Case({"number@3": typed})), TODAY).findings == ()


@pytest.mark.parametrize(
    ("numbers", "meant"),
    [
        ((1, 2, 2, 4, 5), [3.0]),
        ((1, 2, 2, 2, 5), [3.0, 4.0]),
        ((1, 2, 1, 3, 4), [None]),
        ((1, 2, 3, 4, 4), [5.0]),
    ],
)
def it_asks_for_the_number_that_a_row_would_have_where_that_is_free(
    numbers: tuple[int, ...], meant: list[float | None]
) -> None:
    cells: dict[str, Value] = {f"number@{at}": float(number) for at, number in enumerate(numbers, 1)}
    assert [f.suggestion for f in findings(cells, "M605")] == meant
    assert (findings(cells, "M606") == []) is (None not in meant)
