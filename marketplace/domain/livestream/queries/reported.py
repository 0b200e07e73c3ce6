"""What platforms reported: the reading that counts, and every reading behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.orm import aliased

from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.models import Broadcast, Campaign, Reading, ReadingImport
from marketplace.domain.livestream.queries.narrowing import EVERYTHING, Narrowed
from marketplace.domain.livestream.queries.planning import broadcasts_of
from marketplace.domain.livestream.rules import Taken


@dataclass(frozen=True)
class KeptReading:
    """One reading as its page shows it: who brought it, who looked at it, whether it is the one that counts."""

    reading: Reading
    broadcast: Broadcast
    by_name: str | None
    reviewer_name: str | None
    counts: bool


def _order() -> list[Any]:
    """The latest reviewed reading first, then the latest of the others."""
    reviewed_first = case((Reading.reviewed_at.is_not(None), 0), else_=1)
    return [reviewed_first, Reading.captured_at.desc(), Reading.id.desc()]


def _counting(broadcast_ids: Sequence[int]) -> Any:
    place = func.row_number().over(partition_by=(Reading.broadcast_id, Reading.metric), order_by=_order())
    ranked = select(Reading.id, place.label("place")).where(Reading.broadcast_id.in_(broadcast_ids)).subquery()
    return select(ranked.c.id).where(ranked.c.place == 1)


def counting_readings(broadcasts: Sequence[Broadcast]) -> list[Reading]:
    """The one reading that counts for each broadcast and metric."""
    ids = [each.id for each in broadcasts]
    return list(db.session.scalars(select(Reading).where(Reading.id.in_(_counting(ids)))))


def taken_by_broadcast(readings: Sequence[Reading]) -> dict[int, dict[str, Taken]]:
    """Counting readings as figures by broadcast and metric."""
    taken: dict[int, dict[str, Taken]] = {}
    for reading in readings:
        row = taken.setdefault(reading.broadcast_id, {})
        row[reading.metric] = Taken(reading.value, reading.reviewed_at is not None)
    return taken


def readings_of(
    campaign: Campaign, *, only: Narrowed = EVERYTHING, page: int = 1, per_page: int = 50
) -> tuple[list[KeptReading], int]:
    """The campaign's readings, corrections and drafts too: those that count first, then the newest; and how many."""
    ids = [each.id for each in only.broadcasts(broadcasts_of(campaign))]
    of_campaign = Reading.broadcast_id.in_(ids)
    total = db.session.scalar(select(func.count()).select_from(Reading).where(of_campaign)) or 0
    author, reviewer = aliased(Person), aliased(Person)
    counts = Reading.id.in_(_counting(ids)).label("counts")
    rows = select(Reading, Broadcast, author.full_name, reviewer.full_name, counts).where(of_campaign)
    rows = rows.join(Broadcast, Broadcast.id == Reading.broadcast_id).outerjoin(author, author.id == Reading.by_id)
    rows = rows.outerjoin(reviewer, reviewer.id == Reading.reviewed_by_id)
    rows = rows.order_by(counts.desc(), Reading.captured_at.desc(), Reading.id.desc())
    found = db.session.execute(rows.limit(per_page).offset((page - 1) * per_page))
    return [KeptReading(row[0], row[1], row[2], row[3], bool(row[4])) for row in found], total


def reading_of(campaign: Campaign, reading_id: int) -> Reading | None:
    """One reading of this campaign."""
    found = select(Reading).join(Broadcast, Broadcast.id == Reading.broadcast_id)
    return db.session.scalar(found.where(Reading.id == reading_id, Broadcast.campaign_id == campaign.id))


def view_samples(broadcasts: Sequence[Broadcast]) -> list[tuple[int, datetime, int]]:
    """Cumulative views as they were captured, oldest first: for the chart, never for a sum."""
    rows = select(Reading.broadcast_id, Reading.captured_at, Reading.value).where(
        Reading.metric == "views", Reading.broadcast_id.in_([each.id for each in broadcasts])
    )
    return [(row[0], row[1], row[2]) for row in db.session.execute(rows.order_by(Reading.captured_at, Reading.id))]


def imports_of(campaign: Campaign) -> list[ReadingImport]:
    """The export files brought to this campaign, newest first."""
    rows = select(ReadingImport).where(ReadingImport.campaign_id == campaign.id)
    return list(db.session.scalars(rows.order_by(ReadingImport.id.desc())))


def import_of(campaign: Campaign, import_id: int) -> ReadingImport | None:
    """One export file of this campaign."""
    found = select(ReadingImport).where(ReadingImport.id == import_id, ReadingImport.campaign_id == campaign.id)
    return db.session.scalar(found)
