"""News reaches every handler once, even when one of them fails or the delivery is repeated."""

from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.outbox import Event, News, OutboxEvent, Receipt, record
from marketplace.core.transactions import transaction
from marketplace.core.versions import bump, version_of


@dataclass(frozen=True)
class LanternLit(Event):
    lantern_id: int


@dataclass(frozen=True)
class NobodyCares(Event):
    thing_id: int


failing = {"on": False}


def count_first(event: LanternLit) -> None:
    bump("first")


def count_second(event: LanternLit) -> None:
    bump("second")
    if failing["on"]:
        raise RuntimeError("the second handler is ill")


@pytest.fixture
def news(app, monkeypatch):
    """A market whose only news are lanterns, delivered when the test says so."""
    announced = []
    news = News({LanternLit: (count_first, count_second)}, announced.append)
    news.announced = announced
    monkeypatch.setitem(app.extensions, "news", news)
    failing["on"] = False
    return news


def light(lantern_id: int = 7) -> None:
    with transaction():
        record(LanternLit(lantern_id))


def effects() -> tuple[int, int]:
    db.session.rollback()
    from flask import current_app

    for name in ("first", "second"):
        current_app.extensions["versions"].forget(name)
    return version_of("first"), version_of("second")


def test_an_event_of_an_undone_action_never_happened(news):
    with pytest.raises(ZeroDivisionError), transaction():
        record(LanternLit(7))
        raise ZeroDivisionError
    assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 0
    assert news.announced == []


def test_an_event_nobody_hears_is_not_written(news):
    with transaction():
        record(NobodyCares(1))
    assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 0


def test_every_handler_hears_once_however_often_it_is_delivered(news):
    light()
    [event_id] = news.announced
    assert news.deliver(event_id) == []
    news.deliver(event_id)
    assert effects() == (1, 1)


def test_a_failing_handler_is_tried_again_without_repeating_its_neighbour(news):
    light()
    [event_id] = news.announced
    failing["on"] = True
    faults = news.deliver(event_id)
    assert [str(fault) for fault in faults] == ["the second handler is ill"]
    assert effects() == (1, 0)
    failing["on"] = False
    assert news.deliver(event_id) == []
    assert effects() == (1, 1)


def test_the_sweep_finds_what_was_missed_and_waits_after_a_failure(news):
    light()
    failing["on"] = True
    assert news.deliver_waiting() == 1
    assert news.deliver_waiting() == 0
    failing["on"] = False
    with clock.frozen(clock.now() + timedelta(hours=2)):
        assert news.deliver_waiting() == 1
    assert effects() == (1, 1)
    assert db.session.scalar(select(func.count()).select_from(Receipt)) == 2
