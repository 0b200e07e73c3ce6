"""What carriers post to us: kept once, answered, and worked on afterwards by asking back."""

from __future__ import annotations

import json
import logging
from datetime import timedelta
from hashlib import sha256
from typing import Any

from sqlalchemy import or_, select, update

from marketplace.core import clock
from marketplace.core.codes import hash_token
from marketplace.core.db import db, insert_once
from marketplace.core.errors import NotThere
from marketplace.core.jobs import run_soon
from marketplace.core.transactions import transactional
from marketplace.domain.shipping.actions.connecting import ghn_for
from marketplace.domain.shipping.actions.following import ask_after, note_keys
from marketplace.domain.shipping.carriers import CarrierAway, CarrierRefused, WrongKeys
from marketplace.domain.shipping.errors import BadCarrierNotice
from marketplace.domain.shipping.models import Booking, CarrierConnection, CarrierNotice
from marketplace.domain.shipping.rules import KEPT_OF_NOTICE

log = logging.getLogger(__name__)

# Worked on again after 2, 4, 8 … minutes; the sweep asks after the parcel beside it.
MOST_TRIES = 11
_PORTION = 100
_LONGEST = 300


@transactional
def take_in_carrier_notice(secret: str, raw: bytes) -> bool:
    """Keep what GHN posts to a booth's address; whether it is new. Raises NotThere, BadCarrierNotice."""
    booth_id = db.session.scalar(
        select(CarrierConnection.booth_id).where(CarrierConnection.hook_hash == hash_token(secret))
    )
    if booth_id is None:
        raise NotThere
    is_new = insert_once(
        CarrierNotice, booth_id=booth_id, notice_id=sha256(raw).hexdigest(), body=_body(raw), received_at=clock.now()
    )
    if is_new:
        run_soon("work_carrier_notices")
    return is_new


def work_carrier_notices() -> int:
    """Ask back what carriers told us of; how many messages were dealt with."""
    waiting = select(CarrierNotice).where(CarrierNotice.handled_at.is_(None), CarrierNotice.tries < MOST_TRIES)
    rows = db.session.scalars(waiting.order_by(CarrierNotice.tries, CarrierNotice.received_at).limit(_PORTION))
    now = clock.now()
    due = (each for each in rows if each.tries == 0 or each.received_at + timedelta(minutes=2**each.tries) <= now)
    notices = [(each.booth_id, each.notice_id, dict(each.body)) for each in due]
    db.session.rollback()
    return sum(_work_on(*notice) for notice in notices)


def _work_on(booth_id: int, notice_id: str, body: dict[str, Any]) -> bool:
    booking = _meant(booth_id, body)
    api = ghn_for(booth_id)
    if booking is None or api is None:
        # A parcel that the booth booked with GHN itself, or no connection any more: not ours to follow.
        _note(booth_id, notice_id, fault="not ours" if booking is None else "no connection")
        return True
    booking_id, code = booking
    try:
        ask_after(api, booking_id, code)
    except WrongKeys as refusal:
        note_keys(booking_id, booth_id, str(refusal))
        _note_try(booth_id, notice_id, str(refusal))
    except (CarrierAway, CarrierRefused) as fault:
        log.warning("carrier notice of booth %s: %s", booth_id, type(fault).__name__)
        _note_try(booth_id, notice_id, str(fault))
    else:
        _note(booth_id, notice_id)
        return True
    return False


def _meant(booth_id: int, body: dict[str, Any]) -> tuple[int, str] | None:
    """The booth's booking that a message is about, by our own code or by the carrier's."""
    client_code, code = str(body.get("ClientOrderCode", "")), str(body.get("OrderCode", ""))
    named = or_(Booking.client_code == client_code, (Booking.code == code) & (Booking.code != ""))
    found = select(Booking.id, Booking.code).where(Booking.booth_id == booth_id, named).order_by(Booking.id.desc())
    row = db.session.execute(found.limit(1)).first()
    db.session.rollback()
    return None if row is None else (row.id, row.code or code)


@transactional
def _note(booth_id: int, notice_id: str, *, fault: str = "") -> None:
    notice = update(CarrierNotice).filter_by(booth_id=booth_id, notice_id=notice_id)
    db.session.execute(notice.values(handled_at=clock.now(), fault=fault))


@transactional
def _note_try(booth_id: int, notice_id: str, fault: str) -> None:
    notice = update(CarrierNotice).filter_by(booth_id=booth_id, notice_id=notice_id)
    db.session.execute(notice.values(tries=CarrierNotice.tries + 1, fault=fault[:_LONGEST]))


def _body(raw: bytes) -> dict[str, Any]:
    """What is kept of a message; raise BadCarrierNotice for one that names no parcel."""
    try:
        said = json.loads(raw)
    except ValueError as fault:
        raise BadCarrierNotice from fault
    if not isinstance(said, dict):
        raise BadCarrierNotice
    kept = {name: _plain(said[name]) for name in KEPT_OF_NOTICE if said.get(name) is not None}
    if not kept.get("OrderCode") and not kept.get("ClientOrderCode"):
        raise BadCarrierNotice
    return kept


def _plain(value: Any) -> str | int:
    if isinstance(value, int) and not isinstance(value, bool):
        return value if abs(value) < 10**15 else str(value)[:_LONGEST]
    return str(value)[:_LONGEST].replace("\x00", "")
