"""What a person complained about."""

from __future__ import annotations

from flask import render_template

from marketplace.domain.complaints.queries import complaints_of
from marketplace.web.account.blueprint import bp
from marketplace.web.complaint_words import COMPLAINT_STATES, REASON_NAMES, title_of
from marketplace.web.session import the_person


@bp.get("/complaints")
def list_complaints() -> str:
    """All of them, newest first."""
    return render_template(
        "account/complaints/list_complaints.html",
        complaints=complaints_of(the_person()), states=COMPLAINT_STATES, reasons=REASON_NAMES, title_of=title_of,
    )  # fmt: skip
