"""An owner shows the people behind the booth at the desk; shoppers see them on the pages of booth and products."""

from io import BytesIO

import pytest

from marketplace.core.db import db
from marketplace.domain.booths.actions import MakerFacts, show_maker
from marketplace.domain.booths.queries import makers_of
from tests.people import on_sale, sign_in_as
from tests.web.seller.test_pages import a_picture

FACTS = MakerFacts("Hồ Thị Kăn", "Rang cà phê", "Roasts the coffee", "Mẻ nào cũng nếm.", "I taste every batch.")


@pytest.fixture
def desk(client, minh):
    sign_in_as(client, minh)
    return client


@pytest.mark.parametrize("root", ["", "/en"])
def test_the_desk_shows_nobody_and_says_what_to_do(desk, booth, root):
    page = desk.get(f"{root}/seller/makers").text
    assert "Chưa hiện ai" in page or "Nobody is shown yet" in page


def test_what_is_typed_reaches_the_shopper_in_both_languages(desk, client, booth):
    typed = {"name": "Hồ Thị Kăn", "part": "Rang cà phê", "part_en": "Roasts the coffee", "agreed": "y"}
    sent = desk.post("/seller/makers", data={**typed, "picture": (a_picture(), "kan.png")})
    assert sent.status_code == 303
    (maker,) = makers_of(booth)
    shown = client.get(f"/booths/{booth.slug}").text
    assert "Hồ Thị Kăn" in shown
    assert "Rang cà phê" in shown
    assert f"{maker.picture_key}-180.webp" in shown
    assert "Roasts the coffee" in client.get(f"/en/booths/{booth.slug}").text


def test_without_consent_nobody_is_shown_and_what_was_typed_stays(desk, booth):
    answer = desk.post("/seller/makers", data={"name": "Hồ Thị Kăn", "words": "Mẻ nào cũng nếm."})
    assert answer.status_code == 422
    assert "Chỉ hiện người đã đồng ý" in answer.text
    assert "Mẻ nào cũng nếm." in answer.text
    assert 'value="Hồ Thị Kăn"' in answer.text
    assert not makers_of(booth)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [({"name": ""}, "Please fill this in"), ({"name": "x" * 81}, "80"), ({"words": "x" * 401}, "400"),
     ({"picture": (BytesIO(b"no picture"), "x.png")}, "JPEG")],
)  # fmt: skip
def test_wrong_input_is_told_beside_its_field(desk, booth, wrong, said):
    answer = desk.post("/en/seller/makers", data={"name": "Kăn", "agreed": "y", **wrong})
    assert answer.status_code == 422
    assert said in answer.text
    assert not makers_of(booth)


def test_a_person_is_changed_and_taken_down(desk, client, booth, minh):
    show_maker(booth, by=minh, facts=FACTS, agreed=True)
    (maker,) = makers_of(booth)
    here = f"/seller/makers/{maker.id}"
    assert "Mẻ nào cũng nếm." in desk.get(here).text
    assert desk.post(here, data={"name": ""}).status_code == 422
    assert desk.post(here, data={"name": "Chị Kăn"}).status_code == 303
    assert "Chị Kăn" in client.get(f"/booths/{booth.slug}").text
    assert desk.post(f"{here}/removal").status_code == 303
    assert "Chị Kăn" not in client.get(f"/booths/{booth.slug}").text
    assert desk.get(here).status_code == 404


def test_the_product_page_names_them_too(client, booth, minh):
    product = on_sale(booth).product
    show_maker(booth, by=minh, facts=FACTS, agreed=True)
    page = client.get(f"/en/products/{product.slug}").text
    assert "Hồ Thị Kăn" in page
    assert "Roasts the coffee" in page


def test_the_booths_page_asks_no_more_for_more_people(client, booth, minh, queries):
    address = f"/booths/{booth.slug}"

    def asked():
        client.application.extensions["kept_pages"].clear()
        client.application.extensions["versions"].forget("catalogue")
        db.session.expire_all()
        queries.clear()
        assert client.get(address).status_code == 200
        return len(queries)

    before = asked()
    for _each in range(3):
        show_maker(booth, by=minh, facts=FACTS, agreed=True)
    assert asked() <= before
