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
    """One running transaction: what to do after it commits, and the refusal that dooms it."""

    afterwards: list[Callable[[], None]] = field(default_factory=list)
    doom: BaseException | None = None


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


@contextmanager
def transaction() -> Iterator[None]:
    """The block form of `transactional`; raise LookupError inside `reading_alone`."""
    outer = _work.get()
    if outer is not None:
        with _joined(outer):
            yield
        return
    work = _Work()
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
        commit_action()
    except BaseException:
        undo_action()
        raise
