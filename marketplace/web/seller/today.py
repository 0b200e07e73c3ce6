"""What a booth has to do next."""

from __future__ import annotations

from flask import redirect, render_template, request, session
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.language import root
from marketplace.domain.booths.access import can_pack
from marketplace.domain.booths.queries import booth_for
from marketplace.domain.figures.queries import tasks_in, waiting_in
from marketplace.domain.joining.access import can_see_checklist
from marketplace.domain.joining.queries import checklist_of
from marketplace.domain.shipping.queries import orders_with_issues
from marketplace.domain.stock.queries import low_shelves
from marketplace.web.seller.blueprint import allows, bp, the_booth
from marketplace.web.session import the_person

MOST_NAMED, MOST_LOW = 5, 8


@bp.get("/")
def show_today() -> str:
    """The next things to do, the oldest promises first."""
    booth, today = the_booth(), clock.today()
    return render_template(
        "seller/today/show_today.html", today=today,
        waiting=waiting_in(booth), named=tasks_in(booth, today, limit=MOST_NAMED),
        low=low_shelves(booth.id, limit=MOST_LOW),
        carried=orders_with_issues(booth, limit=MOST_NAMED) if allows(can_pack) else (),
        checklist=checklist_of(booth) if allows(can_see_checklist) else None,
    )  # fmt: skip


@bp.post("/booth")
def update_acting_booth() -> Response:
    """Act for another of one's booths from now on."""
    session["booth"] = booth_for(the_person(), request.form.get("booth", "")).slug
    return redirect(f"{root()}/seller/", 303)
