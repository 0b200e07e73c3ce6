"""A carrier fetches several packed orders: the fee of each first, then one press, and what became of each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.language import gettext as _
from marketplace.core.language import ngettext, root
from marketplace.domain.booths.access import can_pack
from marketplace.domain.orders.queries import orders_called
from marketplace.domain.shipping.actions import Answer, Wish, book_orders_of, offers_of
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.session import the_person

# Each order asks the carrier once, while a person waits.
MOST_AT_ONCE = 30


@bp.get("/orders/bookings/new")
@needs(can_pack)
def new_bookings() -> Any:
    """Where each chosen order goes in the carrier's list and what it costs; nothing is booked."""
    wishes = _wishes()
    if not wishes:
        return _none_chosen()
    return _page(offers_of(the_booth(), wishes))


@bp.post("/orders/bookings")
@needs(can_pack)
def create_bookings() -> Response:
    """Have the chosen orders fetched, each for the fee that was shown; what could not be booked is shown again."""
    wishes = _wishes()
    if not wishes:
        return _none_chosen()
    answers = book_orders_of(the_booth(), wishes, by=the_person())
    booked = sum(each.is_booked for each in answers)
    left = [each for each in answers if not each.is_booked]
    if left:
        status = max(each.refusal.status for each in left if each.refusal)
        return make_response(_page(left, booked=booked), status)
    told = ngettext(
        "Đã gửi yêu cầu cho Giao Hàng Nhanh: %(num)s đơn. Mã vận đơn hiện ở đây sau ít phút.",
        "Đã gửi yêu cầu cho Giao Hàng Nhanh: %(num)s đơn. Mã vận đơn hiện ở đây sau ít phút.",
        booked,
    )
    flash(told, "success")
    return redirect(f"{root()}/seller/orders?state=packed", 303)


def _wishes() -> dict[str, Wish]:
    said = request.values
    return {
        code: Wish(
            said.get(f"to-{code}", "")[:60], said.get(f"fee-{code}", type=int), said.get(f"seen-{code}", 0, type=int)
        )
        for code in list(dict.fromkeys(said.getlist("code")))[:MOST_AT_ONCE]
    }


def _none_chosen() -> Response:
    flash(_("Xin chọn ít nhất một đơn."), "warning")
    return redirect(f"{root()}/seller/orders?state=packed", 303)


def _page(answers: Sequence[Answer], *, booked: int = 0) -> str:
    """The orders are read after the carrier was asked: asking has let go of them."""
    orders = {order.code: order for order in orders_called(the_booth(), [each.code for each in answers])}
    return render_template(
        "seller/orders/new_bookings.html", answers=answers, orders=orders, booked=booked,
        fees=sum(each.offer.fee or 0 for each in answers if each.offer),
        collects=sum(each.offer.collect for each in answers if each.offer and each.offer.fee is not None),
        may_book=any(each.offer and each.offer.choices for each in answers),
    )  # fmt: skip
