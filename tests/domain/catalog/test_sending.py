import threading
from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy.exc import IntegrityError

from marketplace.core.db import db
from marketplace.core.pictures import NotAPicture
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.models import Photo, Product
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts, lacking_for_review
from tests.people import a_booth, a_category, a_person, a_product

KEY = "K7M2-QX93-4TRW-HN5C"
BAG = VariantFacts(price=60_000, weight_g=550, net_quantity=500, net_unit="g", stock=20)


def a_picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (400, 300), "#a43").save(file, "JPEG")
    return file.getvalue()


@pytest.fixture
def facts(app) -> ProductFacts:
    return ProductFacts(name="Khoai deo", category_id=a_category().id, unit="gói")


def test_a_sending_brings_a_product_with_its_photo_and_its_stock(booth, minh, facts):
    product = actions.send_product(booth, by=minh, key=KEY, facts=facts, variants=[BAG], photo=a_picture())
    assert (product.state, product.name) == ("draft", "Khoai deo")
    assert [photo.position for photo in queries.photos_of(product)] == [0]
    assert queries.product_sent_as(booth, KEY) == product


def test_a_sending_that_arrives_twice_makes_one_product(booth, minh, facts):
    first = actions.send_product(booth, by=minh, key=KEY, facts=facts, variants=[BAG], photo=a_picture())
    second = actions.send_product(booth, by=minh, key=KEY, facts=facts, variants=[BAG], photo=a_picture())
    assert second.id == first.id
    assert (db.session.query(Product).count(), db.session.query(Photo).count()) == (1, 1)


def test_ten_sendings_of_one_key_at_once_make_one_product(app, booth, minh, facts):
    booth_id, person_id = booth.id, minh.id
    db.session.rollback()
    made, faults = set(), []

    def send():
        with app.app_context():
            try:
                there = db.session.get_one(type(booth), booth_id), db.session.get_one(type(minh), person_id)
                made.add(actions.send_product(there[0], by=there[1], key=KEY, facts=facts, variants=[BAG]).id)
            except Exception as fault:  # noqa: BLE001 - any fault at all is what the test looks for
                faults.append(fault)

    threads = [threading.Thread(target=send) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    assert len(made) == 1
    assert db.session.query(Product).count() == 1


def test_the_key_of_one_booth_says_nothing_in_another(booth, minh, facts):
    hue = a_person("Trần Thị Huệ")
    other = a_booth(owner=hue, name="Nhà Khoai")
    mine = actions.send_product(booth, by=minh, key=KEY, facts=facts, variants=[BAG])
    theirs = actions.send_product(other, by=hue, key=KEY, facts=facts, variants=[BAG])
    assert theirs.id != mine.id
    with pytest.raises(BoothNotThere):
        actions.send_product(booth, by=a_person("Người lạ"), key=KEY, facts=facts, variants=[BAG])


@pytest.mark.parametrize("key", ["", "short", "x" * 65, "' OR 1=1 --------------", "K7M2 QX93 4TRW HN5C"])
def test_a_sending_without_a_proper_key_is_refused(booth, minh, facts, key):
    with pytest.raises(errors.BadSendingKey):
        actions.send_product(booth, by=minh, key=key, facts=facts, variants=[BAG])


def test_nothing_is_made_when_the_photo_is_none(booth, minh, facts):
    with pytest.raises(NotAPicture):
        actions.send_product(booth, by=minh, key=KEY, facts=facts, variants=[BAG], photo=b"<svg onload=alert(1)>")
    assert db.session.query(Product).count() == 0


def test_the_database_itself_refuses_a_second_product_of_one_sending(booth):
    a_product(booth, name="Khoai deo", sending_key=KEY)
    with pytest.raises(IntegrityError):
        a_product(booth, name="Khoai gieo", sending_key=KEY)


def test_what_review_will_ask_for_depends_on_whether_it_is_eaten():
    told = ProductFacts(name="Nón lá", category_id=1, unit="chiếc", description="Chằm tay", origin_commune_code="19429")
    assert lacking_for_review(told, has_photo=True, is_consumed=False) == ()
    assert lacking_for_review(told, has_photo=False, is_consumed=True) == (
        "photo", "ingredients", "storage", "shelf_life",
    )  # fmt: skip
