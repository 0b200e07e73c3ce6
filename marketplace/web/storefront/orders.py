"""After the sale: where an order is, and what can be done about it now."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.secret_links import secret_for
from marketplace.core.tries import TooManyTries
from marketplace.domain.catalog.queries import goods_of
from marketplace.domain.checkout.actions import buy_again, cancel_order
from marketplace.domain.orders.access import LINK, can_see_street
from marketplace.domain.orders.actions import find_for_guest
from marketplace.domain.orders.errors import PurchaseNotFound
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.orders.rules import NOT_YET_SENT, SHOPPER, may_move
from marketplace.domain.payments.actions import standing_of
from marketplace.domain.payments.words import MONEY_GOES_BACK
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import reasons_open_for, returns_of
from marketplace.domain.returns.rules import UNDER_WAY
from marketplace.domain.shipping.models import Parcel
from marketplace.domain.shipping.queries import parcels_by_order, sendings_of
from marketplace.web.forms import show_refusal
from marketplace.web.order_track import ORDER_SENTENCES, name_of, sentence_of, track_of
from marketplace.web.return_words import RETURN_STATES
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart import PICTURE_WIDTH
from marketplace.web.storefront.cart_access import ADDED, cart_at_hand, go
from marketplace.web.storefront.forms.orders import FindingForm
from marketplace.web.storefront.purchase_access import (
    address_with_secret,
    purchase_address,
    purchase_or_404,
    remember_purchase,
    without_secret,
)


@bp.route("/orders", methods=["GET", "POST"])
def find_purchase() -> BaseResponse:
    """Ask for code and phone; what is wrong and what does not exist look alike."""
    if request.method != "POST":
        return _finding(FindingForm(formdata=None, code=request.args.get("code", "")), 200)
    form = FindingForm()
    if not form.validate_on_submit():
        return _finding(form, 422)
    try:
        purchase = find_for_guest(form.code.data, form.phone.data, address=request.remote_addr or "")
    except (PurchaseNotFound, TooManyTries) as refusal:
        show_refusal(form, refusal)
        answer = _finding(form, refusal.status)
        if isinstance(refusal, TooManyTries):
            answer.headers["Retry-After"] = str(refusal.seconds)
        return answer
    remember_purchase(purchase.code)
    # The secret is for browsers that lose cookies; the others are led on to the clean address.
    return redirect(f"{root()}/orders/{purchase.code}?s={secret_for(LINK, purchase.code)}", 303)


@bp.get("/orders/<code>")
def show_purchase(code: str) -> BaseResponse:
    """The state in one sentence, each booth's steps and parcels, and what can be done now."""
    clean_way = without_secret(code)
    if clean_way:
        return clean_way
    try:
        purchase = purchase_or_404(code)
    except NotThere:
        # Browsers inside apps lose their cookies: who comes back is asked for the phone number, and so is a stranger.
        return _finding(FindingForm(formdata=None, code=code if code.isprintable() else ""), 404, is_locked=True)
    return make_response(_page(purchase))


@bp.post("/orders/<code>/cancellations")
def create_cancellation(code: str) -> BaseResponse:
    """Cancel one booth's part while it is not packed."""
    purchase = purchase_or_404(code)
    order = _order_in(purchase)
    reason = request.form.get("reason", "")
    try:
        cancel_order(order.id, who=SHOPPER, by=current_person(), reason=reason)
    except NotThere:
        raise
    except Refusal as refusal:
        return make_response(_page(purchase_or_404(code), refusal), refusal.status)
    flash(_("Đã hủy phần của %(booth)s.", booth=order.booth.name), "success")
    return redirect(purchase_address(purchase), 303)


@bp.post("/orders/<code>/repeats")
def create_repeat(code: str) -> BaseResponse:
    """Put the same things into the cart again, as far as they can be had."""
    order = _order_in(purchase_or_404(code))
    left_out = buy_again(cart_at_hand(), order)
    if left_out:
        flash(_("Có %(count)s món không còn bán hoặc đã hết hàng nên không thêm được.", count=left_out), "warning")
        return go("/cart")
    return go("/cart", **ADDED)


def _finding(form: FindingForm, status: int, *, is_locked: bool = False) -> BaseResponse:
    page = render_template("storefront/orders/find_purchase.html", form=form, is_locked=is_locked)
    return make_response(page, status)


def _order_in(purchase: Purchase) -> Order:
    wanted = request.form.get("order", "")
    order = next((each for each in purchase.orders if each.code == wanted), None)
    if order is None:
        raise NotThere
    return order


def _page(purchase: Purchase, refusal: Refusal | None = None) -> str:
    person, standing, returns = current_person(), standing_of(purchase), returns_of(purchase.orders)
    parcels = parcels_by_order([order.id for order in purchase.orders])
    lost = {order_id for order_id, sent in parcels.items() if _is_lost(sent)}
    is_buyer = person is not None and purchase.person_id == person.id
    return render_template(
        "storefront/orders/show_purchase.html",
        purchase=purchase,
        parts=[
            _part(purchase, order, returns.get(order.id, []), parcels.get(order.id, [])) for order in purchase.orders
        ],
        sentence=_sentence(purchase, lost), standing=standing, money_goes_back=MONEY_GOES_BACK,
        refusal=refusal, is_buyer=is_buyer,
        shows_street=can_see_street(person, purchase, at=clock.now()),
        goods=goods_of(_variants_in(purchase), PICTURE_WIDTH),
        return_states=RETURN_STATES, just_placed="placed" in request.args,
        here=lambda path="": purchase_address(purchase, path),
        return_from=lambda order: purchase_address(purchase, "/returns/new", order=order.code),
        complain_about=lambda order: address_with_secret("/complaints/new", purchase, order=order.code),
    )  # fmt: skip


def _part(purchase: Purchase, order: Order, returns: list[OrderReturn], parcels: list[Parcel]) -> dict[str, Any]:
    lost = _is_lost(parcels)
    name, tone = name_of(order.state, lost=lost)
    return {
        "order": order, "state": name, "tone": tone,
        "sentence": sentence_of(order.state, fetched=order.is_fetched, lost=lost),
        "track": track_of(
            order.state, order.steps, prepaid=not purchase.is_cash, fetched=order.is_fetched, lost=lost
        ),
        "may_cancel": may_move(order.state, "cancelled", SHOPPER), "last": order.steps[-1],
        "may_repeat": order.state not in NOT_YET_SENT,
        "returns": returns, "sendings": sendings_of(order, parcels),
        "may_return": bool(reasons_open_for(order)) and not any(each.state in UNDER_WAY for each in returns),
    }  # fmt: skip


def _is_lost(parcels: list[Parcel]) -> bool:
    return any(each.state == "lost" for each in parcels)


def _variants_in(purchase: Purchase) -> list[int]:
    return [line.variant_id for order in purchase.orders for line in order.lines]


def _sentence(purchase: Purchase, lost: Collection[int]) -> Any:
    """One sentence for all booths: the common state, or how far the parts have come."""
    states = {order.state for order in purchase.orders}
    if len(states) == 1:
        fetched = all(order.is_fetched for order in purchase.orders)
        return sentence_of(states.pop(), fetched=fetched, lost=all(order.id in lost for order in purchase.orders))
    if "awaiting_payment" in states:
        return ORDER_SENTENCES["awaiting_payment"]
    done = sum(order.state in ("delivered", "completed") for order in purchase.orders)
    if done:
        return _("Đã giao %(done)s trong %(all)s phần của đơn.", done=done, all=len(purchase.orders))
    return _("Mỗi gian hàng gửi phần của mình; xem từng phần bên dưới.")
