"""From a wish to an application that waits for the organizers."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

from sqlalchemy import select

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.emails import normalize_email
from marketplace.core.phones import normalize_phone
from marketplace.core.places.queries import commune_by_code
from marketplace.core.slugs import new_slug
from marketplace.core.text import clean, clean_lines, fits_a_name, fold, sort_key
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_run_booth
from marketplace.domain.booths.actions.stepping import keep_step, move_booth
from marketplace.domain.booths.errors import (
    BadTaxCode,
    BoothCannotMove,
    FactMissing,
    NameTooLong,
    UnknownCommune,
    UnknownKind,
)
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import EDITABLE, SUBJECT_KINDS, BoothFacts, first_missing, tax_code_fits


@transactional
def apply_for_booth(*, by: Person, facts: BoothFacts, submit: bool) -> Booth:
    """Begin a booth with `by` as its owner, and submit it when asked to.

    The same person applying again under the same name goes on with the application already there. Raises BadInput
    naming the field, FactMissing on submitting.
    """
    known = _begun_before(by, facts.name)
    booth = update_application(known, by=by, facts=facts) if known else _begin(by, cleaned(facts))
    if submit:
        submit_booth(booth, by=by)
    return booth


@transactional
def update_application(booth: Booth, *, by: Person, facts: BoothFacts) -> Booth:
    """Change what a draft or rejected application tells; raise BoothCannotMove in any other state."""
    authorize(by, booth.id, can_run_booth)
    if booth.state not in EDITABLE:
        raise BoothCannotMove
    facts = cleaned(facts)
    if facts.name != booth.name:
        booth.slug, booth.sort_key = new_slug(facts.name), sort_key(facts.name)
    for name, value in asdict(facts).items():
        setattr(booth, name, value)
    db.session.flush()
    return booth


@transactional
def submit_booth(booth: Booth, *, by: Person) -> None:
    """Hand the application to the organizers; raise FactMissing naming the first empty field."""
    authorize(by, booth.id, can_run_booth)
    missing = first_missing(facts_of(booth))
    if missing:
        raise FactMissing(field=missing)
    move_booth(booth, "submitted", by=by)


def facts_of(booth: Booth) -> BoothFacts:
    """What the application tells today."""
    return BoothFacts(**{name: getattr(booth, name) for name in BoothFacts.__dataclass_fields__})


def cleaned(facts: BoothFacts) -> BoothFacts:
    """The facts in the spelling we keep; raise BadInput naming the field. Empty facts pass."""
    texts: dict[str, Any] = {name: clean(value) for name, value in asdict(facts).items() if isinstance(value, str)}
    texts["story"], texts["story_en"] = clean_lines(facts.story), clean_lines(facts.story_en)
    facts = replace(facts, **texts)
    _check_names(facts)
    if facts.subject_kind not in SUBJECT_KINDS:
        raise UnknownKind
    if commune_by_code(facts.commune_code) is None:
        raise UnknownCommune
    if facts.tax_code and not tax_code_fits(facts.subject_kind, facts.tax_code):
        raise BadTaxCode
    return replace(
        facts,
        phone=normalize_phone(facts.phone) if facts.phone else "",
        email=normalize_email(facts.email) if facts.email else "",
    )


def _check_names(facts: BoothFacts) -> None:
    if not facts.name:
        raise FactMissing(field="name")
    for name, longest in (("name", 100), ("legal_name", 200), ("representative", 100), ("legal_address", 300)):
        if not fits_a_name(getattr(facts, name), longest):
            raise NameTooLong(field=name)


def _begun_before(by: Person, name: str) -> Booth | None:
    found = select(Booth).join(Membership, Membership.booth_id == Booth.id)
    found = found.where(Membership.person_id == by.id, Membership.role == "owner", Booth.state.in_(EDITABLE))
    return next((booth for booth in db.session.scalars(found) if fold(booth.name) == fold(name)), None)


def _begin(by: Person, facts: BoothFacts) -> Booth:
    now = clock.now()
    booth = Booth(
        **asdict(facts), slug=new_slug(facts.name), sort_key=sort_key(facts.name), state="draft", created_at=now
    )
    db.session.add(booth)
    db.session.flush()
    db.session.add(Membership(booth_id=booth.id, person_id=by.id, role="owner", since=now))
    keep_step(booth, None, "draft", by=by)
    audit.note("booth.draft", by=by.id, booth=booth.id, subject=f"booth:{booth.id}")
    return booth
