"""Reads that stand alone keep nothing open, and leave alone what somebody is about to write."""

import pytest
from sqlalchemy import select

from marketplace.core.db import db
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


def test_nothing_stays_open_after_it(app):
    with reading_alone():
        numbers()
        assert db.session().in_transaction()
    assert not db.session().in_transaction()


def test_no_action_begins_where_each_statement_stands_alone(app):
    with reading_alone(), reading_alone():
        assert numbers() == []
        with pytest.raises(LookupError), transaction():
            raise AssertionError("begun")
    with transaction():
        db.session.add(Version(name="test", number=7))
    assert numbers() == [7]
