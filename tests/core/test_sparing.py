"""The connection of one request is at hand for the next, as long as it is in order."""

from __future__ import annotations

import pytest
from sqlalchemy import event, func, select, text

from marketplace.core.db import CONNECTION_SECONDS, db
from marketplace.core.hold import connection_at_hand, hang_up
from marketplace.core.outbox import OutboxEvent
from marketplace.core.prepared import Prepared
from marketplace.core.reading import reading_alone
from marketplace.core.sparing import spare

COUNT = Prepared(lambda _database: select(func.count()).select_from(OutboxEvent))


@pytest.fixture
def taken(app):
    """The connections that were asked of the pool."""
    hang_up()
    seen = []

    def look(driver, *_rest):
        seen.append(driver)

    event.listen(db.engine, "checkout", look)
    yield seen
    event.remove(db.engine, "checkout", look)
    hang_up()


def ask(app):
    with app.app_context(), reading_alone():
        assert COUNT.value() == 0


def test_one_request_after_the_other_has_the_same(app, taken):
    for _ in range(3):
        ask(app)
    assert len(taken) == 1


def test_who_comes_while_it_is_in_use_has_another(app, taken):
    with app.app_context(), reading_alone():
        COUNT.value()
        ask(app)
    assert len(taken) == 2
    ask(app)
    assert len(taken) == 2


def test_what_grew_old_is_given_back(app, taken, ticks):
    ask(app)
    ticks.go_on(CONNECTION_SECONDS + 1)
    ask(app)
    assert len(taken) == 2


def test_what_is_never_idle_grows_old_too(app, taken, ticks):
    for _ in range(4):
        ask(app)
        ticks.go_on(CONNECTION_SECONDS / 2)
    assert len(taken) == 2


def test_what_was_given_back_begins_anew(app, taken, ticks):
    ask(app)
    ticks.go_on(CONNECTION_SECONDS + 1)
    ask(app)
    ticks.go_on(CONNECTION_SECONDS / 2)
    ask(app)
    assert len(taken) == 2


def test_what_is_in_a_transaction_goes_back_to_the_pool(app, taken):
    with app.app_context(), reading_alone():
        connection_at_hand().begin()
        COUNT.value()
    ask(app)
    assert len(taken) == 2


@pytest.mark.postgres
def test_one_that_the_server_ended_is_not_handed_out(app, taken):
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite ends no connection")
    with app.app_context(), reading_alone():
        COUNT.value()
        number = connection_at_hand().connection.dbapi_connection.info.backend_pid
    with db.engine.connect() as other:
        other.execute(text("SELECT pg_terminate_backend(:number, 5000)"), {"number": number})
    ask(app)


def test_whoever_leaves_hangs_up(app, taken):
    ask(app)
    hang_up()
    assert spare().take() is None
    assert db.engine.pool.checkedout() == 0
