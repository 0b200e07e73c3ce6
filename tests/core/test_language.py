"""Two languages on the same routes: English under /en, Vietnamese without a prefix."""

import pytest
from flask import url_for

from marketplace.core.language import LanguagePrefix, alternate_url, language, public_url, root


@pytest.mark.parametrize(
    ("path", "script", "rest"),
    [
        ("/en/products", "/en", "/products"),
        ("/en", "/en", "/"),
        ("/en/", "/en", "/"),
        ("/products", "", "/products"),
        ("/english-tea", "", "/english-tea"),
    ],
)
def test_the_prefix_is_taken_off_before_routing(path, script, rest):
    seen = {}

    def inner(environ, _start):
        seen.update(environ)
        return []

    LanguagePrefix(inner)({"PATH_INFO": path, "SCRIPT_NAME": ""}, None)
    assert (seen["SCRIPT_NAME"], seen["PATH_INFO"]) == (script, rest)


def test_links_on_an_english_page_stay_english(app):
    with app.test_request_context("/products", environ_overrides={"SCRIPT_NAME": "/en"}):
        assert language() == "en"
        assert root() == "/en"
        assert url_for("storefront.show_home").startswith("/en/")


def test_the_other_language_of_a_page_is_the_same_page(app):
    with app.test_request_context("/search?q=cà+phê"):
        assert alternate_url("en").startswith("http://localhost/en/search?q=")


def test_addresses_in_letters_come_from_the_settings(app):
    with app.test_request_context("/", headers={"Host": "127.0.0.1"}):
        assert public_url("/orders/QT-1", language="en") == "http://localhost/en/orders/QT-1"
