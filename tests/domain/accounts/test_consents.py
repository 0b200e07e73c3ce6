"""A yes or a no per purpose, kept with its time and wording, and never rewritten."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.actions import note_consent
from marketplace.domain.accounts.errors import NoSuchPurpose
from marketplace.domain.accounts.models import Consent
from marketplace.domain.accounts.queries import consents_of, has_refused
from marketplace.domain.accounts.rules import CONSENT_VERSION


def said(person):
    return [(each.purpose, each.is_given) for each in consents_of(person)]


def test_the_last_word_counts_and_every_word_is_kept(lan):
    assert not has_refused(lan.id, "review_letters")
    for given in (False, False, True):
        note_consent(lan.id, "review_letters", given=given)
    assert said(lan) == [("review_letters", True), ("review_letters", False)]
    assert not has_refused(lan.id, "review_letters")
    assert {each.version for each in consents_of(lan)} == {CONSENT_VERSION}


def test_each_purpose_and_each_person_is_asked_apart(lan, hoa):
    note_consent(lan.id, "live_letters", given=False)
    assert has_refused(lan.id, "live_letters")
    assert not has_refused(lan.id, "review_letters")
    assert not has_refused(hoa.id, "live_letters")


def test_nobody_consents_to_what_is_not_asked(lan):
    with pytest.raises(NoSuchPurpose):
        note_consent(lan.id, "everything", given=True)


@pytest.mark.parametrize("change", [update(Consent).values(is_given=False), delete(Consent)])
def test_what_was_said_is_never_rewritten(lan, change):
    note_consent(lan.id, "live_letters", given=True)
    with pytest.raises(DBAPIError), transaction():
        db.session.execute(change)
