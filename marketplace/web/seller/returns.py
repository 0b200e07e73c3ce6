"""Goods that shoppers want to send back: the booth answers in time, and says when they are back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response as FlaskResponse
from flask import flash, make_response, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.tenancy import across_booths
from marketplace.domain.booths.access import can_pack
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.returns.actions import accept_return, decline_return, receive_return
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import return_for, returns_of_booth
from marketplace.domain.returns.rules import may_move
from marketplace.web.return_words import RETURN_REASONS, RETURN_STATES, picture_of, story_of
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.session import the_person
from marketplace.web.words import age_of


@bp.get("/returns")
@needs(can_pack)
def list_returns() -> str:
    """Those that wait for the booth first, with the time that is left."""
    now = clock.now()
    return render_template(
        "seller/returns/list_returns.html",
        returns=[(row, age_of(abs(row.due_at - now)), row.due_at < now) for row in returns_of_booth(the_booth())],
        states=RETURN_STATES, reasons=RETURN_REASONS,
    )  # fmt: skip


@bp.get("/returns/<int:return_id>")
@needs(can_pack)
def show_return(return_id: int) -> str:
    """What should come back and why, with pictures, and what the booth may do."""
    return _page(return_for(the_booth(), return_id))


@bp.get("/returns/<int:return_id>/pictures/<int:picture_id>")
@needs(can_pack)
def show_return_picture(return_id: int, picture_id: int) -> FlaskResponse:
    """One of its pictures."""
    return picture_of(return_for(the_booth(), return_id), picture_id)


@bp.post("/returns/<int:return_id>/acceptance")
@needs(can_pack)
def create_return_acceptance(return_id: int) -> Response:
    """Have the goods sent back."""
    done = _("Đã chấp nhận. Người mua được báo địa chỉ gửi hàng về.")
    return _step(return_id, lambda row: accept_return(row, by=the_person()), done)


@bp.post("/returns/<int:return_id>/refusal")
@needs(can_pack)
def create_return_refusal(return_id: int) -> Response:
    """Say no, and why."""
    answer = request.form.get("answer", "")
    done = _("Đã trả lời. Người mua có thể nhờ ban tổ chức xem xét.")
    return _step(return_id, lambda row: decline_return(row, by=the_person(), answer=answer), done)


@bp.post("/returns/<int:return_id>/receipt")
@needs(can_pack)
def create_returned_goods(return_id: int) -> Response:
    """The goods are back."""
    sellable = request.form.get("sellable") == "1"
    done = _("Đã ghi nhận hàng về. Tiền được hoàn cho người mua.")
    return _step(return_id, lambda row: receive_return(row, by=the_person(), sellable=sellable), done)


def _step(return_id: int, act: Callable[[OrderReturn], object], done: str) -> Response:
    row = return_for(the_booth(), return_id)
    try:
        with across_booths("the return was found through its booth; its purchase spans several"):
            act(row)
    except NotThere:
        raise
    except Refusal as refusal:
        return make_response(_page(return_for(the_booth(), return_id), refusal), refusal.status)
    flash(done, "success")
    return redirect(f"{root()}/seller/returns/{return_id}", 303)


def _page(row: OrderReturn, refusal: Refusal | None = None) -> str:
    ways: dict[str, Any] = {to: may_move(row.state, to, BOOTH) for to in ("accepted", "declined", "received")}
    return render_template(
        "seller/returns/show_return.html",
        row=row, refusal=refusal, ways=ways, story=story_of(row), states=RETURN_STATES, reasons=RETURN_REASONS,
        typed=request.form, picture_at=lambda picture: f"{root()}/seller/returns/{row.id}/pictures/{picture.id}",
    )  # fmt: skip
