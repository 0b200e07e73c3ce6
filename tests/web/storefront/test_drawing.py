"""Fields drawn once and filled in for everybody are the fields that would have been drawn for each."""

import pytest
from flask import render_template

from marketplace.web.storefront.checkout import _delivery_fields
from marketplace.web.storefront.forms.checkout import delivery_form
from tests.people import DONG_HA
from tests.web.storefront.browsing import LAN


@pytest.mark.parametrize(
    "kept",
    [
        {},
        LAN,
        {**LAN, "recipient": '"><script>&amp;', "note": "hai\ndòng §phone§", "address_line": "'§recipient§'"},
        {"recipient": "Lan", "commune_code": DONG_HA},
        {**LAN, "province": "01", "commune_code": "", "commune": "Ba Đình"},
    ],
)
@pytest.mark.parametrize("script", ["", "/en"])
def test_the_delivery_form_is_filled_in_as_it_would_be_drawn(app, kept, script):
    with app.test_request_context("/checkout/delivery", environ_overrides={"SCRIPT_NAME": script}):
        form = delivery_form(kept, None)
        assert str(_delivery_fields(form)) == render_template("storefront/checkout/_delivery_fields.html", form=form)
