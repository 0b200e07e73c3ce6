"""A province as dots: every commune where it lies, nothing invented."""

from math import cos, hypot, radians

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.places.maps import KM_OF_A_DEGREE, SCALE_KM, WIDTH, Place, drawn, grouped
from marketplace.core.places.queries import places_in

QUANG_TRI = "44"


@pytest.fixture
def places(app):
    return places_in(QUANG_TRI)


def spot_of(drawing, name):
    return next(spot for spot in (*drawing.spots, *drawing.others) if spot.place.name == name)


def test_all_78_communes_are_on_the_map_and_stand_as_they_lie(places):
    drawing = drawn(places, {"19429": 3})
    assert len(drawing.spots) + len(drawing.others) == 78
    assert [spot.place.name for spot in drawing.spots] == ["Khe Sanh"]
    khe_sanh, dong_ha, dong_hoi = (spot_of(drawing, name) for name in ("Khe Sanh", "Đông Hà", "Đồng Hới"))
    assert khe_sanh.x < dong_ha.x, "Khe Sanh lies in the west"
    assert dong_hoi.y < dong_ha.y, "Đồng Hới lies in the north"


def test_distances_are_true_to_the_scale(places):
    drawing = drawn(places, {})
    one, other = spot_of(drawing, "Khe Sanh"), spot_of(drawing, "Đồng Hới")
    north = (one.place.lat - other.place.lat) * KM_OF_A_DEGREE
    east = (one.place.lon - other.place.lon) * KM_OF_A_DEGREE * cos(radians(one.place.lat))
    measured = hypot(one.x - other.x, one.y - other.y) / drawing.scale * SCALE_KM
    assert measured == pytest.approx(hypot(north, east), rel=0.05)


def test_labels_hide_no_other_label_and_stay_on_the_drawing(places):
    drawing = drawn(places, {place.code: 5 for place in places})
    labelled = [spot for spot in drawing.spots if spot.label_x is not None]
    assert len(labelled) > 10
    for spot in labelled:
        long = len(spot.place.name) * 6.4
        begin = spot.label_x - long if spot.is_left else spot.label_x
        assert begin >= -1
        assert begin + long <= WIDTH + 1


@pytest.mark.parametrize(
    ("typed", "name"),
    [("cam chinh", "Cam Lộ"), ("Cam Chính", "Cam Lộ"), ("huyện hải lăng", "Hải Lăng"), ("dakrong", "Đakrông")],
)
def test_old_and_new_names_find_tones_or_not(places, typed, name):
    assert name in [place.name for place in places if place.fits(typed)]


def test_every_commune_stands_under_the_district_most_of_it_came_from(places):
    groups = dict(grouped(places))
    assert sum(len(each) for each in groups.values()) == 78
    assert "Cam Lộ" in [place.name for place in groups["Huyện Cam Lộ"]]


def test_where_nothing_is_known_nothing_is_drawn():
    assert drawn([Place("1", "Đâu đó", "Xã", None, None)], {"1": 4}) is None


@given(st.lists(st.tuples(st.floats(8, 24), st.floats(102, 110), st.integers(0, 10**6)), min_size=1, max_size=40))
def test_any_places_stay_on_the_drawing(rows):
    places = [Place(str(n), f"X{n}", "Xã", lat, lon) for n, (lat, lon, _count) in enumerate(rows)]
    drawing = drawn(places, {str(n): row[2] for n, row in enumerate(rows)})
    for spot in (*drawing.spots, *drawing.others):
        assert 0 <= spot.x <= WIDTH
        assert 0 <= spot.y <= drawing.height
