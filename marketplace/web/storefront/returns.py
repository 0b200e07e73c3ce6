"""Sending goods of an order back: asking, following, turning to the organizers, or keeping them after all."""

from __future__ import annotations

from collections.abc import Callable

from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.domain.catalog.queries import goods_of
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.orders.rules import SHOPPER
from marketplace.domain.payments.actions import standing_of
from marketplace.domain.payments.queries import way_back_of
from marketplace.domain.payments.words import MONEY_GOES_BACK
from marketplace.domain.returns.actions import Wanted, ask_return, escalate_return, withdraw_return
from marketplace.domain.returns.errors import NothingChosen, TooLateToReturn
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import reasons_open_for, return_in, return_under_way, units_with_buyer
from marketplace.domain.returns.rules import MOST_PICTURES, may_appeal, may_move
from marketplace.web.forms import show_refusal
from marketplace.web.return_words import RETURN_REASONS, RETURN_STATES, picture_of, story_of
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart import PICTURE_WIDTH
from marketplace.web.storefront.forms.returns import ReturnForm, chosen_units, quantity_fields
from marketplace.web.storefront.purchase_access import purchase_address, purchase_or_404
from marketplace.web.uploads import take_pictures


@bp.get("/orders/<code>/returns/new")
def new_return(code: str) -> Response:
    """Ask what should go back: `?order=` says of which booth's part."""
    purchase = purchase_or_404(code)
    order = _order_in(purchase)
    return _asked_already(purchase, order) or _asking(purchase, order, ReturnForm(_reasons(order), formdata=None), 200)


@bp.post("/orders/<code>/returns")
def create_return(code: str) -> Response:
    """Ask the booth."""
    purchase = purchase_or_404(code)
    take_pictures(MOST_PICTURES)
    order = _order_in(purchase)
    if there := _asked_already(purchase, order):
        return there
    form, units = ReturnForm(_reasons(order)), chosen_units(order, request.form)
    if not form.validate_on_submit():
        nothing = None if units else NothingChosen()
        if nothing:
            show_refusal(form, nothing)
        return _asking(purchase, order, form, 422, nothing)
    pictures = [each.read() for each in form.pictures.data or () if each and each.filename][: MOST_PICTURES + 1]
    wanted = Wanted(units, form.reason.data, form.text.data, pictures)
    try:
        row = ask_return(order, wanted, by=current_person())
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _asking(purchase, order, form, refusal.status, refusal)
    flash(_("Đã gửi yêu cầu trả hàng cho %(booth)s.", booth=order.booth.name), "success")
    return redirect(purchase_address(purchase, f"/returns/{row.id}"), 303)


@bp.get("/orders/<code>/returns/<int:return_id>")
def show_order_return(code: str, return_id: int) -> Response:
    """Where a return is, and what can be done now."""
    purchase = purchase_or_404(code)
    return make_response(_page(purchase, return_in(purchase.orders, return_id)))


@bp.get("/orders/<code>/returns/<int:return_id>/pictures/<int:picture_id>")
def show_return_picture(code: str, return_id: int, picture_id: int) -> Response:
    """One of its pictures."""
    return picture_of(return_in(purchase_or_404(code).orders, return_id), picture_id)


@bp.post("/orders/<code>/returns/<int:return_id>/withdrawal")
def create_return_withdrawal(code: str, return_id: int) -> Response:
    """Keep the goods after all."""
    return _step(code, return_id, withdraw_return, _("Bạn đã thôi trả hàng."))


@bp.post("/orders/<code>/returns/<int:return_id>/escalation")
def create_return_escalation(code: str, return_id: int) -> Response:
    """Turn to the organizers."""
    return _step(code, return_id, escalate_return, _("Đã chuyển cho ban tổ chức xem xét."))


def _step(code: str, return_id: int, act: Callable[..., None], done: str) -> Response:
    purchase = purchase_or_404(code)
    row = return_in(purchase.orders, return_id)
    try:
        act(row, by=current_person())
    except Refusal as refusal:
        return make_response(_page(purchase, return_in(purchase.orders, return_id), refusal), refusal.status)
    flash(done, "success")
    return redirect(purchase_address(purchase, f"/returns/{return_id}"), 303)


def _order_in(purchase: Purchase) -> Order:
    wanted = request.values.get("order", "")
    order = next((each for each in purchase.orders if each.code == wanted), None)
    if order is None:
        raise NotThere
    return order


def _asked_already(purchase: Purchase, order: Order) -> Response | None:
    """The way to the return that is not over yet: whoever presses twice, or comes again, is led there."""
    return_id = return_under_way(order.id)
    if return_id is None:
        return None
    flash(_("Đơn này đang có một yêu cầu trả hàng chưa xong."), "info")
    return redirect(purchase_address(purchase, f"/returns/{return_id}"), 303)


def _reasons(order: Order) -> list[str]:
    reasons = reasons_open_for(order)
    if not reasons:
        raise TooLateToReturn
    return reasons


def _asking(
    purchase: Purchase, order: Order, form: ReturnForm, status: int, refusal: Refusal | None = None
) -> Response:
    page = render_template(
        "storefront/returns/new_return.html",
        purchase=purchase, order=order, form=form, rows=quantity_fields(order, units_with_buyer(order), request.form),
        goods=goods_of([line.variant_id for line in order.lines], PICTURE_WIDTH),
        here=lambda path="": purchase_address(purchase, path),
        wrong_lines=refusal if refusal and refusal.field == "lines" else None,
    )  # fmt: skip
    return make_response(page, status)


def _page(purchase: Purchase, row: OrderReturn, refusal: Refusal | None = None) -> str:
    def here(path: str = "") -> str:
        return purchase_address(purchase, path)

    return render_template(
        "storefront/returns/show_order_return.html",
        purchase=purchase, row=row, refusal=refusal, here=here, story=story_of(row),
        may_appeal=may_appeal(row.state, row.reason), may_withdraw=may_move(row.state, "withdrawn", SHOPPER),
        picture_at=lambda picture: here(f"/returns/{row.id}/pictures/{picture.id}"),
        states=RETURN_STATES, reasons=RETURN_REASONS,
        way_back=way_back_of(purchase), ways_back=_ways_back(purchase, row), money_goes_back=MONEY_GOES_BACK,
    )  # fmt: skip


def _ways_back(purchase: Purchase, row: OrderReturn) -> tuple[str, ...]:
    """On which ways money of goods that came back is going now."""
    if row.state != "received":
        return ()
    standing = standing_of(purchase)
    return standing.ways_back if standing.going_back else ()
