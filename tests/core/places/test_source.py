import sys

import pytest

from marketplace.core.places import source
from marketplace.core.places.source import PlacesNotInstalled, read_places

# The official codes of the 78 communes of Quảng Trị (QĐ 19/2025/QĐ-TTg).
QUANG_TRI = {
    "18859", "18871", "18880", "18901", "18904", "18919", "18922", "18943", "18949", "18952", "18958", "18985", "18991",
    "18997", "19009", "19066", "19075", "19093", "19021", "19030", "19033", "19051", "19057", "19111", "19126", "19138",
    "19141", "19147", "19159", "19198", "19204", "19207", "19225", "19237", "19246", "19249", "19255", "19288", "19291",
    "19309", "19318", "19333", "19351", "19360", "19363", "19366", "19372", "19405", "19414", "19429", "19432", "19435",
    "19441", "19462", "19483", "19489", "19495", "19496", "19501", "19537", "19555", "19564", "19567", "19588", "19594",
    "19597", "19603", "19624", "19639", "19645", "19654", "19669", "19681", "19699", "19702", "19735", "19741", "19742",
}  # fmt: skip


@pytest.fixture(scope="module")
def places():
    return read_places()


def test_every_official_code_of_quang_tri_is_there(places):
    codes = [commune.code for commune in places.communes if commune.province_code == "44"]
    assert sorted(codes) == sorted(QUANG_TRI)


def test_codes_are_texts_of_fixed_length_and_occur_once(places):
    codes = [commune.code for commune in places.communes]
    assert len(set(codes)) == len(codes) == 3321
    assert all(code.isdigit() and len(code) == 5 for code in codes)
    assert all(province.code.isdigit() and len(province.code) == 2 for province in places.provinces)
    assert {commune.province_code for commune in places.communes} == {each.code for each in places.provinces}


def test_communes_are_of_three_kinds(places):
    kinds = [commune.kind for commune in places.communes]
    assert {kind: kinds.count(kind) for kind in kinds} == {"Xã": 2621, "Phường": 687, "Đặc khu": 13}


@pytest.mark.parametrize(
    ("code", "ward", "district"),
    [
        ("18859", "Phường Bắc Lý", "Thành phố Đồng Hới"),
        ("18859", "Xã Quang Phú", "Thành phố Đồng Hới"),
        ("19597", "Xã Cam Chính", "Huyện Cam Lộ"),
        ("19742", "", "Huyện Cồn Cỏ"),
    ],
)
def test_an_old_ward_leads_to_its_commune_of_today(places, code, ward, district):
    assert (code, ward, district) in {(old.commune_code, old.ward, old.district) for old in places.old_places}


def test_every_commune_has_an_old_name(places):
    assert {old.commune_code for old in places.old_places} == {commune.code for commune in places.communes}


def test_the_old_wards_of_quang_tri_are_those_of_the_official_table(places):
    assert len([old for old in places.old_places if old.commune_code in QUANG_TRI]) == 265


def test_the_package_is_read_and_never_run(places):
    assert "vietnamadminunits" not in sys.modules


def test_a_missing_package_is_named(monkeypatch):
    monkeypatch.setattr(source, "DISTRIBUTION", "no-such-places")
    with pytest.raises(PlacesNotInstalled, match=r"places\.lock"):
        read_places()
