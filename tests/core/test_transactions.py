"""The outermost action is the transaction; a change is kept whole or not at all."""

import contextlib

import pytest
from sqlalchemy import func, select

from marketplace.core.db import db
from marketplace.core.errors import Refusal, SwallowedRefusal
from marketplace.core.transactions import after_commit, transaction, transactional
from marketplace.core.versions import Version


class Unwelcome(Refusal):
    pass


@transactional
def note(name: str, *, refuse: bool = False) -> None:
    db.session.add(Version(name=name, number=1))
    db.session.flush()
    if refuse:
        raise Unwelcome


def noted() -> set[str]:
    return set(db.session.scalars(select(Version.name)))


def test_an_action_is_kept(app):
    note("a")
    assert noted() == {"a"}


def test_a_refused_action_leaves_nothing(app):
    with pytest.raises(Unwelcome):
        note("a", refuse=True)
    assert noted() == set()


def test_an_inner_action_joins_the_outer_one(app):
    @transactional
    def both():
        note("inner")
        raise Unwelcome

    with pytest.raises(Unwelcome):
        both()
    assert noted() == set()


def test_an_outer_action_that_swallows_a_refusal_is_refused_itself(app):
    @transactional
    def careless():
        note("kept?")
        with contextlib.suppress(Unwelcome):
            note("inner", refuse=True)

    with pytest.raises(SwallowedRefusal):
        careless()
    assert noted() == set()


def test_what_follows_the_commit_follows_only_the_commit(app):
    heard = []
    with transaction():
        after_commit(lambda: heard.append(db.session.scalar(select(func.count()).select_from(Version))))
        note("a")
        assert heard == []
    assert heard == [1]
    with pytest.raises(Unwelcome), transaction():
        after_commit(lambda: heard.append("never"))
        raise Unwelcome
    assert heard == [1]


def test_nothing_can_follow_a_commit_that_is_not_coming(app):
    with pytest.raises(LookupError):
        after_commit(lambda: None)
