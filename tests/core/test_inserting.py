"""Rows of several tables are written together, or none of them."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from marketplace.core.db import db
from marketplace.core.inserting import insert_rows, reserve_ids, written_together
from marketplace.core.outbox import OutboxEvent, Receipt
from marketplace.core.transactions import transaction

AT = datetime(2026, 11, 23, 5, 0, 0, 123456, tzinfo=UTC)


def news(event_id, name="Told", facts=None):
    return {"id": event_id, "name": name, "facts": facts or {}, "recorded_at": AT}


def write(*events, receipts=()):
    with written_together():
        insert_rows(OutboxEvent, events)
        insert_rows(Receipt, receipts)


def test_rows_that_name_each_other_arrive_as_they_were_given(app):
    facts = {"chữ": 'có dấu " và \\ và %s :x', "số": 5}
    with transaction():
        ((first, second),) = reserve_ids((OutboxEvent, 2))()
        receipt = {"event_id": second, "handler": "đọc", "at": AT}
        write(news(first, facts=facts), news(second), receipts=[receipt])
    found = db.session.get_one(OutboxEvent, first)
    assert (found.facts, found.recorded_at, found.tries, found.delivered_at) == (facts, AT, 0, None)
    assert db.session.scalars(select(Receipt.event_id)).all() == [second]


def test_numbers_are_reserved_once_and_the_next_row_has_another(app):
    with transaction():
        (ids,) = reserve_ids((OutboxEvent, 3))()
        write(*map(news, ids))
    with transaction():
        more, none = reserve_ids((OutboxEvent, 1), (OutboxEvent, 0))()
        write(news(more[0]))
    assert len({*ids, *more}) == 4
    assert none == []


def test_a_row_that_may_not_be_leaves_none_of_the_others(app):
    with pytest.raises(IntegrityError), transaction():
        ((number,),) = reserve_ids((OutboxEvent, 1))()
        write(news(number), receipts=[{"event_id": number + 7, "handler": "x", "at": AT}])
    assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 0


def test_a_block_that_was_refused_writes_nothing(app):
    with pytest.raises(ZeroDivisionError), transaction(), written_together():
        ((number,),) = reserve_ids((OutboxEvent, 1))()
        insert_rows(OutboxEvent, [news(number)])
        _ = 1 / 0
    assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 0


def test_no_rows_are_no_statement(app, queries):
    with transaction():
        queries.clear()
        write()
    assert queries == []
