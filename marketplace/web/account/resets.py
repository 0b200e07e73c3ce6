"""A forgotten password: a letter is asked for, its link opens the page for a new one."""

from __future__ import annotations

from flask import flash, make_response, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.accounts.actions import ask_for_reset, reset_password
from marketplace.domain.accounts.errors import DeadToken
from marketplace.domain.accounts.queries import is_living_token
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.passwords import NewPasswordForm, ResetForm
from marketplace.web.forms import show_refusal


@bp.get("/reset")
def new_reset() -> str:
    """Ask which address the letter should go to."""
    return render_template("account/resets/new_reset.html", form=ResetForm())


@bp.post("/reset")
@limiter.limit("10/minute;60/hour")
def create_reset() -> Response | tuple[str, int]:
    """Have the letter written; known and unknown addresses are answered alike."""
    form = ResetForm()
    if form.validate_on_submit():
        try:
            ask_for_reset(form.email.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return render_template("account/resets/new_reset.html", form=form), refusal.status
        return redirect(f"{root()}/account/reset/sent", 303)
    return render_template("account/resets/new_reset.html", form=form), 422


@bp.get("/reset/sent")
def show_reset() -> str:
    """Say that a letter is on its way if the address is known."""
    return render_template("account/resets/show_reset.html")


@bp.get("/reset/<token>")
def edit_reset(token: str) -> Response:
    """Ask for the new password, if the link still lives."""
    return _page(NewPasswordForm(), 200) if is_living_token(token, "reset") else _dead_link()


@bp.post("/reset/<token>")
@limiter.limit("20/minute")
def update_reset(token: str) -> Response:
    """Set the new password; every browser is signed out."""
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return _page(form, 422) if is_living_token(token, "reset") else _dead_link()
    try:
        reset_password(token, form.password.data or "")
    except DeadToken:
        return _dead_link()
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _page(form, refusal.status)
    flash(_("Mật khẩu đã đổi. Bạn hãy đăng nhập bằng mật khẩu mới."), "success")
    return redirect(f"{root()}/account/sign-in", 303)


def _page(form: NewPasswordForm, status: int) -> Response:
    response = make_response(render_template("account/resets/edit_reset.html", form=form), status)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address is the secret
    return response


def _dead_link() -> Response:
    return make_response(render_template("account/resets/dead_link.html"), 410)
