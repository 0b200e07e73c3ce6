"""A list is the same whether it was sorted, chosen from, or walked in the order of all goods, and whether goods came or changed after it was made."""

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.postings import bits_of
from marketplace.domain.search.queries.index import Entry, Index

GOODS = st.lists(st.tuples(st.integers(0, 5), st.integers(0, 3)), min_size=1, max_size=60)
ORDERS = {
    "newest": lambda entry: (-entry.published_at, -entry.product_id),
    "cheap": lambda entry: (entry.price, -entry.product_id),
    "dear": lambda entry: (-entry.price, -entry.product_id),
    "name": lambda entry: (entry.sort_key, -entry.product_id),
}


def entry_of(number, price, age):
    return Entry(number, 1, 1, "19333", 1000 * price, False, float(age), f"tra {price}", "tra", "tra", "tra", "tra")


def listed(index, name, places, most):
    bits = bits_of(places)
    found = islice(index.newest(bits), most) if name == "newest" else index.sorted_by(name, bits, most)
    return [index.products[place] for place in found]


@pytest.mark.parametrize("name", ORDERS)
@given(
    GOODS, st.lists(st.tuples(st.integers(1, 60), st.integers(0, 5), st.integers(0, 3)), max_size=20),
    st.sets(st.integers(1, 60)), st.integers(1, 30) | st.none(),
)  # fmt: skip
def test_the_first_of_a_list_are_those_of_the_whole_list(name, goods, changes, picked, most):
    entries = {number: entry_of(number, *each) for number, each in enumerate(goods, 1)}
    index = Index.of(entries.values())
    for number, *change in changes:
        entries[number] = entry_of(number, *change)
        index.put(entries[number])
    chosen = [entry for number, entry in entries.items() if number in picked]
    places = [index.place_of[entry.product_id] for entry in chosen]
    expected = [entry.product_id for entry in sorted(chosen, key=ORDERS[name])][:most]
    assert listed(index, name, places, most) == expected
