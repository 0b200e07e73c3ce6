"""The connection keeps what it learnt, and forgets what was not to be kept."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.core.db import db
from marketplace.core.versions import Version, version_of


def test_what_was_not_committed_is_gone_after_a_rollback(app):
    db.session.add(Version(name="never", number=1))
    db.session.flush()
    db.session.rollback()
    assert version_of("never") == 0


@pytest.mark.postgres
def test_statements_stay_prepared_when_a_reading_request_ends(app):
    if db.engine.dialect.name != "postgresql":
        pytest.skip("SQLite prepares by itself")
    for _ in range(4):
        db.session.execute(text("SELECT 'read again and again'"))
        db.session.rollback()
    prepared = text("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE '%again and again%'")
    assert db.session.scalar(prepared) == 1


def test_a_connection_whose_transaction_broke_is_whole_again(app):
    with pytest.raises(DBAPIError):
        db.session.execute(text("SELECT * FROM no_such_table"))
    db.session.rollback()
    assert db.session.scalar(text("SELECT 1")) == 1
