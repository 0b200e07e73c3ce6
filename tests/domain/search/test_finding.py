"""Shoppers type without marks, with the keyboard off, joined or misspelt, and find all the same."""

import unicodedata

import pytest
from flask import current_app

from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.search.actions import index_product, reindex_all
from marketplace.domain.search.models import SearchDocument
from marketplace.domain.search.queries import search, suggestions
from marketplace.domain.search.rules import Filters
from tests.people import CAM_LO, DONG_HA, KHE_SANH, a_booth, on_sale

GOODS = (
    ("Cà phê Khe Sanh rang xay", "Khe Sanh ground coffee", KHE_SANH),
    ("Nước mắm Cửa Việt", "Cua Viet fish sauce", DONG_HA),
    ("Hạt tiêu Cùa", "Cua black pepper", CAM_LO),
    ("Cao chè vằng La Vang", "Che vang extract", CAM_LO),
    ("Khoai deo Hải Lăng", "Soft dried sweet potato", DONG_HA),
    ("Trà cà gai leo", "Solanum tea", CAM_LO),
    ("Trái cây sấy", "Dried fruit", CAM_LO),
    ("Ruốc bột Vĩnh Thái", "Krill powder", DONG_HA),
    ("Củ nén ngâm dấm", "Pickled shallot", DONG_HA),
    ("Thổ cẩm A Lưới", "Brocade", KHE_SANH),
)


@pytest.fixture
def goods(app):
    booth = a_booth(name="HTX Nông sản Đakrông")
    for name, name_en, commune in GOODS:
        on_sale(booth, name=name, name_en=name_en, origin_commune_code=commune)
    reindex_all()
    db.session.remove()


def names(text, **choices):
    return [card.name for card in search(text, filters=Filters(**choices)).hits]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("cà phê Khe Sanh", "Cà phê Khe Sanh rang xay"),
        ("CA PHE KHE SANH", "Cà phê Khe Sanh rang xay"),
        (unicodedata.normalize("NFD", "nước mắm"), "Nước mắm Cửa Việt"),
        ("nuoc mam", "Nước mắm Cửa Việt"),
        ("nuowcs mawms", "Nước mắm Cửa Việt"),
        ("nuocmam", "Nước mắm Cửa Việt"),
        ("nuoc mamm", "Nước mắm Cửa Việt"),
        ("nước mắn", "Nước mắm Cửa Việt"),
        ("tieu cua", "Hạt tiêu Cùa"),
        ("tiue cùa", "Hạt tiêu Cùa"),
        ("ho tieu", "Hạt tiêu Cùa"),
        ("pepper", "Hạt tiêu Cùa"),
        ("fish sauce", "Nước mắm Cửa Việt"),
        ("lá vằng", "Cao chè vằng La Vang"),
        ("khoai gieo", "Khoai deo Hải Lăng"),
        ("cafe", "Cà phê Khe Sanh rang xay"),
        ("ca fe khe xanh", "Cà phê Khe Sanh rang xay"),
        ("mắm ruốc", "Ruốc bột Vĩnh Thái"),
        ("ném", "Củ nén ngâm dấm"),
        ("caphekhesanh", "Cà phê Khe Sanh rang xay"),
        ("cà ph", "Cà phê Khe Sanh rang xay"),
        ("cà phê Hướng Hóa", "Cà phê Khe Sanh rang xay"),
        ("hat tieu huyen cam lo", "Hạt tiêu Cùa"),
        ("tiêu xã Cam Chính", "Hạt tiêu Cùa"),
    ],
)
def test_what_was_meant_comes_first(goods, typed, expected):
    assert names(typed)[:1] == [expected]


def test_the_booth_is_found_however_its_name_is_typed(goods):
    assert len(names("dakrong")) == len(names("Đa krông")) == len(GOODS)


def test_the_very_marks_come_before_the_same_letters(goods):
    assert names("trà")[0] == "Trà cà gai leo"
    assert names("trai")[0] == "Trái cây sấy"


def test_a_name_typed_whole_comes_before_longer_ones(goods):
    booth = a_booth(name="Nhà làm tranh")
    on_sale(booth, name="Tranh gạo")
    on_sale(booth, name="Tranh gạo gia truyền")
    reindex_all()
    db.session.remove()
    assert names("tranh gạo") == names("tranh gao") == ["Tranh gạo", "Tranh gạo gia truyền"]


@pytest.mark.parametrize("typed", ["nước mắm Mỹ Thủy", "nuoc mam my thuy", "nuowcs mawms myx thuyr", "nuocmam mythuy"])
def test_also_where_the_longer_one_has_the_words_side_by_side_in_english(goods, typed):
    booth = a_booth(name="Làng Mỹ Thủy")
    on_sale(booth, name="Nước mắm Mỹ Thủy", name_en="My Thuy fish sauce")
    on_sale(booth, name="Nước mắm nguyên chất Mỹ Thủy", name_en="Pure fish sauce, Mỹ Thủy")
    reindex_all()
    db.session.remove()
    assert names(typed)[:2] == ["Nước mắm Mỹ Thủy", "Nước mắm nguyên chất Mỹ Thủy"]


@pytest.mark.parametrize("typed", ["muối dòn", "muoi ron", "muối giòn", "muối ròn"])
def test_a_long_o_may_be_written_short_and_its_first_sound_otherwise(goods, typed):
    booth = a_booth(name="HTX Diêm dân")
    on_sale(booth, name="Muối Roòn")
    on_sale(booth, name="Muối Kosal")
    reindex_all()
    db.session.remove()
    assert names(typed)[:1] == ["Muối Roòn"]


def test_a_correction_is_told_with_its_marks(goods):
    assert search("nuowcs mawms", filters=Filters()).corrected == "nước mắm"
    assert search("tiue", filters=Filters()).corrected == "tiêu"
    assert search("nuoc mam", filters=Filters()).corrected is None


@pytest.mark.parametrize("typed", ["muối dòn", "muoi don", "muối giòn"])
def test_a_correction_says_what_was_found_and_not_another_word_that_sounds_so(goods, typed):
    on_sale(a_booth(name="HTX Diêm dân"), name="Muối Roòn")
    on_sale(a_booth(name="HTX Đồng quê"), name="Gạo Đồn Điền")
    reindex_all()
    db.session.remove()
    assert search(typed, filters=Filters()).corrected == "muối roòn"
    turned = search(typed, filters=Filters(), sort="name", page=2, size=1)
    assert turned.corrected == "muối roòn", "it is the same on every page and in every order"


@pytest.mark.parametrize("typed", ["khoaii thổ", "sấy nénn"])
def test_what_no_product_says_whole_is_near_and_no_correction(goods, typed):
    found = search(typed, filters=Filters())
    assert found.hits
    assert (found.is_near, found.corrected) == (True, None)


def test_a_place_is_said_in_a_correction_only_when_all_of_it_was_meant(goods):
    assert search("caa phe khhe sanh", filters=Filters()).corrected == "cà phê khe sanh"
    on_sale(a_booth(), name="Bánh mè", origin_commune_code=KHE_SANH)
    reindex_all()
    db.session.remove()
    assert search("banhs mef sanhh", filters=Filters()).corrected is None


def test_nothing_near_finds_nothing(goods):
    assert names("xyzqwk") == []
    assert names("!!!") == []
    assert names("") == []


@pytest.mark.parametrize(
    "typed", ['"', "a OR b", "NEAR(x)", "a* -b", "' OR 1=1 --", "%", "_", "cà & phê | !", "\x00", "日本語", "﷽" * 80]
)
def test_marks_of_query_languages_are_only_letters(goods, typed):
    assert isinstance(names(typed), list)


def test_choices_narrow_and_their_counts_are_true(goods):
    found = search("ca phe", filters=Filters())
    assert found.total == len(found.hits) == found.facets.total
    [commune] = [choice for choice in found.facets.groups["commune"] if choice.value == KHE_SANH]
    assert commune.count == len(names("ca phe", commune=(KHE_SANH,)))


def test_a_choice_that_leaves_nothing_does_not_change_the_words(goods):
    found = search("ca phe", filters=Filters(price=("500",)))
    assert (found.hits, found.total) == ([], 0)


@pytest.mark.plants_a_fault
def test_a_product_off_the_shelf_is_not_found_even_before_the_index_hears_of_it(goods):
    with transaction():
        db.session.execute(db.text("UPDATE products SET state = 'hidden' WHERE name = 'Hạt tiêu Cùa'"))
    assert "Hạt tiêu Cùa" not in names("tieu")


@pytest.mark.plants_a_fault
def test_the_index_follows_one_product_and_forgets_its_words(goods):
    product_id = db.session.execute(db.text("SELECT id FROM products WHERE name = 'Thổ cẩm A Lưới'")).scalar()
    with transaction():
        db.session.execute(db.text("UPDATE products SET name = 'Khăn dệt zèng' WHERE id = :id"), {"id": product_id})
    index_product(product_id)
    assert names("zeng") == ["Khăn dệt zèng"]
    assert names("luoi") != ["Khăn dệt zèng"]
    with transaction():
        db.session.execute(db.text("UPDATE products SET state = 'hidden' WHERE id = :id"), {"id": product_id})
    index_product(product_id)
    index_product(product_id)
    assert db.session.get(SearchDocument, product_id) is None
    assert "Khăn dệt zèng" not in names("khan")


def test_the_index_by_single_steps_is_that_of_a_whole_indexing(goods):
    def answers():
        return [
            (typed, names(typed), search(typed, filters=Filters()).facets) for typed in ("ca phe", "tiue", "dakrong")
        ]

    names("tieu")
    for (product_id,) in db.session.query(SearchDocument.product_id).order_by(SearchDocument.product_id).all():
        index_product(product_id)
        db.session.remove()
    stepwise = answers()
    current_app.extensions.pop("search_keeper")
    assert stepwise == answers()


def test_suggestions_name_products_booths_and_communes(goods):
    offered = suggestions("khe sa")
    assert [each.name for each in offered.products] == ["Cà phê Khe Sanh rang xay", "Thổ cẩm A Lưới"]
    assert [each.name for each in offered.communes] == ["Khe Sanh"]
    assert suggestions("'%_").products == []
