"""A number in an address is a key that could be, or the page does not exist."""

import pytest
from werkzeug.exceptions import NotFound
from werkzeug.routing import Map, Rule

from marketplace.core.routing import KeyConverter

MAP = Map(
    [Rule("/things/<int:key>", endpoint="thing"), Rule("/few/<int(max=9):key>", endpoint="few")],
    converters={**Map().converters, "int": KeyConverter},
).bind("localhost")


@pytest.mark.parametrize(
    ("path", "key"), [("/things/0", 0), ("/things/0017", 17), (f"/things/{2**63 - 1}", 2**63 - 1), ("/few/9", 9)]
)
def test_a_key_is_read(path, key):
    assert MAP.match(path)[1] == {"key": key}


@pytest.mark.parametrize(
    "path",
    [f"/things/{2**63}", f"/things/{'1' * 5000}", "/things/-1", "/things/１", "/things/1_0", "/things/x", "/few/10"],
)
def test_what_cannot_be_a_key_is_no_page(path):
    with pytest.raises(NotFound):
        MAP.match(path)
