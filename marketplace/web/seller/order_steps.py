"""The steps of one order: taken on, packed, sent, delivered, or not."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, redirect, request
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.money import parse_whole_number
from marketplace.core.tenancy import across_booths
from marketplace.core.text import clean
from marketplace.domain.booths.access import can_pack
from marketplace.domain.checkout.actions import cancel_order, take_back_order
from marketplace.domain.orders.actions import move_order, write_note
from marketplace.domain.orders.errors import NothingShort, ReasonMissing
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.queries import order_for
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.shipping.actions import deliver_order, fall_short, hand_over, refuse_order, ship_order
from marketplace.domain.shipping.errors import NothingToSend
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.orders import refused
from marketplace.web.session import the_person

MOST_UNITS = 999


@bp.post("/orders/<code>/acceptance")
@needs(can_pack)
def create_acceptance(code: str) -> Response:
    """Take the order on."""
    done = _("Đã nhận đơn. Bước tiếp theo: đóng gói.")
    return take_step(code, lambda order: move_order(order.id, "accepted", who=BOOTH, by=the_person()), done)


@bp.post("/orders/<code>/packing")
@needs(can_pack)
def create_packing(code: str) -> Response:
    """The goods are packed."""
    done = _("Đã đóng gói. Bước tiếp theo: gửi đi.")
    return take_step(code, lambda order: move_order(order.id, "packed", who=BOOTH, by=the_person()), done)


@bp.post("/orders/<code>/shipment")
@needs(can_pack)
def create_shipment(code: str) -> Response:
    """The parcel is with its carrier."""
    done = _("Đã gửi đi. Người mua được báo kèm mã vận đơn.")
    return take_step(code, _ship, done)


@bp.post("/orders/<code>/handover")
@needs(can_pack)
def create_handover(code: str) -> Response:
    """The buyer came for the goods."""
    return take_step(code, lambda order: hand_over(order, by=the_person()), _("Đã ghi là khách đã lấy hàng."))


@bp.post("/orders/<code>/shortfalls")
@needs(can_pack)
def create_shortfall(code: str) -> Response:
    """Some of the goods cannot be delivered; the buyer does not pay for them."""
    done = _("Đã ghi phần không giao được. Người mua được báo và không phải trả phần đó.")
    return take_step(code, _fall_short, done)


@bp.post("/orders/<code>/notes")
@needs(can_pack)
def create_note(code: str) -> Response:
    """Something for the others in the booth to know."""
    text = request.form.get("note", "")
    return take_step(code, lambda order: write_note(order, text, by=the_person()), _("Đã lưu ghi chú."))


@bp.post("/orders/<code>/delivery")
@needs(can_pack)
def create_delivery(code: str) -> Response:
    """The parcel reached its recipient."""
    return take_step(code, lambda order: deliver_order(order, by=the_person()), _("Đã ghi là giao xong."))


@bp.post("/orders/<code>/refusal")
@needs(can_pack)
def create_refusal(code: str) -> Response:
    """The recipient did not take it."""
    done = _("Đã ghi là khách không nhận. Khi hàng về, xin bấm “Đã nhận lại hàng”.")
    return take_step(code, lambda order: refuse_order(order, by=the_person(), reason=_reason()), done)


@bp.post("/orders/<code>/return-receipt")
@needs(can_pack)
def create_return_receipt(code: str) -> Response:
    """The goods are back; they go on the shelf again."""
    done = _("Đã nhận lại hàng; số lượng trong kho được cộng trở lại.")
    return take_step(code, lambda order: take_back_order(order.id, by=the_person()), done)


@bp.post("/orders/<code>/cancellation")
@needs(can_pack)
def create_cancellation(code: str) -> Response:
    """The booth cannot deliver and says why."""
    done = _("Đã hủy đơn. Người mua được báo; tiền đã trả sẽ được hoàn.")
    return take_step(code, lambda order: cancel_order(order.id, who=BOOTH, by=the_person(), reason=_reason()), done)


def take_step(code: str, act: Callable[[Order], object], done: str) -> Response:
    """Do something with one of the booth's orders and show it again, with what was refused or `done`."""
    order = order_for(the_booth(), code)
    try:
        with across_booths("the order was found through its booth; its purchase spans several"):
            act(order)
    except NotThere:
        raise
    except Refusal as refusal:
        return refused(order_for(the_booth(), code), refusal)
    flash(done, "success")
    return redirect(f"{root()}/seller/orders/{order.code}", 303)


def _reason() -> str:
    reason = clean(request.form.get("reason", ""))
    if not reason:
        raise ReasonMissing
    return reason


def _ship(order: Order) -> None:
    carrier = request.form.get("other_carrier", "").strip() or request.form.get("carrier", "")
    units = _units(order, "units", NothingToSend) if "units-seen" in request.form else None
    ship_order(
        order, by=the_person(), carrier=carrier, tracking_code=request.form.get("tracking_code", ""), units=units,
        seen=request.form.get("seen", type=int),
    )  # fmt: skip


def _fall_short(order: Order) -> None:
    units = _units(order, "short", NothingShort)
    seen = request.form.get("seen", -1, type=int)
    fall_short(order, units, by=the_person(), reason=request.form.get("short_reason", ""), seen=seen)


def _units(order: Order, name: str, problem: type[Refusal]) -> dict[int, int]:
    """How many units of each line were typed; raise `problem` for what is no number."""
    typed = {line.id: request.form.get(f"{name}-{line.id}", "").strip() for line in order.lines}
    try:
        return {line_id: parse_whole_number(text, 0, MOST_UNITS) for line_id, text in typed.items() if text}
    except Refusal as refusal:
        raise problem from refusal
