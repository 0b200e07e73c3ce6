"""An account is erased: what was heard of its person, and what they let programs do."""

from __future__ import annotations

from sqlalchemy import delete, select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.livestream.models import ApiToken, HeardOrder, Reminder
from marketplace.domain.orders.models import Purchase


@transactional
def forget_listener(person_id: int) -> None:
    """Take name, words, number and place from what was heard and became their purchase; end their programs' tokens."""
    theirs = select(Purchase.id).where(Purchase.person_id == person_id)
    heard = update(HeardOrder).where(HeardOrder.purchase_id.in_(theirs))
    nothing = {"author": "", "words": "", "phone": None, "recipient": "", "address_line": ""}
    db.session.execute(heard.values(**nothing), execution_options={"synchronize_session": False})
    tokens = update(ApiToken).where(ApiToken.person_id == person_id, ApiToken.ended_at.is_(None))
    db.session.execute(tokens.values(ended_at=clock.now()))


@transactional
def forget_reminders_to(email_key: str) -> None:
    """Nobody at this address is reminded of anything any more."""
    db.session.execute(delete(Reminder).where(Reminder.email_key == email_key))
