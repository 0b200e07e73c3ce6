"""What is asked ahead is asked in one go with what comes next, and answers as if it had been asked when it is needed."""

from __future__ import annotations

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import bindparam, select, text, update
from sqlalchemy.exc import DBAPIError

from marketplace.core.hold import connection_at_hand
from marketplace.core.outbox import OutboxEvent
from marketplace.core.prepared import Prepared
from marketplace.core.reading import reading_alone
from marketplace.core.transactions import transaction
from marketplace.core.wire import Wire
from tests.core.test_wire import COUNT, NEW, only_on_postgres, row

RENAMED = Prepared(
    lambda _database: update(OutboxEvent).where(OutboxEvent.name == bindparam("old")).values(name=bindparam("new"))
)
NOWHERE = Prepared(lambda _database: select(text("1")).select_from(text("no_such_table")))


def note(name="Told"):
    return NEW.value(**row(name))


@pytest.fixture
def goes(app, monkeypatch):
    """How many statements go out at a time."""
    seen = []
    kept = Wire._results

    def look(self, ready, **how):
        seen.append(len(ready))
        return kept(self, ready, **how)

    monkeypatch.setattr(Wire, "_results", look)
    return seen


def test_it_answers_in_an_action_and_outside_of_one(app):
    with transaction():
        note()
        told, other = COUNT.ahead(name="Told"), COUNT.ahead(name="Other")
        assert (told(), other()) == ([(1,)], [(0,)])
    with reading_alone():
        told = COUNT.ahead(name="Told")
        assert told() == [(1,)]
        assert told() == [(1,)]


def test_it_goes_out_with_what_is_asked_next(goes):
    only_on_postgres()
    with transaction():
        told, other = COUNT.ahead(name="Told"), COUNT.ahead(name="Other")
        note("Third")
        assert (told(), other()) == ([(0,)], [(0,)])
        alone = COUNT.ahead(name="Third")
        assert alone() == [(1,)]
    assert goes == [3, 1]


def test_outside_of_an_action_it_begins_no_transaction(goes):
    only_on_postgres()
    with reading_alone():
        told, other = COUNT.ahead(name="Told"), COUNT.ahead(name="Other")
        assert (told(), other()) == ([(0,)], [(0,)])
        driver = connection_at_hand().connection.dbapi_connection
        assert driver.pgconn.transaction_status == TransactionStatus.IDLE
    assert goes == [2]


def test_asked_before_an_action_it_is_answered_within(goes):
    told = COUNT.ahead(name="Told")
    with transaction():
        note()
        assert told()[0][0] in (0, 1)  # PostgreSQL is asked before the row is there, SQLite when it is needed
    assert COUNT.value(name="Told") == 1


def test_nobody_needs_to_call_it(app):
    with transaction():
        COUNT.ahead(name="Told")
        note()
        COUNT.ahead(name="Told")
    with app.app_context(), reading_alone():
        COUNT.ahead(name="Told")
    with app.app_context(), reading_alone():
        assert COUNT.value(name="Told") == 1


def test_what_was_undone_before_it_was_asked_is_asked_anew(app):
    asked = []
    with pytest.raises(ZeroDivisionError), transaction():
        asked.append(COUNT.ahead(name="Told"))
        raise ZeroDivisionError
    with transaction():
        note()
    assert asked[0]() == [(1,)]


def test_what_the_database_refuses_undoes_the_action(app):
    with pytest.raises(DBAPIError) as refused, transaction():
        lost = NOWHERE.ahead()
        note()
        lost()
    assert "no_such_table" in str(refused.value)
    assert COUNT.value(name="Told") == 0


def test_a_change_sent_along_before_it_is_seen_by_it(app):
    with transaction():
        note("Old")
        RENAMED.send_along(old="Old", new="New")
        renamed = COUNT.ahead(name="New")
        assert renamed() == [(1,)]
