"""Booths: who applied, who is open, and what an organizer decides about one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import flash, redirect, render_template, request

from marketplace.core import clock
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths import actions
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import (
    booth_by_slug,
    booth_counts,
    booths_in_state,
    members_of,
    steps_of_booth,
    waiting_booths,
)
from marketplace.domain.catalog.queries import product_counts
from marketplace.domain.joining.actions import admit_booth
from marketplace.domain.joining.queries import checklist_of
from marketplace.domain.leaving.actions import close_booth_for
from marketplace.domain.leaving.queries import open_matters_of
from marketplace.domain.ledger.access import can_set_rates
from marketplace.web.checklist_words import checklist_words
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import ReasonForm
from marketplace.web.pages import Page, asked_page
from marketplace.web.session import the_person
from marketplace.web.words import BOOTH_STATES, age_of

PER_PAGE = 50


@bp.get("/booths")
def list_booths() -> str:
    """The queue first; then every booth by state and by what is searched."""
    state, text = request.args.get("state"), request.args.get("q", "")[:100]
    state = state if state in BOOTH_STATES else None
    number = asked_page()
    booths, count = booths_in_state(state, text=text, limit=PER_PAGE, offset=(number - 1) * PER_PAGE)
    return render_template(
        "organizer/booths/list_booths.html", booths=booths, waiting=waiting_booths(), counts=booth_counts(),
        state=state, text=text, page=Page(number, count, PER_PAGE), age_of=age_of,
    )  # fmt: skip


@bp.get("/booths/<slug>")
def show_booth(slug: str) -> str:
    """One booth: what it told, what happened to it, what can be decided."""
    return booth_page(booth_by_slug(slug), ReasonForm(formdata=None))


@bp.post("/booths/<slug>/<any(opening, rejection, suspension, reopening, closing):decision>")
def create_booth_decision(slug: str, decision: str) -> Any:
    """Open, reject, suspend, reopen or close a booth."""
    booth, form = booth_by_slug(slug), ReasonForm()
    if form.validate():
        try:
            _decide(booth, decision, form.reason.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi quyết định. Gian hàng sẽ thấy ngay."), "success")
            return redirect(f"{root()}/organizer/booths/{slug}", 303)
    return booth_page(booth, form, decision), 422


def _decide(booth: Booth, decision: str, reason: str) -> None:
    by = the_person()
    if decision == "opening":
        admit_booth(booth, by=by)
    elif decision == "reopening":
        actions.reopen_booth(booth, by=by)
    else:
        act: dict[str, Callable[..., None]] = {
            "rejection": actions.reject_booth,
            "suspension": actions.suspend_booth,
            "closing": close_booth_for,
        }
        act[decision](booth, by=by, reason=reason)


def booth_page(booth: Booth, form: ReasonForm, decision: str = "") -> str:
    """The page of one booth, with the form of a decision that was refused."""
    return render_template(
        "organizer/booths/show_booth.html", shown=booth, form=form, decision=decision, steps=steps_of_booth(booth),
        members=members_of(booth), counts=product_counts(booth), checklist=checklist_of(booth),
        matters=open_matters_of(booth, clock.now()) if booth.state == "closing" else None, **checklist_words(),
        may_set_rates=can_set_rates(the_person()),
    )  # fmt: skip
