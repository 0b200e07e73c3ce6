"""Organizers keep the checklist and say their word on one booth; wrong input is answered beside its field."""

import pytest

from marketplace.domain.joining.actions import add_item, load_default_checklist
from marketplace.domain.joining.queries import checklist_items, checklist_of
from marketplace.domain.joining.rules import ItemFacts
from tests.people import a_booth, sign_in_as


@pytest.fixture
def desk(client, ngoc):
    """Ngọc's browser."""
    sign_in_as(client, ngoc)
    return client


def test_a_list_begins_with_suggestions_and_is_changed(desk):
    assert "Dùng các mục gợi ý" in desk.get("/organizer/checklist").text
    assert desk.post("/organizer/checklist/suggestions").status_code == 303
    assert "Read the market" in desk.get("/en/organizer/checklist").text
    wrong = desk.post(
        "/organizer/checklist/new", data={"kind": "computed:story_told", "title": "", "title_en": "Story"}
    )
    assert (wrong.status_code, 'value="Story"' in wrong.text) == (422, True)
    data = {"kind": "computed:product_on_sale", "title": "Đang bán", "is_required": "y", "is_active": "y"}
    assert "chỉ có thể là mục nên có" in desk.post("/organizer/checklist/new", data=data).text
    del data["is_required"]
    assert desk.post("/organizer/checklist/new", data=data).status_code == 303
    item = next(each for each in checklist_items() if each.check_name == "product_on_sale")
    changed = {"title": "Có món đang bán", "position": "99", "is_active": "y"}
    assert desk.post(f"/organizer/checklist/{item.id}", data=changed).status_code == 303
    assert "Có món đang bán" in desk.get("/organizer/checklist").text
    assert desk.post(f"/organizer/checklist/{item.id}/removal").status_code == 303
    assert "Có món đang bán" not in desk.get("/organizer/checklist").text


def test_a_booth_is_verified_waived_and_opened_on_its_page(desk, minh, ngoc):
    booth = a_booth(minh, state="submitted")
    load_default_checklist(by=ngoc)
    here = f"/organizer/booths/{booth.slug}"
    page = desk.get(here).text
    assert "mục bắt buộc chưa xong" in page
    refused = desk.post(f"{here}/opening")
    assert (refused.status_code, "Còn mục bắt buộc chưa xong" in refused.text) == (422, True)
    for entry in checklist_of(booth).open_for_opening:
        way = "verification" if entry.item.kind == "verified" else "waiver"
        if way == "waiver":
            assert "Vui lòng ghi lý do" in desk.post(f"{here}/checklist/{entry.item.id}/waiver", data={}).text
        answer = desk.post(f"{here}/checklist/{entry.item.id}/{way}", data={"reason": "Đã ký bản giấy"})
        assert answer.status_code == 303
    page = desk.get(here).text
    assert "Đã ký bản giấy" in page
    assert ngoc.full_name in page
    assert desk.post(f"{here}/opening").status_code == 303
    assert booth.state == "open"


def test_a_used_item_is_stopped_and_not_deleted(desk, minh, ngoc):
    booth = a_booth(minh, state="submitted")
    item = add_item(kind="verified", facts=ItemFacts("Đã gặp mặt"), by=ngoc)
    desk.post(f"/organizer/booths/{booth.slug}/checklist/{item.id}/verification", data={"reason": ""})
    assert "Xóa mục này" not in desk.get(f"/organizer/checklist/{item.id}").text
    desk.post(f"/organizer/checklist/{item.id}/removal")
    assert "Hãy ngừng dùng" in desk.get("/organizer/checklist").text
    assert [each.id for each in checklist_items()] == [item.id]
