"""What statements go out on: the session's connection, or one of their own where nothing needs the session.

A session takes longer to begin and to commit than most statements do. So a page whose statements are all prepared
(`core/prepared.py`) has a connection of its own, until the app's context ends or the session takes one. Outside of
actions each of its reads stands alone; an action on PostgreSQL runs on it unless the session has begun before, and a
session that begins meanwhile joins. On SQLite an action always runs on the session's, which holds the lock.
"""

from __future__ import annotations

from typing import cast

from flask import Flask, g
from sqlalchemy import Connection

from marketplace.core.db import db, each_alone, reads_alone, release_connection
from marketplace.core.sparing import Spare, spare
from marketplace.core.wire import wire_of


def init_holds(app: Flask) -> None:
    """Give connections back when the app's context ends, one of them to be at hand for the next."""
    app.extensions["spare_connection"] = Spare()
    app.teardown_appcontext(lambda _fault: _keep_connection())


def hang_up() -> None:
    """Close every connection of this app that nobody else uses, for who is about to leave."""
    db.session.remove()
    release_connection()
    spare().close()
    db.engine.dispose()


def connection_at_hand() -> Connection:
    """What a statement goes out on now, with its transaction begun where there is to be one."""
    held = _held()
    lent = held.get("lent")
    if lent is not None:
        if not lent.in_transaction():
            lent.begin()
        return lent
    if session_has_begun() and not reads_alone.get():
        return db.session.connection()
    return _own_connection(held)


def database_at_hand() -> str:
    """Which database it is: "postgresql" or "sqlite"."""
    return (_held().get("own") or db.engine).dialect.name


def session_has_begun() -> bool:
    """Whether the session of this context is in a transaction."""
    registry = db.session.registry
    return registry.has() and registry().in_transaction()


def begin_action() -> None:
    """Take what an action runs on."""
    if database_at_hand() == "sqlite":
        _take_lock()
    elif not session_has_begun():
        held = _held()
        held["lent"] = _own_connection(held)


def commit_action(*, durable: bool) -> None:
    """Commit what the action did; where it need not be `durable`, without waiting for the disk if that can be."""
    held = _held()
    lent = held.get("lent")
    if lent is not None and not durable:
        wire_of(lent).wait_for_no_disk()
    if session_has_begun():
        db.session.commit()
    if lent is not None:
        if lent.in_transaction():
            lent.commit()
        del held["lent"]


def undo_action() -> None:
    """Leave nothing of what the action did."""
    try:
        if db.session.registry.has():
            db.session.rollback()
    finally:
        lent = _held().pop("lent", None)
        if lent is not None:
            lent.rollback()


def _take_lock() -> None:
    """Take SQLite's write lock before anything is read, so that no decision rests on a stale page."""
    session = db.session()
    if session.in_transaction():
        session.rollback()
    session.connection(execution_options={"writes": True})


def _held() -> dict[str, Connection]:
    """What this context holds, behind the proxy: each statement asks it several times."""
    return cast("dict[str, Connection]", vars(g._get_current_object()))  # noqa: SLF001 - the way behind the proxy


def _own_connection(held: dict[str, Connection]) -> Connection:
    own = held.get("own")
    if own is None:
        own = held["own"] = spare().take() or _new_connection()
    return own


def _new_connection() -> Connection:
    engine = db.engine
    return (each_alone(engine) if engine.dialect.name == "sqlite" else engine).connect()


def _keep_connection() -> None:
    own = _held().pop("own", None)
    if own is not None:
        spare().keep(own)
