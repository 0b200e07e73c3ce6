"""An owner lets a volunteer in for some hours, for named work; nothing that a helper does widens what they may (T03)."""

from contextlib import suppress
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import text

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.errors import Refusal
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.booths.access import (
    can_close_booth,
    can_edit_products,
    can_make_offers,
    can_manage_members,
    can_pack,
    can_run_booth,
    can_see_money,
)
from marketplace.domain.booths.actions import (
    add_member,
    begin_closing,
    end_all_help,
    end_help,
    note_act,
    offer_help,
    remove_member,
    take_help_offer,
    update_booth_page,
)
from marketplace.domain.booths.errors import (
    BadHours,
    BoothNotThere,
    CodeNotGood,
    GrantNotThere,
    NothingGranted,
    NotYourPart,
)
from marketplace.domain.booths.invariants import INVARIANTS
from marketplace.domain.booths.queries import authorize, booths_of, grants_taken_by, members_of, part_of
from marketplace.domain.catalog.actions import stop_variant
from tests.people import a_person, on_sale

NEVER = (can_run_booth, can_close_booth, can_manage_members, can_see_money, can_make_offers)


@pytest.fixture
def lan_helps(booth, minh, lan):
    """Lan is in Minh's booth for two hours, for orders."""
    _grant, code = offer_help(booth, by=minh, permissions=["orders"], hours=2)
    return take_help_offer(code, by=lan)


def test_a_code_lets_one_person_in_once(booth, minh, lan, hoa):
    grant, code = offer_help(booth, by=minh, permissions=["products", "orders"], hours=4)
    assert code not in str(grant.__dict__)
    taken = take_help_offer(f" {code[:5].lower()} {code[5:]} ", by=lan)
    assert (taken.person_id, taken.until_at - taken.from_at) == (lan.id, timedelta(hours=4))
    assert [each.slug for each in booths_of(lan)] == [booth.slug]
    for person in (hoa, lan):
        with pytest.raises(CodeNotGood):
            take_help_offer(code, by=person)


@pytest.mark.parametrize("code", ["", "ABCDEFGHJK", "%", "\x00", "☃" * 40])
def test_no_other_code_lets_anybody_in(booth, lan, code):
    with pytest.raises(CodeNotGood):
        take_help_offer(code, by=lan)


def test_a_code_nobody_took_is_old_after_a_day(booth, minh, lan):
    _grant, code = offer_help(booth, by=minh, permissions=["orders"], hours=2)
    with clock.frozen(clock.now() + timedelta(hours=24)), pytest.raises(CodeNotGood):
        take_help_offer(code, by=lan)


def test_whoever_works_in_the_booth_needs_no_code(booth, minh):
    _grant, code = offer_help(booth, by=minh, permissions=["orders"], hours=2)
    with pytest.raises(CodeNotGood):
        take_help_offer(code, by=minh)


@pytest.mark.parametrize(
    ("permissions", "hours", "refusal"),
    [([], 2, NothingGranted), (["money"], 2, NothingGranted), (["orders", "people"], 2, NothingGranted),
     (["orders"], 0, BadHours), (["orders"], 169, BadHours)],
)  # fmt: skip
def test_help_is_for_named_work_and_for_hours(booth, minh, permissions, hours, refusal):
    with pytest.raises(refusal):
        offer_help(booth, by=minh, permissions=permissions, hours=hours)


def test_a_helper_does_the_work_named_and_no_other(lan_helps, booth, lan):
    pepper = on_sale(booth)
    assert authorize(lan, booth.id, can_pack) is lan_helps
    with pytest.raises(NotYourPart):
        stop_variant(pepper, by=lan)
    for may in (*NEVER, can_edit_products):
        with pytest.raises(NotYourPart):
            authorize(lan, booth.id, may)


def test_who_was_let_in_twice_may_do_both(lan_helps, booth, minh, lan):
    longer = take_help_offer(offer_help(booth, by=minh, permissions=["products"], hours=5)[1], by=lan)
    assert authorize(lan, booth.id, can_pack) is lan_helps
    assert authorize(lan, booth.id, can_edit_products) is longer
    for may in NEVER:
        with pytest.raises(NotYourPart):
            authorize(lan, booth.id, may)
    with clock.frozen(lan_helps.until_at), pytest.raises(NotYourPart):
        authorize(lan, booth.id, can_pack)


def test_help_is_over_when_its_time_is(lan_helps, booth, lan):
    with clock.frozen(lan_helps.until_at):
        assert part_of(lan, booth.id) is None
        assert booths_of(lan) == []
        with pytest.raises(BoothNotThere):
            authorize(lan, booth.id, can_pack)


def test_the_owner_ends_it_at_once_and_so_may_the_helper(lan_helps, booth, minh, lan, hoa):
    with pytest.raises(BoothNotThere):
        end_help(booth, lan_helps.id, by=hoa)
    end_help(booth, lan_helps.id, by=minh)
    ended = lan_helps.ended_at
    assert grants_taken_by(lan) == []
    end_help(booth, lan_helps.id, by=lan)
    assert lan_helps.ended_at == ended
    with pytest.raises(GrantNotThere):
        note_act(lan_helps, permission="orders", what="create_packing")


def test_the_owner_ends_all_the_help_of_one_person_at_once(lan_helps, booth, rival_booth, minh, lan, hoa):
    def taken(by, owner=minh, where=booth):
        return take_help_offer(offer_help(where, by=owner, permissions=["products"], hours=5)[1], by=by)

    second, of_hoa, elsewhere = taken(lan), taken(hoa), taken(lan, hoa, rival_booth)
    for nobody in (lan, hoa):
        with pytest.raises(NotYourPart):
            end_all_help(booth, second.id, by=nobody)
    with pytest.raises(GrantNotThere):
        end_all_help(booth, elsewhere.id, by=minh)
    end_all_help(booth, lan_helps.id, by=minh)
    assert part_of(lan, booth.id) is None
    assert (grants_taken_by(lan), grants_taken_by(hoa)) == ([elsewhere], [of_hoa])
    ended = second.ended_at
    end_all_help(booth, second.id, by=minh)
    assert second.ended_at == ended


def test_help_that_nobody_took_is_nobodys_to_end(booth, minh):
    grant, _code = offer_help(booth, by=minh, permissions=["orders"], hours=2)
    with pytest.raises(GrantNotThere):
        end_all_help(booth, grant.id, by=minh)
    assert grant.is_on_offer(clock.now())


def test_a_grant_of_one_booth_opens_no_other(lan_helps, rival_booth, lan, hoa):
    assert part_of(lan, rival_booth.id) is None
    with pytest.raises(GrantNotThere):
        end_help(rival_booth, lan_helps.id, by=hoa)


MOVES = st.lists(
    st.tuples(
        st.sampled_from(["offer", "take", "add", "remove", "end", "close", "page", "wait"]),
        st.sampled_from(["lan", "tu"]),
    ),
    max_size=8,
)


@settings(max_examples=25)
@given(moves=MOVES, granted=st.sampled_from([["orders"], ["products"], ["orders", "products"]]))
def test_no_row_of_moves_widens_what_a_helper_may(booth, minh, moves, granted):
    """Whatever two helpers try, together and in any order, they never get more than the owner gave."""
    # New people each time: the examples share one database.
    helpers = {"lan": a_person("Nguyễn Thị Lan"), "tu": a_person("Trần Anh Tú")}
    codes, at = [], clock.now()
    codes += [offer_help(booth, by=minh, permissions=granted, hours=4)[1] for _ in helpers]
    before = {(each.person_id, each.role) for each in members_of(booth)}
    for move, who in moves:
        with clock.frozen(at), suppress(Refusal):
            TRIES[move](helpers[who], booth, codes)
        at += timedelta(hours=1) if move == "wait" else timedelta()
    with clock.frozen(at):
        for person in helpers.values():
            part = part_of(person, booth.id)
            assert not any(may(part) for may in NEVER)
            assert not can_pack(part) or "orders" in granted
            assert not can_edit_products(part) or "products" in granted
    assert {(each.person_id, each.role) for each in members_of(booth)} == before
    assert booth.state == "open"


def _end_all(person, booth, _codes):
    for grant in grants_taken_by(person):
        end_help(booth, grant.id, by=person)


TRIES = {
    "offer": lambda person, booth, codes: codes.append(
        offer_help(booth, by=person, permissions=["orders", "products"], hours=168)[1]
    ),
    "take": lambda person, _booth, codes: take_help_offer(codes.pop(0) if codes else "", by=person),
    "add": lambda person, booth, _codes: add_member(booth, by=person, login=person.email, role="owner"),
    "remove": lambda person, booth, _codes: remove_member(booth, by=person, membership_id=members_of(booth)[0].id),
    "end": _end_all,
    "close": lambda person, booth, _codes: begin_closing(booth, by=person, reason="Nghỉ hẳn"),
    "page": lambda person, booth, _codes: update_booth_page(booth, by=person, story="Của tôi rồi"),
    "wait": lambda _person, _booth, _codes: None,
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    "fault",
    [
        "UPDATE helper_grants SET until_at = from_at, from_at = '2020-01-01 00:00:00.000000'",
        "UPDATE helper_grants SET ended_at = '2020-01-01 00:00:00.000000'",
        "UPDATE helper_acts SET person_id = (SELECT MIN(person_id) FROM memberships)",
    ],
    ids=["too late", "ended before", "somebody else"],
)
def test_an_act_outside_its_grant_is_found(lan_helps, fault):
    note_act(lan_helps, permission="orders", what="create_packing")
    [rule] = [each for each in INVARIANTS if each.name == "helpers-act-inside-their-grant"]
    assert examine([rule])[0].holds
    with transaction():
        db.session.execute(text(fault))
    assert not examine([rule])[0].holds
