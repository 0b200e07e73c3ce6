import re
from io import BytesIO

import pytest
from PIL import Image

from marketplace.core.db import db
from marketplace.domain.catalog import actions, queries
from tests.domain.catalog.test_framing import a_photo_file
from tests.people import on_sale, sign_in_as


@pytest.fixture
def product(client, booth, minh):
    product = on_sale(booth).product
    for _ in range(2):
        actions.add_photo(product, by=minh, data=a_photo_file())
    sign_in_as(client, minh)
    return product


def test_photos_are_put_in_order_with_buttons(client, product):
    first, second = queries.photos_of(product)
    here = f"/seller/products/{product.slug}"
    page = client.get(here).text
    assert f"{here}/photos/{first.id}/later" in page
    assert f"{here}/photos/{first.id}/earlier" not in page
    moved = client.post(f"{here}/photos/{second.id}/earlier")
    assert moved.location.endswith(f"#photo-{second.id}")
    assert [photo.id for photo in queries.photos_of(product)] == [second.id, first.id]


@pytest.mark.parametrize("step", ["earlier", "lead", "", "removal"])
def test_each_step_with_a_photo_is_taken_by_a_request_that_has_read_nothing_before(client, product, step):
    here = f"/seller/products/{product.slug}/photos/{queries.photos_of(product)[1].id}"
    told = {"turn_by": "90", "shape": "", "focus": "centre", "alt": "Khác"} if not step else {}
    db.session.remove()
    assert client.post(f"{here}/{step}".rstrip("/"), data=told).status_code == 303


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_photo_is_turned_and_cut_from_a_plain_form(client, product, root):
    photo = queries.photos_of(product)[0]
    here = f"{root}/seller/products/{product.slug}/photos/{photo.id}"
    assert client.get(here).status_code == 200
    sent = {"turn_by": "90", "shape": "square", "focus": "top", "alt": "Hũ mắm"}
    assert client.post(here, data=sent).status_code == 303
    page = client.get(here).text
    assert re.search(r'<input checked[^>]*value="square"', page)
    picture = client.get(queries.photo_url(photo, 640))
    image = Image.open(BytesIO(picture.data))
    assert image.width == image.height
    assert "Hũ mắm" in page


def test_what_is_no_frame_is_refused_beside_the_field(client, product):
    photo = queries.photos_of(product)[0]
    answer = client.post(f"/seller/products/{product.slug}/photos/{photo.id}", data={"shape": "round", "alt": "Hũ"})
    assert answer.status_code == 422
    assert 'value="Hũ"' in answer.text
    assert photo.shape == ""
