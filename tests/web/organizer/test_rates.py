"""The desk of rates: an administrator writes them down, everybody reads where they come from."""

import re
from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.domain.ledger.queries import rate_facts, withholding_of
from tests.domain.ledger.stage import a_rate, an_admin
from tests.people import a_booth, a_person, sign_in_as


@pytest.fixture
def desk(client):
    sign_in_as(client, an_admin())
    return client


def filled(**facts):
    return {"kind": "commission", "name": "Hoa hồng chợ", "basis_points": "2,5", "reason": "QĐ 12/QĐ-BTC",
            "starts_on": clock.today().isoformat(), **facts}  # fmt: skip


def test_a_rate_is_written_down_and_read_with_its_day_and_basis(desk):
    assert "Chưa có mức phí nào" in desk.get("/organizer/rates").text
    assert desk.post("/organizer/rates/new", data=filled()).status_code == 303
    page = desk.get("/organizer/rates").text
    for shown in ("Hoa hồng chợ", "2,5%", clock.format_day(clock.today()), "QĐ 12/QĐ-BTC", "Đang áp dụng"):
        assert shown in page


def test_a_fee_belongs_to_a_way_of_paying(desk):
    assert desk.post("/organizer/rates/new", data=filled(kind="payment_fee:card")).status_code == 303
    [rate] = rate_facts()
    assert (rate.kind, rate.method) == ("payment_fee", "card")


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"basis_points": "hai"}, "ví dụ 2,5"),
        ({"basis_points": "60"}, "Mức phí từ 0 đến 50%"),
        ({"name": ""}, "Vui lòng điền mục này"),
        ({"starts_on": "2020-01-01"}, "từ hôm nay trở đi"),
        ({"starts_on": "mai"}, ""),
        ({"kind": "tithe"}, ""),
    ],
)
def test_what_was_typed_stands_beside_what_is_the_matter(desk, facts, sentence):
    answer = desk.post("/organizer/rates/new", data=filled(**facts))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "QĐ 12/QĐ-BTC" in answer.text
    assert rate_facts() == []


def test_the_desk_says_since_when_a_rate_will_hold(desk):
    a_booth()
    soon = desk.post("/organizer/rates/new", data=filled())
    assert clock.format_day(clock.today() + timedelta(days=20)) in soon.text
    later = filled(starts_on=(clock.today() + timedelta(days=20)).isoformat())
    assert desk.post("/organizer/rates/new", data=later).status_code == 303
    assert "Sắp áp dụng" in desk.get("/organizer/rates").text


def test_an_organizer_reads_and_has_no_form(client):
    a_rate()
    sign_in_as(client, a_person("Ngọc", role="organizer"))
    page = client.get("/organizer/rates").text
    assert "Hoa hồng chợ" in page
    assert "/organizer/rates/new" not in page
    assert client.get("/organizer/rates/new").status_code == 404


def test_tax_is_kept_back_with_a_reason_and_no_longer(desk):
    booth = a_booth()
    here = f"/organizer/booths/{booth.slug}/withholding"
    assert here in desk.get(f"/organizer/booths/{booth.slug}").text
    assert desk.post(here, data={"reason": ""}).status_code == 422
    assert withholding_of(booth.id) is None
    assert desk.post(here, data={"reason": "Hộ kinh doanh"}).status_code == 303
    assert withholding_of(booth.id).is_on
    page = desk.get(here).text
    assert "Hộ kinh doanh" in page
    assert re.search("Thôi khấu trừ từ bây giờ", page)
    assert desk.post(here, data={"reason": "Dưới ngưỡng"}).status_code == 303
    assert not withholding_of(booth.id).is_on
