"""Many pictures sent at the same moment all find a place, and no more than a product may have."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.domain.catalog.actions.photos import hang_photo
from marketplace.domain.catalog.errors import TooManyPhotos
from marketplace.domain.catalog.models import Photo, Product
from marketplace.domain.catalog.rules import MOST_PHOTOS
from tests.domain.payments.test_at_once import at_once
from tests.people import on_sale


def test_pictures_sent_at_once_stand_in_a_row_and_are_not_too_many(app, booth):
    product_id, booth_id, sent = on_sale(booth).product_id, booth.id, MOST_PHOTOS + 3

    def hang(number):
        product = db.session.get_one(Product, product_id)
        photo = Photo(
            booth_id=booth_id, kind="photo", key=f"products/{number}", width=10, height=10, widths=[10], alt=""
        )
        return hang_photo(product, photo).position

    results = at_once(app, sent, hang)
    assert [each for each in results if not isinstance(each, int | TooManyPhotos)] == []
    assert sorted(each for each in results if isinstance(each, int)) == list(range(MOST_PHOTOS))
    found = select(Photo.position).where(Photo.product_id == product_id, Photo.booth_id == booth_id)
    assert sorted(db.session.scalars(found)) == list(range(MOST_PHOTOS))
