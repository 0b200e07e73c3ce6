"""Joining the market."""

from __future__ import annotations

from flask import flash, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import language
from marketplace.core.limits import limiter
from marketplace.domain.accounts.actions import join
from marketplace.web.account.blueprint import bp
from marketplace.web.account.entering import let_in
from marketplace.web.account.forms.entering import SignUpForm
from marketplace.web.browsers import browser_name
from marketplace.web.forms import show_refusal
from marketplace.web.onward import local_path


@bp.get("/sign-up")
def new_sign_up() -> str:
    """Ask for a name, a way to reach its owner and a password."""
    return _page(SignUpForm(next=local_path(request.args.get("next"))))


@bp.post("/sign-up")
@limiter.limit("15/minute;60/hour")
def create_sign_up() -> Response | tuple[str, int]:
    """Take a newcomer in and sign them in."""
    form = SignUpForm()
    if form.validate_on_submit():
        try:
            begun = join(
                full_name=form.full_name.data,
                email=form.email.data,
                phone=form.phone.data,
                password=form.password.data or "",
                language=language(),
                browser=browser_name(request.user_agent.string),
                address=request.remote_addr or "",
            )
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(form), refusal.status
        response = let_in(*begun, form.next.data)
        flash(_("Chào mừng bạn đến với Gian Hàng."), "success")
        return response
    return _page(form), 422


def _page(form: SignUpForm) -> str:
    return render_template("account/sign_ups/new_sign_up.html", form=form)
