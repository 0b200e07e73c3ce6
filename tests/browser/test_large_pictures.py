"""What would be refused for its size is said when it is chosen, before anything is sent over a slow network."""

import pytest

from marketplace.core.db import db
from marketplace.core.secret_links import secret_for
from tests.domain.returns.stage import STORY, delivered
from tests.people import on_sale

LARGE = {"name": "hu.jpg", "mimeType": "image/jpeg", "buffer": b"x" * (10 * 1024 * 1024 + 1)}
SMALL = {"name": "nho.jpg", "mimeType": "image/jpeg", "buffer": b"x"}


@pytest.fixture
def asking(minh, booth, phone):
    """A guest at the form that asks for a return."""
    order = delivered({on_sale(booth, name="Dầu tràm"): 2}, minh)
    code, whole = order.purchase.code, order.code
    db.session.rollback()
    return phone.visit(f"/orders/{code}?s={secret_for('purchase', code)}").visit(
        f"/orders/{code}/returns/new?order={whole}"
    )


@pytest.mark.parametrize("chosen", [[LARGE], [SMALL] * 6], ids=["too large", "too many"])
def test_a_picture_that_is_too_large_is_not_even_sent(asking, chosen):
    asking.page.locator("textarea[name=text]").fill(STORY)
    pictures = asking.page.locator("input[name=pictures]")
    pictures.set_input_files(chosen)
    asking.sees("mỗi tệp tối đa 10 MB").look()
    assert pictures.evaluate("field => field.files.length") == 0
    pictures.set_input_files([SMALL])
    asking.page.get_by_text("mỗi tệp tối đa 10 MB").wait_for(state="hidden")
    assert pictures.evaluate("field => field.files.length") == 1
    assert asking.page.locator("textarea[name=text]").input_value() == STORY
