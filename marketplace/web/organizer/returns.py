"""Returns on which booth and shopper do not agree, or that the booth did not answer: the organizers decide."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.orders.rules import ORGANIZER
from marketplace.domain.returns.actions import accept_return, reject_return
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.returns.queries import escalated_returns, return_by_id
from marketplace.web.organizer.blueprint import bp
from marketplace.web.return_words import RETURN_REASONS, RETURN_STATES, picture_of, story_of
from marketplace.web.session import the_person
from marketplace.web.words import age_of


@bp.get("/returns")
def list_returns() -> str:
    """What waits, the longest wait first."""
    now = clock.now()
    return render_template(
        "organizer/returns/list_returns.html",
        waiting=[(row, age_of(now - row.changed_at)) for row in escalated_returns()], reasons=RETURN_REASONS,
    )  # fmt: skip


@bp.get("/returns/<int:return_id>")
def show_return(return_id: int) -> str:
    """Both sides, and the decision."""
    return _page(return_by_id(return_id))


@bp.get("/returns/<int:return_id>/pictures/<int:picture_id>")
def show_return_picture(return_id: int, picture_id: int) -> Response:
    """One of its pictures."""
    return picture_of(return_by_id(return_id), picture_id)


@bp.post("/returns/<int:return_id>/<any(acceptance, rejection):decision>")
def create_return_decision(return_id: int, decision: str) -> Any:
    """Have the goods taken back, or not, with the reason."""
    row, answer = return_by_id(return_id), request.form.get("answer", "")
    try:
        if decision == "acceptance":
            accept_return(row, by=the_person(), who=ORGANIZER, answer=answer)
        else:
            reject_return(row, by=the_person(), answer=answer)
    except NotThere:
        raise
    except Refusal as refusal:
        return _page(return_by_id(return_id), refusal), refusal.status
    flash(_("Đã ghi quyết định. Hai bên được báo bằng thư."), "success")
    return redirect(f"{root()}/organizer/returns", 303)


def _page(row: OrderReturn, refusal: Refusal | None = None) -> str:
    return render_template(
        "organizer/returns/show_return.html",
        row=row, refusal=refusal, story=story_of(row), states=RETURN_STATES, reasons=RETURN_REASONS, typed=request.form,
        picture_at=lambda picture: f"{root()}/organizer/returns/{row.id}/pictures/{picture.id}",
    )  # fmt: skip
