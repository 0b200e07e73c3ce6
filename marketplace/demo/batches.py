"""Batches of the demo seller's goods, so that a product's page leads to the page behind a printed code."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.queries import booths_of
from marketplace.domain.catalog.models import Variant
from marketplace.domain.stock.actions import begin_batch
from marketplace.domain.stock.rules import BatchFacts

NOTE = "Lô mẫu: ai đã làm, hái ở vườn nào, hôm đó trời ra sao."
NOTE_EN = "A sample batch: who made it, from which garden, what the weather was like."


@transactional
def begin_sample_batches(seller: Person) -> None:
    """Two batches each of the first goods of the seller's booths."""
    for booth in booths_of(seller):
        found = select(Variant).where(Variant.booth_id == booth.id, Variant.position == 0, Variant.is_active)
        for variant in db.session.scalars(found.order_by(Variant.id).limit(4)).all():
            for days in (34, 9):
                made = clock.today() - timedelta(days=days)
                facts = BatchFacts(20, made, made + timedelta(days=365), NOTE, NOTE_EN)
                begin_batch(variant, by=seller, facts=facts)
