"""Photos by ZIP find the products of their list, each once, whatever happens on the way."""

import pytest

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.core.transactions import transaction
from marketplace.domain.booths.errors import BoothNotThere
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.actions import archiving
from marketplace.domain.catalog.importing import match_photos
from marketplace.domain.catalog.models import Product
from tests.core.test_archives import a_picture, a_zip
from tests.people import on_sale

HEADER = ["Tên sản phẩm", "Nhóm hàng", "ĐVT", "Giá bán", "Khối lượng tịnh", "Mã hàng", "Ảnh"]
ROWS = [
    ["Tiêu", "Cà phê", "gói", 75_000, "250 g", "T1", ""],
    ["Cà phê", "Cà phê", "gói", 90_000, "500 g", "", "bao-bi.jpg; Hạt rang"],
]


@pytest.fixture(autouse=True)
def shelves(app):
    actions.load_categories()


def bring(booth, by, rows=ROWS):
    return actions.read_import(booth, by=by, file_name="bang.csv", data=write_csv(HEADER, rows))


def pictures(*names):
    return a_zip([(name, a_picture()) for name in names])


def photos_of(booth):
    found = db.session.query(Product).filter_by(booth_id=booth.id).all()
    return {product.name: len(queries.photos_of(product)) for product in found}


def test_names_match_codes_with_numbers_and_what_stands_in_the_column():
    rows = [{"sku": "T1"}, {"sku": "T1-2"}, {"photos": "Hạt rang.JPG | bao-bi"}]
    names = ["bao-bi.webp", "T1 (2).jpg", "t1.jpg", "T1-2.png", "hat rang.jpeg", "T9.jpg"]
    matched, unmatched = match_photos(names, rows)
    assert list(matched.items()) == [
        ("t1.jpg", 0),
        ("T1 (2).jpg", 0),
        ("T1-2.png", 1),
        ("hat rang.jpeg", 2),
        ("bao-bi.webp", 2),
    ]
    assert unmatched == ["T9.jpg"]


def test_a_zip_is_taken_back_before_its_photos_hang_and_never_afterwards(booth, minh):
    sheet = bring(booth, minh)
    wrong, right = (
        actions.bring_photos(sheet, by=minh, file_name="anh.zip", data=pictures("t1.jpg")) for _time in range(2)
    )
    key = wrong.file_key
    actions.take_back_photos(wrong, by=minh)
    assert [each.id for each in queries.archives_of(sheet)] == [right.id]
    with pytest.raises(FileNotFoundError):
        files.read(key)
    with transaction():
        right.held_until = clock.now() + archiving.HELD
    with pytest.raises(errors.SheetIsBusy):
        actions.take_back_photos(right, by=minh)
    with transaction():
        right.held_until = None
    actions.ask_to_take_in(sheet, by=minh)
    actions.take_in_asked_imports()
    actions.hang_brought_photos()
    with pytest.raises(errors.SheetIsDone):
        actions.take_back_photos(right, by=minh)


def test_photos_wait_for_their_list_and_are_hung_when_it_is_in(booth, minh):
    sheet = bring(booth, minh)
    archive = actions.bring_photos(
        sheet, by=minh, file_name="anh.zip", data=pictures("t1.jpg", "T1-2.jpg", "hat rang.jpg", "la.jpg")
    )
    assert archive.unmatched == ["la.jpg"]
    actions.hang_brought_photos()
    assert (archive.state, photos_of(booth)) == ("waiting", {})
    actions.ask_to_take_in(sheet, by=minh)
    actions.take_in_asked_imports()
    actions.hang_brought_photos()
    actions.hang_brought_photos()
    assert (archive.state, archive.problems) == ("done", {})
    assert photos_of(booth) == {"Tiêu": 2, "Cà phê": 1}
    with pytest.raises(FileNotFoundError):
        files.read(archive.file_key)


def test_photos_that_were_hung_before_a_fault_are_not_hung_again(booth, minh, monkeypatch):
    sheet = bring(booth, minh)
    actions.take_in_import(sheet, by=minh)
    archive = actions.bring_photos(sheet, by=minh, file_name="anh.zip", data=pictures("t1.jpg", "t1-2.jpg", "t1-3.jpg"))
    hang, calls = archiving.hang_photo, []

    def breaks_once(*args):
        calls.append(1)
        if len(calls) == 2:
            raise OSError("the machine goes down")
        return hang(*args)

    monkeypatch.setattr(archiving, "hang_photo", breaks_once)
    actions.hang_brought_photos()
    assert (archive.state, photos_of(booth)["Tiêu"]) == ("waiting", 1)
    with clock.frozen(clock.now() + archiving.HELD * 2):
        actions.hang_brought_photos()
    assert (archive.state, photos_of(booth)["Tiêu"]) == ("done", 3)


def test_what_cannot_be_hung_is_named_and_the_rest_is_hung(booth, minh):
    sheet = bring(booth, minh)
    actions.take_in_import(sheet, by=minh)
    data = a_zip([("T1.jpg", b"\xff\xd8\xff broken"), ("T1-2.jpg", a_picture())])
    archive = actions.bring_photos(sheet, by=minh, file_name="anh.zip", data=data)
    actions.hang_brought_photos()
    assert (archive.state, archive.problems) == ("done", {"T1.jpg": "not-a-picture"})
    assert photos_of(booth)["Tiêu"] == 1


def test_a_zip_that_fits_no_row_is_refused_and_not_kept(booth, minh):
    sheet = bring(booth, minh)
    with pytest.raises(errors.NoPhotoMatches):
        actions.bring_photos(sheet, by=minh, file_name="anh.zip", data=pictures("khac.jpg"))
    assert queries.archives_of(sheet) == []


def test_a_code_of_another_booth_gets_no_photo_from_here(booth, rival_booth, minh):
    theirs = on_sale(rival_booth)
    sheet = bring(booth, minh, [["Tiêu", "Cà phê", "gói", 75_000, "250 g", theirs.sku, ""]])
    actions.take_in_import(sheet, by=minh)
    actions.bring_photos(sheet, by=minh, file_name="anh.zip", data=pictures(f"{theirs.sku}.jpg"))
    actions.hang_brought_photos()
    assert queries.photos_of(theirs.product) == []
    assert photos_of(booth) == {"Tiêu": 1}


def test_strangers_bring_no_photos_and_a_dropped_list_takes_none(booth, minh, hoa):
    sheet = bring(booth, minh)
    with pytest.raises(BoothNotThere):
        actions.bring_photos(sheet, by=hoa, file_name="anh.zip", data=pictures("t1.jpg"))
    actions.drop_import(sheet, by=minh)
    with pytest.raises(errors.SheetIsDone):
        actions.bring_photos(sheet, by=minh, file_name="anh.zip", data=pictures("t1.jpg"))
