"""What counts as a click, and what is kept without counting."""

from __future__ import annotations

import subprocess
import sys
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from config import ROOT
from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import offer_help, take_help_offer
from marketplace.domain.booths.models import Membership
from marketplace.domain.carts.actions import new_cart
from marketplace.domain.carts.models import Cart
from marketplace.domain.carts.queries import cart_by_key
from marketplace.domain.livestream import actions
from marketplace.domain.livestream.actions import LiveTerms, hits
from marketplace.domain.livestream.actions.hits import Hit, HitWriter, new_click_id, write_hits
from marketplace.domain.livestream.errors import NoSuchLink
from marketplace.domain.livestream.models import Click
from marketplace.domain.livestream.queries import metrics_of
from marketplace.domain.livestream.rules import looks_like_a_program, looks_like_prefetch
from tests.domain.livestream.stage import PHONE, a_broadcast, a_visit
from tests.people import a_person, on_sale


def reasons() -> list[str]:
    return list(db.session.scalars(select(Click.ignored).order_by(Click.id)))


def test_a_click_is_counted_and_its_cart_remembers_the_link(campaign, link):
    followed = actions.follow(link.code, a_visit())
    cart = cart_by_key(followed.cart_key)
    assert (cart.touch_code, cart.touch_click_id) == (link.code, followed.click_id)
    assert metrics_of(campaign).clicks == 1


def test_a_link_is_found_however_it_was_typed(link):
    assert actions.follow(f" {link.code.lower()} ", a_visit()).target.link_id == link.id


def test_an_unknown_link_is_refused(app):
    with pytest.raises(NoSuchLink):
        actions.follow("NOTHERE", a_visit())


def test_one_visitor_is_counted_again_after_half_an_hour_and_not_before(campaign, link):
    now = clock.now()
    with clock.frozen(now) as hands:
        for minutes in (0, 1, 28.9, 0.1, 29, 2):  # at 0, 1, 29.9, 30, 59, 61 minutes
            hands.move(minutes=minutes)
            actions.follow(link.code, a_visit())
        assert reasons() == ["", "repeat", "repeat", "", "repeat", ""]
        metrics = metrics_of(campaign)
    assert (metrics.clicks, metrics.unique_clickers, metrics.ignored_clicks) == (3, 1, {"repeat": 3})


def test_one_visitor_on_two_links_is_one_visitor(campaign, broadcast, link, ngoc, booth):
    other = actions.create_link(broadcast, by=ngoc, booth_id=booth.id)
    actions.follow(link.code, a_visit("a"))
    actions.follow(other.code, a_visit("a"))
    actions.follow(other.code, a_visit("b"))
    metrics = metrics_of(campaign)
    assert (metrics.clicks, metrics.unique_clickers) == (3, 2)
    assert [(each.hits.clicks, each.hits.unique_clickers) for each in metrics.links] == [(1, 1), (2, 2)]


def test_five_thousand_hits_of_one_script_raise_the_figure_by_one(campaign, link):
    now = clock.now()
    with clock.frozen(now):
        actions.follow(link.code, a_visit("script"))
        batch = [Hit(new_click_id(now), link.id, link.code, "script", now, "", False, None) for _ in range(4999)]
        for start in range(0, len(batch), 500):
            write_hits(batch[start : start + 500])
    assert metrics_of(campaign).clicks == 1


def test_programs_previews_and_prefetches_are_kept_and_not_counted(campaign, link):
    actions.follow(link.code, a_visit("a", agent="facebookexternalhit/1.1"))
    actions.follow(link.code, a_visit("b", agent=""))
    actions.follow(link.code, a_visit("c", method="HEAD"))
    followed = actions.follow(link.code, a_visit("d", purposes=("prefetch;prerender",)))
    assert reasons() == ["bot", "bot", "prefetch", "prefetch"]
    assert followed.cart_key is None
    assert db.session.query(Cart).count() == 0
    assert metrics_of(campaign).clicks == 0


def test_organizers_and_the_booths_of_the_programme_do_not_count(campaign, broadcast, link, ngoc, minh, hoa, booth):
    packer = a_person("Tú")
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=packer.id, role="packer", since=clock.now()))
    actions.add_to_line_up(broadcast, on_sale(booth).id, LiveTerms(), by=ngoc)
    for number, person in enumerate((ngoc, minh, packer, hoa)):
        actions.follow(link.code, a_visit(f"v{number}", person=person))
    assert reasons() == ["own", "own", "own", ""]


def test_whoever_works_for_the_programme_is_own_on_each_of_its_links(
    campaign, broadcast, link, ngoc, minh, hoa, lan, booth, rival_booth
):
    elsewhere = a_broadcast(campaign, ngoc, platform="facebook")
    actions.add_to_line_up(elsewhere, on_sale(booth).id, LiveTerms(), by=ngoc)
    actions.give_duty(elsewhere, lan.email, "host", by=ngoc)
    helper, stranger = a_person("Nga"), a_person("Sen")
    for their, owner, person in ((booth, minh, helper), (rival_booth, hoa, stranger)):
        _grant, code = offer_help(their, by=owner, permissions=["orders"], hours=2)
        take_help_offer(code, by=person)
    with clock.frozen(clock.now()) as hands:
        hands.move(hours=3)  # helping is over, having helped is not
        for number, person in enumerate((minh, lan, helper, stranger, hoa)):
            actions.follow(link.code, a_visit(f"v{number}", person=person))
    assert reasons() == ["own", "own", "own", "", ""]


@pytest.mark.parametrize(
    "agent",
    [
        PHONE,
        "Mozilla/5.0 (iPhone; CPU iPhone OS 16_1 like Mac OS X) AppleWebKit/605.1.15 [FBAN/FBIOS;FBDV/iPhone12,1]",
        "Mozilla/5.0 (Linux; Android 12; CUBOT NOTE 20) AppleWebKit/537.36 Chrome/120.0 Mobile Safari/537.36",
        "Mozilla/5.0 (Linux; Android 11) AppleWebKit/537.36 Chrome/119 Mobile Safari/537.36 Zalo android/1203",
        "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:130.0) Gecko/20100101 Firefox/130.0",
    ],
)
def test_browsers_inside_apps_are_people(agent):
    assert not looks_like_a_program(agent)


@pytest.mark.parametrize(
    "agent",
    [
        "Googlebot/2.1 (+http://www.google.com/bot.html)", "Mozilla/5.0 (compatible; Bytespider; spider-feedback)",
        "facebookexternalhit/1.1", "WhatsApp/2.23", "TelegramBot (like TwitterBot)", "curl/8.5.0", "python-requests/2",
        "Mozilla/5.0 HeadlessChrome/124.0", "Zalo-Preview/1.0", "Mozilla/5.0 (compatible; coccocbot-web/1.0)",
    ],
)  # fmt: skip
def test_programs_are_known(agent):
    assert looks_like_a_program(agent)


@given(st.text(max_size=300))
def test_any_agent_can_be_judged(agent):
    assert looks_like_a_program(agent) in (True, False)
    assert looks_like_prefetch("GET", agent) in (True, False)


def test_a_cart_keeps_the_latest_touch(link, broadcast, ngoc, booth):
    other = actions.create_link(broadcast, by=ngoc, booth_id=booth.id)
    cart = new_cart()
    with clock.frozen(clock.now()) as hands:
        for code in (link.code, other.code):
            hands.move(minutes=1)
            actions.follow(code, a_visit(cart_key=cart.key))
    db.session.refresh(cart)
    assert cart.touch_code == other.code


def test_ids_of_clicks_grow_with_time():
    now = clock.now()
    assert new_click_id(now) < new_click_id(now + timedelta(milliseconds=1)) < 2**63


def test_the_writer_gathers_hits_and_writes_them_before_it_stops(app, campaign, link):
    writer = HitWriter(app)
    at = clock.now()
    for number in range(40):
        visitor = f"visitor-{number % 10}"
        writer.keep(Hit(new_click_id(at), link.id, link.code, visitor, at, "", False, f"cart-of-{visitor}"))
    writer.close()
    db.session.rollback()
    metrics = metrics_of(campaign)
    assert (metrics.clicks, metrics.unique_clickers, metrics.ignored_clicks) == (10, 10, {"repeat": 30})
    assert db.session.query(Cart).count() == 10


def test_who_is_quicker_than_the_writer_still_gets_the_cart_with_the_touch(app, link, monkeypatch):
    monkeypatch.setattr(hits, "GATHER_SECONDS", 0.3)
    writer = HitWriter(app)
    monkeypatch.setitem(app.extensions, "hit_writer", writer)
    followed = actions.follow(link.code, a_visit())
    assert cart_by_key(followed.cart_key) is None
    assert actions.has_waited_for_hit(followed.cart_key)
    assert cart_by_key(followed.cart_key).touch_code == link.code
    assert not actions.has_waited_for_hit(followed.cart_key)
    writer.close()


ENDING = """
import sys
from config import Config
from marketplace import create_app
from marketplace.core import clock
from marketplace.domain.livestream.actions.hits import Hit, new_click_id, writer_of
app = create_app(Config(DATABASE_URL=sys.argv[1], DATA_FOLDER=sys.argv[2]))
for number in range(300):
    at = clock.now()
    writer_of(app).keep(Hit(new_click_id(at), int(sys.argv[3]), sys.argv[4], f"visitor-{number}", at, "", False, None))
"""


def test_a_process_that_ends_in_order_loses_no_click(app, market_config, folder, campaign, link, dirty_tables):
    dirty_tables.add("click_tallies")  # written by the other process
    arguments = [market_config.DATABASE_URL, str(folder), str(link.id), link.code]
    db.session.rollback()
    subprocess.run([sys.executable, "-c", ENDING, *arguments], check=True, cwd=ROOT, timeout=60)
    assert db.session.query(Click).count() == 300
    assert metrics_of(campaign).unique_clickers == 300


def test_five_hundred_hits_are_a_handful_of_statements(app, link, queries):
    at = clock.now()
    batch = [
        Hit(new_click_id(at), link.id, link.code, f"v{n}", at, "", False, f"cart-of-visitor-{n:04}") for n in range(500)
    ]
    queries.clear()
    write_hits(batch)
    assert len(queries) <= 7
