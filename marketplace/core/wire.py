"""Prepared statements on a connection to PostgreSQL, by the driver's own layer above libpq.

Its cursor converts the statement, looks up its name and waits in Python at each call; here that is done once for each
connection. What begins a transaction goes out together with the first statement in it, and a change whose outcome
nobody waits for together with what comes next (libpq's pipeline mode), so that fewer answers are waited for.
"""

from __future__ import annotations

import select
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any, NoReturn, cast

from psycopg import Connection as Driver
from psycopg import Error, abc
from psycopg.adapt import PyFormat, Transformer
from psycopg.errors import InvalidSqlStatementName, OperationalError, error_from_result
from psycopg.pq import DiagnosticField, ExecStatus, TransactionStatus
from psycopg.pq.abc import PGconn, PGresult
from sqlalchemy import Connection, Engine, event
from sqlalchemy.pool import ConnectionPoolEntry, PoolResetState

MakeRow = Callable[[Iterable[Any]], Any]

_DONE = (ExecStatus.COMMAND_OK, ExecStatus.TUPLES_OK)
_BEGUN = (TransactionStatus.INTRANS, TransactionStatus.INERROR)
_names = count(1)


class Answer:
    """What the server said to one statement."""

    def __init__(self, result: PGresult, reader: abc.Transformer) -> None:
        self._result = result
        self._reader = reader

    @property
    def touched(self) -> int:
        """How many rows it changed, added or gave."""
        return self._result.command_tuples or 0

    def rows(self, make_row: MakeRow) -> list[Any]:
        """Its rows, each made of the driver's values."""
        self._reader.set_pgresult(self._result, set_loaders=self._reader.pgresult is None)
        return self._reader.load_rows(0, self._result.ntuples, make_row)


Hear = Callable[[Answer], None]


@dataclass(slots=True)
class _Known:
    """A statement, the name by which the server knows it on this connection, and what reads its rows."""

    text: bytes
    reader: abc.Transformer
    name: bytes = b""


@dataclass(frozen=True, slots=True)
class _Ready:
    """A statement with its values as they are sent, and who wants to hear of its answer."""

    known: _Known
    values: Sequence[Any]
    hear: Hear | None = None


class Wire:
    """One connection: the statements that it knows, and those that wait to be sent on it."""

    def __init__(self, driver: Driver[Any]) -> None:
        self._driver = driver
        self._server: PGconn = driver.pgconn
        self._known: dict[bytes, _Known] = {}
        self._waiting: list[_Ready] = []
        # Libpq's own waiting for an answer would keep every other thread of the process from going on meanwhile.
        self._incoming, self._either = select.poll(), select.poll()
        self._incoming.register(driver.pgconn.socket, select.POLLIN)
        self._either.register(driver.pgconn.socket, select.POLLIN | select.POLLOUT)

    def ask(self, text: bytes, values: Sequence[Any], *, begins: bool) -> Answer:
        """Send a statement and wait for its answer; `begins` says that it belongs to a transaction.

        Raises the driver's errors, also for what was sent along, and what `hear` of that raises.
        """
        return self._exchange(self._ready(text, values), begins=begins)

    def send_along(self, text: bytes, values: Sequence[Any], hear: Hear | None) -> None:
        """Have a statement sent with the next one or the commit; `hear` may then raise."""
        self._waiting.append(self._ready(text, values, hear))

    def send_waiting(self, *, begins: bool) -> None:
        """Send what waits, because its answer is needed or what comes next is sent by somebody else."""
        if self._waiting:
            self._exchange(begins=begins)

    def commit(self) -> None:
        """Send what waits, with the commit itself unless somebody must hear of it first; undo all where that fails."""
        if not self._waiting:
            return
        try:
            if any(each.hear for each in self._waiting):
                self._exchange(begins=True)
            else:
                # What is sent in one go stands or falls together, also where no transaction was begun.
                self._exchange(begins=False, commits=not self._is_idle())
        except BaseException:
            self.roll_back()  # who fails to commit is not asked to roll back
            raise

    def wait_for_no_disk(self) -> None:
        """Have the transaction that runs, if one does, committed without waiting for the disk."""
        if self._waiting or not self._is_idle():
            self._waiting.append(self._ready(b"SELECT set_config('synchronous_commit', 'off', true)", ()))

    def is_at_rest(self) -> bool:
        """Whether nothing has begun and nothing waits to be sent."""
        return self._is_idle() and not self._waiting

    def is_spoken_to(self) -> bool:
        """Whether the server says something unasked, as it does when it leaves."""
        return bool(self._incoming.poll(0))

    def forget_names(self) -> None:
        """The server was made to forget every statement: they are prepared anew when they are next sent."""
        for known in self._known.values():
            known.name = b""

    def roll_back(self) -> None:
        """Undo the transaction, and with it what waits."""
        self._waiting.clear()
        if self._server.transaction_status in _BEGUN:
            self._server.exec_(b"ROLLBACK")

    def _ready(self, text: bytes, values: Sequence[Any], hear: Hear | None = None) -> _Ready:
        known = self._known.get(text)
        if known is None:
            known = self._known[text] = _Known(text, Transformer(self._driver))
        # As text, so that the server decides by the statement alone of which type a value is.
        return _Ready(known, known.reader.dump_sequence(values, [PyFormat.TEXT] * len(values)), hear)

    def _is_idle(self) -> bool:
        return self._server.transaction_status == TransactionStatus.IDLE

    def _exchange(self, *last: _Ready, begins: bool, commits: bool = False) -> Answer:
        """Send what waits and `last`, in one go, and take in the answers; gives the last one."""
        ready, self._waiting = [*self._waiting, *last], []
        was_idle = self._is_idle()
        begins = begins and was_idle
        try:
            results = self._results(ready, begins=begins, commits=commits)
        except InvalidSqlStatementName:
            # Something made the server forget its statements. Where nothing went before, all of this is sent once more.
            self.forget_names()
            if not was_idle:
                raise
            self.roll_back()
            results = self._results(ready, begins=begins, commits=commits)
        answers = [Answer(result, each.known.reader) for result, each in zip(results, ready, strict=True)]
        for answer, each in zip(answers, ready, strict=True):
            if each.hear is not None:
                each.hear(answer)
        return answers[-1]

    def _results(self, ready: Sequence[_Ready], *, begins: bool, commits: bool) -> list[PGresult]:
        """What the server says to each; raise the first error."""
        for each in ready:
            self._prepare(each.known)
        if not begins and not commits and len(ready) == 1:
            return [_sound(self._server.exec_prepared(ready[0].known.name, ready[0].values))]
        self._server.enter_pipeline_mode()
        try:
            self._send(ready, begins=begins, commits=commits)
            results = [self._next() for _ in range(begins + len(ready) + commits)]
            self._next()  # that of the end of what was sent
            self._server.exit_pipeline_mode()
        except BaseException:
            # Nobody knows what is still on its way: the connection is of no more use.
            self._driver.close()
            raise
        for result in results:
            _sound(result)
        return results[begins : begins + len(ready)]

    def _send(self, ready: Iterable[_Ready], *, begins: bool, commits: bool) -> None:
        server = self._server
        if begins:
            server.send_query_params(b"BEGIN", None)
        for each in ready:
            server.send_query_prepared(each.known.name, each.values)
        if commits:
            server.send_query_params(b"COMMIT", None)
        server.pipeline_sync()
        while server.flush():
            self._either.poll()
            server.consume_input()

    def _next(self) -> PGresult:
        server = self._server
        while server.is_busy():
            self._incoming.poll()
            server.consume_input()
        result = server.get_result()
        if result is None:
            raise OperationalError(server.get_error_message())
        if result.status != ExecStatus.PIPELINE_SYNC:
            while server.is_busy():
                self._incoming.poll()
                server.consume_input()
            server.get_result()  # nothing: one statement has one answer
        return result

    def _prepare(self, known: _Known) -> None:
        if not known.name:
            name = b"market_%d" % next(_names)
            _sound(self._server.prepare(name, known.text))
            known.name = name


def _sound(result: PGresult) -> PGresult:
    """The result; raise the driver's error that it stands for."""
    if result.status in _DONE:
        return result
    if not result.error_field(DiagnosticField.SQLSTATE):  # said by the library itself: the server is gone
        raise OperationalError(result.get_error_message())
    raise error_from_result(result)


def wire_of(connection: Connection) -> Wire:
    """The wire of a connection; as long as the driver's own connection lives, it is the same."""
    fairy = connection.connection
    wire = fairy.info.get("wire")
    if wire is None:
        wire = fairy.info["wire"] = Wire(cast("Driver[Any]", fairy.dbapi_connection))
    return cast(Wire, wire)


def refuse(
    connection: Connection, fault: Error, statement: str | None = None, values: Sequence[Any] | None = None
) -> NoReturn:
    """Raise the driver's error as SQLAlchemy's, which also knows a lost connection by it."""
    connection._handle_dbapi_exception(fault, statement, cast(Any, values), None, None)  # noqa: SLF001


def prepare_for_wires(engine: Engine) -> None:
    """Have what waits sent before anything else is, with the commit, or not at all."""
    event.listen(engine, "before_cursor_execute", _send_waiting)
    event.listen(engine, "commit", _commit)
    event.listen(engine, "rollback", _roll_back)
    event.listen(engine, "rollback_savepoint", _roll_back_to_savepoint)
    event.listen(engine, "reset", _reset)


def send_waiting(connection: Connection) -> None:
    """Have sent what waits on a connection; raise SQLAlchemy's errors, and what who hears of it raises."""
    try:
        wire_of(connection).send_waiting(begins=connection.in_transaction())
    except Error as fault:
        refuse(connection, fault)


def _send_waiting(connection: Connection, cursor: Any, *_rest: Any) -> None:
    # A prepared statement has no cursor: it goes out with what waits.
    if cursor is not None and "wire" in connection.connection.info:
        send_waiting(connection)


def _commit(connection: Connection) -> None:
    if "wire" in connection.connection.info:
        try:
            wire_of(connection).commit()
        except Error as fault:
            refuse(connection, fault)


def _roll_back(connection: Connection) -> None:
    """End the transaction so that the driver's prepared statements live on.

    The driver forgets them at its own rollback, and these with them: each would be parsed and planned anew. It finds
    nothing left to roll back here. A lost connection has nothing.
    """
    if not connection.invalidated:
        wire_of(connection).roll_back()


def _roll_back_to_savepoint(connection: Connection, *_rest: Any) -> None:
    # After it the driver sends DEALLOCATE ALL, in case what it knows was made since.
    wire_of(connection).forget_names()


def _reset(driver: Any, record: ConnectionPoolEntry, _state: PoolResetState) -> None:
    # As at a rollback: what comes back to the pool with a transaction is not left to the driver.
    if "wire" in record.info and not driver.closed:
        record.info["wire"].roll_back()
