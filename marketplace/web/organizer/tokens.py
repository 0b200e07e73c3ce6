"""Tokens with which programs record views and fetch figures."""

from __future__ import annotations

from flask import render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.queries import token_by_id, tokens
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.campaigns import Page, back_to
from marketplace.web.organizer.forms.campaigns import TokenForm
from marketplace.web.session import the_person


@bp.get("/tokens")
def list_tokens() -> str:
    """Every token by its name; secrets are never shown again."""
    return _page(TokenForm(formdata=None))


def _page(form: TokenForm, secret: str = "") -> str:
    return render_template("organizer/campaigns/list_tokens.html", tokens=tokens(), form=form, secret=secret)


@bp.post("/tokens")
def create_token() -> Page:
    """Make a token; this page is the only one that ever shows its secret."""
    form = TokenForm()
    if form.validate_on_submit():
        try:
            _token, secret = actions.create_token(form.name.data or "", by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            return _page(TokenForm(formdata=None), secret)
    return _page(form), 422


@bp.post("/tokens/<int:token_id>/removal")
def delete_token(token_id: int) -> Page:
    """Make a token worthless."""
    token = token_by_id(token_id)
    if token is None:
        raise NotThere
    actions.end_token(token, by=the_person())
    return back_to(f"{root()}/organizer/tokens", _("Khóa đã bị thu hồi."))
