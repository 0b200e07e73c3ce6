"""Every letter that may be switched off carries its own way out, and the way out ends just that."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter, _message_of
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.queries import has_refused
from marketplace.domain.notices import actions
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.errors import WayOutNotThere
from marketplace.domain.notices.models import LetterRefusal
from marketplace.domain.notices.queries import choices_of, readers_of
from marketplace.domain.notices.rules import KINDS, SWITCHABLE
from marketplace.domain.notices.ways_out import ASKING, GUEST, LIVE, WayOut, way_out_behind
from tests.buying import a_delivery, buy
from tests.domain.notices.test_page_notices import SAID, join
from tests.domain.reviews.stage import delivered
from tests.people import a_booth, on_sale

GUEST_ADDRESS = "guest@example.vn"


def letters(key: str = "") -> list[Letter]:
    return list(db.session.scalars(select(Letter).where(Letter.key.startswith(key)).order_by(Letter.id)))


def way_in(letter: Letter) -> WayOut:
    """The way out that mail programs find in the header, which also stands in the words."""
    message = _message_of(letter)
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = message["List-Unsubscribe"].strip("<>")
    assert any(line.endswith(f": {address}") and line.startswith("Thôi nhận") for line in letter.text.splitlines())
    assert address in letter.html
    return way_out_behind(address.rpartition("/")[2])


@transactional
def told(booth, kind):
    words = {"subject": "Tin mới", "sentence": "Có việc.", "reason": "", "booth": booth}
    tell_booth(booth, kind, key="x:1", path="/seller/", letter="booth_decided", **words)


TOLD = [kind for kind in KINDS if KINDS[kind].has_letter and kind not in ("announcement", "important")]


@pytest.mark.parametrize("kind", TOLD)
def test_what_may_be_switched_off_says_how_and_what_binds_does_not(booth, minh, lan, kind):
    join(booth, lan, "manager")
    if kind in SWITCHABLE:
        actions.choose_notices(booth, kind, by=lan, in_page=True, by_letter=True)
    told(booth, kind)
    written = letters("x:")
    assert {letter.to for letter in written} == {booth.email, *([lan.email] if kind in SWITCHABLE else [])}
    for letter in written:
        if kind not in SWITCHABLE:
            assert "List-Unsubscribe" not in _message_of(letter)
            assert "/hooks/letters/" not in letter.text
            continue
        way = way_in(letter)
        assert way == WayOut(kind, lan.id if letter.to == lan.email else 0, booth.id)
        actions.end_letters(way)
        actions.end_letters(way)
        assert letter.to not in [reader.to for reader in readers_of(booth, kind)]


def test_a_member_ends_their_own_copies_only(booth, minh, lan):
    join(booth, lan, "manager")
    actions.choose_notices(booth, "review", by=lan, in_page=True, by_letter=True)
    actions.choose_notices(booth, "question", by=lan, in_page=False, by_letter=True)
    actions.end_letters(WayOut("review", lan.id, booth.id))
    assert [reader.to for reader in readers_of(booth, "review")] == [booth.email]
    assert lan.email in [reader.to for reader in readers_of(booth, "question")]
    actions.end_letters(WayOut("question", lan.id, booth.id))
    assert choices_of(lan, booth)["question"].in_page is False


def test_an_announcement_ends_for_the_person_and_an_important_one_does_not(booth, minh, ngoc):
    a_booth(minh, name="Gian thứ hai")
    actions.announce(_said(by_letter=True), by=ngoc)
    [letter] = letters("announcement:")
    actions.end_letters(way_in(letter))
    actions.announce(_said(by_letter=True), by=ngoc)
    assert len(letters("announcement:")) == 1
    actions.announce(_said(by_letter=True, is_important=True), by=ngoc)
    [_first, important] = letters("announcement:")
    assert "List-Unsubscribe" not in _message_of(important)


def _said(**facts):
    return replace(SAID, **facts)


def test_a_guest_is_asked_for_no_more_reviews_and_remembered_by_no_address(booth):
    goods = on_sale(booth, stock=50)
    delivered(goods, delivery=a_delivery(email=GUEST_ADDRESS))
    with clock.frozen(clock.now() + timedelta(days=5)):
        actions.ask_for_reviews()
        [letter] = letters("review-asked:")
        way = way_in(letter)
        assert way.kind == GUEST
        actions.end_letters(way)
        actions.end_letters(way)
    delivered(goods, delivery=a_delivery(email=GUEST_ADDRESS.upper()))
    with clock.frozen(clock.now() + timedelta(days=5)):
        actions.ask_for_reviews()
        assert len(letters("review-asked:")) == 1
    [kept] = db.session.scalars(select(LetterRefusal))
    assert GUEST_ADDRESS.partition("@")[0] not in kept.fingerprint


def test_somebody_with_an_account_refuses_as_on_the_account_page(booth, lan):
    delivered(on_sale(booth), by=lan)
    with clock.frozen(clock.now() + timedelta(days=5)):
        actions.ask_for_reviews()
    [letter] = letters("review-asked:")
    assert way_in(letter) == WayOut(ASKING, lan.id)
    actions.end_letters(way_in(letter))
    assert has_refused(lan.id, "review_letters")


def test_letters_about_a_purchase_carry_no_way_out(booth):
    buy(on_sale(booth), delivery=a_delivery(email=GUEST_ADDRESS))
    written = letters("")
    assert written
    for letter in written:
        assert "List-Unsubscribe" not in _message_of(letter), letter.key
        assert "/hooks/letters/" not in letter.text


def test_a_way_out_speaks_the_language_of_the_letter(booth, lan):
    assert WayOut(ASKING, lan.id).address("en").startswith(WayOut(ASKING, lan.id).address("vi")[:8])
    assert "/en/hooks/letters/" in WayOut(ASKING, lan.id).address("en")


@pytest.mark.parametrize(
    "key",
    ["", "-", "1", "1-", "1-abc", "x-abc", "٣-abc", "9" * 40 + "-a", "1-abc-def", "asking.1-abc", "order.1.1-abc"],
)
def test_a_link_that_we_did_not_make_finds_nobody(app, key):
    with pytest.raises(WayOutNotThere):
        way_out_behind(key)


@pytest.mark.parametrize(
    "way", [WayOut(LIVE, 7), WayOut(ASKING, 7), WayOut(GUEST, fingerprint="a" * 26), WayOut("review", 3, 9)]
)
def test_a_key_leads_back_to_what_it_was_made_for_and_to_nothing_else(app, way):
    assert way_out_behind(way.key) == way
    subject, _dash, secret = way.key.rpartition("-")
    with pytest.raises(WayOutNotThere):
        way_out_behind(f"{subject}1-{secret}")


def test_who_follows_a_link_that_lost_letters_is_told_what_to_do(client):
    answer = client.get("/hooks/letters/1-abc", headers={"Accept": "text/html,*/*;q=0.8"})
    assert answer.status_code == 404
    assert "Đường dẫn này không đúng hoặc bị thiếu chữ. Xin mở lại từ thư." in answer.text
    assert "<h1>" in answer.text


def test_no_way_out_ends_what_binds(app):
    with pytest.raises(WayOutNotThere):
        way_out_behind(WayOut("order", 0, 1).key)


def test_the_page_behind_the_link_asks_first_and_works_signed_out(client, booth, minh):
    key = WayOut("review", 0, booth.id).key
    page = client.get(f"/en/hooks/letters/{key}", follow_redirects=True)
    assert "Stop letters of this kind?" in page.text
    assert readers_of(booth, "review")
    done = client.post(f"/en/follows/letters/{key}")
    assert "You get no more letters of this kind" in done.text
    assert not readers_of(booth, "review")


def test_a_mail_program_ends_any_kind_by_one_post(client, booth, minh):
    key = WayOut("question", 0, booth.id).key
    mail = client.application.test_client(use_cookies=False)
    answer = mail.post(
        f"/hooks/letters/{key}", data={"List-Unsubscribe": "One-Click"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert answer.status_code == 204
    assert not readers_of(booth, "question")
