"""Looking at a page counts a visitor without a cookie; a printed code counts a scan and leads on."""

import pytest
from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.figures.actions import print_codes, visits_of
from marketplace.domain.figures.models import DayScans, DayVisits
from tests.people import on_sale, sign_in_as

PHONE = {"User-Agent": "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile"}


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa")


@pytest.fixture(autouse=True)
def _nothing_waits(app):
    visits_of(app).clear()
    yield
    visits_of(app).clear()


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
