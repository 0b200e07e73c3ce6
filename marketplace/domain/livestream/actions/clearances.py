"""The law's kit: the host checked, the rules accepted, what is missing answered for, the recording kept."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlsplit

from sqlalchemy import update

from marketplace.core import audit, clock
from marketplace.core.db import db, insert_once
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream.errors import (
    BadRecording,
    HostNotNamed,
    NotCleared,
    PapersMissing,
    ReasonTooShort,
)
from marketplace.domain.livestream.models import Broadcast, Clearance
from marketplace.domain.livestream.queries.clearances import has_papers, standing_of

SHORTEST_REASON = 20
IDENTITY_PAPERS = ("vneid", "card")


@transactional
def check_host(broadcast: Broadcast, legal_name: str, seen: str, *, by: Person) -> None:
    """Note that this person has seen the host's identity; the number of the paper is not kept. Raises HostNotNamed."""
    name = clean(legal_name)
    if not name or seen not in IDENTITY_PAPERS:
        raise HostNotNamed
    values = {"host_legal_name": name[:100], "identity_seen": seen, "host_checked_by_id": by.id}
    _write(broadcast, {**values, "host_checked_at": clock.now()}, "check_host", by)


@transactional
def accept_rules(broadcast: Broadcast, *, by: Person) -> None:
    """Note that the host has accepted the published rules of live selling; a second time changes nothing."""
    clearance = db.session.get(Clearance, broadcast.id)
    if clearance is None or clearance.rules_accepted_at is None:
        _write(broadcast, {"rules_by_id": by.id, "rules_accepted_at": clock.now()}, "accept_rules", by)


@transactional
def answer_for_missing(broadcast: Broadcast, reason: str, *, by: Person) -> None:
    """Let a broadcast go on air although something is missing, with a reason that stays. Raises ReasonTooShort."""
    words = clean(reason)
    if len(words) < SHORTEST_REASON:
        raise ReasonTooShort
    values = {"override_reason": words[:500], "override_by_id": by.id, "override_at": clock.now()}
    _write(broadcast, values, "answer_for_missing", by)


@transactional
def keep_recording(broadcast: Broadcast, url: str, kept_until: date, *, by: Person) -> None:
    """Note where the recording is and until when it is kept. Raises BadRecording."""
    address = url.strip()
    parts = urlsplit(address)
    if parts.scheme != "https" or not parts.hostname or kept_until <= clock.today():
        raise BadRecording
    _write(broadcast, {"recording_url": address[:500], "recording_kept_until": kept_until}, "keep_recording", by)
    bump("catalogue")


def check_cleared(broadcast: Broadcast) -> None:
    """Raise NotCleared while something is missing that nobody answers for."""
    standing = standing_of(broadcast)
    if not standing.may_go_on_air:
        raise NotCleared(standing.missing)


def check_papers(broadcast: Broadcast, product: Product) -> None:
    """Raise PapersMissing for a product without papers that would join a broadcast on air."""
    standing = standing_of(broadcast)
    if not standing.is_overridden and not has_papers(product, clock.today()):
        raise PapersMissing


def _write(broadcast: Broadcast, values: dict[str, object], action: str, by: Person) -> None:
    insert_once(Clearance, broadcast_id=broadcast.id)
    db.session.connection().execute(update(Clearance).where(Clearance.broadcast_id == broadcast.id).values(**values))
    db.session.expire_all()
    told = {name: str(value) for name, value in values.items() if name not in ("host_legal_name",)}
    audit.note(action, by=by.id, subject=f"broadcast:{broadcast.id}", details=told)
