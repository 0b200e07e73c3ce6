"""The live page before, during and after: reminders, players of the platforms, what was sold."""

from __future__ import annotations

from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms
from marketplace.domain.livestream.models import Broadcast, Reminder
from marketplace.domain.notices.actions import remind_of_broadcasts
from marketplace.web.storefront.embeds import embed_of
from tests.buying import buy
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.people import on_sale
from tests.web.storefront.browsing import asked_anew


def planned(ngoc, **facts):
    campaign = a_campaign(ngoc)
    starts = facts.pop("starts", clock.now() + timedelta(hours=2))
    broadcast = a_broadcast(campaign, ngoc, starts=starts, code="BIENXANH", **facts)
    actions.schedule_campaign(campaign, by=ngoc)
    return campaign, broadcast


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("address", "player"),
    [
        ("https://www.youtube.com/watch?v=dQw4w9WgXcQ&t=3", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtu.be/dQw4w9WgXcQ?si=x", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://youtube.com/live/dQw4w9WgXcQ", "https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"),
        ("https://www.facebook.com/quangtri.ocop/videos/123/",
         "https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fquangtri.ocop%2Fvideos%2F123%2F&show_text=false"),
        ("https://www.tiktok.com/@quangtri/live", None),
        ("https://www.youtube.com.evil.example/watch?v=dQw4w9WgXcQ", None),
        ("https://www.youtube.com/watch?v=<script>", None),
        ("http://youtu.be/dQw4w9WgXcQ", None),
        ("https://www.facebook.com/quangtri.ocop", None),
        ("", None),
    ],
)  # fmt: skip
def test_only_videos_that_can_be_framed_have_a_player(address, player):
    assert embed_of(address) == player


def test_a_player_is_loaded_only_after_a_click_and_only_here(client, ngoc):
    campaign, _broadcast = planned(ngoc, platform="youtube", url="https://youtu.be/dQw4w9WgXcQ")
    answer = client.get(f"/live/{campaign.slug}")
    page = text_of(answer)
    assert 'data-embed="https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ"' in page
    assert "<iframe" not in page
    assert 'href="https://youtu.be/dQw4w9WgXcQ"' in page
    assert "frame-src https://www.youtube-nocookie.com" in answer.headers["Content-Security-Policy"]
    assert "frame-src" not in client.get("/products").headers["Content-Security-Policy"]


def test_tiktok_is_opened_by_link(client, ngoc):
    campaign, _broadcast = planned(ngoc, url="https://www.tiktok.com/@quangtri/live")
    answer = client.get(f"/live/{campaign.slug}")
    assert "data-embed=" not in text_of(answer)
    assert "frame-src" not in answer.headers["Content-Security-Policy"]


def test_whoever_asks_gets_one_letter_half_an_hour_before_and_is_forgotten(client, ngoc):
    campaign, broadcast = planned(ngoc)
    page = f"/live/{campaign.slug}"
    assert f"{page}/reminders/new" in text_of(client.get(page))
    for _twice in range(2):
        asked = client.post(f"{page}/reminders", data={"email": "lan@example.vn"})
        assert (asked.status_code, asked.location) == (303, page)
    assert remind_of_broadcasts() == 0
    broadcast.starts_at = clock.now() + timedelta(minutes=20)
    db.session.commit()
    assert (remind_of_broadcasts(), remind_of_broadcasts()) == (1, 0)
    letter = db.session.query(Letter).filter(Letter.key.startswith("reminder:")).one()
    assert (letter.to, "Buổi tối thứ bảy" in letter.text, page in letter.text) == ("lan@example.vn", True, True)
    assert db.session.query(Reminder).count() == 0


def test_a_wrong_address_is_refused_beside_its_field(client, ngoc):
    campaign, _broadcast = planned(ngoc)
    page = text_of(client.post(f"/live/{campaign.slug}/reminders", data={"email": "lan@"}), 422)
    assert "email-error" in page
    assert 'value="lan@"' in page


def test_an_address_is_not_flooded_with_letters_somebody_else_asked_for(client, ngoc):
    for number in range(6):
        campaign = a_campaign(ngoc, name=f"Phiên {number}")
        a_broadcast(campaign, ngoc, starts=clock.now() + timedelta(hours=2))
        actions.schedule_campaign(campaign, by=ngoc)
        answer = client.post(f"/live/{campaign.slug}/reminders", data={"email": "lan@example.vn"})
    assert answer.status_code == 422
    assert db.session.query(Reminder).count() == 5


def test_a_broadcast_called_off_writes_to_nobody(client, ngoc):
    campaign, broadcast = planned(ngoc, starts=clock.now() + timedelta(minutes=10))
    client.post(f"/live/{campaign.slug}/reminders", data={"email": "lan@example.vn"})
    actions.cancel_broadcast(broadcast, by=ngoc)
    assert remind_of_broadcasts() == 0
    assert db.session.query(Reminder).count() == 0


def test_afterwards_the_page_says_what_was_sold_and_where_to_see_it_again(client, ngoc, booth):
    campaign, broadcast = planned(ngoc, starts=clock.now(), platform="youtube", url="https://youtu.be/dQw4w9WgXcQ")
    pepper = on_sale(booth, price=120_000, stock=40)
    actions.add_to_line_up(broadcast, pepper.id, LiveTerms(99_000), by=ngoc)
    actions.begin_broadcast(broadcast, by=ngoc)
    buy({pepper: 3}, voucher_code="BIENXANH")
    actions.end_broadcast(broadcast, by=ngoc)
    page = text_of(client.get(f"/live/{campaign.slug}"))
    for words in ("Đã bán trong buổi phát", "3 gói", "Xem lại trên YouTube", "120.000"):
        assert words in page
    assert "99.000" not in page


@pytest.mark.parametrize("state", ["planned", "live", "ended"])
def test_a_programme_asks_little_before_during_and_after_it(client, ngoc, booth, queries, state):
    campaign, broadcast = planned(ngoc, starts=clock.now(), platform="youtube", url="https://youtu.be/dQw4w9WgXcQ")
    path, broadcast_id = f"/live/{campaign.slug}", broadcast.id
    goods = [on_sale(booth, stock=40, name=f"Tiêu {n}", price=120_000) for n in range(4)]
    for variant in goods:
        actions.add_to_line_up(broadcast, variant.id, LiveTerms(99_000), by=ngoc)
    if state != "planned":
        actions.begin_broadcast(broadcast, by=ngoc)
        buy({goods[0]: 3}, voucher_code="BIENXANH")
    if state == "ended":
        actions.end_broadcast(broadcast, by=ngoc)
    assert asked_anew(client, path, queries) <= 6
    assert db.session.get_one(Broadcast, broadcast_id).state == state


def test_the_list_of_programmes_asks_no_more_when_there_are_more(client, ngoc, queries):
    ngoc_id = ngoc.id
    planned(ngoc)
    few = asked_anew(client, "/live", queries)
    ngoc = db.session.get_one(Person, ngoc_id)
    for n in range(6):
        more = a_campaign(ngoc, name=f"Đêm chợ {n}")
        a_broadcast(more, ngoc, starts=clock.now() + timedelta(hours=n))
        actions.schedule_campaign(more, by=ngoc)
    assert asked_anew(client, "/live", queries) == few <= 3


def test_the_number_that_the_host_says_stands_beside_the_item(client, ngoc, booth, rival_booth):
    campaign, broadcast = planned(ngoc, starts=clock.now())
    for variant in (on_sale(booth), on_sale(rival_booth, name="Chè vằng")):
        actions.add_to_line_up(broadcast, variant.id, LiveTerms(), by=ngoc)
    page = text_of(client.get(f"/live/{campaign.slug}"))
    assert page.index("Số 1") < page.index("Hạt tiêu Cùa") < page.index("Số 2") < page.index("Chè vằng")
