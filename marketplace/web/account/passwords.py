"""Changing a password that is known."""

from __future__ import annotations

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.core.limits import limiter
from marketplace.domain.accounts.actions import change_password
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.passwords import PasswordForm
from marketplace.web.forms import show_refusal
from marketplace.web.session import current_sign_in, the_person


@bp.get("/password")
def edit_password() -> str:
    """Ask for the old one and the new one."""
    return _page(PasswordForm())


@bp.post("/password")
@limiter.limit("20/minute")
def update_password() -> Response | tuple[str, int]:
    """Change it; every other browser is signed out."""
    form = PasswordForm()
    if form.validate_on_submit():
        try:
            change_password(the_person(), old=form.old.data or "", new=form.password.data or "", keep=current_sign_in())
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(form), refusal.status
        flash(_("Mật khẩu đã đổi. Mọi máy khác đã được đăng xuất."), "success")
        return redirect(f"{root()}/account", 303)
    return _page(form), 422


def _page(form: PasswordForm) -> str:
    return render_template("account/passwords/edit_password.html", form=form)
