"""A statement of the hot pages answers as SQLAlchemy's own would, and nobody who watches statements misses it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import bindparam, delete, func, insert, select, text, update
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError

from marketplace.core.db import db, insert_of
from marketplace.core.numbers_in_sql import is_one_of
from marketplace.core.outbox import OutboxEvent, Receipt
from marketplace.core.prepared import Prepared
from marketplace.core.tenancy import UnboundStatement, across_booths, keep_to_booth, let_go
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.models import Product

AT = datetime(2026, 11, 30, 5, 0, 0, 123456, tzinfo=UTC)
NEW = Prepared(lambda _database: insert(OutboxEvent).returning(OutboxEvent.id))
ONE = Prepared(
    lambda _database: select(
        OutboxEvent.name, OutboxEvent.facts, OutboxEvent.recorded_at, OutboxEvent.delivered_at, OutboxEvent.tries,
        (OutboxEvent.tries == 0).label("is_new"),
    ).where(OutboxEvent.id == bindparam("id"))
)  # fmt: skip
SOME = Prepared(
    lambda _database: select(OutboxEvent.id).where(is_one_of(OutboxEvent.id, "ids")).order_by(OutboxEvent.id)
)
TRIED = Prepared(
    lambda _database: (
        update(OutboxEvent)
        .where(OutboxEvent.id == bindparam("number"), OutboxEvent.name == "Told")
        .values(tries=OutboxEvent.tries + bindparam("more"))
    )
)

texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
offsets = st.integers(-720, 720).map(lambda minutes: timezone(timedelta(minutes=minutes)))
moments = st.datetimes(datetime(1990, 1, 1), datetime(2190, 1, 1), timezones=offsets)  # noqa: DTZ001 - zones are added


def written(name="Told", facts=None, at=AT):
    with transaction():
        return NEW.value(name=name, facts=facts or {}, recorded_at=at, tries=0)


@given(name=texts, facts=st.dictionaries(texts, texts | st.integers(-(2**53), 2**53) | st.none()), at=moments)
def test_what_is_written_comes_back_the_same_by_either_way(app, name, facts, at):
    number = written(name, facts, at)
    (row,) = ONE.rows(id=number)
    whole = db.session.get_one(OutboxEvent, number)
    assert (row.name, row.facts, row.recorded_at, row.delivered_at) == (name, facts, at, None)
    assert (whole.name, whole.facts, whole.recorded_at, whole.delivered_at) == (name, facts, at, None)
    assert row.recorded_at.tzinfo is UTC
    assert row.is_new is True
    db.session.rollback()


def test_many_numbers_are_one_value(app):
    numbers = [written() for _ in range(3)]
    assert [row.id for row in SOME.rows(ids=[numbers[2], numbers[0]])] == [numbers[0], numbers[2]]
    assert SOME.rows(ids=[]) == []
    assert SOME.value(ids=[-1]) is None


def test_a_change_says_how_many_rows_it_touched(app):
    number = written()
    with transaction():
        assert TRIED.change(number=number, more=2) == 1
        assert TRIED.change(number=-1, more=2) == 0
    assert ONE.rows(id=number)[0].tries == 2


def test_what_is_not_committed_is_gone(app):
    with pytest.raises(ZeroDivisionError), transaction():
        NEW.value(name="Told", facts={}, recorded_at=AT, tries=0)
        raise ZeroDivisionError
    assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 0


@pytest.mark.parametrize("values", [{}, {"id": 1, "more": 2}, {"ids": 1}])
def test_a_value_that_is_missing_or_unknown_is_a_fault_of_the_program(app, values):
    with pytest.raises(KeyError):
        ONE.rows(**values)


def test_a_statement_that_would_be_written_anew_each_time_is_refused(app):
    expands = Prepared(lambda _database: select(OutboxEvent.id).where(OutboxEvent.name.in_(bindparam("names"))))
    with pytest.raises(ValueError, match="anew"):
        expands.rows(names=["Told"])


def test_what_the_database_refuses_comes_as_the_error_it_always_was(app):
    taken = Prepared(lambda database: insert_of(database, Receipt))
    with pytest.raises(IntegrityError) as refused, transaction():
        taken.change(event_id=7, handler="nobody", at=AT)
    assert "outbox_receipts" in refused.value.statement
    assert db.session.scalar(text("SELECT 1")) == 1


@pytest.mark.postgres
def test_a_lost_connection_is_not_used_again(app):
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite has no connection to lose")
    own = db.session.scalar(text("SELECT pg_backend_pid()"))
    with pytest.raises(OperationalError) as lost, transaction():
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
        SOME.rows(ids=[1])
    assert lost.value.connection_invalidated
    assert SOME.rows(ids=[1]) == []
    assert db.session.scalar(text("SELECT pg_backend_pid()")) != own


def test_the_guard_of_a_desk_sees_it(app, booth):
    loose = Prepared(lambda _database: select(Product.id).where(Product.slug == bindparam("slug")))
    tied = Prepared(lambda _database: select(Product.id).where(Product.booth_id == bindparam("booth")))
    booth_id = booth.id
    kept = keep_to_booth(booth_id)
    try:
        with pytest.raises(UnboundStatement):
            loose.rows(slug="x")
        with pytest.raises(UnboundStatement):
            tied.rows(booth=booth_id + 1)
        assert tied.rows(booth=booth_id) == []
        with across_booths("the test asks"):
            assert loose.rows(slug="x") == []
    finally:
        let_go(kept)


def test_who_counts_statements_counts_it(app, queries):
    SOME.rows(ids=[1])
    SOME.rows(ids=[1, 2])
    assert len(queries) == 2
    assert queries[0] == queries[1]


def test_deleting_without_a_transaction_is_part_of_the_next_one(app):
    number = written()
    gone = Prepared(lambda _database: delete(OutboxEvent).where(OutboxEvent.id == bindparam("id")))
    with pytest.raises(DBAPIError), transaction():
        gone.change(id=number)
        db.session.execute(text("SELECT * FROM no_such_table"))
    assert ONE.rows(id=number)[0].name == "Told"
