"""The campaign desk: plan, readings, hand orders and results, as an organizer meets them."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from PIL import Image

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms, ReadingRow, Source
from marketplace.domain.livestream.models import Broadcast, Campaign, LineUpItem, Reading, ReadingImport, TrackingLink
from marketplace.domain.orders.models import Purchase
from marketplace.domain.search.actions import reindex_all
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.livestream.test_imports import STARTED, TIKTOK_VI, TIKTOK_VI_ROW
from tests.people import DONG_HA, on_sale, sign_in_as

DESK = "/organizer/campaigns"


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, code="BIENXANH")


@pytest.fixture
def at(campaign):
    return f"{DESK}/{campaign.slug}"


def says(answer, *texts):
    page = answer.get_data(as_text=True)
    for text in texts:
        assert text in page
    return page


def form_of_broadcast(**facts):
    return {
        "platform": "tiktok", "title": "Tối thứ bảy", "starts_at": "2026-12-05T19:30", "ends_at": "2026-12-05T22:00",
        "host_name": "quangtri.ocop", "url": "https://www.tiktok.com/@x/live", "code": "BIEN XANH", **facts,
    }  # fmt: skip


def test_what_is_on_air_or_to_come_stands_before_what_is_over(desk, broadcast, campaign, ngoc):
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    a_campaign(ngoc, name="Bản nháp mới")
    over = a_campaign(ngoc, name="Tối đã qua")
    past = a_broadcast(over, ngoc)
    actions.schedule_campaign(over, by=ngoc)
    actions.begin_broadcast(past, by=ngoc)
    actions.end_broadcast(past, by=ngoc)
    actions.end_campaign(over, by=ngoc)
    page = says(desk.get(DESK), campaign.name, "Bản nháp mới", "Tối đã qua")
    assert page.index(campaign.name) < page.index("Bản nháp mới") < page.index("Tối đã qua")


def test_an_organizer_plans_a_campaign_from_an_empty_desk(desk):
    says(desk.get(DESK), "Chưa có chương trình nào")
    made = desk.post(DESK, data={"name": "Phiên chợ", "direct_hours": "24", "assisted_days": "7"})
    assert made.status_code == 303
    plan = made.location
    says(desk.get(plan), "Phiên chợ", "Chưa có buổi phát nào")
    base = plan.removesuffix("/plan")
    added = desk.post(f"{base}/broadcasts", data=form_of_broadcast())
    assert added.status_code == 303
    says(desk.get(added.location), "Tối thứ bảy", "BIENXANH")
    assert desk.post(f"{base}/state", data={"state": "scheduled"}).status_code == 303
    assert db.session.query(Campaign).one().state == "scheduled"
    says(desk.get(DESK), "Đã lên lịch")


def test_a_name_that_is_missing_is_said_beside_its_field_and_the_rest_is_kept(desk):
    answer = desk.post(
        DESK, data={"name": "", "summary": "Hai mươi nhà làm", "direct_hours": "24", "assisted_days": "9x"}
    )
    assert answer.status_code == 422
    says(answer, "Hai mươi nhà làm", "9x", "name-error", "assisted_days-error")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"ends_at": "2026-12-05T19:00"}, "ends_at"), ({"url": "http://x.vn"}, "url"), ({"title": ""}, "title"),
     ({"starts_at": "mai"}, "starts_at"), ({"code": "ab"}, "code"), ({"platform": "radio"}, "platform")],
)  # fmt: skip
def test_a_broadcast_that_cannot_be_is_refused_beside_its_field(desk, at, wrong, field):
    answer = desk.post(f"{at}/broadcasts", data=form_of_broadcast(**wrong))
    assert answer.status_code == 422
    says(answer, f"{field}-error", "quangtri.ocop")
    assert db.session.query(Broadcast).count() == 0


def test_what_was_planned_can_be_changed(desk, at, broadcast):
    says(desk.get(f"{at}/edit"), "Phiên chợ thanh niên")
    assert desk.post(at, data={"name": "Tên mới", "direct_hours": "12", "assisted_days": "7"}).status_code == 303
    says(desk.get(f"{at}/broadcasts/{broadcast.id}/edit"), "Buổi tối thứ bảy")
    changed = desk.post(f"{at}/broadcasts/{broadcast.id}", data=form_of_broadcast(title="Tối chủ nhật", code=""))
    assert changed.status_code == 303
    says(desk.get(f"{at}/plan"), "Tên mới", "Tối chủ nhật", "BIENXANH")


def test_the_line_up_is_built_pinned_and_taken_apart(desk, at, broadcast, booth, rival_booth):
    pepper, tea = on_sale(booth, price=120_000), on_sale(rival_booth, price=80_000, name="Chè vằng")
    reindex_all()
    here = f"{at}/broadcasts/{broadcast.id}"
    says(desk.get(f"{here}?q={tea.sku}"), "Chè vằng", "Cơ sở Hoa Sen")
    wrong = desk.post(f"{here}/items?q={pepper.sku}", data={"variant_id": pepper.id, "price": "130.000"})
    assert wrong.status_code == 422
    says(wrong, "Giá ưu đãi phải thấp hơn giá bán", "130.000")
    for variant in (pepper, tea):
        added = desk.post(f"{here}/items", data={"variant_id": variant.id, "price": "75.000", "quantity": "50"})
        assert added.status_code == 303
    first, second = db.session.query(LineUpItem).order_by(LineUpItem.position)
    desk.post(f"{here}/items/{second.id}/place", data={"to": "up"})
    db.session.expire_all()
    assert [item.id for item in db.session.query(LineUpItem).order_by(LineUpItem.position)] == [second.id, first.id]
    changed = desk.post(f"{here}/items/{first.id}", data={"price": "70.000", "talking_points": "Rang mộc"})
    assert changed.status_code == 303
    says(desk.get(here), "70.000", "Rang mộc")
    says(desk.post(f"{here}/items/{first.id}/pin", follow_redirects=True), "Chỉ ghim được khi buổi phát đang diễn ra")
    desk.post(f"{here}/state", data={"state": "live"})
    says(desk.post(f"{here}/items/{first.id}/pin", follow_redirects=True), "Đang ghim")
    desk.post(f"{here}/pin/removal")
    desk.post(f"{here}/items/{first.id}/removal")
    assert db.session.query(LineUpItem).count() == 1
    desk.post(f"{here}/state", data={"state": "ended"})
    says(desk.get(here), "Đã phát xong")


def test_a_link_comes_with_its_qr_code_to_print(desk, at, broadcast, booth, ngoc):
    actions.add_to_line_up(broadcast, on_sale(booth).id, LiveTerms(), by=ngoc)
    here = f"{at}/broadcasts/{broadcast.id}"
    assert desk.post(f"{here}/links", data={"target": f"booth-{booth.id}", "medium": "qr"}).status_code == 303
    link = db.session.query(TrackingLink).one()
    assert (link.booth_id, link.medium) == (booth.id, "qr")
    says(desk.get(here), f"/l/{link.code}")
    picture = desk.get(f"{at}/links/{link.code}.png")
    assert picture.data.startswith(b"\x89PNG")
    drawing = desk.get(f"{at}/links/{link.code}.svg")
    assert drawing.mimetype == "image/svg+xml"
    assert desk.get(f"{at}/links/NOTHERE.svg").status_code == 404
    says(
        desk.post(f"{here}/links", data={"target": "booth-99999"}, follow_redirects=True), "Vui lòng chọn nơi liên kết"
    )


def a_screenshot():
    file = BytesIO()
    Image.new("RGB", (400, 800), "navy").save(file, "PNG")
    file.seek(0)
    return file


def a_reading(broadcast, **facts):
    return {"key": "k1", "broadcast_id": broadcast.id, "captured_at": "22/11/2026 20:15", "views": "1.200", **facts}


def test_a_reading_is_typed_with_its_screenshot_and_reviewed_by_somebody_else(desk, client, at, broadcast, admin):
    typed = a_reading(broadcast, views="1200", avg_watch_seconds="1:12", evidence=(a_screenshot(), "live.png"))
    assert desk.post(f"{at}/readings", data=typed, content_type="multipart/form-data").status_code == 303
    views = db.session.query(Reading).filter_by(metric="views").one()
    assert (views.value, views.source, views.evidence_key.endswith(".webp")) == (1_200, "typed", True)
    assert desk.get(f"{at}/readings/{views.id}/evidence").mimetype == "image/webp"
    page = says(desk.get(f"{at}/readings"), "1.200", "1:12", "chờ duyệt", "người khác trong ban tổ chức duyệt")
    assert "Duyệt các số đã chọn" not in page, "who brought a figure is offered no button to review it"
    says(
        desk.post(f"{at}/readings/review", data={"reading": views.id}, follow_redirects=True),
        "phải do người khác duyệt",
    )
    sign_in_as(client, admin)
    says(client.get(f"{at}/readings"), "Duyệt các số đã chọn")
    says(client.post(f"{at}/readings/review", data={"reading": views.id}, follow_redirects=True), "đã duyệt")


def test_pressing_twice_records_once(desk, at, broadcast):
    for _ in range(2):
        assert desk.post(f"{at}/readings", data=a_reading(broadcast, views="10")).status_code == 303
    assert db.session.query(Reading).count() == 1


@pytest.mark.parametrize(
    ("wrong", "field"),
    [({"views": "nhiều"}, "views"), ({"captured_at": "hôm qua"}, "captured_at"), ({"views": ""}, "views"),
     ({"captured_at": "22/11/2099 20:15"}, "captured_at"), ({"avg_watch_seconds": "dài"}, "avg_watch_seconds")],
)  # fmt: skip
def test_a_figure_that_cannot_be_read_is_said_beside_its_field(desk, at, broadcast, wrong, field):
    answer = desk.post(f"{at}/readings", data=a_reading(broadcast, **{"views": "5", **wrong}))
    assert answer.status_code == 422
    says(answer, f"{field}-error", *(value for value in wrong.values() if value))


def test_a_screenshot_that_is_no_picture_is_refused(desk, at, broadcast):
    typed = a_reading(broadcast, views="5", evidence=(BytesIO(b"MZ not a picture"), "x.png"))
    answer = desk.post(f"{at}/readings", data=typed, content_type="multipart/form-data")
    assert answer.status_code == 422
    says(answer, "không phải ảnh đọc được")
    assert db.session.query(Reading).count() == 0


def test_a_wrong_figure_is_corrected_with_a_reason(desk, at, broadcast):
    desk.post(f"{at}/readings", data=a_reading(broadcast, views="25000"))
    wrong = db.session.query(Reading).one()
    refused = desk.post(f"{at}/readings/{wrong.id}/correction", data={"value": "2500", "reason": ""})
    assert refused.status_code == 422
    says(refused, f"reason-{wrong.id}-error")
    assert (
        desk.post(f"{at}/readings/{wrong.id}/correction", data={"value": "2500", "reason": "Thừa số 0"}).status_code
        == 303
    )
    says(desk.get(f"{at}/readings"), "Thừa số 0", "25.000", "2.500")


def bring(desk, at):
    file = BytesIO(write_csv(TIKTOK_VI, [TIKTOK_VI_ROW])), "LIVE.csv"
    return desk.post(f"{at}/imports", data={"platform": "tiktok", "file": file}, content_type="multipart/form-data")


def test_an_export_file_is_seen_before_it_counts(desk, at, campaign, ngoc):
    broadcast = a_broadcast(campaign, ngoc, starts=STARTED)
    read = bring(desk, at)
    assert read.status_code == 303
    says(desk.get(read.location), "LIVE.csv", "2.500", "12.450.000", "7,46%")
    assert db.session.query(Reading).count() == 0
    says(desk.post(read.location, data={"row-2": broadcast.id}, follow_redirects=True), "Đã nhận 7 số mới")
    says(desk.get(read.location), "Tệp này đã được xử lý")
    again = bring(desk, at)
    says(desk.post(again.location, data={"row-2": broadcast.id}, follow_redirects=True), "không có số nào mới")
    third = bring(desk, at)
    says(desk.post(third.location, data={"row-2": ""}, follow_redirects=True), "Chưa có dòng nào được ghép")
    says(desk.post(f"{third.location}/removal", follow_redirects=True), "Đã bỏ tệp")
    kept = db.session.query(ReadingImport).order_by(ReadingImport.id)
    assert [each.state for each in kept] == ["taken_in", "taken_in", "dropped"]


@pytest.mark.parametrize("file", [None, (BytesIO(b"\x00\x01\x02"), "x.xlsx"), (BytesIO(b"a,b\n1,2\n"), "x.csv")])
def test_a_file_that_is_no_export_is_refused_in_words(desk, at, broadcast, file):
    data = {"platform": "tiktok", **({"file": (BytesIO(file[0].getvalue()), file[1])} if file else {})}
    answer = desk.post(f"{at}/imports", data=data, content_type="multipart/form-data")
    assert answer.status_code == 422
    says(answer, "error-summary")


def an_order(variant, broadcast, **facts):
    return {
        "key": "hand-1", "broadcast_id": broadcast.id, "variant_id": variant.id, "quantity": "2",
        "recipient": "Chị Lan",
        "phone": "0912 345 678", "address_line": "12 Lê Duẩn", "province": "44", "commune": "Đông Hà",
        "commune_code": DONG_HA, **facts,
    }  # fmt: skip


def test_an_order_from_a_comment_is_written_down_against_its_broadcast(desk, at, broadcast, ngoc, booth):
    says(desk.get(f"{at}/orders/new"), "Danh sách sản phẩm còn trống")
    pepper = on_sale(booth, price=120_000, stock=5)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    says(desk.get(f"{at}/orders/new"), "Hạt tiêu Cùa")
    for _ in range(2):  # the same button pressed twice
        done = desk.post(f"{at}/orders", data=an_order(pepper, broadcast))
        assert done.status_code == 303
    purchase = db.session.query(Purchase).one()
    assert (purchase.route, purchase.payment_method, purchase.phone) == ("hand", "cod", "+84912345678")
    says(desk.get(at), "Nhập tay")
    says(desk.get(f"{at}/purchases"), purchase.code)
    says(desk.get(f"{at}/purchases/{purchase.code}"), "Được tính theo cách này")
    page = says(desk.get(f"{at}/purchases"), purchase.code)
    assert "Chị Lan" not in page


def test_more_than_there_is_cannot_be_promised_by_hand(desk, at, broadcast, ngoc, booth):
    pepper = on_sale(booth, stock=1)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    answer = desk.post(f"{at}/orders", data=an_order(pepper, broadcast, phone="12"))
    assert answer.status_code == 422
    says(answer, "phone-error", "Chị Lan")
    answer = desk.post(f"{at}/orders", data=an_order(pepper, broadcast))
    assert answer.status_code == 422
    says(answer, "Chị Lan", "error-summary")


def test_the_results_show_each_figure_with_its_definition_and_ask_about_what_is_too_good(
    desk, at, broadcast, ngoc, booth
):
    pepper = on_sale(booth, stock=50)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(), by=ngoc)
    actions.record_readings(broadcast, [ReadingRow(clock.now(), {"views": 10})], Source("typed", "k", ngoc.id))
    desk.post(f"{at}/orders", data=an_order(pepper, broadcast))
    page = says(desk.get(at), "Tổng lượt xem nền tảng báo", "Nền tảng báo", "Con số cần giải thích", "10,0\u00a0%")
    assert len(re.findall('class="definition"', page)) == 44
    refused = desk.post(f"{at}/explanations/orders_per_view", data={"text": "Đúng"})
    assert refused.status_code == 422
    says(refused, "ít nhất một câu")
    told = "Đoàn viên đặt trước qua điện thoại từ tuần trước."
    assert desk.post(f"{at}/explanations/orders_per_view", data={"text": told}).status_code == 303
    says(desk.get(at), told)


def test_figures_are_closed_once_everything_is_explained_and_reviewed(desk, at, broadcast, campaign, ngoc, admin):
    actions.record_readings(broadcast, [ReadingRow(clock.now(), {"views": 100})], Source("typed", "k", admin.id))
    actions.schedule_campaign(campaign, by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    actions.end_broadcast(broadcast, by=ngoc)
    desk.post(f"{at}/state", data={"state": "ended"})
    says(desk.post(f"{at}/state", data={"state": "reviewed"}, follow_redirects=True), "chưa được người thứ hai duyệt")
    desk.post(f"{at}/readings/review", data={"reading": db.session.query(Reading).one().id})
    says(desk.post(f"{at}/state", data={"state": "reviewed"}, follow_redirects=True), "Đã chốt số")
    answer = desk.post(f"{at}/readings", data=a_reading(broadcast, views="5"))
    assert answer.status_code == 422
    says(answer, "đã chốt")


def test_a_token_is_shown_once(desk, ngoc):
    says(desk.get("/organizer/tokens"), "Chưa có khóa nào")
    page = says(desk.post("/organizer/tokens", data={"name": "Máy ghi lượt xem"}), "chỉ hiện một lần")
    secret = re.search(r'data-copy="([\w-]{30,})"', page).group(1)
    again = says(desk.get("/organizer/tokens"), "Máy ghi lượt xem")
    assert secret not in again
    assert desk.post("/organizer/tokens", data={"name": ""}).status_code == 422
    says(desk.post("/organizer/tokens/1/removal", follow_redirects=True), "đã thu hồi")


def test_others_do_not_find_the_desk(client, lan, campaign):
    assert client.get(DESK).status_code == 302
    sign_in_as(client, lan)
    assert client.get(f"{DESK}/{campaign.slug}").status_code == 404


def test_nothing_of_another_campaign_is_reached_through_this_one(desk, at, ngoc):
    other = a_broadcast(a_campaign(ngoc), ngoc)
    actions.record_readings(other, [ReadingRow(clock.now(), {"views": 10})], Source("typed", "k", ngoc.id))
    link = actions.create_link(other, by=ngoc)
    reading = db.session.query(Reading).one()
    for path in (f"broadcasts/{other.id}", f"readings/{reading.id}/evidence", f"links/{link.code}.svg", "imports/1"):
        assert desk.get(f"{at}/{path}").status_code == 404
    assert desk.post(f"{at}/readings/{reading.id}/correction", data={"value": "1", "reason": "x"}).status_code == 404
