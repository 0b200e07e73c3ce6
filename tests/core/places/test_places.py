"""Addresses since July 2025: two levels, official codes, and the old names that people still use."""

import pytest
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.places.actions import load_places
from marketplace.core.places.models import Commune, Province
from marketplace.core.places.queries import commune_by_code, communes_matching, communes_of, likeliest
from marketplace.core.places.source import Places, read_places

QUANG_TRI = "44"


def first(text: str) -> str:
    found = communes_matching(text, near=QUANG_TRI)
    return found[0].commune.full_name if found else ""


def test_the_country_has_34_provinces_and_3321_communes(app):
    assert db.session.scalar(select(func.count()).select_from(Province)) == 34
    assert db.session.scalar(select(func.count()).select_from(Commune)) == 3321


def test_quang_tri_has_78_communes_in_vietnamese_order(app):
    communes = communes_of(QUANG_TRI)
    assert len(communes) == 78
    assert communes[0].name == "A Dơi"
    assert {"19429", "19597", "19138", "19742"} <= {commune.code for commune in communes}


@pytest.mark.parametrize(
    ("typed", "commune"),
    [
        ("Khe Sanh", "Xã Khe Sanh"),
        ("khe sanh", "Xã Khe Sanh"),
        ("xã Cam Lộ", "Xã Cam Lộ"),
        ("cam chính", "Xã Cam Lộ"),
        ("cam chinh, cam lo", "Xã Cam Lộ"),
        ("Lệ Thuỷ", "Xã Lệ Thủy"),
        ("đakrông", "Xã Đakrông"),
        ("DAKRONG", "Xã Đakrông"),
        ("Hồ Xá", "Xã Vĩnh Linh"),
        ("huyện Hải Lăng", "Xã Hải Lăng"),
        ("cam chinh cam lo", "Xã Cam Lộ"),
        ("xã Tân Hợp huyện Hướng Hóa", "Xã Khe Sanh"),
        ("dong ha quang tri", "Phường Đông Hà"),
        ("Đồng Lê", "Xã Đồng Lê"),
        ("phường Đông Lễ", "Phường Nam Đông Hà"),
        ("thôn ba", ""),
        ("cam chinh o dau", ""),
    ],
)
def test_a_commune_is_found_by_its_name_of_today_or_of_before(app, typed, commune):
    assert first(typed) == commune


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("Đông Lễ", ["Phường Nam Đông Hà"]),
        ("ĐỒNG LÊ", ["Xã Đồng Lê"]),
        ("dong le", ["Phường Nam Đông Hà", "Xã Đồng Lê"]),
        ("Hoà Trạch", ["Xã Hoàn Lão", "Xã Hòa Trạch"]),
        ("Đông Hà", ["Phường Đông Hà"]),
        ("Cam Lộ", ["Xã Cam Lộ"]),
        ("Đông Lễ, Đông Hà", ["Phường Nam Đông Hà"]),
    ],
)
def test_who_says_a_name_means_the_place_that_bears_it_and_is_asked_where_several_do(app, typed, meant):
    near = [match for match in communes_matching(typed, near=QUANG_TRI) if match.commune.province_code == QUANG_TRI]
    assert sorted(match.commune.full_name for match in likeliest(near, typed)) == sorted(meant)


@pytest.mark.parametrize("typed", ["Hướng Hóa", "huong hoa"])
def test_an_old_district_is_no_single_place_though_an_old_ward_is_spelt_like_it(app, typed):
    assert len(likeliest(communes_matching(typed, near=QUANG_TRI), typed)) > 2


def test_where_names_of_today_are_meant_that_of_an_old_ward_does_not_count(app):
    found = communes_matching("Mỹ Thủy", near=QUANG_TRI)
    assert len(likeliest(found, "Mỹ Thủy")) == 2
    assert [each.commune.full_name for each in likeliest(found, "Mỹ Thủy", today_alone=True)] == ["Xã Mỹ Thủy"]


def test_an_old_name_is_shown_beside_the_new_one(app):
    assert "Xã Cam Chính" in communes_matching("cam chính", near=QUANG_TRI)[0].label


def test_percent_signs_are_letters_and_not_wildcards(app):
    assert communes_matching("%%") == []


def test_loading_again_changes_nothing_and_closes_what_is_gone(app):
    places = read_places()
    kept = [row for row in places.communes if row.code != "19742"]
    load_places(Places(places.provinces, kept, places.old_places[:10]))
    assert commune_by_code("19742") is None
    assert db.session.get(Commune, "19742") is not None
    load_places(places)
    assert commune_by_code("19742").name == "Cồn Cỏ"
