"""The complaint desk: the nearest deadline first, answers, notes, and how each case ended."""

from __future__ import annotations

import re
from typing import Any

from flask import flash, redirect, render_template

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import root
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import booth_by_slug
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import product_by_slug
from marketplace.domain.complaints import actions
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.complaints.queries import (
    closed_complaints,
    complaint_by_code,
    times_complained_about,
    waiting_complaints,
)
from marketplace.web.complaint_words import COMPLAINT_STATES, OUTCOME_NAMES, REASON_NAMES, SUBJECT_NAMES, title_of
from marketplace.web.forms import show_refusal
from marketplace.web.organizer.blueprint import bp
from marketplace.web.organizer.forms.complaints import AnswerForm, ClosingForm, RequestForm
from marketplace.web.pages import asked_page
from marketplace.web.session import the_person
from marketplace.web.words import age_of

PER_PAGE = 50
_ABOUT = re.compile(r"/(booths|products)/([\w-]+)")


@bp.get("/complaints")
def list_complaints() -> str:
    """What waits, with the time that is left; below it what is closed."""
    page = asked_page()
    closed = closed_complaints(limit=PER_PAGE + 1, offset=(page - 1) * PER_PAGE)
    return render_template(
        "organizer/complaints/list_complaints.html",
        waiting=waiting_complaints(), closed=closed[:PER_PAGE], page=page, more=len(closed) > PER_PAGE,
        reasons=REASON_NAMES, outcomes=OUTCOME_NAMES, subjects=SUBJECT_NAMES, title_of=title_of, age_of=age_of,
    )  # fmt: skip


@bp.get("/complaints/new")
def new_request() -> str:
    """Write down what an authority asks for."""
    return _request_page(RequestForm(formdata=None))


@bp.post("/complaints")
def create_request() -> Any:
    """Take an authority's request into the queue: 24 hours."""
    form = RequestForm()
    if not form.validate_on_submit():
        return _request_page(form), 422
    try:
        complaint = actions.pass_on_request(
            _thing_at(form.about.data), authority=form.authority.data, text=form.text.data, by=the_person()
        )
    except NotThere:
        form.about.errors = [_("Không tìm thấy gian hàng hay sản phẩm ở địa chỉ này.")]
    except Refusal as refusal:
        show_refusal(form, refusal)
    else:
        flash(_("Đã ghi yêu cầu. Hạn là 24 giờ."), "success")
        return redirect(f"{root()}/organizer/complaints/{complaint.code}", 303)
    return _request_page(form), 422


@bp.get("/complaints/<code>")
def show_complaint(code: str) -> str:
    """One case: what is said, by whom, and what can be done."""
    return _page(complaint_by_code(code), AnswerForm(formdata=None), ClosingForm(formdata=None))


@bp.post("/complaints/<code>/answers")
def create_complaint_answer(code: str) -> Any:
    """Answer the complainant, or keep a note."""
    complaint, form = complaint_by_code(code), AnswerForm()
    if form.validate_on_submit():
        act = actions.answer_complaint if form.kind.data == "answer" else actions.note_on_complaint
        try:
            act(complaint, text=form.text.data, by=the_person())
        except Refusal as refusal:
            show_refusal(form, refusal)
        else:
            flash(_("Đã gửi trả lời.") if form.kind.data == "answer" else _("Đã giữ ghi chú."), "success")
            return redirect(f"{root()}/organizer/complaints/{code}", 303)
    return _page(complaint, form, ClosingForm(formdata=None)), 422


@bp.post("/complaints/<code>/closing")
def create_complaint_closing(code: str) -> Any:
    """Close the case with its outcome."""
    complaint, form = complaint_by_code(code), ClosingForm()
    if form.validate_on_submit():
        try:
            actions.close_complaint(complaint, outcome=form.outcome.data, text=form.reason.data, by=the_person())
        except Refusal as refusal:
            refusal.field = "reason" if refusal.field == "text" else refusal.field
            show_refusal(form, refusal)
        else:
            flash(_("Đã khép lại khiếu nại."), "success")
            return redirect(f"{root()}/organizer/complaints", 303)
    return _page(complaint, AnswerForm(formdata=None), form), 422


def _thing_at(address: str) -> Booth | Product:
    """The booth or product whose page this is the address of; raise NotThere."""
    found = _ABOUT.search(address)
    if found is None:
        raise NotThere
    return booth_by_slug(found[2]) if found[1] == "booths" else product_by_slug(found[2])


def _request_page(form: RequestForm) -> str:
    return render_template("organizer/complaints/new_request.html", form=form)


def _page(complaint: Complaint, form: AnswerForm, closing: ClosingForm) -> str:
    return render_template(
        "organizer/complaints/show_complaint.html",
        complaint=complaint, form=form, closing=closing, others=times_complained_about(complaint),
        title=title_of(complaint), states=COMPLAINT_STATES, reasons=REASON_NAMES, outcomes=OUTCOME_NAMES,
        subjects=SUBJECT_NAMES,
    )  # fmt: skip
