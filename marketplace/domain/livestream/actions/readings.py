"""Figures taken from platforms: recorded, reviewed by a second person, corrected with a reason; never overwritten."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache
from typing import Any, cast

from sqlalchemy import Table, select, update
from sqlalchemy.dialects import postgresql, sqlite

from marketplace.core import audit, clock
from marketplace.core.db import db
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.errors import (
    BadReading,
    KeyUsedDifferently,
    NoFigures,
    OwnReading,
    ReadingInFuture,
    ReasonMissing,
    UnknownMetric,
)
from marketplace.domain.livestream.models import Broadcast, Campaign, Reading
from marketplace.domain.livestream.rules import METRICS

MOST_VALUE = 10**15 - 1
MOST_ROWS = 5_000
# A platform's clock may be ahead of ours by a little.
CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True)
class ReadingRow:
    """The figures of one moment, whole numbers by metric, with what else the source said."""

    captured_at: datetime
    figures: Mapping[str, int]
    raw: Mapping[str, Any] = field(default_factory=dict)
    is_provisional: bool = False


@dataclass(frozen=True)
class Source:
    """Where figures come from: typed, file or api; `key` names the batch, so that a second delivery adds nothing."""

    kind: str
    key: str
    by_id: int
    evidence_key: str | None = None
    evidence_note: str = ""


@dataclass(frozen=True)
class Recorded:
    """How many figures were new; `repeated` says that the batch was here before."""

    new: int
    repeated: bool


@transactional
def record_readings(broadcast: Broadcast, rows: Sequence[ReadingRow], source: Source) -> Recorded:
    """Keep a batch of figures; the same batch again changes nothing.

    Raises FiguresClosed, NoFigures, UnknownMetric, BadReading, ReadingInFuture, KeyUsedDifferently.
    """
    check_open(broadcast.campaign)
    _check_rows(rows)
    broadcast_id, now = broadcast.id, clock.now()
    values = [each for number, row in enumerate(rows) for each in _columns(broadcast_id, number, row, source, now)]
    connection = db.session.connection()
    # The rows are asked for: PostgreSQL's driver does not count those of many at once.
    new = len(connection.execute(_insert_once(connection.dialect.name), values).all())
    if new < len(values):
        _check_same(broadcast, values, source)
    return Recorded(new, repeated=new == 0)


def _check_rows(rows: Sequence[ReadingRow]) -> None:
    if not rows or not any(row.figures for row in rows):
        raise NoFigures
    if len(rows) > MOST_ROWS:
        raise BadReading(row=MOST_ROWS + 1)
    latest = clock.now() + CLOCK_SKEW
    for number, row in enumerate(rows, start=1):
        if row.captured_at > latest:
            raise ReadingInFuture
        for metric, value in row.figures.items():
            if metric not in METRICS:
                raise UnknownMetric(metric=metric)
            if not 0 <= value <= MOST_VALUE:
                raise BadReading(row=number)


def _columns(broadcast_id: int, number: int, row: ReadingRow, source: Source, now: datetime) -> list[dict[str, Any]]:
    return [
        {
            "broadcast_id": broadcast_id, "metric": metric, "value": value, "captured_at": row.captured_at,
            "source": source.kind, "batch_key": f"{source.key}#{number}", "evidence_key": source.evidence_key,
            "evidence_note": source.evidence_note, "raw": dict(row.raw), "is_provisional": row.is_provisional,
            "by_id": source.by_id, "at": now, "reason": "",
        }
        for metric, value in row.figures.items()
    ]  # fmt: skip


@cache
def _insert_once(dialect: str) -> Any:
    """Built once and given many rows; those that are there are left as they are and not counted."""
    insert = (postgresql if dialect == "postgresql" else sqlite).insert
    return insert(cast(Table, Reading.__table__)).on_conflict_do_nothing().returning(Reading.id)


def _check_same(broadcast: Broadcast, values: list[dict[str, Any]], source: Source) -> None:
    of_batch = Reading.batch_key.startswith(f"{source.key}#", autoescape=True)
    rows = select(Reading.batch_key, Reading.metric, Reading.value, Reading.captured_at)
    kept = db.session.execute(rows.where(Reading.broadcast_id == broadcast.id, of_batch)).all()
    sent = {(each["batch_key"], each["metric"], each["value"], each["captured_at"]) for each in values}
    if {tuple(row) for row in kept} != sent:
        raise KeyUsedDifferently


@transactional
def review_readings(campaign: Campaign, reading_ids: Sequence[int], *, by: Person) -> int:
    """Say that these figures agree with their evidence; who brought a figure does not review it (OwnReading).

    Says how many were reviewed now; one that was reviewed before stays as it is.
    """
    check_open(campaign)
    broadcasts = select(Broadcast.id).where(Broadcast.campaign_id == campaign.id)
    wanted = (Reading.id.in_(reading_ids), Reading.broadcast_id.in_(broadcasts), Reading.reviewed_at.is_(None))
    if db.session.scalar(select(Reading.id).where(*wanted, Reading.by_id == by.id).limit(1)):
        raise OwnReading
    reviewed = update(Reading).where(*wanted).values(reviewed_by_id=by.id, reviewed_at=clock.now())
    count = db.session.connection().execute(reviewed).rowcount
    if count:
        details = {"readings": sorted(reading_ids)}
        audit.note("review_readings", by=by.id, subject=f"campaign:{campaign.id}", details=details)
    return count


@transactional
def correct_reading(reading: Reading, value: int, reason: str, *, by: Person) -> Reading:
    """Put a new figure beside a wrong one, with the reason; it counts for the same moment.

    The same correction again gives the row that is there. Raises ReasonMissing, BadReading, FiguresClosed.
    """
    broadcast = db.session.get_one(Broadcast, reading.broadcast_id)
    check_open(broadcast.campaign)
    why = clean(reason)
    if not why:
        raise ReasonMissing
    if not 0 <= value <= MOST_VALUE:
        raise BadReading(row=1, field="value")
    key = f"correction:{reading.id}:{value}"
    found = select(Reading).where(Reading.broadcast_id == reading.broadcast_id, Reading.batch_key == key)
    correction = db.session.scalar(found)
    if correction is None:
        correction = Reading(
            broadcast_id=reading.broadcast_id, metric=reading.metric, value=value, captured_at=reading.captured_at,
            source="typed", batch_key=key, evidence_key=None, evidence_note="", raw={}, is_provisional=False,
            corrects_id=reading.id, reason=why, by_id=by.id, at=clock.now(),
        )  # fmt: skip
        db.session.add(correction)
        db.session.flush()
        details = {"from": reading.value, "to": value, "reason": why}
        audit.note("correct_reading", by=by.id, subject=f"reading:{reading.id}", details=details)
    return correction
