"""Reads that stand alone keep nothing open, and leave alone what somebody is about to write."""

import pytest
from sqlalchemy import bindparam, select

from marketplace.core.db import db, release_connection
from marketplace.core.hold import connection_at_hand
from marketplace.core.prepared import Prepared
from marketplace.core.reading import reading_alone
from marketplace.core.transactions import transaction
from marketplace.core.versions import Version


def numbers():
    return list(db.session.scalars(select(Version.number).where(Version.name == "test")))


def test_what_an_action_wrote_is_still_there_after_a_read_within_it(app):
    with transaction():
        db.session.add(Version(name="test", number=7))
        db.session.flush()
        with reading_alone():
            assert numbers() == [7]
    db.session.remove()
    assert numbers() == [7]


def test_what_waits_to_be_written_is_not_thrown_away(app):
    waiting = Version(name="test", number=7)
    db.session.add(waiting)
    with reading_alone():
        assert numbers() == [7]
    assert waiting in db.session


NUMBERS = Prepared(lambda _database: select(Version.number).where(Version.name == bindparam("name")))


def test_nothing_stays_open_after_it(app):
    with reading_alone():
        numbers()
        assert db.session().in_transaction()
    assert not db.session().in_transaction()
    assert db.engine.pool.checkedout() == 0


def test_prepared_statements_need_no_session_and_no_transaction(app, queries):
    db.session.remove()
    with reading_alone():
        assert NUMBERS.rows(name="test") == []
        connection = connection_at_hand()
        assert connection_at_hand() is connection
        assert not connection.in_transaction()
        assert not db.session.registry.has()
        # What the session reads beside them has no transaction either.
        assert numbers() == []
        assert not is_open(db.session.connection())
    release_connection()
    assert connection.closed
    assert db.engine.pool.checkedout() == 0
    assert len(queries) == 2


def is_open(connection):
    """Whether the database has begun a transaction for it."""
    driver = connection.connection.dbapi_connection
    return driver.in_transaction if db.engine.dialect.name == "sqlite" else driver.info.transaction_status != 0


def test_after_reads_that_stood_alone_a_transaction_is_one_again(app):
    with reading_alone():
        assert NUMBERS.rows(name="test") == []
        assert numbers() == []
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.add(Version(name="test", number=7))
        db.session.flush()
        assert NUMBERS.value(name="test") == 7
        raise ZeroDivisionError
    assert numbers() == []


def test_no_action_begins_where_each_statement_stands_alone(app):
    with reading_alone(), reading_alone():
        assert numbers() == []
        with pytest.raises(LookupError), transaction():
            raise AssertionError("begun")
    with transaction():
        db.session.add(Version(name="test", number=7))
    assert numbers() == [7]
