"""Paying for a purchase: the transfer to make, the way to the card page and back."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, flash, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import language
from marketplace.core.qr import qr_data_uri, qr_png
from marketplace.domain.orders.models import Purchase
from marketplace.domain.payments.actions import Standing, settle, standing_of, start_payment
from marketplace.domain.payments.errors import ProviderAway, ProviderRefused
from marketplace.domain.payments.queries import attempt_by_ref
from marketplace.domain.payments.words import MONEY_GOES_BACK
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.purchase_access import purchase_address, purchase_or_404


@bp.get("/orders/<code>/payment")
def show_payment(code: str) -> BaseResponse:
    """What to pay and how; the page asks itself for news and costs little when there are none."""
    purchase = purchase_or_404(code)
    standing = standing_of(purchase)
    if standing.state == "door":
        return redirect(purchase_address(purchase), 303)
    return _unless_known(standing, lambda: make_response(_page(purchase, standing)))


@bp.get("/orders/<code>/payment.png")
def show_payment_code(code: str) -> Response:
    """The VietQR picture to keep: on a phone the banking app reads it from the photos."""
    standing = standing_of(purchase_or_404(code))
    if standing.transfer is None:
        raise NotThere
    response = Response(qr_png(standing.transfer.payload), mimetype="image/png")
    response.headers.set("Content-Disposition", "attachment", filename=f"{standing.transfer.memo}.png")
    return response


@bp.get("/orders/<code>/payment.json")
def show_payment_state(code: str) -> Response:
    """The same for programs: how the purchase stands with its money."""
    standing = standing_of(purchase_or_404(code))
    facts = {
        "state": standing.state,
        "amount": standing.amount,
        "received": standing.received,
        "missing": standing.missing,
        "held_until": standing.held_until.isoformat() if standing.held_until else None,
    }
    return _unless_known(standing, lambda: jsonify(facts))


@bp.post("/orders/<code>/payment")
def create_payment(code: str) -> BaseResponse:
    """Begin to pay, or begin again after a page has closed."""
    purchase = purchase_or_404(code)
    try:
        start = start_payment(purchase.id)
    except Refusal as refusal:
        flash(str(refusal), "error")
        return redirect(purchase_address(purchase, "/payment"), 303)
    return redirect(start.redirect_url or purchase_address(purchase, "/payment"), 303)


@bp.get("/orders/<code>/payment/return")
def show_return(code: str) -> BaseResponse:
    """Back from the card page: the address proves nothing, so the provider is asked."""
    purchase = purchase_or_404(code)
    attempt = attempt_by_ref("stripe", request.args.get("session_id", ""))
    if attempt is None or attempt.purchase_id != purchase.id:
        raise NotThere
    back = purchase_address(purchase, "/payment", **{"from": "card"})
    try:
        state = settle(attempt.id)
    except (ProviderAway, ProviderRefused) as refusal:
        flash(str(refusal), "warning")
        state = "unknown"
    if state == "paid":
        flash(_("Đã nhận thanh toán. Cảm ơn bạn!"), "success")
    return redirect(back, 303)


def _page(purchase: Purchase, standing: Standing) -> str:
    transfer = standing.transfer
    picture = qr_data_uri(transfer.payload, title=_("Mã VietQR")) if transfer else ""
    came_back = _came_back() and standing.state == "card"
    return render_template(
        "storefront/payments/show_payment.html",
        purchase=purchase, standing=standing, picture=picture, came_back=came_back, money_goes_back=MONEY_GOES_BACK,
        here=purchase_address(purchase, "/payment"), order=purchase_address(purchase),
        picture_to_keep=purchase_address(purchase, "/payment.png"),
        polled=purchase_address(purchase, "/payment", **({"from": "card"} if came_back else {})),
    )  # fmt: skip


def _unless_known(standing: Standing, make: Callable[[], Response]) -> Response:
    tag = f"{standing.mark}-{language()}-{_came_back()}"
    response = Response(status=304) if tag in request.if_none_match else make()
    response.set_etag(tag)
    return response


def _came_back() -> bool:
    return request.args.get("from") == "card"
