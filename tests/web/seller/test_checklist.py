"""The seller's checklist: one next step on top, said with one press, and an application that cannot be sent is kept."""

from marketplace.domain.booths.actions import begin_closing
from marketplace.domain.booths.models import Booth
from marketplace.domain.joining.actions import add_item, attest_item, load_default_checklist
from marketplace.domain.joining.queries import checklist_items
from marketplace.domain.joining.rules import ItemFacts
from tests.people import a_booth, sign_in_as
from tests.web.seller.test_pages import join

WHOLE = {
    "name": "Gốm Đakrông", "subject_kind": "individual", "province": "44", "commune": "Khe Sanh",
    "legal_name": "Nguyễn Thị Lan", "representative": "Nguyễn Thị Lan", "tax_code": "045099001234",
    "legal_address": "Thôn 1", "phone": "0912345678", "email": "lan@example.vn",
}  # fmt: skip


def test_an_application_that_cannot_be_sent_is_kept_and_says_what_is_open(client, lan, ngoc):
    load_default_checklist(by=ngoc)
    sign_in_as(client, lan)
    assert client.post("/seller/application?new=1", data={**WHOLE, "way": "submit"}).location == "/seller/application"
    page = client.get("/seller/application").text
    assert "Còn mục bắt buộc chưa xong" in page
    assert page.index("Việc tiếp theo") < page.index("Gửi hồ sơ")
    for item in checklist_items():
        if item.kind == "attested":
            assert client.post(f"/seller/checklist/{item.id}/attestation").status_code == 303
    assert "Đến nút gửi" in client.get("/seller/application").text
    assert client.post("/seller/application", data={**WHOLE, "way": "submit"}).status_code == 303
    assert [booth.state for booth in Booth.query.all()] == ["submitted"]
    assert "đang chờ ban tổ chức" in client.get("/seller/").text


def test_what_to_do_next_stands_on_top_of_today(client, minh, ngoc):
    a_booth(minh, state="draft")
    item = add_item(kind="attested", facts=ItemFacts("Đã đọc quy chế", "Read the rules"), by=ngoc)
    sign_in_as(client, minh)
    page = client.get("/en/seller/").text
    assert page.index("Read the rules") < page.index("To do")
    client.post(f"/seller/checklist/{item.id}/attestation")
    assert "Read the rules" not in client.get("/en/seller/").text
    assert client.post(f"/seller/checklist/{item.id}/attestation/removal").status_code == 303
    assert "Read the rules" in client.get("/en/seller/").text


def test_a_booth_that_closes_takes_back_nothing_it_confirmed(client, minh, ngoc):
    booth = a_booth(minh)
    item = add_item(kind="attested", facts=ItemFacts("Đã đọc quy chế"), by=ngoc)
    attest_item(booth, item, by=minh)
    sign_in_as(client, minh)
    assert "Rút xác nhận" in client.get("/seller/checklist").text
    begin_closing(booth, by=minh, reason="Nghỉ hẳn")
    assert "Rút xác nhận" not in client.get("/seller/checklist").text


def test_a_manager_sees_the_list_and_the_owner_confirms(client, minh, lan, ngoc):
    booth = a_booth(minh, state="draft")
    item = add_item(kind="attested", facts=ItemFacts("Đã đọc quy chế"), by=ngoc)
    join(booth, lan, "manager")
    sign_in_as(client, lan)
    page = client.get("/seller/application").text
    assert "Chủ gian hàng xác nhận mục này" in page
    assert "Tôi xác nhận" not in page
    assert client.post(f"/seller/checklist/{item.id}/attestation").status_code == 403
