"""The audit trail is append-only and shows where it was tampered with."""

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from marketplace.core import audit
from marketplace.core.db import db
from marketplace.core.transactions import transaction


def noted(*actions: str) -> None:
    for action in actions:
        with transaction():
            audit.note(action, by=1, subject="booth:3", details={"name": "Hạt tiêu Cùa"})


def test_each_entry_carries_the_hash_of_the_one_before(app):
    noted("opened", "suspended", "opened again")
    entries = db.session.query(audit.AuditEntry).order_by(audit.AuditEntry.seq).all()
    assert [entry.seq for entry in entries] == [1, 2, 3]
    assert entries[0].previous == audit.START
    assert entries[2].previous == entries[1].hash == entries[2].previous
    assert audit.head() == entries[2].hash
    assert audit.broken_entries() == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entries SET action = 'x'", "DELETE FROM audit_entries"])
def test_the_database_refuses_to_change_it(app, statement):
    noted("opened")
    with pytest.raises(DBAPIError, match="never changed"), transaction():
        db.session.execute(text(statement))


@pytest.mark.plants_a_fault
def test_an_entry_changed_behind_the_triggers_is_found(app):
    noted("opened", "suspended", "closed")
    forged = db.session.get_one(audit.AuditEntry, 2)
    db.session.expunge(forged)
    with transaction():
        drop_guard()
        db.session.execute(text("UPDATE audit_entries SET action = 'never suspended' WHERE seq = 2"))
    assert audit.broken_entries() == [2]
    restore_guard()


def drop_guard() -> None:
    if db.engine.dialect.name == "sqlite":
        db.session.execute(text("DROP TRIGGER audit_entries_never_updated"))
    else:
        db.session.execute(text("ALTER TABLE audit_entries DISABLE TRIGGER audit_entries_never_changed"))


def restore_guard() -> None:
    """SQLite gets a fresh file after each test."""
    if db.engine.dialect.name == "postgresql":
        with transaction():
            db.session.execute(text("ALTER TABLE audit_entries ENABLE TRIGGER audit_entries_never_changed"))
