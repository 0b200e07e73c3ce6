"""Who looked is counted once a day, by where they came from, and nobody is remembered."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import suspend_booth
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog.actions import hide_product
from marketplace.domain.figures.actions import forget_marks, print_codes, write_hits
from marketplace.domain.figures.errors import FairNameTooLong, NoSuchCode, NothingChosen, TooManyLabels
from marketplace.domain.figures.invariants import INVARIANTS
from marketplace.domain.figures.models import DayScans, DayVisits, ScanMark, VisitMark
from marketplace.domain.figures.queries import printings_of, sources_on, target_of_code
from marketplace.domain.figures.rules import SOURCES, PageHit, source_of
from tests.people import a_person, a_product, on_sale

HOSTS = frozenset({"localhost"})


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa")


def looked(variant, visitor="lan", **facts) -> PageHit:
    return PageHit("product", variant.product.slug, facts.pop("day", clock.today()), visitor, **facts)


def counted(product_id: int = 0) -> dict[tuple[str, str], int]:
    found = select(DayVisits.source, DayVisits.detail, DayVisits.visitors).where(DayVisits.product_id == product_id)
    return {(row[0], row[1]): row[2] for row in db.session.execute(found)}


def codes_for(booth, minh, *products, fair="", with_booth=False):
    return print_codes(booth, by=minh, with_booth=with_booth, products=products, fair=fair, copies=1)


def test_a_visitor_counts_once_a_day_by_where_they_first_came_from(booth, pepper):
    honey = on_sale(booth, name="Mật ong")
    write_hits([looked(pepper, source="search"), looked(pepper, source="booth"), looked(honey, source="market")])
    write_hits([looked(pepper, source="direct"), looked(pepper, "minh", source="direct")])
    assert counted() == {("search", ""): 1, ("direct", ""): 1}
    assert counted(honey.product_id) == {("market", ""): 1}
    assert counted(pepper.product_id) == {("search", ""): 1, ("direct", ""): 1}
    tomorrow = clock.today() + timedelta(days=1)
    write_hits([looked(pepper, source="search", day=tomorrow)])
    assert db.session.query(DayVisits).filter_by(product_id=0, day=tomorrow).one().visitors == 1


def test_a_booths_own_people_and_organizers_are_no_visitors(minh, pepper):
    organizer, lan = a_person(role="organizer"), a_person()
    write_hits([looked(pepper, "m", person_id=minh.id), looked(pepper, "o", person_id=organizer.id)])
    assert counted() == {}
    write_hits([looked(pepper, "l", person_id=lan.id)])
    assert counted() == {("direct", ""): 1}


def test_what_is_not_shown_has_no_visitors(booth):
    hidden = a_product(booth, state="hidden")
    today = clock.today()
    write_hits([PageHit("product", hidden.slug, today, "a"), PageHit("booth", "khong-co", today, "a")])
    assert counted() == {}


def test_a_scan_is_a_scan_and_leads_to_a_visit_by_code_or_by_fair(booth, minh, pepper):
    [usual], [fair] = (
        codes_for(booth, minh, pepper.product),
        codes_for(booth, minh, pepper.product, fair="Hội chợ Xuân"),
    )
    today = clock.today()
    write_hits([PageHit("scan", usual.code, today, "a"), PageHit("scan", usual.code, today, "a")])
    write_hits([PageHit("scan", usual.code, today, "b"), PageHit("scan", fair.code, today, "c")])
    write_hits([PageHit("scan", fair.code, today, "m", person_id=minh.id)])
    assert {each.fair: each.scans for each in printings_of(booth)} == {"": 2, "Hội chợ Xuân": 1}
    assert counted() == {}, "the page they lead to counts the visit"
    write_hits([looked(pepper, "a", via=usual.code), looked(pepper, "c", via=fair.code, source="elsewhere")])
    assert counted() == {("qr", ""): 1, ("fair", "Hội chợ Xuân"): 1}
    assert sources_on(today, "c", [pepper.id])() == {booth.id: ("fair", "Hội chợ Xuân")}


def test_another_booths_code_says_nothing_of_how_one_came(booth, rival_booth, hoa, pepper):
    [foreign] = codes_for(rival_booth, hoa, with_booth=True)
    write_hits([looked(pepper, via=foreign.code, source="market")])
    assert counted() == {("market", ""): 1}


def test_a_code_printed_again_is_the_same_code(booth, minh, pepper):
    first = codes_for(booth, minh, pepper.product, with_booth=True)
    again = codes_for(booth, minh, pepper.product, with_booth=True)
    assert [each.code for each in first] == [each.code for each in again]
    assert target_of_code(first[0].code.lower()).product_slug is None
    assert target_of_code(first[1].code).product_slug == pepper.product.slug


def test_goods_no_longer_sold_lead_to_their_booth_and_a_closed_booth_nowhere(booth, minh, pepper):
    [code] = codes_for(booth, minh, pepper.product)
    hide_product(pepper.product, by=minh)
    assert target_of_code(code.code).product_slug is None
    suspend_booth(booth, by=a_person(role="organizer"), reason="Thiếu giấy tờ.")
    for each in (code.code, "KHONGCO1"):
        with pytest.raises(NoSuchCode):
            target_of_code(each)


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [({"copies": 601}, TooManyLabels), ({"with_booth": False}, NothingChosen), ({"fair": "x" * 61}, FairNameTooLong)],
)
def test_a_sheet_without_sense_is_refused(booth, minh, facts, refusal):
    with pytest.raises(refusal):
        print_codes(booth, by=minh, **{"with_booth": True, "products": (), "fair": "", "copies": 1, **facts})


def test_nobody_prints_for_another_booth_or_anothers_goods(booth, minh, hoa, rival_booth):
    with pytest.raises(BoothNotThere):
        codes_for(booth, hoa, with_booth=True)
    with pytest.raises(NothingChosen):
        codes_for(booth, minh, on_sale(rival_booth).product)


def test_who_came_is_forgotten_and_how_many_stays(booth, minh, pepper):
    [code] = codes_for(booth, minh, pepper.product)
    old = clock.today() - timedelta(days=2)
    write_hits([looked(pepper, day=old), PageHit("scan", code.code, old, "a"), looked(pepper)])
    forget_marks()
    assert {day for (day,) in db.session.execute(select(VisitMark.day))} == {clock.today()}
    assert db.session.query(ScanMark).count() == 0
    assert db.session.query(DayVisits).filter_by(product_id=0).count() == 2
    assert db.session.query(DayScans).one().scans == 1


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("visitors-of-a-product-came-to-its-booth", "UPDATE day_visits SET visitors = 9 WHERE product_id <> 0"),
        ("printed-codes-lead-to-their-booths-goods", "UPDATE printed_codes SET booth_id = {rival}"),
    ],
)
def test_figures_that_cannot_be_are_found(booth, minh, rival_booth, pepper, name, fault):
    codes_for(booth, minh, pepper.product)
    write_hits([looked(pepper)])
    [rule] = [each for each in INVARIANTS if each.name == name]
    assert examine([rule])[0].holds
    with transaction():
        db.session.execute(text(fault.format(rival=rival_booth.id)))
    assert not examine([rule])[0].holds


@pytest.mark.parametrize(
    ("referrer", "carries", "source"),
    [
        ("", False, "direct"), ("", True, "live"), ("https://www.tiktok.com/", True, "live"),
        ("https://zalo.me/", False, "elsewhere"), ("http://localhost/search?q=x", False, "search"),
        ("http://localhost/en/booths/minh", True, "booth"), ("http://localhost/live/x", False, "live"),
        ("http://localhost/", True, "market"), ("http://evil.example/search", False, "elsewhere"),
    ],
)  # fmt: skip
def test_where_somebody_comes_from_is_read_off_the_page_they_name(referrer, carries, source):
    assert source_of(referrer, HOSTS, carries_cart=carries) == source


@given(st.text(max_size=40), st.booleans())
def test_no_referrer_breaks_a_page(referrer, carries):
    assert source_of(referrer, HOSTS, carries_cart=carries) in SOURCES
