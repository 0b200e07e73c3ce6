"""An order that came back has seven steps: on a laptop they stand side by side, and none lies over the next."""

from marketplace.domain.returns.actions import accept_return, receive_return
from tests.domain.returns.stage import asked, delivered
from tests.people import on_sale, sign_in_in_browser

TOO_WIDE = """(steps) => steps.filter((each) => each.scrollWidth > each.clientWidth)
    .map((each) => each.textContent.trim())"""


def test_no_step_lies_over_the_next(app, booth, minh, laptop):
    order = delivered(on_sale(booth), minh)
    wanted = asked(order)
    accept_return(wanted, by=minh)
    receive_return(wanted, by=minh, sellable=False)
    sign_in_in_browser(laptop, minh)
    laptop.visit(f"/seller/orders/{order.code}")
    steps = laptop.page.locator(".order-step")
    assert steps.count() == 7
    laptop.page.locator(".track").evaluate("(track) => track.style.setProperty('width', '640px')")
    assert steps.evaluate_all(TOO_WIDE) == []
