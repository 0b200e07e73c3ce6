"""Organizers admit booths, put products on sale and check papers; nobody else finds these pages."""

from datetime import date
from io import BytesIO

import pytest
from PIL import Image

from marketplace.core.db import db
from marketplace.domain.catalog import actions, queries
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts
from marketplace.domain.papers.actions import bring_paper
from marketplace.domain.papers.rules import PaperFacts
from tests.people import a_booth, a_category, on_sale, sign_in_as

PAGES = ["/organizer/", "/organizer/booths", "/organizer/products", "/organizer/papers", "/organizer/categories",
         "/organizer/categories/new"]  # fmt: skip


@pytest.fixture
def organizer(client, ngoc):
    actions.load_categories()
    sign_in_as(client, ngoc)
    return client


@pytest.fixture
def waiting(booth, minh):
    facts = ProductFacts(name="Ruốc bột", category_id=a_category().id, unit="hũ", summary="Chữa bách bệnh")
    product = actions.create_product(booth, by=minh, facts=facts, variants=[VariantFacts(price=50_000, weight_g=300)])
    actions.submit_product(product, by=minh)
    return product


@pytest.fixture
def paper(booth, minh):
    file = BytesIO()
    Image.new("RGB", (60, 80), "#ddd").save(file, "PNG")
    facts = PaperFacts(kind="ocop", star=4, number="9/QĐ", issuer="UBND tỉnh", issued_on=date(2026, 1, 1))
    return bring_paper(booth, by=minh, facts=facts, product=on_sale(booth).product, scan=file.getvalue())


@pytest.mark.parametrize("root", ["", "/en"])
@pytest.mark.parametrize("filled", [False, True])
def test_an_organizer_sees_every_page(organizer, root, filled, request):
    if filled:
        request.getfixturevalue("waiting")
        request.getfixturevalue("paper")
        a_booth(state="submitted", name="Mới")
    for page in (*PAGES, "/organizer/booths?state=open&q=khe", "/organizer/products?q=zzz"):
        answer = organizer.get(root + page)
        assert answer.status_code == 200, page
        assert answer.text.count("<h1") == 1


def test_nobody_else_finds_these_pages(client, minh, waiting, paper):
    pages = [*PAGES, f"/organizer/booths/{waiting.booth.slug}", f"/organizer/products/{waiting.slug}",
             f"/organizer/papers/{paper.id}", f"/organizer/papers/{paper.id}/scan"]  # fmt: skip
    for page in pages:
        assert "/sign-in" in client.get(page).location
    sign_in_as(client, minh)
    for page in pages:
        assert client.get(page).status_code == 404, page
    for page in (f"/organizer/products/{waiting.slug}/publication", f"/organizer/papers/{paper.id}/check",
                 f"/organizer/booths/{waiting.booth.slug}/suspension"):  # fmt: skip
        assert client.post(page, data={"reason": "x"}).status_code == 404, page
    assert waiting.state == "submitted"


def test_a_booth_is_admitted_suspended_and_opened_again(organizer):
    booth = a_booth(state="submitted", name="Gốm Đakrông")
    here = f"/organizer/booths/{booth.slug}"
    assert "3200000001" in organizer.get(here).text
    assert organizer.post(f"{here}/opening").status_code == 303
    wrong = organizer.post(f"{here}/suspension", data={"reason": "  "})
    assert wrong.status_code == 422
    assert "Vui lòng ghi lý do" in wrong.text
    assert organizer.post(f"{here}/suspension", data={"reason": "Hàng sai mô tả."}).status_code == 303
    assert "Hàng sai mô tả." in organizer.get(here).text
    assert organizer.post(f"{here}/reopening").status_code == 303
    late = organizer.post(f"{here}/rejection", data={"reason": "Muộn rồi"})
    assert late.status_code == 422
    assert "không còn ở bước này" in late.text
    assert organizer.get("/organizer/booths/khong-co").status_code == 404


def test_a_rejected_application_says_why(organizer):
    booth = a_booth(state="submitted")
    organizer.post(f"/organizer/booths/{booth.slug}/rejection", data={"reason": "Thiếu số đăng ký."})
    db.session.refresh(booth)
    assert (booth.state, booth.reason) == ("rejected", "Thiếu số đăng ký.")


def test_a_product_is_published_as_it_was_on_the_page(organizer, waiting, minh):
    here = f"/organizer/products/{waiting.slug}"
    assert "Chữa bách bệnh" in organizer.get(here).text
    seen = waiting.submitted_at.isoformat()
    facts = queries.facts_of_product(waiting)
    actions.update_product(waiting, by=minh, facts=facts)
    late = organizer.post(f"{here}/publication", data={"seen": seen})
    assert late.status_code == 422
    assert "vừa sửa sản phẩm" in late.text
    assert organizer.post(f"{here}/publication", data={"seen": "hôm qua"}).status_code == 422
    seen = waiting.submitted_at.isoformat()
    assert organizer.post(f"{here}/publication", data={"seen": seen}).status_code == 303
    assert waiting.is_on_sale


def test_a_product_is_sent_back_with_a_reason(organizer, waiting):
    here = f"/organizer/products/{waiting.slug}"
    assert organizer.post(f"{here}/return", data={"reason": ""}).status_code == 422
    assert organizer.post(f"{here}/return", data={"reason": "Bỏ lời chữa bệnh."}).status_code == 303
    assert (waiting.state, waiting.reason) == ("draft", "Bỏ lời chữa bệnh.")


def test_a_change_is_shown_before_and_after_and_decided(organizer, waiting, minh, ngoc):
    actions.publish_product(waiting, by=ngoc)
    facts = queries.facts_of_product(waiting)
    change = actions.update_product(
        waiting, by=minh, facts=type(facts)(**{**facts.__dict__, "summary": "Ngon với cơm", "is_fresh": True})
    )
    page = organizer.get(f"/organizer/products/{waiting.slug}")
    assert "<del>Chữa bách bệnh</del>" in page.text
    assert "<ins>Ngon với cơm</ins>" in page.text
    assert organizer.post(f"/organizer/changes/{change.id}/refusal", data={"reason": ""}).status_code == 422
    assert organizer.post(f"/organizer/changes/{change.id}/acceptance").status_code == 303
    assert waiting.summary == "Ngon với cơm"
    assert organizer.post("/organizer/changes/999/acceptance").status_code == 404


def test_a_paper_is_compared_with_its_picture(organizer, paper):
    here = f"/organizer/papers/{paper.id}"
    assert "9/QĐ" in organizer.get(here).text
    assert organizer.get(f"{here}/scan").mimetype == "image/webp"
    assert organizer.post(f"{here}/refusal", data={"reason": ""}).status_code == 422
    assert organizer.post(f"{here}/check").status_code == 303
    late = organizer.post(f"{here}/refusal", data={"reason": "Muộn"})
    assert late.status_code == 422
    assert "đã được xử lý" in late.text


def test_shelves_are_put_up_and_changed(organizer):
    wrong = organizer.post("/organizer/categories/new", data={"name": ""})
    assert wrong.status_code == 422
    food = queries.category_by_slug("thuc-pham")
    spices = queries.category_by_slug("tieu-gia-vi")
    here = "/organizer/categories/thuc-pham"
    wrong = organizer.post(here, data={"name": "Thực phẩm", "parent_id": str(food.id)})
    assert wrong.status_code == 422
    assert "chọn nhóm hàng" in wrong.text
    right = {"name": spices.name, "name_en": spices.name_en, "parent_id": str(food.id), "ocop_group": "1",
             "position": str(spices.position)}  # fmt: skip
    assert organizer.post("/organizer/categories/tieu-gia-vi", data=right).status_code == 303


def test_what_an_organizer_sees_of_a_booth_has_no_secrets(organizer, booth, minh):
    page = organizer.get(f"/organizer/booths/{booth.slug}").text
    assert minh.email not in page
    assert minh.phone not in page
