"""A booth's people are told in the page, each once; what binds the booth is always told, the rest as each one likes."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.letters import Letter
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.errors import BoothNotThere, ForOrganizers
from marketplace.domain.booths.models import Membership
from marketplace.domain.complaints.actions import Complainant, complain
from marketplace.domain.notices import actions
from marketplace.domain.notices.errors import (
    EndsBeforeItBegins,
    NoticeNotThere,
    NotSwitchable,
    TextMissing,
    UnknownAudience,
)
from marketplace.domain.notices.invariants import INVARIANTS
from marketplace.domain.notices.models import PageNotice
from marketplace.domain.notices.queries import MOST_COUNTED, announcements, bell_of, notices_of
from marketplace.domain.notices.rules import KINDS
from marketplace.domain.notices.words import KIND_WORDS
from marketplace.domain.reviews.actions import ask_question
from tests.buying import buy, purchase_of
from tests.people import CAM_LO, a_booth, a_category, a_person, on_sale

SAID = actions.Said(title="Nghỉ Tết", text="Đơn vị vận chuyển nghỉ ba ngày.", title_en="Holidays")


def join(booth, person, role):
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=person.id, role=role, since=clock.now()))


def kinds_told(person, booth) -> list[str]:
    return [notice.kind for notice in notices_of(person, booth, limit=50)[0]]


def letters_to(address) -> int:
    return db.session.query(Letter).filter_by(to=address).count()


def test_every_kind_has_a_name():
    assert set(KIND_WORDS) == set(KINDS)


def test_a_new_order_is_told_once_to_everybody_who_works_on_it(booth, minh, lan):
    join(booth, lan, "packer")
    goods = on_sale(booth)
    purchase = purchase_of(buy(goods))
    actions.tell_booths_of_orders(purchase.id)
    for person in (minh, lan):
        assert kinds_told(person, booth) == ["order"]
        assert bell_of(person, booth).count == 1
    notice = notices_of(minh, booth, limit=1)[0][0]
    assert (notice.path, notice.about) == (f"/seller/orders/{purchase.orders[0].code}", purchase.orders[0].code)


def test_whoever_never_opens_the_bell_sees_that_there_is_more_and_what_is_important(booth, minh, ngoc):
    actions.announce(actions.Said(title="Gấp", text="Gấp.", is_important=True), by=ngoc)
    with transaction():
        facts = {"person_id": minh.id, "booth_id": booth.id, "kind": "order", "at": clock.now()}
        db.session.add_all(PageNotice(key=f"order-{n}", **facts) for n in range(MOST_COUNTED + 20))
    bell = bell_of(minh, booth)
    assert (bell.count, bell.is_full, bell.is_important) == (MOST_COUNTED, True, True)
    actions.read_all_notices(booth, by=minh)
    assert not bell_of(minh, booth).is_full


def test_a_packer_hears_of_orders_and_not_of_questions(booth, minh, lan):
    join(booth, lan, "packer")
    ask_question(on_sale(booth).product, by=a_person(), text="Có cay không?")
    assert kinds_told(minh, booth) == ["question"]
    assert kinds_told(lan, booth) == []


def test_a_complaint_is_told_without_naming_who_or_which_order(booth, minh, hoa):
    complain(booth, reason="conduct", text="Gọi mãi không ai nghe máy.", who=Complainant(person=hoa))
    (notice,), _count = notices_of(minh, booth, limit=5)
    assert (notice.kind, notice.about, notice.path) == ("complaint", "", "/seller/")


def test_each_member_switches_page_and_letter_by_themselves(booth, minh, lan):
    join(booth, lan, "manager")
    product = on_sale(booth).product
    actions.choose_notices(booth, "question", by=minh, in_page=False, by_letter=True)
    actions.choose_notices(booth, "question", by=lan, in_page=True, by_letter=True)
    ask_question(product, by=a_person(), text="Có cay không?")
    assert (kinds_told(minh, booth), kinds_told(lan, booth)) == ([], ["question"])
    assert (letters_to(booth.email), letters_to(lan.email)) == (1, 1)
    actions.choose_notices(booth, "question", by=minh, in_page=True, by_letter=False)
    actions.choose_notices(booth, "question", by=lan, in_page=False, by_letter=False)
    ask_question(product, by=a_person(), text="Có mặn không?")
    assert (kinds_told(minh, booth), kinds_told(lan, booth)) == (["question"], ["question"])
    assert (letters_to(booth.email), letters_to(lan.email)) == (1, 1)


def test_what_binds_the_booth_cannot_be_switched_off(booth, minh, hoa):
    for kind in ("order", "return", "booth", "complaint", "important", "nothing"):
        with pytest.raises(NotSwitchable):
            actions.choose_notices(booth, kind, by=minh, in_page=False, by_letter=False)
    with pytest.raises(BoothNotThere):
        actions.choose_notices(booth, "question", by=hoa, in_page=False, by_letter=False)


def test_reading_is_each_persons_own(booth, minh, lan, hoa):
    join(booth, lan, "manager")
    buy(on_sale(booth))
    (notice,), _count = notices_of(minh, booth, limit=5)
    for other in (lan, hoa):
        with pytest.raises(NoticeNotThere):
            actions.read_notice(booth, notice.id, by=other)
    assert actions.read_notice(booth, notice.id, by=minh).startswith("/seller/orders/")
    first = db.session.get(PageNotice, notice.id, populate_existing=True).read_at
    actions.read_notice(booth, notice.id, by=minh)
    assert db.session.get(PageNotice, notice.id, populate_existing=True).read_at == first
    assert (bell_of(minh, booth).count, bell_of(lan, booth).count) == (0, 1)
    actions.read_all_notices(booth, by=lan)
    assert bell_of(lan, booth).count == 0


def test_an_announcement_reaches_each_person_once_and_its_letter_too(booth, minh, ngoc):
    second = a_booth(minh, name="Gốm Đakrông")
    announcement = actions.announce(actions.Said(**{**SAID.__dict__, "by_letter": True}), by=ngoc)
    actions.tell_of_announcement(announcement.id)
    actions.carry_announcements()
    told = [kinds_told(minh, each) for each in (booth, second)]
    assert sorted(told) == [[], ["announcement"]]
    assert letters_to(minh.email) == 1
    tú = a_person("Trần Anh Tú")
    join(booth, tú, "packer")
    actions.carry_announcements()
    assert kinds_told(tú, booth) == ["announcement"], "who comes later hears what still holds"
    ((each,), _count) = announcements(limit=5)
    assert (each.told, each.read) == (2, 0)
    with clock.frozen(clock.now() + timedelta(minutes=1)):
        actions.read_all_notices(booth, by=tú)
        assert announcements(limit=5)[0][0].read == 1


def test_a_big_audience_is_told_a_portion_at_a_time(booth, minh, ngoc, monkeypatch):
    monkeypatch.setattr("marketplace.domain.notices.actions.announcing.AT_ONCE", 2)
    people = [a_person() for _each in range(5)]
    for person in people:
        join(booth, person, "packer")
    actions.announce(SAID, by=ngoc)
    assert [bell_of(person, booth).count for person in (minh, *people)] == [1] * 6


@pytest.mark.parametrize("audience", ["category", "commune"])
def test_an_announcement_is_for_its_audience_alone(booth, minh, rival_booth, hoa, ngoc, audience):
    on_sale(rival_booth)
    shelf = a_category()
    whom = {"category": str(shelf.id), "commune": CAM_LO}[audience]
    actions.announce(actions.Said(title="Hạn nộp", text="Trước thứ sáu.", audience=audience, whom=whom), by=ngoc)
    assert (kinds_told(minh, booth), kinds_told(hoa, rival_booth)) == ([], ["announcement"])


def test_an_announcement_is_shown_in_its_time(booth, minh, ngoc):
    now = clock.now()
    with clock.frozen(now) as hands:
        said = {"from_at": now + timedelta(hours=1), "until_at": now + timedelta(hours=3)}
        announcement = actions.announce(actions.Said(title="Bảo trì", text="Một giờ.", **said), by=ngoc)
        actions.carry_announcements()
        assert kinds_told(minh, booth) == []
        hands.move(hours=2)
        actions.carry_announcements()
        assert bell_of(minh, booth).count == 1
        actions.withdraw_announcement(announcement, by=ngoc)
        assert (bell_of(minh, booth).count, kinds_told(minh, booth)) == (0, [])


def test_what_is_over_is_not_shown(booth, minh, ngoc):
    now = clock.now()
    with clock.frozen(now) as hands:
        actions.announce(actions.Said(title="Hôm nay", text="Thôi.", until_at=now + timedelta(hours=1)), by=ngoc)
        assert bell_of(minh, booth).count == 1
        hands.move(hours=1)
        assert bell_of(minh, booth).count == 0


def test_important_ones_ring_louder_and_cannot_be_switched_off(booth, minh, ngoc):
    actions.choose_notices(booth, "announcement", by=minh, in_page=False, by_letter=False)
    actions.announce(actions.Said(title="Thường", text="Thường.", by_letter=True), by=ngoc)
    assert (bell_of(minh, booth).count, letters_to(minh.email)) == (0, 0)
    actions.announce(actions.Said(title="Gấp", text="Gấp.", is_important=True, by_letter=True), by=ngoc)
    bell = bell_of(minh, booth)
    assert (bell.count, bell.is_important, letters_to(minh.email)) == (1, True, 1)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"title": "  "}, TextMissing),
        ({"text": ""}, TextMissing),
        ({"audience": "moon"}, UnknownAudience),
        ({"audience": "category", "whom": "987654"}, UnknownAudience),
        ({"audience": "campaign", "whom": "x"}, UnknownAudience),
        ({"audience": "commune", "whom": "00000"}, UnknownAudience),
        ({"until_at": clock.now() - timedelta(days=1)}, EndsBeforeItBegins),
    ],
)
def test_what_is_announced_makes_sense(ngoc, change, refusal):
    with pytest.raises(refusal):
        actions.announce(actions.Said(**{**SAID.__dict__, **change}), by=ngoc)


def test_only_organizers_announce(minh):
    with pytest.raises(ForOrganizers):
        actions.announce(SAID, by=minh)


def test_who_is_erased_is_told_nothing_any_more(booth, minh, ngoc):
    buy(on_sale(booth))
    actions.forget_notices_of(minh.id)
    assert db.session.query(PageNotice).filter_by(person_id=minh.id).count() == 0


@pytest.mark.plants_a_fault
def test_each_invariant_sees_its_planted_fault(booth, minh, ngoc):
    switched, carried = INVARIANTS
    actions.choose_notices(booth, "question", by=minh, in_page=False, by_letter=False)
    actions.announce(actions.Said(**{**SAID.__dict__, "by_letter": True}), by=ngoc)
    assert all(finding.holds for finding in examine(INVARIANTS))
    with transaction():
        db.session.execute(text("UPDATE notice_choices SET kind = 'order'"))
        db.session.execute(text("DELETE FROM page_notices"))
    assert not examine([switched])[0].holds
    assert not examine([carried])[0].holds
    assert db.session.get(Person, minh.id) is not None
