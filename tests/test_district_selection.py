"""An office is one office however it is spelt, and one of its files counts, by a rule that is told."""

from __future__ import annotations

import datetime as dt

import pytest

from itaxl.core.district.identity import OfficeName, Register, office_name
from itaxl.core.district.selection import Offer, Selection, is_plausible
from itaxl.core.district.strangers import stranger

SAO, TAMBON = "องค์การบริหารส่วนตำบล", "เทศบาลตำบล"
TODAY = dt.date(2024, 4, 2)


class DescribeAnOffice:
    @pytest.mark.parametrize(
        "spelt",
        [
            office_name("บ้านนาสุข", SAO, "เมือง", "สมมุติบุรี"),
            office_name("อบต.บ้านนาสุข", "", "เมือง", "สมมุติบุรี"),
            office_name("อบต. บ้านนาสุข", "อบต.", "อ.เมือง", "จ.สมมุติบุรี"),
            office_name("องค์การบริหารส่วนตำบล บ้านนาสุข", "", "อำเภอเมือง", "จังหวัด สมมุติบุรี"),
            office_name("บ้าน นาสุข", SAO, "เมือง", ""),
            office_name("บ\u0e49านนาสุข".replace("บ\u0e49าน", "บ้าน"), SAO),
            office_name(" บ้านนาสุข\u200b", "", "เมือง", "สมมุติบุรี"),
        ],
    )
    def it_is_one_however_it_is_spelt(self, spelt: OfficeName) -> None:
        register = Register()
        first = register.number(OfficeName(SAO, "บ้านนาสุข", "เมือง", "สมมุติบุรี"))
        assert register.number(spelt) == first and len(register) == 1

    @pytest.mark.parametrize(
        "other",
        [
            OfficeName(TAMBON, "บ้านนาสุข", "เมือง", "สมมุติบุรี"),
            OfficeName(SAO, "บ้านนาสุก", "เมือง", "สมมุติบุรี"),
            OfficeName(SAO, "บ้านนาสุข", "เหนือ", "สมมุติบุรี"),
            OfficeName(SAO, "บ้านนาสุข", "เมือง", "อื่นบุรี"),
        ],
    )
    def it_is_another_where_one_part_differs(self, other: OfficeName) -> None:
        register = Register()
        numbers = [register.number(OfficeName(SAO, "บ้านนาสุข", "เมือง", "สมมุติบุรี")), register.number(other)]
        assert numbers == [0, 1]
        assert register.number(other) == 1

    def it_is_none_of_two_that_a_blank_could_mean(self) -> None:
        register = Register()
        named = [OfficeName(SAO, "นา", "ก"), OfficeName(SAO, "นา", "ข"), OfficeName(SAO, "นา")]
        assert [register.number(name) for name in (*named, *named)] == [0, 1, 2, 0, 1, 2]

    def it_is_nobody_else_s_without_a_name(self) -> None:
        register = Register()
        assert [register.number(OfficeName(SAO, "")) for _ in range(2)] == [0, 1]
        alone = office_name("", "กทม.")
        assert register.number(alone) == register.number(office_name("กรุงเทพมหานคร")) == 2

    def it_is_found_in_the_name_of_a_file_or_its_folder(self) -> None:
        register = Register()
        register.number(OfficeName(SAO, "บ้านนาสุข", "เมือง"))
        register.number(OfficeName(SAO, "บ้านนา", "เมือง"))
        assert register.named_in("in/ITA อบต.บ้านนาสุข 2567.pdf") == 0
        assert register.named_in("in/อบต.บ้านนาสุข/ITA.pdf") == 0
        assert register.named_in("in/บ้าน นา.pdf") == 1
        assert register.named_in("in/ITA.pdf") is None
        assert register.named_in("in/บ้านนาสุข และ บ้านนาดี บ้านนา.pdf") == 0  # the longer of two that overlap


def offer(at: int, path: str = "", year: int | None = 2567, round_: str = "", day: int = 0) -> Offer:
    return Offer(at, path or f"{at}.xlsx", year, round_, dt.date(2024, 3, day) if day else None)


def selected(
    *offers: Offer, year: int = 2567, round_: str = "", saved: dict[str, float] | None = None
) -> int:
    """The place of the one that counts; the others are aside, with a reason that leads to it."""
    found = []
    for order in (offers, offers[::-1]):
        selection = Selection(round_, lambda path: (saved or {}).get(path, 0.0))
        for one in order:
            selection.offer(0, one)
        aside, counted = selection.settled(year)
        (place,) = counted
        assert set(aside) == {one.at for one in offers} - {place}
        assert all(one.why for one in aside.values())
        found.append(place)
    assert found[0] == found[1]
    return found[0]


class DescribeItsFile:
    def it_is_that_of_the_year(self) -> None:
        assert selected(offer(0, year=2568, day=9), offer(1, year=2567)) == 1
        assert selected(offer(0, year=2576, day=9), offer(1, year=2566)) == 1
        assert selected(offer(0, year=None), offer(1, year=2566)) == 0

    def it_is_that_of_the_round_where_one_is_asked_for(self) -> None:
        six, twelve = offer(0, round_="6", day=1), offer(1, round_="12", day=9)
        assert selected(six, twelve) == 1
        assert selected(six, twelve, round_="6") == 0
        assert selected(offer(0, day=1), twelve, round_="6") == 0

    def it_is_the_newest_by_content_then_by_the_file_then_by_the_shorter_name(self) -> None:
        assert selected(offer(0, day=2), offer(1, day=1), saved={"1.xlsx": 9.0}) == 0
        assert selected(offer(0, day=2), offer(1, day=2), saved={"1.xlsx": 9.0}) == 1
        assert selected(offer(0, "a - Copy.xlsx", day=2), offer(1, "a.xlsx", day=2)) == 1

    def it_leads_from_every_other_to_the_one_that_counts(self) -> None:
        selection = Selection("", lambda _: 0.0)
        for n in range(20_000):
            selection.offer(
                0, Offer(n, f"{n}.xlsx", 2567, "", dt.date(2000, 1, 1) + dt.timedelta(days=n % 9_000))
            )
        selection.offer(0, offer(30_000, year=2566))
        aside, counted = selection.settled(2567)
        assert counted == {8_999} and {one.instead for one in aside.values()} == counted
        assert len(aside) == 20_000

    def it_is_one_of_many(self) -> None:
        assert selected(*(offer(n, day=n + 1) for n in range(9)), offer(9, year=2566, day=20)) == 8


class DescribeTheYear:
    def it_is_that_of_most_offices_and_never_one_that_cannot_be(self) -> None:
        selection = Selection("", lambda _: 0.0)
        years = (2566, 2566, 2567, 2567, 2576, 2576, 2576, None)
        for number, year in enumerate(years):
            selection.offer(number, offer(number, year=year))
        assert selection.year(TODAY) == 2567  # the newer of two
        assert Selection("", lambda _: 0.0).year(TODAY) == 2567  # today's
        assert [is_plausible(year, TODAY) for year in (2500, 2566, 2568, 2569, None)] == [
            *(False, True, True, False, False)
        ]


def it_tells_what_to_do_with_every_other_file() -> None:
    for name in ("a.csv", "b.DOCX", "c.odt"):
        assert "itaxl convert" in (stranger(name) or ("", ""))[1]
    for name in ("a.pdf", "b.lnk", "c.zip", "d.xyz", "ไม่มีนามสกุล"):
        assert all(stranger(name) or ())
    assert [stranger(name) for name in ("Thumbs.db", "~$a.docx", ".x", "a.tmp")] == [None] * 4
