"""`transactional`: the outermost action is the transaction, inner ones join it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import ParamSpec, TypeVar

from marketplace.core.db import reads_alone
from marketplace.core.errors import SwallowedRefusal
from marketplace.core.hold import begin_action, commit_action, undo_action

P = ParamSpec("P")
R = TypeVar("R")


@dataclass
class _Work:
    """One running transaction: what to do after it commits, the refusal that dooms it, and whether it must last."""

    afterwards: list[Callable[[], None]] = field(default_factory=list)
    doom: BaseException | None = None
    is_durable: bool = False


_work: ContextVar[_Work | None] = ContextVar("work", default=None)


def transactional(action: Callable[P, R]) -> Callable[P, R]:
    """Make `action` one transaction, or part of the one already running.

    The outermost action commits; whatever it raises undoes everything. A refusal of an inner action that an
    outer one swallows fails the outer one with SwallowedRefusal, because half a change must not be kept.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction():
            return action(*args, **kwargs)

    return run


def transactional_not_durable(action: Callable[P, R]) -> Callable[P, R]:
    """As `transactional`, for what may be lost should the database server crash within the second (decision 0026).

    Its commit waits for no disk on PostgreSQL, unless it is part of a transaction in which anything must last.
    """

    @wraps(action)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        with transaction(durable=False):
            return action(*args, **kwargs)

    return run


@contextmanager
def transaction(*, durable: bool = True) -> Iterator[None]:
    """The block form of `transactional`; raise LookupError inside `reading_alone`."""
    outer = _work.get()
    if outer is not None:
        outer.is_durable |= durable
        with _joined(outer):
            yield
        return
    work = _Work(is_durable=durable)
    token = _work.set(work)
    try:
        with _committed(work):
            yield
    finally:
        _work.reset(token)
    for call in work.afterwards:
        call()


def after_commit(call: Callable[[], None]) -> None:
    """Run `call` once the running transaction has committed, never when it is undone.

    Raises LookupError outside a transaction.
    """
    work = _work.get()
    if work is None:
        raise LookupError("no transaction is running")
    work.afterwards.append(call)


def in_transaction() -> bool:
    """Whether an action is running."""
    return _work.get() is not None


@contextmanager
def _joined(outer: _Work) -> Iterator[None]:
    try:
        yield
    except BaseException as refusal:
        outer.doom = outer.doom or refusal
        raise


@contextmanager
def _committed(work: _Work) -> Iterator[None]:
    if reads_alone.get():
        raise LookupError("each statement stands alone here: an action would be done by halves")
    begin_action()
    try:
        yield
        if work.doom is not None:
            raise SwallowedRefusal("an inner action was refused and the outer one went on") from work.doom
        commit_action(durable=work.is_durable)
    except BaseException:
        undo_action()
        raise
