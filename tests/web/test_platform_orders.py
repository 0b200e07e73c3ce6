"""Orders of TikTok Shop on the pages: previewed, taken in, shown apart with where each comes from."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape
from io import BytesIO

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.core.transactions import transaction
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.models import Campaign, PlatformOrder
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.livestream.test_shop_orders import FIRST, SECOND, a_file, a_row
from tests.people import on_sale, sign_in_as


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    begins = (clock.now() - timedelta(hours=3)).replace(second=0, microsecond=0)
    return a_broadcast(campaign, ngoc, title="Tối ở Cửa Việt", starts=begins, hours=2)


def text_of(answer) -> str:
    return re.sub(r"\s+", " ", unescape(answer.get_data(as_text=True)).replace("\u00a0", " "))


def send(client, at, data, **fields):
    return client.post(at, data={"file": (BytesIO(data), "don-hang.csv"), "booth": "", **fields})


def test_an_organizer_sees_what_a_file_would_do_before_anything_counts(client, campaign, broadcast, ngoc):
    sign_in_as(client, ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/platform-orders"
    rounded = a_row(at=broadcast.starts_at) | {"Order ID": "5.76684E+17"}
    answer = send(client, at, a_file(a_row(at=broadcast.starts_at), rounded))
    assert answer.status_code == 303
    preview = text_of(client.get(answer.location))
    for said in ("mới: 1", "không đọc được, bỏ qua: 1", "Tối ở Cửa Việt", "135.000 ₫", "Đã bỏ: Buyer Username"):
        assert said in preview
    assert db.session.query(PlatformOrder).count() == 0
    done = client.post(answer.location, follow_redirects=True)
    assert "Đã nhận: 1 đơn mới" in text_of(done)
    page = text_of(client.get(at))
    for said in (
        FIRST,
        "Hoàn tất",
        "tệp xuất",
        "don-hang.csv",
        "đặt trong giờ phát",
        "Để riêng: không phải đơn của chợ",
    ):
        assert said in page
    assert "Nguyễn Thị Lan" not in page + preview
    results = text_of(client.get(f"/organizer/campaigns/{campaign.slug}"))
    assert re.search(r'Đơn đã đặt</p> <p class="tile-value">0<', results), "ours stays as it was"
    assert re.search(r'Đơn nền tảng có từng dòng</p> <p class="tile-value">1<', results)


def test_the_kept_copy_is_given_without_buyers(client, campaign, broadcast, ngoc):
    sign_in_as(client, ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/platform-orders"
    preview = send(client, at, a_file(a_row(at=broadcast.starts_at))).location
    copy = client.get(f"{preview}/file").data.decode("utf-8-sig")
    assert FIRST in copy
    assert "Lan" not in copy


@pytest.mark.parametrize("data", [b"", b"khong phai don hang", b"PK\x03\x04 broken"])
def test_a_file_that_is_none_is_told_beside_its_field(client, campaign, ngoc, data):
    sign_in_as(client, ngoc)
    answer = send(client, f"/organizer/campaigns/{campaign.slug}/platform-orders", data)
    assert answer.status_code == 422
    assert re.search(r'id="file-error"[^>]*>[^<]*\S', answer.get_data(as_text=True))


STRANGE = write_csv(
    ["Số đơn", "Bước", "Ngày giờ mua", "Khách trả", "Số lượng"],
    [[FIRST, "Đã hoàn tất", "29/11/2026 20:10", "98.000", 1]],
)


@pytest.mark.parametrize("face", ["seller", "organizer"])
def test_a_person_says_which_column_is_which(client, campaign, broadcast, ngoc, booth, minh, face):
    sign_in_as(client, minh if face == "seller" else ngoc)
    at = "/seller/platform-orders" if face == "seller" else f"/organizer/campaigns/{campaign.slug}/platform-orders"
    preview = send(client, at, STRANGE).location
    columns = client.get(preview).location
    assert columns == f"{preview}/columns"
    page = text_of(client.get(columns))
    assert "Chưa rõ cột nào là: Mã đơn, Tình trạng đơn, Đặt lúc, Giá trị cả đơn." in page
    assert f"{FIRST}" in page, "what stands in a column helps to tell it"
    told = {"column-0": "external_id", "column-1": "state", "column-2": "placed_at", "column-4": "quantity"}
    wrong = client.post(columns, data={**told, "column-3": ""})
    assert wrong.status_code == 422
    assert "Còn thiếu cột cho: Giá trị cả đơn" in text_of(wrong)
    assert re.search(r'value="external_id" selected|selected value="external_id"', text_of(wrong)), "kept as chosen"
    done = client.post(columns, data={**told, "column-3": "value"}, follow_redirects=True)
    for said in ("Đã nhận các cột", "mới: 1", "98.000 ₫", "Sửa cột nào là gì"):
        assert said in text_of(done)
    client.post(preview)
    assert db.session.query(PlatformOrder).count() == 1
    assert client.get(columns).location == preview, "afterwards nothing is left to tell"
    assert client.post(columns, data=told).status_code == 303


def test_no_file_and_a_file_put_away(client, campaign, broadcast, ngoc):
    sign_in_as(client, ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/platform-orders"
    assert client.post(at, data={}).status_code == 422
    preview = send(client, at, a_file(a_row(at=broadcast.starts_at))).location
    client.post(f"{preview}/removal")
    assert "Tệp này đã bỏ" in text_of(client.get(preview))
    client.post(preview)
    assert db.session.query(PlatformOrder).count() == 0


def test_a_closed_campaign_takes_no_orders_in(client, campaign, broadcast, ngoc):
    sign_in_as(client, ngoc)
    at = f"/organizer/campaigns/{campaign.slug}/platform-orders"
    preview = send(client, at, a_file(a_row(at=broadcast.starts_at))).location
    with transaction():
        closed = db.session.get_one(Campaign, campaign.id)
        closed.state, closed.final_figures = "reviewed", {}
    client.post(preview)
    assert db.session.query(PlatformOrder).count() == 0
    assert "Đưa tệp đơn hàng vào" not in text_of(client.get(at))
    assert send(client, at, a_file(a_row(at=broadcast.starts_at))).status_code == 422


def test_a_booth_sees_its_own_shop_and_nothing_of_others(client, campaign, broadcast, ngoc, booth, minh):
    actions.add_to_line_up(broadcast, on_sale(booth).id, actions.LiveTerms(None), by=ngoc)
    actions.invite_booth(campaign, booth, "", by=ngoc)
    kept = actions.read_orders("ban.csv", a_file(a_row(SECOND, at=broadcast.starts_at)), by=ngoc, campaign=campaign)
    actions.take_in_orders(kept, by=ngoc)
    sign_in_as(client, minh)
    preview = send(client, "/seller/platform-orders", a_file(a_row(at=broadcast.starts_at))).location
    client.post(preview)
    page = text_of(client.get("/seller/platform-orders"))
    assert FIRST in page
    assert SECOND not in page
    mine = text_of(client.get(f"/seller/campaigns/{campaign.slug}/results"))
    assert "Bán trong cửa hàng TikTok của gian hàng, để riêng" in mine
    assert "135.000 ₫" in mine
    assert "270.000 ₫" not in mine, "nothing of anybody else is in the sum"
