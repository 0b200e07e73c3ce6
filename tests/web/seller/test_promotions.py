"""What offers and codes of a booth promise."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.clock import local
from marketplace.core.db import db
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.promotions.models import Offer, Voucher
from marketplace.domain.promotions.queries import prices_of
from tests.people import on_sale, sign_in_as


@pytest.fixture
def variant(booth):
    return on_sale(booth, price=100_000)


@pytest.fixture
def desk(client, minh, variant):
    sign_in_as(client, minh)
    return client


def typed(moment) -> str:
    return f"{local(moment):%Y-%m-%dT%H:%M}"


def window() -> dict[str, str]:
    now = clock.now()
    return {"starts_at": typed(now - timedelta(hours=1)), "ends_at": typed(now + timedelta(days=7))}


def test_an_empty_page_says_what_to_try(desk):
    assert "Chưa có ưu đãi nào" in desk.get("/seller/promotions").text


def test_an_offer_lowers_the_price_at_once_and_can_be_ended(desk, variant):
    data = {"variant_id": variant.id, "price": "80.000", "quantity": "20", **window()}
    assert desk.post("/seller/promotions/offers", data=data).status_code == 303
    assert prices_of([variant.id], clock.now())[variant.id].price == 80_000
    offer = db.session.scalars(select(Offer)).one()
    assert desk.post(f"/seller/promotions/offers/{offer.id}/ending").status_code == 303
    assert prices_of([variant.id], clock.now())[variant.id].price == 100_000
    assert f"/offers/{offer.id}/ending" not in desk.get("/seller/promotions").text


def test_an_offer_is_made_by_a_request_that_has_read_nothing_before(desk, variant, rival_booth):
    theirs = on_sale(rival_booth, price=100_000).id
    data = {"variant_id": variant.id, "price": "80.000", **window()}
    db.session.remove()
    assert desk.post("/seller/promotions/offers", data=data).status_code == 303
    db.session.remove()
    assert desk.post("/seller/promotions/offers", data={**data, "variant_id": theirs}).status_code == 422
    assert db.session.scalar(select(func.count(Offer.id))) == 1


@pytest.mark.parametrize(
    ("price", "field"), [("100.000", "price"), ("120000", "price"), ("-5", "price"), ("x", "price")]
)
def test_an_offer_that_lowers_nothing_is_refused_beside_its_price(desk, variant, price, field):
    answer = desk.post("/seller/promotions/offers", data={"variant_id": variant.id, "price": price, **window()})
    assert answer.status_code == 422
    assert 'href="#price"' in answer.text
    assert db.session.scalar(select(func.count(Offer.id))) == 0


def test_another_booths_goods_get_no_offer_of_ours(desk, rival_booth):
    theirs = on_sale(rival_booth, price=100_000)
    answer = desk.post("/seller/promotions/offers", data={"variant_id": theirs.id, "price": "1000", **window()})
    assert answer.status_code == 422
    assert prices_of([theirs.id], clock.now())[theirs.id].price == 100_000


def test_another_booths_offer_cannot_be_ended(desk, rival_booth):
    theirs = on_sale(rival_booth, price=100_000)
    now = clock.now()
    offer = make_offer(theirs.id, price=50_000, starts_at=now, ends_at=now + timedelta(days=1))
    assert desk.post(f"/seller/promotions/offers/{offer.id}/ending").status_code == 404
    assert prices_of([theirs.id], clock.now())[theirs.id].price == 50_000


def test_a_code_of_the_booth_is_made_and_borne_by_it(desk, booth):
    data = {"code": "lan cam", "kind": "percent", "percent": "10", "most": "30.000", **window()}
    assert desk.post("/seller/promotions/vouchers", data=data).status_code == 303
    voucher = db.session.scalars(select(Voucher)).one()
    assert (voucher.code, voucher.value, voucher.most, voucher.booth_id, voucher.bearer) == (
        "LANCAM", 1000, 30_000, booth.id, "booth",
    )  # fmt: skip


def test_a_code_can_be_taken_back_and_lowers_nothing_any_more(desk, booth, rival_booth):
    desk.post("/seller/promotions/vouchers", data={"code": "SAI90", "kind": "percent", "percent": "90", **window()})
    voucher = db.session.query(Voucher).one()
    ours, other = (
        f"/seller/promotions/vouchers/{voucher.id}/ending",
        make_voucher(VoucherFacts("amount", voucher.starts_at, voucher.ends_at, value=5_000), booth_id=rival_booth.id),
    )
    assert f'action="{ours}"' in desk.get("/seller/promotions").text
    assert desk.post(ours).status_code == 303
    page = desk.get("/seller/promotions").text
    assert "Đã hết hạn" in page
    assert f'action="{ours}"' not in page
    assert desk.post(f"/seller/promotions/vouchers/{other.id}/ending").status_code == 404
    assert db.session.get_one(Voucher, other.id, populate_existing=True).ends_at > clock.now()


def test_a_code_left_empty_is_drawn(desk):
    desk.post("/seller/promotions/vouchers", data={"kind": "amount", "amount": "20000", **window()})
    assert len(db.session.scalars(select(Voucher)).one().code) == 10


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"amount": ""}, "amount"), ({"amount": "0"}, "amount"), ({"kind": "percent", "percent": "101"}, "percent"),
        ({"code": "ab"}, "code"), ({"ends_at": ""}, "ends_at"), ({"ends_at": "2020-01-01T00:00"}, "ends_at"),
        ({"max_uses": "1e3"}, "max_uses"), ({"kind": "gift"}, "kind"),
    ],
)  # fmt: skip
def test_each_wrong_term_is_said_beside_its_field(desk, wrong, field):
    data = {"code": "LANCAM", "kind": "amount", "amount": "20000", **window(), **wrong}
    answer = desk.post("/seller/promotions/vouchers", data=data)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert db.session.scalar(select(func.count(Voucher.id))) == 0


def test_many_offers_are_read_at_once(desk, booth, variant, queries):
    def asked() -> int:
        desk.get("/seller/promotions")
        queries.clear()
        assert desk.get("/seller/promotions").status_code == 200
        return len(queries)

    now = clock.now()
    make_offer(variant.id, price=90_000, starts_at=now, ends_at=now + timedelta(days=1))
    one = asked()
    for number in range(5):
        each = on_sale(booth, name=f"Món {number}", price=100_000)
        make_offer(each.id, price=90_000, starts_at=now, ends_at=now + timedelta(days=1))
    assert asked() == one
