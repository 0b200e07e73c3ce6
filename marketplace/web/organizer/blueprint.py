"""The organizers' face: everybody else is asked to sign in, or finds nothing here but the desk of their own duty."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Blueprint, current_app, g, redirect, request

from marketplace.core.errors import NotThere
from marketplace.core.language import root
from marketplace.domain.accounts.queries import lacks_second_factor
from marketplace.web.organizer.on_duty import duties_open_to, on_duty_words
from marketplace.web.session import current_person, current_sign_in
from marketplace.web.words import page_words

bp = Blueprint("organizer", __name__, url_prefix="/organizer")


@bp.before_request
def _let_organizers_in() -> Any:
    person = current_person()
    if person is None:
        return current_app.login_manager.unauthorized()  # type: ignore[attr-defined]
    here = current_sign_in()
    if here is not None and lacks_second_factor(here):
        wanted = request.path if request.method in ("GET", "HEAD") else "/organizer"
        return redirect(f"{root()}/account/second-factor?next={quote(root() + wanted)}", 303)
    g.duties = [] if person.is_organizer else duties_open_to(person)
    if not person.is_organizer and not g.duties:
        raise NotThere
    return None


bp.context_processor(page_words)
bp.context_processor(on_duty_words)
