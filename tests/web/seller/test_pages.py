"""Every page of the sellers' face answers, in both languages, empty and filled."""

from io import BytesIO

import pytest
from PIL import Image

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.booths.models import Membership
from marketplace.domain.catalog import actions
from marketplace.domain.papers.queries import brought_papers_of
from tests.people import a_booth, a_person, a_product, a_variant, on_sale, sign_in_as
from tests.web.storefront.browsing import send_whole

PAGES = [
    "/seller/", "/seller/application", "/seller/application?new=1", "/seller/products", "/seller/products?state=on_sale",
    "/seller/products?q=khong-co-gi", "/seller/products/new", "/seller/imports", "/seller/members", "/seller/papers",
    "/seller/papers/new", "/seller/page",
]  # fmt: skip


def a_picture() -> BytesIO:
    file = BytesIO()
    Image.new("RGB", (60, 80), "#ddd").save(file, "PNG")
    file.seek(0)
    return file


def join(booth, person, role):
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=person.id, role=role, since=clock.now()))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("root", ["", "/en"])
@pytest.mark.parametrize("filled", [False, True])
def test_an_owner_sees_every_page(client, booth, minh, page, root, filled):
    if filled:
        actions.load_categories()
        product = on_sale(booth).product
        a_variant(product, stock=0, name="Gói to")
        a_product(booth, name="Nháp", state="draft", reason="Thiếu hạn sử dụng.")
    sign_in_as(client, minh)
    answer = client.get(root + page)
    assert answer.status_code == 200
    assert answer.text.count("<h1") == 1


@pytest.mark.parametrize("state", ["draft", "submitted", "rejected", "suspended", "closed"])
def test_a_booth_in_any_state_has_its_pages(client, minh, state):
    a_booth(minh, state=state)
    sign_in_as(client, minh)
    for page in PAGES:
        assert client.get(page).status_code == 200, page


def test_strangers_are_asked_to_sign_in_and_the_boothless_to_apply(client, lan):
    assert "/sign-in" in client.get("/seller/").location
    sign_in_as(client, lan)
    assert client.get("/seller/products").location == "/seller/application"
    assert client.get("/en/seller/").location == "/en/seller/application"
    assert client.get("/seller/application").status_code == 200
    assert client.post("/seller/products/new", data={"name": "X"}).status_code == 404


def test_a_packer_reads_but_does_not_change(client, booth, lan):
    product = on_sale(booth).product
    variant = product.variants[0]
    join(booth, lan, "packer")
    sign_in_as(client, lan)
    assert client.get("/seller/").status_code == 200
    assert client.get(f"/seller/products/{product.slug}").status_code == 200
    here = f"/seller/products/{product.slug}"
    for page in ("/seller/products/new", f"{here}/edit", "/seller/members", "/seller/papers", "/seller/page",
                 "/seller/imports", f"{here}/variants/{variant.id}"):  # fmt: skip
        assert client.get(page).status_code == 403, page
    for page in (f"{here}/hiding", f"{here}/withdrawal", f"{here}/photos", f"{here}/variants/{variant.id}/stock",
                 f"{here}/variants/{variant.id}/stopping"):  # fmt: skip
        assert client.post(page, data={"quantity": "5"}).status_code == 403, page
    assert product.state == "on_sale"


def test_anothers_things_look_like_missing_ones(client, booth, rival_booth, minh):
    theirs = on_sale(rival_booth)
    mine = on_sale(booth)
    sign_in_as(client, minh)
    slug = theirs.product.slug
    missing = client.get("/seller/products/khong-co")
    for page in (f"/seller/products/{slug}", f"/seller/products/{slug}/edit", f"/seller/products/{slug}/variants/new",
                 f"/seller/products/{mine.product.slug}/variants/{theirs.id}", "/seller/imports/1",
                 "/seller/papers/1/scan"):  # fmt: skip
        answer = client.get(page)
        assert answer.status_code == 404, page
    assert client.get(f"/seller/products/{slug}").text.replace(slug, "khong-co") == missing.text
    for page in (f"/seller/products/{slug}/hiding", f"/seller/products/{mine.product.slug}/variants/{theirs.id}/stock"):
        assert client.post(page, data={"way": "receive", "quantity": "5"}).status_code == 404, page


def test_a_person_in_two_booths_acts_for_one_at_a_time(client, booth, minh, rival_booth):
    second = a_booth(minh, name="Gốm Đakrông")
    on_sale(second, name="Bình gốm")
    sign_in_as(client, minh)
    assert "Bình gốm" not in client.get("/seller/products").text
    assert client.post("/seller/booth", data={"booth": second.slug}).status_code == 303
    assert "Bình gốm" in client.get("/seller/products").text
    assert client.post("/seller/booth", data={"booth": rival_booth.slug}).status_code == 404
    assert "Bình gốm" in client.get("/seller/products").text


def test_who_was_taken_out_is_out_at_the_next_request(client, booth, minh, lan):
    join(booth, lan, "manager")
    sign_in_as(client, lan)
    assert client.get("/seller/products").status_code == 200
    with transaction():
        db.session.query(Membership).filter_by(person_id=lan.id).delete()
    assert client.get("/seller/products").status_code == 302


def test_an_owner_lets_somebody_in_by_phone(client, booth, minh, lan):
    sign_in_as(client, minh)
    wrong = client.post("/seller/members", data={"login": "0999999999", "role": "packer"})
    assert wrong.status_code == 422
    assert "Chưa có tài khoản" in wrong.text
    assert 'value="0999999999"' in wrong.text
    assert client.post("/seller/members", data={"login": lan.phone, "role": "packer"}).status_code == 303
    page = client.get("/seller/members")
    assert lan.full_name in page.text
    member = db.session.query(Membership).filter_by(person_id=lan.id).one()
    assert f"/seller/members/{member.id}/removal" in page.text
    assert client.post(f"/seller/members/{member.id}/removal").status_code == 303
    owner = db.session.query(Membership).filter_by(person_id=minh.id).one()
    assert f"/seller/members/{owner.id}/removal" not in page.text
    client.post(f"/seller/members/{owner.id}/removal")
    assert "ít nhất một chủ" in client.get("/seller/members").text


def test_the_booths_page_is_told_anew_and_a_wrong_picture_is_named(client, booth, minh):
    sign_in_as(client, minh)
    wrong = client.post(
        "/seller/page", data={"story": "Kể chuyện mới", "cover": (BytesIO(b"<svg/>"), "a.svg")},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert wrong.status_code == 422
    assert "không phải ảnh" in wrong.text
    assert "Kể chuyện mới" in wrong.text
    right = client.post(
        "/seller/page", data={"story": "Kể chuyện mới", "portrait": (a_picture(), "a.png")},
        content_type="multipart/form-data",
    )  # fmt: skip
    assert right.status_code == 303
    db.session.refresh(booth)
    assert (booth.story, bool(booth.portrait_key)) == ("Kể chuyện mới", True)


def test_a_cover_and_a_portrait_of_the_largest_size_are_looked_at_and_not_turned_away_together(client, booth, minh):
    sign_in_as(client, minh)
    large = [(BytesIO(b"x" * 9 * 1024 * 1024), name) for name in ("a.jpg", "b.jpg")]
    answer = send_whole(client, "/seller/page", {"story": "Kể chuyện mới", "cover": large[0], "portrait": large[1]})
    assert answer.status_code == 422
    assert "Kể chuyện mới" in answer.text


def test_a_paper_is_brought_with_its_picture(client, booth, minh):
    product = on_sale(booth).product
    sign_in_as(client, minh)
    facts = {"kind": "ocop", "product_id": str(product.id), "star": "4", "number": "12/QĐ", "issuer": "UBND tỉnh",
             "issued_on": "2026-01-15"}  # fmt: skip
    wrong = client.post("/seller/papers/new", data={**facts, "star": ""})
    assert wrong.status_code == 422
    assert "3, 4 hoặc 5 sao" in wrong.text
    assert 'value="12/QĐ"' in wrong.text
    wrong = client.post("/seller/papers/new", data={**facts, "issued_on": "hôm qua"})
    assert "Ngày này chưa đúng" in wrong.text
    right = client.post(
        "/seller/papers/new", data={**facts, "scan": (a_picture(), "a.png")}, content_type="multipart/form-data"
    )
    assert right.status_code == 303
    page = client.get("/seller/papers")
    assert "15/01/2029" in page.text
    scan = client.get("/seller/papers/1/scan")
    assert scan.mimetype == "image/webp"
    stranger = a_person("Người lạ")
    a_booth(stranger, name="Khác")
    sign_in_as(client, stranger)
    assert client.get("/seller/papers/1/scan").status_code == 404


def test_a_scan_is_not_among_the_public_pictures(client, booth, minh):
    product = on_sale(booth).product
    sign_in_as(client, minh)
    facts = {"kind": "ocop", "product_id": str(product.id), "star": "4", "number": "12/QĐ", "issuer": "UBND tỉnh",
             "issued_on": "2026-01-15", "scan": (a_picture(), "a.png")}  # fmt: skip
    assert client.post("/seller/papers/new", data=facts, content_type="multipart/form-data").status_code == 303
    assert client.get(f"/media/{brought_papers_of(booth)[0].paper.scan_key}").status_code == 404
