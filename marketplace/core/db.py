"""The database: one declarative base, column types that SQLite and PostgreSQL store alike, engine settings."""

from __future__ import annotations

from contextvars import ContextVar
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any, cast

from flask import g
from flask_sqlalchemy import SQLAlchemy
from flask_sqlalchemy.session import Session
from sqlalchemy import (
    JSON,
    BigInteger,
    BindParameter,
    Boolean,
    Connection,
    Date,
    DateTime,
    Dialect,
    Engine,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    bindparam,
    event,
    inspect,
    literal,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import DeclarativeBase, mapped_column, registry
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator

from marketplace.core.wire import prepare_for_wires

# Named constraints are what makes later batch migrations on SQLite possible.
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}


class Moment(TypeDecorator[datetime]):
    """A moment in UTC; refuses naive values on the way in, gives aware ones on the way out."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn any aware moment into UTC."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a moment needs a time zone")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002
        """Give the moment back in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


Json = JSON().with_variant(JSONB(), "postgresql")
Id = Annotated[int, mapped_column(BigInteger, primary_key=True)]
Dong = Annotated[int, mapped_column(BigInteger)]


class Base(DeclarativeBase):
    """What every table of the market shares: STRICT on SQLite, named constraints, UTC moments."""

    # Flask-SQLAlchemy makes a second base from this one; a shared registry is what both can stand on.
    registry = registry(
        metadata=MetaData(naming_convention=NAMING),
        type_annotation_map={int: BigInteger, datetime: Moment, date: Date, str: Text, dict[str, Any]: Json},
    )
    __table_args__: Any = {"sqlite_strict": True}


def table_args(*constraints: Any, **options: Any) -> tuple[Any, ...]:
    """`__table_args__` of a table with constraints, keeping it STRICT on SQLite."""
    return (*constraints, {"sqlite_strict": True, **options})


# Whether reads stand alone, without a transaction around them (`core/reading.py`).
reads_alone: ContextVar[bool] = ContextVar("reads_alone", default=False)


def release_connection() -> None:
    """Give back the connection that this context has beside its session (`core/hold.py`)."""
    own: Connection | None = g.pop("own", None)
    if own is not None:
        own.close()


class _Session(Session):
    def get_bind(self, *args: Any, **options: Any) -> Engine | Connection:
        """The engine of the market, without transactions where reads stand alone; in an action what that runs on."""
        lent: Connection | None = g.get("lent")
        if lent is not None:
            return lent
        bind = super().get_bind(*args, **options)
        if reads_alone.get():
            return each_alone(bind) if isinstance(bind, Engine) else bind
        # Two connections for each of many threads could be all there are, each thread waiting for its second one.
        release_connection()
        return bind


# Who joins an action's connection (`core/hold.py`) ends its transaction too.
_OPTIONS = {"class_": _Session, "join_transaction_mode": "control_fully"}

db = SQLAlchemy(model_class=Base, disable_autonaming=True, session_options=_OPTIONS)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@compiles(BigInteger, "sqlite")
@compiles(Integer, "sqlite")
@compiles(Boolean, "sqlite")
def _integer_of_sqlite(_type: Any, _compiler: Any, **_: Any) -> str:
    return "INTEGER"


@compiles(String, "sqlite")
@compiles(Text, "sqlite")
@compiles(DateTime, "sqlite")
@compiles(Date, "sqlite")
@compiles(JSON, "sqlite")
def _text_of_sqlite(_type: Any, _compiler: Any, **_: Any) -> str:
    return "TEXT"


@compiles(Float, "sqlite")
def _real_of_sqlite(_type: Any, _compiler: Any, **_: Any) -> str:
    return "REAL"


@compiles(LargeBinary, "sqlite")
def _blob_of_sqlite(_type: Any, _compiler: Any, **_: Any) -> str:
    return "BLOB"


# A plan made while a table was small looks it through from end to end, and goes on doing so until PostgreSQL has
# counted the table again: on the first evening of a market that is thousands of orders later.
CONNECTION_SECONDS = 60


def engine_options(url: str) -> dict[str, Any]:
    """Engine settings per database; the pool is bounded because a hot row is slower with more clients."""
    if url.startswith("sqlite"):
        return {"connect_args": {"timeout": 30}}
    settings = (
        "-c lock_timeout=3000 -c statement_timeout=10000 -c idle_in_transaction_session_timeout=15000 "
        # A list joins ten tables: planning it again for its values costs twice what running it does. A plan then lives
        # as long as its connection (`CONNECTION_SECONDS`).
        "-c plan_cache_mode=force_generic_plan "
        # What shoppers ask for lies in memory. Were a page of an index as dear as on a turning disk (4), a plan would
        # read whole tables for one cart.
        "-c random_page_cost=1.1"
    )
    return {
        "pool_size": 6,
        "max_overflow": 2,
        "pool_pre_ping": False,
        "pool_recycle": CONNECTION_SECONDS,
        "pool_use_lifo": True,
        "connect_args": {"options": settings, "connect_timeout": 5, "prepare_threshold": 2},
    }


@lru_cache(maxsize=8)
def each_alone(engine: Engine) -> Engine:
    """The same connections, with no transaction around what is asked."""
    if engine.dialect.name == "sqlite":
        return engine.execution_options(reads_alone=True)
    return engine.execution_options(isolation_level="AUTOCOMMIT")


def prepare_engine(engine: Engine) -> None:
    """Hook on what a connection needs beyond its options."""
    if engine.dialect.name != "sqlite":
        prepare_for_wires(engine)
        return
    event.listen(engine, "connect", _set_up_sqlite)
    event.listen(engine, "begin", _begin_sqlite)


def _set_up_sqlite(connection: Any, _entry: ConnectionPoolEntry) -> None:
    # The driver's own transaction handling begins too late; `_begin_sqlite` does it instead.
    connection.isolation_level = None
    # Write-ahead logging can corrupt before SQLite 3.51.3, hence the rollback journal.
    for pragma in ("foreign_keys=ON", "busy_timeout=30000", "synchronous=FULL", "journal_mode=TRUNCATE"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("reads_alone"):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")


def insert_of(database: str, model: type[Base]) -> Any:
    """An INSERT that knows ON CONFLICT as this database ("postgresql" or "sqlite") does, both in the same words."""
    return (postgresql.insert if database == "postgresql" else sqlite.insert)(cast(Table, model.__table__))


def insert_once(model: type[Base], **values: Any) -> bool:
    """Insert a row unless one with the same unique key is there; say whether this call inserted it."""
    connection = db.session.connection()
    # A row count is not to be had from every driver for such a statement; a returned row is.
    wanted = insert_of(connection.dialect.name, model).values(**values).on_conflict_do_nothing()
    return connection.execute(wanted.returning(literal(1))).first() is not None


def lock_row(row: Base) -> None:
    """Read the columns of a row anew and keep others from changing it until the transaction ends.

    Only the columns: what was loaded along by outer joins would come again, and PostgreSQL locks no outer join.
    """
    columns = inspect(type(row)).column_attrs.keys()
    db.session.refresh(row, attribute_names=columns, with_for_update=True)


def in_plain_sight(value: Any) -> BindParameter[Any]:
    """A value, or a list of them, written into the statement, so that PostgreSQL plans for it.

    What is sent beside a statement is planned for unseen (`force_generic_plan`): as if every booth, programme and
    stretch of days had as few rows as any other. For numbers and days that the market chose.
    """
    return bindparam(None, value, unique=True, literal_execute=True, expanding=isinstance(value, list))
