"""Complaining about an order, a booth or a listing, and following what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.core.codes import secret_token
from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import gettext as _
from marketplace.core.language import language, root
from marketplace.core.limits import limiter
from marketplace.core.secret_links import is_secret_for, secret_for
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import open_booth_by_slug
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import on_sale_product_by_slug
from marketplace.domain.complaints.access import LINK, can_follow
from marketplace.domain.complaints.actions import Complainant, complain, reply_to_complaint
from marketplace.domain.complaints.errors import ComplaintNotThere
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.complaints.queries import complaint_by_code, said_to_complainant
from marketplace.domain.orders.models import Order
from marketplace.web.complaint_words import COMPLAINT_STATES, OUTCOME_NAMES, REASON_NAMES, title_of
from marketplace.web.forms import show_refusal
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.forms.complaints import ComplaintForm, ReplyForm
from marketplace.web.storefront.purchase_access import purchase_address, purchase_or_404


@dataclass(frozen=True)
class Subject:
    """What a complaint is about: its kind, the thing, its name and page, and the query of the address that names it."""

    kind: str
    thing: Order | Booth | Product
    name: str
    page: str
    query: str


@bp.get("/complaints/new")
def new_complaint() -> Response:
    """Ask what happened; `?order=`, `?booth=` or `?product=` says to what."""
    subject, person = _subject(), current_person()
    form = ComplaintForm(subject.kind, formdata=None, key=secret_token(), email=person.email if person else None)
    return _asking(subject, form, 200)


@bp.post("/complaints")
@limiter.limit("20/hour")
def create_complaint() -> Response:
    """Take the complaint in and lead to the page where it is followed."""
    subject = _subject()
    form = ComplaintForm(subject.kind)
    if not form.validate_on_submit():
        return _asking(subject, form, 422)
    who = Complainant(
        person=current_person(), email=form.email.data or "", phone=form.phone.data or "", language=language(),
        address=request.remote_addr or "", key=form.key.data or "",
    )  # fmt: skip
    try:
        complaint = complain(subject.thing, reason=form.reason.data, text=form.text.data, who=who)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _asking(subject, form, refusal.status)
    flash(_("Đã nhận khiếu nại của bạn."), "success")
    return redirect(_address(complaint), 303)


@bp.get("/complaints/<code>")
def show_complaint(code: str) -> Response:
    """What was said, by when there is an answer, and how it ended."""
    return _following(_complaint_or_404(code), ReplyForm(formdata=None), 200)


@bp.post("/complaints/<code>/replies")
@limiter.limit("30/hour")
def create_complaint_reply(code: str) -> Response:
    """Add something."""
    complaint, form = _complaint_or_404(code), ReplyForm()
    if not form.validate_on_submit():
        return _following(complaint, form, 422)
    try:
        reply_to_complaint(complaint, text=form.text.data)
    except Refusal as refusal:
        show_refusal(form, refusal)
        return _following(complaint, form, refusal.status)
    flash(_("Đã gửi thêm cho ban tổ chức."), "success")
    return redirect(_address(complaint), 303)


def _subject() -> Subject:
    """What the address names; raise NotThere, also for an order that this browser may not see."""
    args = request.args
    if wanted := args.get("order"):
        order = _order_called(wanted)
        name = _("Đơn %(code)s, %(booth)s", code=order.code, booth=order.booth.name)
        page = purchase_address(order.purchase)
        return Subject(
            "order", order, name, page, urlencode({each: args[each] for each in ("order", "s") if each in args})
        )
    if wanted := args.get("product"):
        product = on_sale_product_by_slug(wanted)
        page = url_for("storefront.show_product", slug=product.slug)
        return Subject("product", product, product.name, page, urlencode({"product": wanted}))
    if wanted := args.get("booth"):
        booth = open_booth_by_slug(wanted)
        page = url_for("storefront.show_booth", slug=booth.slug)
        return Subject("booth", booth, booth.name, page, urlencode({"booth": wanted}))
    raise NotThere


def _order_called(code: str) -> Order:
    purchase = purchase_or_404(code.rpartition("-")[0])
    order = next((each for each in purchase.orders if each.code == code), None)
    if order is None:
        raise NotThere
    return order


def _complaint_or_404(code: str) -> Complaint:
    complaint = complaint_by_code(code)
    if not can_follow(current_person(), complaint, secret=request.args.get("s", "")):
        raise ComplaintNotThere
    return complaint


def _address(complaint: Complaint, path: str = "") -> str:
    """The address of a complaint; it carries the secret for whoever has no account behind it."""
    person = current_person()
    is_theirs = person is not None and complaint.person_id == person.id
    came_by = request.args.get("s", "")
    secret = "" if is_theirs and not is_secret_for(LINK, complaint.code, came_by) else secret_for(LINK, complaint.code)
    return f"{root()}/complaints/{complaint.code}{path}" + (f"?{urlencode({'s': secret})}" if secret else "")


def _asking(subject: Subject, form: ComplaintForm, status: int) -> Response:
    return make_response(
        render_template("storefront/complaints/new_complaint.html", subject=subject, form=form), status
    )


def _following(complaint: Complaint, form: ReplyForm, status: int) -> Response:
    address = _address(complaint)
    page = render_template(
        "storefront/complaints/show_complaint.html", needs_link="?" in address,
        complaint=complaint, said=said_to_complainant(complaint), form=form, title=title_of(complaint),
        states=COMPLAINT_STATES, reasons=REASON_NAMES, outcomes=OUTCOME_NAMES,
        reply_address=_address(complaint, "/replies"),
    )  # fmt: skip
    response = make_response(page, status)
    response.headers["Referrer-Policy"] = "no-referrer"  # the address may carry the secret
    return response
