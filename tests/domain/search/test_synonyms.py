"""Staff say what else things are called; search knows it at once, and the audit trail knows who said it."""

import pytest

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.search.actions import delete_synonym, reindex_all, save_synonym
from marketplace.domain.search.errors import AlreadySynonyms, NameTooLong, SynonymNotThere, TooFewNames
from marketplace.domain.search.queries import search, synonym_by_id, synonyms
from marketplace.domain.search.rules import Filters, Synonyms
from tests.people import a_booth, a_person, on_sale


@pytest.fixture
def organizer(app):
    return a_person("Lê Thị Ngọc", role="organizer")


@pytest.fixture
def shelf(app):
    on_sale(a_booth(), name="Mắm cà")
    reindex_all()


def names(text):
    found = search(text, filters=Filters())
    return [] if found.is_near else [card.name for card in found.hits]


def test_a_new_name_finds_at_once_and_no_longer_once_it_is_gone(shelf, organizer):
    assert names("dưa mắm") == []
    synonym = save_synonym(None, words="mắm cà,  dưa  mắm", by=organizer)
    assert synonym.words == "mắm cà, dưa mắm"
    assert names("dưa mắm") == names("dua mam") == ["Mắm cà"]
    save_synonym(synonym, words="mắm cà, cà muối mặn", by=organizer)
    assert names("ca muoi man") == ["Mắm cà"]
    delete_synonym(synonym, by=organizer)
    assert names("cà muối mặn") == []


def test_who_said_it_stands_in_the_audit_trail(organizer):
    synonym = save_synonym(None, words="ném, hành tăm", by=organizer)
    number = synonym.id
    delete_synonym(synonym, by=organizer)
    entries = db.session.query(AuditEntry).filter(AuditEntry.action.startswith("synonym")).order_by(AuditEntry.seq)
    assert [(each.action, each.person_id, each.subject) for each in entries] == [
        ("synonym.saved", organizer.id, f"synonym:{number}"),
        ("synonym.deleted", organizer.id, f"synonym:{number}"),
    ]


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        ("ném", TooFewNames), ("ném, NEM", TooFewNames), (", ,", TooFewNames), ("a b c d e, f", NameTooLong),
        ("x" * 41 + ", y", NameTooLong), ("củ nén, ném", AlreadySynonyms),
    ],
)  # fmt: skip
def test_a_group_that_says_nothing_new_is_refused(organizer, words, refusal):
    save_synonym(None, words="củ nén, ném", by=organizer)
    with pytest.raises(refusal):
        save_synonym(None, words=words, by=organizer)
    db.session.rollback()


def test_only_organizers_say_what_things_are_called(organizer):
    with pytest.raises(ForOrganizers):
        save_synonym(None, words="ném, hành tăm", by=a_person("Người mua"))
    with pytest.raises(SynonymNotThere):
        synonym_by_id(987654321)


def test_groups_stand_in_the_order_of_the_alphabet(organizer):
    for words in ("ớt, chilli", "đậu, bean", "dừa, coconut"):
        save_synonym(None, words=words, by=organizer)
    assert [each.words for each in synonyms()] == ["dừa, coconut", "đậu, bean", "ớt, chilli"]


def test_the_longest_name_counts():
    known = Synonyms(["trà, chè", "chè vằng, lá vằng"])
    assert known.widened(["che", "vang", "che"]) == [("che vang", "la vang"), ("che", "tra")]
