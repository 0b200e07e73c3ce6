"""Complaining, reporting a listing, answering and closing. Every decision is audited, every answer is a letter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update

from marketplace.core import audit, clock
from marketplace.core.codes import hash_token, random_code, secret_token
from marketplace.core.db import db, insert_once, lock_row
from marketplace.core.emails import normalize_email
from marketplace.core.outbox import record
from marketplace.core.phones import normalize_phone
from marketplace.core.text import clean, clean_lines
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.complaints.access import can_answer
from marketplace.domain.complaints.errors import (
    AuthorityMissing,
    ComplaintClosed,
    EnoughSaid,
    NoWayToAnswer,
    TextTooShort,
    UnknownOutcome,
    UnknownReason,
)
from marketplace.domain.complaints.events import ComplaintAnswered, ComplaintFiled
from marketplace.domain.complaints.models import Complaint, ComplaintStep
from marketplace.domain.complaints.rules import LONGEST_TEXT, OUTCOMES, REASONS, SHORTEST_TEXT, due_of
from marketplace.domain.orders.models import Order, Purchase

MOST_FROM_AN_ADDRESS = 10
MOST_REPLIES = 20


@dataclass(frozen=True)
class Complainant:
    """Who complains: an account, or at least an e-mail address or a phone number to answer to.

    `address` is where the request came from; tries are counted by it. `key` comes with the form, so that the button
    pressed twice complains once.
    """

    person: Person | None = None
    email: str = ""
    phone: str = ""
    language: str = "vi"
    address: str = ""
    key: str = ""


def report_listing(product: Product, *, reason: str, text: str, who: Complainant) -> Complaint:
    """Report what a listing says or sells; anybody may. Raises what `complain` raises."""
    return complain(product, reason=reason, text=text, who=who)


def complain(about: Order | Booth | Product, *, reason: str, text: str, who: Complainant) -> Complaint:
    """Hold something against an order, a booth or a listing; whoever calls this has seen that the order is theirs.

    Raises TooManyTries (10 an hour from one address), UnknownReason, TextTooShort, NoWayToAnswer, BadEmail, BadPhone.
    """
    if who.address:
        count_try("complaint", who.address, most=MOST_FROM_AN_ADDRESS, within=timedelta(hours=1))
    facts = _facts_about(about)
    if reason not in REASONS[facts["subject"]]:
        raise UnknownReason
    facts |= {"reason": reason, "text": _checked(text), "language": who.language}
    return _file(facts | _reached_at(who), who.key)


def pass_on_request(about: Booth | Product, *, authority: str, text: str, by: Person) -> Complaint:
    """Write down what an authority asks about a booth or a listing; it must be done within 24 hours.

    Raises ForOrganizers, AuthorityMissing, TextTooShort.
    """
    _only_organizers(by)
    name = clean(authority)[:200]
    if not name:
        raise AuthorityMissing
    facts = {**_facts_about(about), "reason": "other", "text": _checked(text), "authority": name, "person_id": by.id}
    return _file(facts, "")


@transactional
def reply_to_complaint(complaint: Complaint, *, text: str) -> None:
    """Let the complainant add something. Raises ComplaintClosed, TextTooShort, EnoughSaid."""
    _lock_open(complaint)
    if sum(step.kind == "reply" for step in complaint.steps) >= MOST_REPLIES:
        raise EnoughSaid
    _say(complaint, "reply", _checked(text), None)


@transactional
def note_on_complaint(complaint: Complaint, *, text: str, by: Person) -> None:
    """Keep a note among organizers. Raises ForOrganizers, ComplaintClosed, TextTooShort."""
    _only_organizers(by)
    _lock_open(complaint)
    _say(complaint, "note", _checked(text), by)


@transactional
def answer_complaint(complaint: Complaint, *, text: str, by: Person) -> None:
    """Answer the complainant; the case stays open. Raises ForOrganizers, ComplaintClosed, TextTooShort."""
    _only_organizers(by)
    _lock_open(complaint)
    complaint.answered_at = complaint.answered_at or clock.now()
    seq = _say(complaint, "answer", _checked(text), by)
    _note_decision("complaint.answered", complaint, by, {"seq": seq})
    record(ComplaintAnswered(complaint.id, seq))


@transactional
def close_complaint(complaint: Complaint, *, outcome: str, text: str, by: Person) -> None:
    """Close the case with its outcome and the reason. Raises as `answer_complaint`, and UnknownOutcome."""
    _only_organizers(by)
    if outcome not in OUTCOMES:
        raise UnknownOutcome
    _lock_open(complaint)
    now = clock.now()
    seq = _say(complaint, "closing", _checked(text), by)
    complaint.state, complaint.outcome, complaint.closed_at, complaint.closed_by_id = "closed", outcome, now, by.id
    complaint.answered_at = complaint.answered_at or now
    _note_decision("complaint.closed", complaint, by, {"outcome": outcome})
    record(ComplaintAnswered(complaint.id, seq))


def _facts_about(about: Order | Booth | Product) -> dict[str, Any]:
    if isinstance(about, Order):
        return {"subject": "order", "booth_id": about.booth_id, "order_id": about.id}
    if isinstance(about, Product):
        return {"subject": "product", "booth_id": about.booth_id, "product_id": about.id}
    return {"subject": "booth", "booth_id": about.id}


def _reached_at(who: Complainant) -> dict[str, Any]:
    email = normalize_email(who.email) if who.email.strip() else None
    phone = normalize_phone(who.phone) if who.phone.strip() else None
    if who.person is None and email is None and phone is None:
        raise NoWayToAnswer
    return {"email": email, "phone": phone, "person_id": who.person.id if who.person else None}


@transactional
def _file(facts: dict[str, Any], key: str) -> Complaint:
    form_key, now = _once(facts, key), clock.now()
    due_at = due_of(now, clock.today(), from_authority=bool(facts.get("authority")))
    code = f"KN-{random_code(10)}"
    fresh = insert_once(
        Complaint, **{"state": "open", "authority": "", **facts}, code=code, form_key=form_key, received_at=now,
        due_at=due_at,
    )  # fmt: skip
    complaint = db.session.scalars(select(Complaint).filter_by(form_key=form_key)).one()
    if fresh:
        _note_decision("complaint.filed", complaint, None, {"reason": complaint.reason})
        record(ComplaintFiled(complaint.id))
    return complaint


def _once(facts: dict[str, Any], key: str) -> str:
    """One form of one complainant about one thing: another's key never leads to another's complaint."""
    named = ("booth_id", "order_id", "product_id", "person_id", "email", "phone")
    return hash_token("|".join((key or secret_token(), *(str(facts.get(name)) for name in named))))


def _checked(text: str) -> str:
    written = clean_lines(text)
    if not SHORTEST_TEXT <= len(written) <= LONGEST_TEXT:
        raise TextTooShort(least=SHORTEST_TEXT, most=LONGEST_TEXT)
    return written


def _only_organizers(by: Person) -> None:
    if not can_answer(by):
        raise ForOrganizers


def _lock_open(complaint: Complaint) -> None:
    lock_row(complaint)
    if complaint.state != "open":
        raise ComplaintClosed


def _say(complaint: Complaint, kind: str, text: str, by: Person | None) -> int:
    last = select(func.max(ComplaintStep.seq)).where(ComplaintStep.complaint_id == complaint.id)
    seq = (db.session.scalar(last) or 0) + 1
    step = ComplaintStep(
        complaint_id=complaint.id, seq=seq, kind=kind, text=text, by_id=by.id if by else None, at=clock.now()
    )
    db.session.add(step)
    db.session.flush()
    return seq


def _note_decision(action: str, complaint: Complaint, by: Person | None, details: dict[str, Any]) -> None:
    audit.note(
        action, by=by.id if by else None, booth=complaint.booth_id, subject=f"complaint:{complaint.id}", details=details
    )


@transactional
def forget_complainant(person_id: int) -> None:
    """An account is erased: what was complained about stays, how to reach the complainant does not."""
    bought = select(Order.id).join(Purchase, Purchase.id == Order.purchase_id).where(Purchase.person_id == person_id)
    theirs = update(Complaint).where((Complaint.person_id == person_id) | Complaint.order_id.in_(bought))
    db.session.execute(
        theirs.values(person_id=person_id, email=None, phone=None), execution_options={"synchronize_session": False}
    )
