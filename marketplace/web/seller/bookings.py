"""A carrier fetches a packed order: offered, booked, called off, labelled, looked at."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_pack
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import order_for
from marketplace.domain.shipping.actions import (
    Offer,
    book_parcel,
    cancel_booking,
    close_issue,
    give_up_booking,
    label_of,
    note_fetched,
    offer_for,
)
from marketplace.domain.shipping.errors import CarrierSaysNo, FeeChanged, NothingBooked, SpotMissing
from marketplace.domain.shipping.queries import booking_of, is_expected
from marketplace.domain.shipping.rules import HEAVIEST_BOOKED_G
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.shipping import BookingForm
from marketplace.web.seller.order_steps import take_step
from marketplace.web.seller.orders import refused
from marketplace.web.session import the_person


@bp.get("/orders/<code>/bookings/new")
@needs(can_pack)
def new_booking(code: str) -> Any:
    """Where the parcel goes in the carrier's list and what it costs; nothing is booked."""
    order = order_for(the_booth(), code)
    if order.state != "packed" or is_expected(order):
        return redirect(f"{root()}/seller/orders/{order.code}", 303)
    form = BookingForm(request.args if "weight_g" in request.args else None, weight_g=_grams(order))
    if "weight_g" in request.args and not form.validate():
        return _page(code, form, None), 422
    try:
        offer, missing = _offered(order, form, request.args.get("to", ""), request.args.get("district", ""))
    except Refusal as refusal:
        return _page(code, form, None, refusal), refusal.status
    return _page(code, form, offer, missing), missing.status if missing else 200


@bp.post("/orders/<code>/bookings")
@needs(can_pack)
def create_booking(code: str) -> Any:
    """Have the parcel fetched, for the fee that was shown."""
    order, form = order_for(the_booth(), code), BookingForm()
    offer = None
    try:
        if not form.validate():
            return _page(code, form, None), 422
        offer, missing = _offered(order, form, request.form.get("to", ""), "")
        if missing or offer.to is None or not request.form.get("to"):
            raise SpotMissing
        if offer.fee is None:
            raise CarrierSaysNo(reason=offer.refusal)
        if str(offer.fee) != request.form.get("fee", ""):
            raise FeeChanged
        book_parcel(
            order_for(the_booth(), code), by=the_person(), to=offer.to, weight_g=offer.weight_g, quoted=offer.fee,
            seen=request.form.get("seen", 0, type=int),
        )  # fmt: skip
    except Refusal as refusal:
        if offer is None and refusal.status == 409:
            return refused(order_for(the_booth(), code), refusal)
        return _page(code, form, offer, refusal), refusal.status
    flash(_("Đã gửi yêu cầu cho Giao Hàng Nhanh. Mã vận đơn hiện ở đây sau ít phút."), "success")
    return redirect(f"{root()}/seller/orders/{code}", 303)


@bp.post("/orders/<code>/booking/cancellation")
@needs(can_pack)
def create_booking_cancellation(code: str) -> Response:
    """The carrier need not come."""
    done = _("Đang hủy với Giao Hàng Nhanh.")
    return take_step(code, lambda order: cancel_booking(order, by=the_person()), done)


@bp.post("/orders/<code>/booking/giving-up")
@needs(can_pack)
def create_booking_giving_up(code: str) -> Response:
    """Somebody made sure that the carrier will not come."""
    done = _("Đã bỏ lượt lấy hàng này. Đơn có thể gửi bằng cách khác.")
    return take_step(code, lambda order: give_up_booking(order, by=the_person()), done)


@bp.post("/orders/<code>/booking/pickup")
@needs(can_pack)
def create_booking_pickup(code: str) -> Response:
    """The carrier's driver took the parcel."""
    done = _("Đã ghi là GHN đã lấy hàng. Người mua được báo kèm mã vận đơn.")
    return take_step(code, lambda order: note_fetched(order, by=the_person()), done)


@bp.get("/orders/<code>/booking/label")
@needs(can_pack)
def show_booking_label(code: str) -> Response:
    """The carrier's own label, where the carrier keeps it for half an hour."""
    order = order_for(the_booth(), code)
    try:
        return redirect(label_of(order), 303)
    except NothingBooked as refusal:
        flash(str(refusal), "warning")
        return redirect(f"{root()}/seller/orders/{order.code}", 303)
    except Refusal as refusal:
        return refused(order_for(the_booth(), code), refusal)


@bp.post("/orders/<code>/carrier-issues/<int:issue_id>/closing")
@needs(can_pack)
def create_carrier_issue_closing(code: str, issue_id: int) -> Response:
    """Somebody looked at what the carrier said."""
    return take_step(code, lambda order: close_issue(order, issue_id, by=the_person()), _("Đã ghi là đã xem."))


def _offered(order: Order, form: BookingForm, to: str, district: str) -> tuple[Offer, SpotMissing | None]:
    """What the carrier offers for a place, or, for one that is not in its lists, what may be chosen instead."""
    asked = {"district": district[:12], "weight_g": form.weight_g.data}
    try:
        return offer_for(order, wanted=to[:60], **asked), None
    except SpotMissing as missing:
        return offer_for(order_for(the_booth(), order.code), **asked), missing


def _grams(order: Order) -> int:
    return min(order.weight_g, HEAVIEST_BOOKED_G)


def _page(code: str, form: BookingForm, offer: Offer | None, refusal: Refusal | None = None) -> str:
    """The order is read anew: asking the carrier has let go of it."""
    order = order_for(the_booth(), code)
    known = booking_of(order)
    return render_template(
        "seller/orders/new_booking.html", order=order, purchase=order.purchase, form=form, offer=offer,
        refusal=refusal, seen=known.attempt if known else 0, district=request.args.get("district", ""),
    )  # fmt: skip
