"""What the organizers ask of the booth, and the owner's word on what only the owner can vouch for."""

from __future__ import annotations

from flask import flash, g, redirect, render_template
from werkzeug.wrappers import Response

from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.joining.access import can_attest, can_see_checklist
from marketplace.domain.joining.actions import attest_item, take_back_attestation
from marketplace.domain.joining.queries import checklist_of, item_by_id
from marketplace.web.checklist_words import checklist_words
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.session import the_person


@bp.get("/checklist")
@needs(can_see_checklist)
def list_checklist() -> str:
    """Every item as it stands, with the next step on top."""
    booth = the_booth()
    return render_template(
        "seller/checklist/list_checklist.html", checklist=checklist_of(booth),
        may_attest=can_attest(g.part) and not booth.is_leaving, **checklist_words(),
    )  # fmt: skip


@bp.post("/checklist/<int:item_id>/attestation")
@needs(can_attest)
def create_attestation(item_id: int) -> Response:
    """Say that an item holds, in one's own name."""
    attest_item(the_booth(), item_by_id(item_id), by=the_person())
    flash(_("Đã ghi xác nhận của bạn."), "success")
    return redirect(f"{root()}/seller/checklist", 303)


@bp.post("/checklist/<int:item_id>/attestation/removal")
@needs(can_attest)
def delete_attestation(item_id: int) -> Response:
    """Say it no longer."""
    take_back_attestation(the_booth(), item_by_id(item_id), by=the_person())
    flash(_("Đã rút xác nhận."), "success")
    return redirect(f"{root()}/seller/checklist", 303)
