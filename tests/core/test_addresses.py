"""One page has one address, whatever advertisers hang on it."""

import pytest

from marketplace.core.addresses import plain_query


@pytest.mark.parametrize(
    ("query", "plain"),
    [
        ("", ""),
        ("q=tieu", "q=tieu"),
        ("fbclid=abc", ""),
        ("q=tieu&fbclid=abc", "q=tieu"),
        ("utm_source=zalo&utm_medium=x&q=tieu&page=2", "q=tieu&page=2"),
        ("ttclid=1&zarsrc=31", ""),
        ("q=fbclid=1", "q=fbclid=1"),
        ("basic=1&xsi=2", "basic=1&xsi=2"),
    ],
)
def test_what_changes_nothing_is_left_out(query, plain):
    assert plain_query(query) == plain
