"""Certificates: bring one, see what became of it."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template, request

from marketplace.core import clock, files
from marketplace.core.errors import Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.queries import product_chosen, products_to_choose
from marketplace.domain.papers.actions import bring_paper
from marketplace.domain.papers.errors import PaperNotThere
from marketplace.domain.papers.queries import brought_papers_of, paper_for
from marketplace.web.forms import show_refusal
from marketplace.web.seller.blueprint import bp, needs, the_booth
from marketplace.web.seller.forms.papers import PaperForm
from marketplace.web.session import the_person
from marketplace.web.uploads import bytes_of

MOST_CHOICES = 1_000


@bp.get("/papers")
@needs(can_run_booth)
def list_papers() -> str:
    """The booth's papers and their state."""
    return render_template("seller/papers/list_papers.html", papers=brought_papers_of(the_booth()), today=clock.today())


@bp.route("/papers/new", methods=["GET", "POST"])
@needs(can_run_booth)
def create_paper() -> Any:
    """Bring a paper with its picture."""
    booth = the_booth()
    form = PaperForm(products=products_to_choose(booth, limit=MOST_CHOICES), data=_told_before(booth))
    if form.validate_on_submit():
        product = product_chosen(booth, form.product_id.data)
        try:
            bring_paper(booth, by=the_person(), facts=form.facts(), product=product, scan=bytes_of(form.scan))
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã nhận giấy. Ban tổ chức sẽ đối chiếu với ảnh chụp."), "success")
            return redirect(f"{root()}/seller/papers", 303)
    return render_template("seller/papers/create_paper.html", form=form), 422 if form.is_submitted() else 200


def _told_before(booth: Booth) -> dict[str, Any]:
    """What the next paper has in common with the one that it is brought for again."""
    again = request.args.get("again", type=int)
    if again is None:
        return {}
    paper = paper_for(booth, again)
    same = {"kind": paper.kind, "product_id": str(paper.product_id or ""), "issuer": paper.issuer}
    if paper.state != "refused":
        return same
    return {
        **same, "star": str(paper.star or ""), "number": paper.number, "issued_on": paper.issued_on,
        "expires_on": paper.expires_on,
    }  # fmt: skip


@bp.get("/papers/<int:paper_id>/scan")
@needs(can_run_booth)
def show_scan(paper_id: int) -> Response:
    """The picture of one's own paper."""
    paper = paper_for(the_booth(), paper_id)
    if paper.scan_key is None:
        raise PaperNotThere
    return Response(files.read(paper.scan_key), mimetype=files.media_type(paper.scan_key))
