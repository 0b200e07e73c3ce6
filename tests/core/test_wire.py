"""What an action sends goes out in few trips, and stands or falls together however it was sent."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime

import pytest
from psycopg.pq import TransactionStatus
from sqlalchemy import bindparam, func, insert, select, text, update
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError

from marketplace.core.db import db, release_connection
from marketplace.core.hold import connection_at_hand, hang_up
from marketplace.core.inserting import insert_rows, written_together
from marketplace.core.outbox import OutboxEvent, Receipt
from marketplace.core.prepared import Prepared
from marketplace.core.reading import reading_alone
from marketplace.core.transactions import transaction
from marketplace.core.wire import Wire

AT = datetime(2026, 11, 30, 5, 0, tzinfo=UTC)
NEW = Prepared(lambda _database: insert(OutboxEvent).returning(OutboxEvent.id))
NEW_UNHEARD = Prepared(lambda _database: insert(OutboxEvent))
COUNT = Prepared(
    lambda _database: select(func.count()).select_from(OutboxEvent).where(OutboxEvent.name == bindparam("name"))
)
RENAMED = Prepared(
    lambda _database: update(OutboxEvent).where(OutboxEvent.id == bindparam("number")).values(name=bindparam("to"))
)
RECEIPT = Prepared(lambda _database: insert(Receipt))


def row(name="Told"):
    return {"name": name, "facts": {}, "recorded_at": AT, "tries": 0}


def count(name="Told"):
    return COUNT.value(name=name)


@pytest.fixture
def sends(app, monkeypatch):
    """How many statements go out at a time, when several do."""
    seen = []
    kept = Wire._exchange

    def look(self, *last, **how):
        seen.append(len(self._waiting) + len(last))
        return kept(self, *last, **how)

    monkeypatch.setattr(Wire, "_exchange", look)
    return seen


def only_on_postgres():
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite waits for no answer")


def test_what_is_sent_along_is_committed(app):
    with transaction():
        NEW_UNHEARD.send_along(**row())
        NEW_UNHEARD.send_along(**row())
    assert count() == 2


def test_what_is_sent_along_is_seen_by_whatever_is_asked_next(app):
    with transaction():
        NEW_UNHEARD.send_along(**row())
        assert count() == 1
        NEW_UNHEARD.send_along(**row())
        assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 2
        NEW_UNHEARD.send_along(**row())
        db.session.add(OutboxEvent(**row()))
    assert count() == 4


def test_what_is_sent_along_is_undone_with_its_action(app):
    with pytest.raises(ZeroDivisionError), transaction():
        NEW_UNHEARD.send_along(**row())
        assert count() == 1
        NEW_UNHEARD.send_along(**row())
        raise ZeroDivisionError
    with transaction():
        NEW_UNHEARD.send_along(**row("Other"))
    assert (count(), count("Other")) == (0, 1)


def test_who_wants_to_hear_is_told_in_turn_and_before_the_commit(app):
    heard = []
    with transaction():
        NEW.send_along(lambda rows, touched: heard.append((len(rows), touched)), **row())
        number = NEW.value(**row("Other"))
        RENAMED.send_along(lambda rows, touched: heard.append((rows, touched)), number=number, to="Told")
        RENAMED.send_along(lambda rows, touched: heard.append((rows, touched)), number=-1, to="Told")
    assert heard == [(1, 1), ([], 1), ([], 0)]
    assert count() == 2


@pytest.mark.parametrize("asks", [True, False])
def test_who_hears_may_refuse_and_nothing_is_kept(app, asks):
    def refuse(_rows, touched):
        if touched != 1:
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError), transaction():
        NEW_UNHEARD.send_along(**row())
        RENAMED.send_along(refuse, number=-1, to="Told")
        if asks:
            count()
    assert count() == 0


@pytest.mark.parametrize("asks", [True, False])
def test_what_the_database_refuses_comes_out_and_nothing_is_kept(app, asks):
    with pytest.raises(IntegrityError), transaction():
        NEW_UNHEARD.send_along(**row())
        RECEIPT.send_along(event_id=7, handler="nobody", at=AT)
        NEW_UNHEARD.send_along(**row())
        if asks:
            count()
    assert count() == 0
    assert not connection_at_hand().in_transaction()


def test_a_change_outside_of_an_action_is_refused(app):
    with pytest.raises(LookupError):
        NEW.value(**row())
    with reading_alone(), pytest.raises(LookupError):
        NEW.change(**row())
    assert count() == 0


def test_nothing_is_sent_along_with_nothing(app):
    with pytest.raises(LookupError):
        COUNT.send_along(name="Told")


def test_rows_that_are_written_together_are_no_change_outside_of_an_action(app):
    only_on_postgres()
    with pytest.raises(LookupError), written_together():
        insert_rows(OutboxEvent, [row()])
    assert count() == 0


def test_a_beginning_goes_out_with_the_first_statement_and_a_commit_with_the_last(app, sends):
    only_on_postgres()
    with transaction():
        assert count() == 0
        NEW_UNHEARD.send_along(**row())
        NEW_UNHEARD.send_along(**row())
    assert sends == [1, 2]
    assert count() == 2


def test_an_action_that_asks_nothing_is_one_trip_and_whole(app, sends):
    only_on_postgres()
    with pytest.raises(IntegrityError), transaction():
        NEW_UNHEARD.send_along(**row())
        RECEIPT.send_along(event_id=7, handler="nobody", at=AT)
    assert sends == [2]
    assert count() == 0


def test_an_action_needs_no_session(app):
    only_on_postgres()
    db.session.remove()
    with transaction():
        NEW.value(**row())
    assert not db.session.registry.has()
    assert connection_at_hand().connection.dbapi_connection.info.transaction_status == TransactionStatus.IDLE


def test_a_session_that_begins_within_an_action_is_in_its_transaction(app):
    with transaction():
        number = NEW.value(**row())
        assert db.session.get_one(OutboxEvent, number).name == "Told"
        db.session.get_one(OutboxEvent, number).name = "Other"
    assert (count(), count("Other")) == (0, 1)
    with pytest.raises(ZeroDivisionError), transaction():
        db.session.add(OutboxEvent(**row()))
        db.session.flush()
        assert count() == 1
        raise ZeroDivisionError
    assert count() == 0


def test_an_action_goes_on_where_the_session_had_begun(app):
    with transaction():
        number = NEW.value(**row())
    found = db.session.get_one(OutboxEvent, number)
    with transaction():
        found.name = "Other"
        assert count() == 1
        db.session.flush()
        assert count("Other") == 1
    assert count("Other") == 1


def test_a_connection_lost_on_the_way_loses_the_action_and_no_more(app):
    only_on_postgres()
    with transaction():
        NEW_UNHEARD.send_along(**row())
    with pytest.raises(OperationalError) as lost, transaction():
        own = connection_at_hand().connection.dbapi_connection.info.backend_pid
        with db.engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:own, 5000)"), {"own": own})
        NEW_UNHEARD.send_along(**row())
    assert lost.value.connection_invalidated
    assert count() == 1
    with transaction():
        NEW_UNHEARD.send_along(**row())
    assert count() == 2


def known(connection):
    """The names of the market's statements that the server knows on this connection."""
    asked = text("SELECT name FROM pg_prepared_statements WHERE name LIKE 'market%' ORDER BY name")
    return list(connection.scalars(asked))


def test_statements_stay_known_after_one_was_refused(app):
    only_on_postgres()
    with transaction():
        NEW_UNHEARD.send_along(**row())
        before = known(connection_at_hand())
    assert before
    for _time in range(2):
        with pytest.raises(IntegrityError), transaction():
            RECEIPT.change(event_id=7, handler="nobody", at=AT)
    with transaction():
        NEW_UNHEARD.send_along(**row())
        assert set(before) <= set(known(connection_at_hand()))
    assert count() == 2


def test_after_a_savepoint_was_undone_statements_are_sent_as_before(app):
    with transaction():
        NEW_UNHEARD.send_along(**row())
        assert count() == 1
        for _time in range(4):
            # Often enough for the driver to have a statement of its own to forget.
            assert db.session.scalar(select(func.count()).select_from(OutboxEvent)) == 1
        with pytest.raises(IntegrityError), db.session.begin_nested():
            db.session.execute(insert(Receipt).values(event_id=7, handler="nobody", at=AT))
        NEW_UNHEARD.send_along(**row())
        assert count() == 2
    assert count() == 2


def test_who_waits_for_a_row_keeps_no_other_thread_from_going_on(app):
    """Else the one who holds the row could not give it back, in the same process."""
    only_on_postgres()
    with transaction():
        number = NEW.value(**row())
    begun, renamed = threading.Event(), []

    def rename():
        with app.app_context(), transaction():
            begun.set()
            renamed.append(RENAMED.change(number=number, to="Second"))

    other = threading.Thread(target=rename)
    with transaction():
        RENAMED.change(number=number, to="First")
        other.start()
        assert begun.wait(5)
        while other.is_alive() and not waits_for_a_lock():
            time.sleep(0.005)
    other.join(5)
    assert renamed == [1]
    assert count("Second") == 1


def waits_for_a_lock():
    waiting = "SELECT count(*) FROM pg_locks WHERE NOT granted AND transactionid IS NOT NULL"
    return db.session.connection().exec_driver_sql(waiting).scalar_one()


def test_more_than_the_line_takes_at_once_arrives_whole(app):
    faulty = Prepared(lambda _database: insert(OutboxEvent))
    with transaction():
        for _time in range(12):
            faulty.send_along(**row(), fault="ă" * 400_000)
    assert count() == 12
    assert set(db.session.scalars(select(func.length(OutboxEvent.fault)))) == {400_000}


@pytest.fixture
def forgetting(app):
    """Makes the server forget every statement; nobody is told, so these connections are of no use to other tests."""
    only_on_postgres()

    def forget():
        connection_at_hand().connection.dbapi_connection.pgconn.exec_(b"DEALLOCATE ALL")

    yield forget
    hang_up()


@pytest.mark.parametrize("along", [True, False])
def test_a_server_that_was_made_to_forget_is_told_again(forgetting, along):
    with transaction():
        NEW_UNHEARD.send_along(**row())
    assert count() == 1
    for again in (2, 3):
        forgetting()
        with transaction():
            if not along:
                assert count() == again - 1
            NEW_UNHEARD.send_along(**row())
    forgetting()
    assert count() == 3


def test_one_that_forgets_in_the_middle_fails_one_action_and_no_more(forgetting):
    for _time in range(2):
        with transaction():
            NEW_UNHEARD.send_along(**row())
    with pytest.raises(ProgrammingError), transaction():
        assert count() == 2
        forgetting()
        NEW_UNHEARD.send_along(**row())
        count()
    with transaction():
        db.session.add(OutboxEvent(**row()))
        db.session.flush()
        assert count() == 3


def test_a_connection_is_given_back_with_its_transaction_undone(app):
    connection = connection_at_hand()
    release_connection()
    assert connection.closed
    assert connection_at_hand() is not connection
