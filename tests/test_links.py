"""Addresses in cells, and the web sites of an office."""

from __future__ import annotations

import pytest

from itaxl.core.assess import assess
from itaxl.core.compose import grids as compose
from itaxl.core.links import Site, sites
from itaxl.core.rules import Case
from itaxl.core.sample import sample
from tests.case_grids import grids_of
from tests.test_golden import TODAY


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("", ()),
        ("www.a.go.th", (Site("a.go.th"),)),
        ("HTTPS://WWW.A.go.th/", (Site("a.go.th"),)),
        ("a.go.th:8080/ita/ ; ฝาง.ไทย, b.go.th", (Site("a.go.th", "/ita"), Site("ฝาง.ไทย"), Site("b.go.th"))),
        ("เว็บ อบต.", None),
        ("a@b.go.th", None),
        ("http//a.go.th", None),
    ],
)
def it_reads_the_web_sites_of_an_office(text: str, found: tuple[Site, ...] | None) -> None:
    assert sites(text) == found


def it_takes_the_office_s_web_site_from_the_sheet_and_back() -> None:
    office = assess(compose(sample()), TODAY).tracker.office
    assert office.website == "www.tuayangsuk.example.go.th"


def it_asks_for_the_site_that_a_misspelt_one_means() -> None:
    (finding,) = assess(grids_of(Case({"website": "http//www.a.example.go.th"})), TODAY).findings
    assert (finding.code, finding.suggestion) == ("O317", "http://www.a.example.go.th")
