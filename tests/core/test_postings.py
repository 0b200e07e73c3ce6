"""Sets of places as bits say the same as sets of numbers."""

from collections import defaultdict

from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.postings import Postings, Scores, bits_of, in_order, places_in

PLACES = st.sets(st.integers(0, 300), max_size=40)


@given(PLACES)
def test_places_go_in_and_come_out_lowest_first(places):
    bits = bits_of(list(places))
    assert list(places_in(bits)) == sorted(places)
    assert bits.bit_count() == len(places)


@given(PLACES, st.permutations(range(320)))
def test_an_order_keeps_only_what_is_in_the_set(places, order):
    assert list(in_order(order, bits_of(list(places)))) == [each for each in order if each in places]


@given(st.lists(st.tuples(PLACES, st.integers(1, 20)), max_size=12), PLACES)
def test_sums_part_a_set_as_adding_for_each_place_does(added, asked):
    scores, sums = Scores(), defaultdict(int)
    for places, weight in added:
        scores.add(bits_of(list(places)), weight)
        for place in places:
            sums[place] += weight
    parts = [set(places_in(part)) for part in scores.parts(bits_of(list(asked)))]
    expected = [{each for each in asked if sums[each] == total} for total in sorted({sums[e] for e in asked})[::-1]]
    assert parts == expected


@given(st.lists(st.tuples(st.sampled_from(["ca", "cam", "cua", "muoi"]), st.integers(0, 200)), max_size=80))
def test_a_key_has_its_places_whether_packed_before_or_after(pairs):
    postings = Postings()
    for number, (key, place) in enumerate(pairs):
        if number == len(pairs) // 2:
            postings.pack(64)
        postings.add(key, place)
    for key in ("ca", "cam", "cua", "muoi"):
        assert set(places_in(postings.of(key))) == {place for each, place in pairs if each == key}
    assert postings.starting_with("ca", 9) == sorted({key for key, _ in pairs if key.startswith("ca")})
