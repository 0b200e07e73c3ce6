"""Whether what the market stands on answers, and figures of the machinery."""

from __future__ import annotations

import hmac

from flask import Request, current_app
from prometheus_client import REGISTRY, CollectorRegistry, Gauge, generate_latest
from redis.exceptions import RedisError
from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from marketplace.core.db import db
from marketplace.core.outbox import OutboxEvent

LOOPBACK = ("127.0.0.1", "::1")


def ailments() -> list[str]:
    """What does not answer: `database`, `queue`."""
    return [name for name, answers in (("database", _database_answers), ("queue", _queue_answers)) if not answers()]


def _database_answers() -> bool:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        db.session.rollback()
        return False
    return True


def _queue_answers() -> bool:
    try:
        current_app.extensions["jobs"].huey.pending_count()
    except (RedisError, OSError):
        return False
    return True


def is_for_our_eyes(request: Request, token: str) -> bool:
    """Whether figures may be shown: to the token's bearer, or to this very machine when no proxy stands between."""
    given = request.headers.get("Authorization", "").removeprefix("Bearer ")
    if token and hmac.compare_digest(given.encode(), token.encode()):
        return True
    forwarded = any(name in request.headers for name in ("X-Forwarded-For", "Forwarded", "Via"))
    return request.remote_addr in LOOPBACK and not forwarded


def metrics() -> bytes:
    """The process, the kept pages and the news that waits, in Prometheus' form."""
    own = CollectorRegistry()
    waiting = select(func.count(OutboxEvent.id)).where(OutboxEvent.delivered_at.is_(None))
    figures = {
        "market_kept_pages": ("Public pages kept by this process", len(current_app.extensions["kept_pages"])),
        "market_news_waiting": ("Events not yet delivered", db.session.scalar(waiting) or 0),
        "market_jobs_waiting": ("Jobs in the queue", current_app.extensions["jobs"].huey.pending_count()),
    }
    for name, (sentence, value) in figures.items():
        Gauge(name, sentence, registry=own).set(value)
    return generate_latest(REGISTRY) + generate_latest(own)
