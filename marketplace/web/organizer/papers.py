"""Papers: compare each with its picture."""

from __future__ import annotations

from typing import Any

from flask import Response, flash, redirect, render_template

from marketplace.core import clock, files
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.queries import booth_of_id
from marketplace.domain.papers.actions import check_paper, refuse_paper
from marketplace.domain.papers.errors import PaperNotThere
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.queries import paper_by_id, waiting_papers
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.decisions import ReasonForm
from marketplace.web.session import the_person
from marketplace.web.words import age_of


@bp.get("/papers")
def list_papers() -> str:
    """The papers that wait, the longest wait first."""
    return render_template("organizer/papers/list_papers.html", waiting=waiting_papers(), age_of=age_of)


@bp.get("/papers/<int:paper_id>")
def show_paper(paper_id: int) -> str:
    """One paper beside its picture."""
    return _paper_page(paper_by_id(paper_id), ReasonForm(formdata=None))


@bp.get("/papers/<int:paper_id>/scan")
def show_scan(paper_id: int) -> Response:
    """The picture of a paper."""
    paper = paper_by_id(paper_id)
    if paper.scan_key is None:
        raise PaperNotThere
    return Response(files.read(paper.scan_key), mimetype=files.media_type(paper.scan_key))


@bp.post("/papers/<int:paper_id>/<any(check, refusal):decision>")
def create_paper_decision(paper_id: int, decision: str) -> Any:
    """Say that the paper is true, or refuse it with a reason."""
    paper, form = paper_by_id(paper_id), ReasonForm()
    if form.validate():
        try:
            _decide(paper, decision, form.reason.data)
        except NotThere:
            raise
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã ghi quyết định về giấy."), "success")
            return redirect(f"{root()}/organizer/papers", 303)
    return _paper_page(paper, form), 422


def _decide(paper: Paper, decision: str, reason: str) -> None:
    if decision == "check":
        check_paper(paper, by=the_person())
    else:
        refuse_paper(paper, by=the_person(), reason=reason)


def _paper_page(paper: Paper, form: ReasonForm) -> str:
    return render_template(
        "organizer/papers/show_paper.html",
        paper=paper,
        form=form,
        holder=booth_of_id(paper.booth_id),
        today=clock.today(),
    )
