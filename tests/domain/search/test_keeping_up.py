"""Every process has an index of its own, and all of them say the same a moment after a change."""

import gc
import weakref
from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace.core import clock, versions
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.models import Product
from marketplace.domain.promotions.models import Offer
from marketplace.domain.search.actions import index_product, index_products, reindex_all
from marketplace.domain.search.queries import facets_of, keeping_up, listed, search
from marketplace.domain.search.queries.keeping_up import Keeper, keeper
from marketplace.domain.search.rules import BANDS, Filters
from tests.people import CAM_LO, DONG_HA, KHE_SANH, a_booth, a_product, a_variant, on_sale

ALL = Filters()


@pytest.fixture
def goods(app):
    first, second = a_booth(name="HTX Khe Sanh"), a_booth(name="Nhà Cùa", slug="nha-cua", commune_code=CAM_LO)
    goods = [
        on_sale(first, name="Cà phê bột", price=60_000, origin_commune_code=KHE_SANH),
        on_sale(first, name="Cà phê hạt", price=160_000, stock=0, origin_commune_code=KHE_SANH),
        on_sale(second, name="Tiêu sọ", price=90_000, is_youth_startup=True),
        on_sale(second, name="Gạo hữu cơ", price=30_000, origin_commune_code=DONG_HA),
    ]
    reindex_all()
    return goods


def state_of(kept: Keeper):
    products = kept.snapshot(clock.now())
    names = {products.index.products[place] for place in range(len(products.index.products))}
    return facets_of(ALL, products.index.alive, products), names & set(products.index.place_of)


def rename(product_id, name):
    with transaction():
        db.session.get(Product, product_id).name = name
    index_product(product_id)


@pytest.mark.plants_a_fault
def test_a_process_that_kept_up_says_what_one_that_starts_anew_says(goods):
    old = Keeper()
    state_of(old)
    rename(goods[0].product_id, "Cà phê chồn")
    with transaction():
        db.session.get(Product, goods[2].product_id).state = "hidden"
    index_products([each.product_id for each in goods])
    assert state_of(old) == state_of(Keeper())
    assert state_of(old)[0].total == 3


def test_a_process_reads_only_what_changed(goods, queries):
    state_of(keeper())
    rename(goods[0].product_id, "Cà phê chồn")
    versions.version_of("catalogue")
    db.session.remove()
    queries.clear()
    before = keeper().snapshot(clock.now()).index
    assert len(queries) <= 2
    assert len(before.products) == len(goods) + 1


def test_a_worn_index_is_made_anew(goods):
    index = keeper().snapshot(clock.now()).index
    assert not index.is_worn
    for _ in range(1200):
        index.products.append(0)
    assert index.is_worn
    with transaction():
        versions.bump("catalogue")
    assert len(keeper().snapshot(clock.now()).index.products) == len(goods)


def test_while_one_thread_brings_it_up_to_date_the_others_go_on(goods):
    kept = Keeper()
    before = kept.snapshot(clock.now())
    with transaction():
        versions.bump("catalogue")
    with kept._busy:  # another thread at work
        assert kept.snapshot(clock.now()) is before
    assert kept.snapshot(clock.now()) is not before


def test_counts_are_those_of_the_lists_they_lead_to(goods):
    facets = listed(filters=ALL).facets
    assert facets.total == 4
    for group in ("category", "booth", "commune", "district", "price"):
        for choice in facets.groups[group]:
            found = listed(filters=Filters(**{group: (choice.value,)}))
            assert found.total == len(found.hits) == choice.count > 0, (group, choice)
    assert listed(filters=Filters(in_stock=True)).total == facets.groups["in_stock"][0].count == 3
    assert listed(filters=Filters(youth=True)).total == facets.groups["youth"][0].count == 1
    assert {choice.value for choice in facets.groups["district"]} >= {"huyen-huong-hoa", "huyen-cam-lo"}


def test_a_group_is_counted_as_if_nothing_were_chosen_in_it(goods):
    facets = listed(filters=Filters(price=("0-50",))).facets
    assert facets.total == 1
    assert {choice.value: choice.count for choice in facets.groups["price"]} == {"0-50": 1, "50-100": 2, "100-200": 1}


def test_an_offer_moves_a_product_to_its_price_from_its_first_moment_to_its_last(goods):
    now = clock.now()
    with transaction():
        db.session.add(
            Offer(
                booth_id=goods[1].booth_id, variant_id=goods[1].id, kind="booth", price=20_000,
                starts_at=now + timedelta(hours=1), ends_at=now + timedelta(hours=2),
            )
        )  # fmt: skip
        versions.bump("catalogue")

    def cheapest(**later):
        with clock.frozen(now + timedelta(**later)):
            found = listed(filters=ALL, sort="cheap")
            bands = {choice.value: choice.count for choice in found.facets.groups["price"]}
            return found.hits[0].name, bands

    assert cheapest(minutes=59) == ("Gạo hữu cơ", {"0-50": 1, "50-100": 2, "100-200": 1})
    assert cheapest(minutes=60) == ("Cà phê hạt", {"0-50": 2, "50-100": 2})
    assert cheapest(minutes=120) == ("Gạo hữu cơ", {"0-50": 1, "50-100": 2, "100-200": 1})


@pytest.mark.parametrize("sort", ["", "best", "newest", "cheap", "dear", "name"])
def test_pages_part_a_list_without_gap_or_repeat(app, sort):
    booth = a_booth()
    for number in range(25):
        a_variant(a_product(booth, name=f"Tiêu loại {number}"), price=10_000 * (number % 7 + 1))
    reindex_all()
    whole = [card.product_id for card in search("tieu", filters=ALL, sort=sort, size=100).hits]
    parts = [
        card.product_id
        for page in (1, 2, 3)
        for card in search("tieu", filters=ALL, sort=sort, page=page, size=10).hits
    ]
    assert parts == whole
    assert Counter(whole).most_common(1)[0][1] == 1
    assert len(whole) == 25


def test_every_price_lies_in_one_band():
    edges = [price for low, high in BANDS.values() for price in (low, (high or low + 2) - 1)]
    for price in edges:
        assert [band for band, (low, high) in BANDS.items() if low <= price and (high is None or price < high)]


def test_what_is_counted_once_is_never_another_searchs_and_ends_with_the_snapshot(goods):
    for _again in range(2):
        assert search("cà phê", filters=ALL).facets.total == 2
        assert search("cà phê", filters=Filters(in_stock=True)).facets.total == 1
        assert search("tiêu", filters=ALL).facets.total == 1
    rename(goods[0].product_id, "Trà vằng")
    assert search("cà phê", filters=ALL).facets.total == 1


def test_a_large_index_is_kept_out_of_the_garbage_collectors_way_and_a_replaced_one_is_let_go(goods, monkeypatch):
    monkeypatch.setattr(keeping_up, "LARGE", 2)
    kept = Keeper()
    first = weakref.ref(kept.snapshot(clock.now()).index)
    try:
        assert gc.get_freeze_count() > 0
        frozen = gc.get_freeze_count()
        kept.snapshot(clock.now())
        assert gc.get_freeze_count() <= frozen
        first().products.extend([0] * 1200)
        monkeypatch.setattr(keeping_up, "REST_SECONDS", 0.0)
        kept._snapshot = replace(kept._snapshot, rest_until=0.0)
        with transaction():
            versions.bump("catalogue")
        kept.snapshot(clock.now())
        assert first() is None
    finally:
        gc.unfreeze()
