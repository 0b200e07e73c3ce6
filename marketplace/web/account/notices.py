"""Which letters a person has, and what they said yes or no to."""

from __future__ import annotations

from flask import flash, redirect, render_template, request
from werkzeug.wrappers import Response

from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.accounts.actions import note_consent
from marketplace.domain.accounts.queries import consents_of, has_refused
from marketplace.domain.accounts.rules import PURPOSES
from marketplace.domain.favourites.actions import begin_live_letters, end_live_letters
from marketplace.domain.favourites.rules import LIVE_LETTERS
from marketplace.web.account.blueprint import bp
from marketplace.web.session import the_person


@bp.get("/notices")
def edit_notices() -> str:
    """Each kind of letter with its switch, those without one with the reason, and all that was said."""
    person = the_person()
    refused = {purpose for purpose in PURPOSES if has_refused(person.id, purpose)}
    return render_template("account/notices/edit_notices.html", refused=refused, consents=consents_of(person))


@bp.post("/notices")
def update_notices() -> Response:
    """Switch one kind on or off."""
    person_id, purpose = the_person().id, request.form.get("purpose", "")
    wanted = request.form.get("wanted") == "1"
    if purpose == LIVE_LETTERS:
        (begin_live_letters if wanted else end_live_letters)(person_id)
    else:
        note_consent(person_id, purpose, given=wanted)
    flash(_("Đã bật loại thư này.") if wanted else _("Đã tắt loại thư này."), "success")
    return redirect(f"{root()}/account/notices", 303)
