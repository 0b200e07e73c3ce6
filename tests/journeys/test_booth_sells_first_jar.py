"""A booth opens and sells its first jar: from the application to the money at the door."""

from __future__ import annotations

import re

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.actions import load_categories
from marketplace.domain.catalog.queries import category_by_slug
from marketplace.domain.payments.models import PaymentAttempt
from marketplace.domain.stock.queries import left_of
from tests.conftest import Browser
from tests.people import a_person, sign_in_as
from tests.web.seller.test_labels import pages_of
from tests.web.storefront.browsing import bought

BOOTH = {
    "name": "Cà phê Tà Rụt", "subject_kind": "household", "legal_name": "Hộ kinh doanh Hồ Thị Nga",
    "legal_address": "Thôn A Pun, Xã Tà Rụt, Tỉnh Quảng Trị", "tax_code": "8012345678", "representative": "Hồ Thị Nga",
    "phone": "0912 000 111", "email": "caphe@example.vn", "province": "44", "commune": "Tà Rụt", "commune_code": "",
    "story": "Cà phê ủ cùng mật, bên sông Đakrông.",
}  # fmt: skip
JAR = {
    "name": "Cà phê mật ong", "unit": "hũ", "price": "185.000", "stock": "12", "net_quantity": "500 g",
    "weight_g": "780", "commune": "Tà Rụt", "province": "44", "shelf_life": "24 tháng",
}  # fmt: skip


def test_a_booth_opens_and_sells_its_first_jar(app, ngoc):
    app.test_client_class = Browser
    load_categories()
    nga, organizer, guest = app.test_client(), app.test_client(), app.test_client()
    sign_in_as(nga, a_person("Hồ Thị Nga"))
    sign_in_as(organizer, ngoc)

    # She applies, an organizer opens the booth, a letter says so.
    assert nga.post("/seller/application", data={**BOOTH, "way": "submit"}).status_code == 303
    booth = db.session.scalars(select(Booth)).one()
    assert organizer.post(f"/organizer/booths/{booth.slug}/opening").status_code == 303
    assert letters_to("caphe@example.vn") == ["Gian hàng của bạn đã mở: Cà phê Tà Rụt"]

    # Her first product is reviewed and stands on the shelf.
    shelf = category_by_slug("ca-phe")
    made = nga.post("/seller/products/new", data={**JAR, "category_id": str(shelf.id)})
    assert made.status_code == 303, made.text
    slug = made.location.rsplit("/", 1)[1]
    nga.post(f"{made.location}/submission")
    assert organizer.post(f"/organizer/products/{slug}/publication").status_code == 303
    page = guest.get(f"/products/{slug}")
    assert page.status_code == 200
    variant_id = int(re.search(r'name="variant_id" value="(\d+)"', page.text).group(1))

    # A guest buys one jar; the booth hears of it, packs, brings it by hand and takes the cash.
    code = bought(guest, _Named(variant_id))
    assert f"Đơn mới {code}-1" in letters_to("caphe@example.vn")[-1]
    assert "Đơn mới chờ nhận" in nga.get("/seller/").text
    order = f"/seller/orders/{code}-1"
    [slip] = pages_of(nga.get(f"/seller/labels/slips.pdf?code={code}-1"))
    assert "Cà phê mật ong" in slip
    for step, data in (("acceptance", {}), ("packing", {}), ("shipment", {"carrier": "Tự giao"}), ("delivery", {})):
        assert nga.post(f"{order}/{step}", data=data).status_code == 303
    assert left_of([variant_id]) == {variant_id: 11}
    [cash] = db.session.scalars(select(PaymentAttempt))
    assert (cash.provider, cash.state) == ("cod", "paid")
    assert "Hàng đã được giao" in guest.get(f"/orders/{code}").text

    # The organizers see one order delivered, and no name of a buyer.
    totals = organizer.get("/organizer/orders").text
    assert "Cà phê Tà Rụt" in totals
    assert "Nguyễn Thị Lan" not in totals


class _Named:
    """A variant as a shopper's page knows it."""

    def __init__(self, variant_id: int) -> None:
        self.id = variant_id


def letters_to(address: str) -> list[str]:
    return list(db.session.scalars(select(Letter.subject).where(Letter.to == address).order_by(Letter.id)))
