"""Looking at a page counts a visitor without a cookie; a printed code counts a scan and leads on."""

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.figures.actions import print_codes, visits_of
from marketplace.domain.figures.models import DayScans, DayVisits
from marketplace.domain.livestream.actions import create_link, looks_of
from marketplace.domain.livestream.queries import metrics_of
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale, sign_in_as

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile"}


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa")


@pytest.fixture(autouse=True)
def _nothing_waits(app):
    visits_of(app).clear()
    looks_of(app).clear()
    yield
    visits_of(app).clear()
    looks_of(app).clear()


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def link(campaign, ngoc):
    """To the page of the programme: the product is one step further."""
    return create_link(a_broadcast(campaign, ngoc), by=ngoc)


def clickers(app, campaign) -> tuple[int, int]:
    """Who clicked, and who of them opened a product."""
    looks_of(app).write()
    db.session.rollback()
    metrics = metrics_of(campaign)
    return metrics.unique_clickers, metrics.visitors


def counted(app) -> dict[str, int]:
    visits_of(app).write()
    db.session.rollback()
    found = select(DayVisits.source, DayVisits.visitors).where(DayVisits.product_id == 0)
    return {row[0]: row[1] for row in db.session.execute(found)}


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_page_seen_again_from_the_cache_counts_its_second_visitor(app, client, pepper, root):
    here = f"{root}/products/{pepper.product.slug}"
    first = client.get(here, headers={**PHONE, "Referer": f"http://localhost{root}/search?q=tieu"})
    assert "Set-Cookie" not in first.headers
    client.get(here, headers=PHONE, environ_base={"REMOTE_ADDR": "203.0.113.9"})
    client.get(here, headers=PHONE)
    assert counted(app) == {"search": 1, "direct": 1}


@pytest.mark.parametrize(
    "headers", [{"User-Agent": "Googlebot/2.1"}, {"User-Agent": ""}, {**PHONE, "Sec-Purpose": "prefetch"}]
)
def test_programs_and_prefetches_are_nobody(app, client, minh, booth, pepper, headers):
    [code] = print_codes(booth, by=minh, with_booth=True, products=(), fair="", copies=1)
    client.get(f"/booths/{booth.slug}", headers=headers)
    client.head(f"/products/{pepper.product.slug}", headers=PHONE)
    assert client.get(f"/q/{code.code}", headers=headers).status_code == (503 if "Sec-Purpose" in headers else 302)
    assert counted(app) == {}
    assert db.session.query(DayScans).count() == 0


def test_the_owner_looking_at_his_own_goods_is_no_visitor(app, client, minh, lan, pepper):
    sign_in_as(client, minh)
    client.get(f"/products/{pepper.product.slug}", headers=PHONE)
    assert counted(app) == {}
    sign_in_as(client, lan)
    client.get(f"/products/{pepper.product.slug}", headers=PHONE)
    assert counted(app) == {"direct": 1}


@pytest.mark.parametrize(("spoken", "root"), [("vi", ""), ("en-GB,en;q=0.9", "/en"), ("fr", "")])
def test_a_code_leads_to_the_page_in_the_language_of_the_phone_and_is_counted(
    app, client, booth, minh, pepper, spoken, root
):
    [code] = print_codes(booth, by=minh, with_booth=False, products=[pepper.product], fair="Hội chợ", copies=1)
    answer = client.get(f"/q/{code.code}", headers={**PHONE, "Accept-Language": spoken})
    assert answer.location == f"{root}/products/{pepper.product.slug}?via={code.code}"
    assert answer.headers["Cache-Control"] == "no-store"
    assert client.get(answer.location, headers=PHONE).status_code == 200
    assert counted(app) == {"fair": 1}
    assert db.session.query(DayScans).one().scans == 1
    assert client.get("/q/KHONGCO1").status_code == 404


@pytest.mark.parametrize("root", ["", "/en"])
def test_who_clicked_and_goes_on_to_a_product_is_a_visitor_of_the_programme(app, client, pepper, campaign, link, root):
    client.get(f"/l/{link.code}", headers=PHONE)
    assert clickers(app, campaign) == (1, 0)
    for _ in range(2):
        client.get(f"{root}/products/{pepper.product.slug}", headers=PHONE)
    assert clickers(app, campaign) == (1, 1)


def test_a_browser_that_drops_cookies_is_known_by_the_cart_in_the_address(app, pepper, campaign, link):
    forgetful = app.test_client(use_cookies=False)
    followed = forgetful.get(f"/l/{link.code}", headers=PHONE)
    carried = followed.headers["Location"].partition("?")[2]
    forgetful.get(f"/products/{pepper.product.slug}?{carried}", headers=PHONE)
    assert clickers(app, campaign) == (1, 1)


def test_who_has_followed_no_link_is_not_looked_for_among_the_clicks(app, client, pepper, campaign, link):
    client.get(f"/products/{pepper.product.slug}", headers=PHONE)
    assert len(looks_of(app)) == 0
    client.get(f"/l/{link.code}", headers=PHONE)
    client.get(f"/booths/{pepper.product.booth.slug}", headers=PHONE)
    client.get(f"/products/{pepper.product.slug}", headers={**PHONE, "Sec-Purpose": "prefetch"})
    assert len(looks_of(app)) == 0
    assert clickers(app, campaign) == (1, 0)
