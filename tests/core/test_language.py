"""Two languages on the same routes: English under /en, Vietnamese without a prefix."""

import pytest
from flask import url_for
from flask_babel import get_locale

from marketplace.core.language import (
    LanguagePrefix,
    alternate_url,
    force_locale,
    gettext,
    language,
    lazy_gettext,
    public_url,
    root,
    spoken,
)


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


@pytest.mark.parametrize(("script", "page"), [("", "vi"), ("/en", "en")])
def test_what_is_spoken_is_what_the_texts_are_looked_up_in(app, script, page):
    with app.test_request_context("/products", environ_overrides={"SCRIPT_NAME": script}):
        assert spoken() == get_locale().language == page
        for other, word in (("en", "Cart"), ("vi", "Giỏ hàng"), ("en", "Cart")):
            with force_locale(other):
                assert spoken() == get_locale().language == other
                assert gettext("Giỏ hàng") == word
                with force_locale("vi"):
                    assert spoken() == get_locale().language == "vi"
                assert spoken() == get_locale().language == other
            assert spoken() == get_locale().language == page
        with pytest.raises(ZeroDivisionError), force_locale("en"):
            raise ZeroDivisionError
        assert spoken() == get_locale().language == page


def test_without_an_app_and_without_a_page_the_source_is_spoken(app):
    assert spoken() == "vi"
    with app.app_context():
        assert spoken() == get_locale().language == "vi"


def test_a_sentence_kept_for_later_is_said_in_the_language_of_whoever_reads_it(app):
    cart, named = lazy_gettext("Giỏ hàng"), lazy_gettext("Đã hủy phần của %(booth)s.", booth="50% Nhà Mai")
    for script, said in (("", "Giỏ hàng"), ("/en", "Cart")):
        with app.test_request_context("/", environ_overrides={"SCRIPT_NAME": script}):
            assert str(cart) == said
            assert "50% Nhà Mai" in str(named)
            assert gettext("Đã hủy phần của %(booth)s.", booth="50% Nhà Mai") == str(named)
