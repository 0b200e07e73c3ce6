"""A booth hears in time that a paper ends: three times, and not once a new one is there."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.core.transactions import transaction
from marketplace.domain.notices.actions import remind_of_ending_papers
from marketplace.domain.papers.models import Paper
from marketplace.domain.papers.rules import reminder_due
from tests.people import a_person, on_sale


def a_paper(booth, *, ends_in: int, **facts) -> Paper:
    today = clock.today()
    paper = Paper(
        booth_id=booth.id, kind="food_safety", number="CN-1", issuer="Sở Y tế", issued_on=today - timedelta(days=400),
        expires_on=today + timedelta(days=ends_in), state="checked", brought_at=clock.now(), checked_at=clock.now(),
        checked_by_id=a_person("Ban tổ chức").id,
    )  # fmt: skip
    for name, value in facts.items():
        setattr(paper, name, value)
    with transaction():
        db.session.add(paper)
    return paper


def reminded() -> list[str]:
    return list(db.session.scalars(select(Letter.key).where(Letter.key.startswith("paper-ends:")).order_by(Letter.id)))


def test_letters_go_90_60_and_30_days_ahead_and_each_once(booth):
    number = a_paper(booth, ends_in=100).id
    told = []
    for day in range(102):
        with clock.frozen(clock.now() + timedelta(days=day)):
            before = len(reminded())
            remind_of_ending_papers()
            told += [100 - day] * (len(reminded()) - before)
    assert told == [90, 60, 30]
    assert reminded() == [f"paper-ends:{number}:{days}" for days in (90, 60, 30)]


def test_the_letter_names_the_paper_the_goods_and_where_to_go(booth):
    variant = on_sale(booth, name="Hạt tiêu Cùa")
    a_paper(booth, ends_in=45, product_id=variant.product_id)
    remind_of_ending_papers()
    letter = db.session.scalars(select(Letter).where(Letter.key.startswith("paper-ends:"))).one()
    assert letter.subject == f"Giấy CN-1 hết hạn ngày {clock.today() + timedelta(days=45):%d/%m/%Y}"
    for told in ("Sở Y tế", "Hạt tiêu Cùa", "/seller/papers"):
        assert told in letter.text


@pytest.mark.parametrize(
    "facts",
    [
        {"state": "waiting", "checked_at": None, "checked_by_id": None},
        {"state": "refused", "checked_at": None, "checked_by_id": None},
    ],
)
def test_a_paper_that_was_never_found_true_is_not_missed(booth, facts):
    a_paper(booth, ends_in=10, **facts)
    remind_of_ending_papers()
    assert reminded() == []


def test_a_longer_paper_of_the_same_kind_ends_the_reminders(booth):
    variant = on_sale(booth)
    a_paper(booth, ends_in=20)
    a_paper(booth, ends_in=20, product_id=variant.product_id)
    replaced = {"number": "CN-2", "product_id": variant.product_id}
    a_paper(booth, ends_in=500, **replaced)
    remind_of_ending_papers()
    assert len(reminded()) == 1, "that of the whole booth still ends"


def test_nobody_is_asked_for_a_paper_that_waits_to_be_checked_until_it_is_refused(booth):
    ends = a_paper(booth, ends_in=70).id
    waiting = a_paper(booth, ends_in=900, number="CN-2", state="waiting", checked_at=None, checked_by_id=None)
    remind_of_ending_papers()
    assert reminded() == []
    with transaction():
        waiting.state = "refused"
    remind_of_ending_papers()
    assert reminded() == [f"paper-ends:{ends}:90"], "what fell due in the meantime is told now"


@given(st.integers(-500, 500))
def test_the_nearest_reminder_is_due_and_none_after_the_end(left):
    due = reminder_due(left)
    assert (due is None) == (left < 0 or left > 90)
    assert due is None or left <= due < left + 31
