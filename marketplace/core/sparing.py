"""One open connection kept at hand from one request to the next, because the pool takes as long as a statement."""

from __future__ import annotations

from collections import deque
from typing import Any, cast

from flask import current_app
from sqlalchemy import Connection

from marketplace.core import clock
from marketplace.core.db import CONNECTION_SECONDS
from marketplace.core.wire import wire_of

_DUE = "spare_until"


class Spare:
    """The connection that the last context of this process had beside its session, as long as it is in order."""

    def __init__(self) -> None:
        self._kept: deque[Connection] = deque()

    def take(self) -> Connection | None:
        """The connection, if there is one that can be used."""
        while self._kept:
            connection = self._kept.pop()
            if _is_gone(connection):
                connection.invalidate()  # or the pool would hand it out
            elif clock.ticks() < connection.info[_DUE]:
                return connection
            _give_back(connection)
        return None

    def keep(self, connection: Connection) -> None:
        """Have this one at hand; what is in a transaction, or one too many, goes back to the pool."""
        if self._kept or not _is_at_rest(connection):
            _give_back(connection)
        else:
            # Counted from the first time: who is never idle grows old too, and the pool must look at its age.
            connection.info.setdefault(_DUE, clock.ticks() + CONNECTION_SECONDS)
            self._kept.append(connection)

    def close(self) -> None:
        """Give it back."""
        while self._kept:
            _give_back(self._kept.pop())


def spare() -> Spare:
    """That of this app."""
    found: Spare = current_app.extensions["spare_connection"]
    return found


def _give_back(connection: Connection) -> None:
    if not (connection.closed or connection.invalidated):
        connection.info.pop(_DUE, None)
    connection.close()


def _is_at_rest(connection: Connection) -> bool:
    if connection.closed or connection.invalidated or connection.in_transaction():
        return False
    if connection.dialect.name == "sqlite":
        return not cast(Any, connection.connection.dbapi_connection).in_transaction
    return wire_of(connection).is_at_rest()


def _is_gone(connection: Connection) -> bool:
    return connection.dialect.name != "sqlite" and wire_of(connection).is_spoken_to()
