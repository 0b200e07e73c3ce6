"""An organizer plans a campaign, guests buy by link and by spoken code, and the report says so to page and program."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.livestream.models import Broadcast, Campaign, TrackingLink
from tests.conftest import Browser
from tests.people import on_sale, sign_in_as
from tests.web.storefront.browsing import press, put, say_where

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"}


def browser(app):
    app.test_client_class = Browser
    return app.test_client()


def typed(moment) -> str:
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}"


def test_an_organizer_runs_a_campaign_and_reports_it(app, booth, rival_booth, ngoc):
    pepper = on_sale(booth, price=120_000, stock=40, name="Hạt tiêu Cùa")
    coffee = on_sale(rival_booth, price=90_000, stock=40, name="Cà phê Khe Sanh")
    desk = browser(app)
    sign_in_as(desk, ngoc)

    # The plan: one broadcast on TikTok with a spoken code, a line-up over two booths, a link.
    desk.post("/organizer/campaigns", data={"name": "Chợ phiên", "direct_hours": "24", "assisted_days": "7"})
    base = f"/organizer/campaigns/{db.session.query(Campaign).one().slug}"
    now = clock.now()
    facts = {"platform": "tiktok", "title": "Phiên tối", "code": "TIEUCUA"}
    times = {"starts_at": typed(now), "ends_at": typed(now + timedelta(hours=2))}
    assert desk.post(f"{base}/broadcasts", data={**facts, **times}).status_code == 303
    at = f"{base}/broadcasts/{db.session.query(Broadcast).one().id}"
    for variant, price in ((pepper, "99.000"), (coffee, "81.000")):
        assert desk.post(f"{at}/items", data={"variant_id": variant.id, "price": price}).status_code == 303
    desk.post(f"{at}/links", data={"target": "live", "medium": "link"})
    desk.post(f"{base}/state", data={"state": "scheduled"})
    desk.post(f"{at}/clearance/host", data={"host_legal_name": "Hồ Thị Lan", "identity_seen": "card"})
    desk.post(f"{at}/clearance/rules")
    desk.post(f"{at}/clearance/override", data={"reason": "Giấy của hai gian hàng để ở bàn tổ chức."})
    desk.post(f"{at}/state", data={"state": "live"})

    # One guest follows the link and buys at the live price, one has only heard the code.
    by_link, by_code = browser(app), browser(app)
    landing = by_link.get(f"/l/{db.session.query(TrackingLink).first().code}", headers=PHONE)
    assert landing.location.startswith("/live/")
    assert "99.000" in by_link.get(landing.location, headers=PHONE).text
    put(by_link, pepper)
    put(by_code, coffee, 2)
    assert by_code.post("/cart/voucher", data={"voucher_code": "tieu cua"}).status_code == 303
    for guest, phone in ((by_link, "0905111222"), (by_code, "0905333444")):
        say_where(guest, phone=phone)
        assert press(guest).status_code == 303

    # The views are read off the screen; 2 of 20 is too good to be shown without a word.
    reading = {"broadcast_id": at.rsplit("/", 1)[1], "captured_at": typed(clock.now()), "views": "20", "key": "evening"}
    assert desk.post(f"{base}/readings", data=reading).status_code == 303
    assert "Giải thích" in desk.get(base).text
    explained = desk.post(f"{base}/explanations/orders_per_view", data={"text": "Khách quen được gọi điện mời."})
    assert explained.status_code == 303
    desk.post(f"{base}/publication")

    # Page and program say the same, to the last đồng.
    figures = browser(app).get(f"/api/v1{base.removeprefix('/organizer')}/metrics").json
    told = {key: figures["figures"][key] for key in ("views", "clicks", "orders_placed", "value_placed")}
    assert told == {"views": 20, "clicks": 1, "orders_placed": 2, "value_placed": 99_000 + 2 * 81_000}
    page = desk.get(base).text
    assert "261.000" in page
