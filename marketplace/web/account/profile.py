"""A person's name and language."""

from __future__ import annotations

from flask import flash, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.accounts import actions
from marketplace.web.account.blueprint import bp
from marketplace.web.account.forms.profile import ProfileForm
from marketplace.web.forms import show_refusal
from marketplace.web.session import the_person


@bp.get("/profile")
def edit_profile() -> str:
    """What is known of the person, and what of it may be changed here."""
    person = the_person()
    return _page(ProfileForm(full_name=person.full_name, language=person.language))


@bp.post("/profile")
def update_profile() -> Response | tuple[str, int]:
    """Change it."""
    form = ProfileForm()
    if form.validate_on_submit():
        try:
            actions.update_profile(the_person(), full_name=form.full_name.data, language=form.language.data)
        except Refusal as refusal:
            show_refusal(form, refusal)
            return _page(form), refusal.status
        flash(_("Đã lưu."), "success")
        return redirect(f"{root()}/account", 303)
    return _page(form), 422


def _page(form: ProfileForm) -> str:
    return render_template("account/profile/edit_profile.html", form=form)
