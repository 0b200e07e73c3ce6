from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.orm.attributes import set_committed_value

from marketplace.core.db import db
from marketplace.core.errors import BadInput
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.booths import access, actions, errors, queries
from marketplace.domain.booths.invariants import INVARIANTS
from marketplace.domain.booths.rules import MOVES, BoothFacts, first_missing, may_move, tax_code_fits
from tests.people import KHE_SANH, a_booth, a_person

FACTS = BoothFacts(
    name="Gốm  Đakrông", subject_kind="household", commune_code=KHE_SANH, legal_name="Hộ kinh doanh Hồ Văn Minh",
    legal_address="Thôn 2, Xã Khe Sanh", tax_code="045099001234", representative="Hồ Văn Minh", phone="0912 345 678",
    email="gom@Example.VN", story="Làm gốm từ 1990.\n\n\n\nĐất lấy ở bờ sông.",
)  # fmt: skip


def test_an_application_waits_for_the_organizers_and_is_admitted(minh, ngoc):
    booth = actions.apply_for_booth(by=minh, facts=FACTS, submit=True)
    assert (booth.name, booth.phone, booth.email) == ("Gốm Đakrông", "+84912345678", "gom@example.vn")
    assert booth.slug.startswith("gom-dakrong-")
    (waiting,) = queries.waiting_booths()
    assert waiting.booth.id == booth.id
    actions.open_booth(booth, by=ngoc)
    assert queries.open_booth_by_slug(booth.slug).is_open
    assert [step.to_state for step in queries.steps_of_booth(booth)] == ["open", "submitted", "draft"]


def test_applying_again_under_the_same_name_goes_on_with_the_same_application(minh):
    first = actions.apply_for_booth(by=minh, facts=replace(FACTS, tax_code=""), submit=False)
    again = actions.apply_for_booth(by=minh, facts=replace(FACTS, name="gốm đakrông"), submit=True)
    assert again.id == first.id
    assert len(queries.booths_of(minh)) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"legal_name": ""}, "legal_name"),
        ({"tax_code": ""}, "tax_code"),
        ({"tax_code": "12"}, "tax_code"),
        ({"phone": "123"}, "phone"),
        ({"email": "không phải"}, "email"),
        ({"name": " "}, "name"),
        ({"name": "x" * 101}, "name"),
        ({"subject_kind": "empire"}, "subject_kind"),
        ({"commune_code": "99999"}, "commune_code"),
    ],
)
def test_an_incomplete_application_is_told_which_fact_is_missing(minh, change, field):
    with pytest.raises(BadInput) as refusal:
        actions.apply_for_booth(by=minh, facts=replace(FACTS, **change), submit=True)
    assert refusal.value.field == field
    assert not queries.booths_of(minh)


def test_a_rejected_booth_learns_why_mends_and_submits_again(minh, ngoc):
    booth = actions.apply_for_booth(by=minh, facts=FACTS, submit=True)
    with pytest.raises(errors.ReasonNeeded):
        actions.reject_booth(booth, by=ngoc, reason="  ")
    actions.reject_booth(booth, by=ngoc, reason="Mã số thuế không đúng tên.")
    assert (booth.state, booth.reason) == ("rejected", "Mã số thuế không đúng tên.")
    actions.update_application(booth, by=minh, facts=replace(FACTS, tax_code="3200000001"))
    actions.submit_booth(booth, by=minh)
    assert (booth.state, booth.reason) == ("submitted", "")


def test_a_submitted_application_cannot_be_changed_behind_the_organizers_back(minh):
    booth = actions.apply_for_booth(by=minh, facts=FACTS, submit=True)
    with pytest.raises(errors.BoothCannotMove):
        actions.update_application(booth, by=minh, facts=FACTS)


def test_only_organizers_admit_and_suspend(booth, minh, hoa, ngoc):
    with pytest.raises(errors.ForOrganizers):
        actions.suspend_booth(booth, by=minh, reason="tôi muốn")
    with pytest.raises(errors.ForOrganizers):
        actions.open_booth(booth, by=hoa)
    actions.suspend_booth(booth, by=ngoc, reason="Hàng không đúng mô tả.")
    actions.suspend_booth(booth, by=ngoc, reason="Bấm hai lần.")
    assert booth.reason == "Hàng không đúng mô tả."
    with pytest.raises(errors.BoothCannotMove):
        actions.open_booth(booth, by=ngoc)
    actions.reopen_booth(booth, by=ngoc)
    assert booth.is_open


def test_two_organizers_cannot_both_decide(minh, ngoc, admin):
    booth = actions.apply_for_booth(by=minh, facts=FACTS, submit=True)
    actions.reject_booth(booth, by=ngoc, reason="Thiếu giấy.")
    set_committed_value(booth, "state", "submitted")  # what the other organizer's page still shows
    with pytest.raises(errors.BoothCannotMove):
        actions.open_booth(booth, by=admin)


def test_a_closed_booth_stays_closed(booth, minh, ngoc):
    actions.begin_closing(booth, by=minh, reason="Nghỉ hẳn")
    actions.finish_closing(booth, by=minh)
    with pytest.raises(errors.BoothCannotMove):
        actions.reopen_booth(booth, by=ngoc)
    assert not [pair for pair in MOVES if pair[0] == "closed"]


def test_an_owner_lets_people_in_and_takes_them_out_again(booth, minh, hoa, lan):
    packer = actions.add_member(booth, by=minh, login=lan.phone, role="packer")
    manager = actions.add_member(booth, by=minh, login=hoa.email.upper().replace("EXAMPLE", "example"), role="manager")
    assert [member.role for member in queries.members_of(booth)] == ["owner", "manager", "packer"]
    assert access.can_pack(packer)
    assert not access.can_edit_products(packer)
    assert access.can_edit_products(manager)
    assert not access.can_manage_members(manager)
    with pytest.raises(errors.NotYourPart):
        actions.add_member(booth, by=hoa, login=lan.email, role="owner")
    again = actions.add_member(booth, by=minh, login=lan.email, role="manager")
    assert (again.id, again.role) == (packer.id, "manager")
    actions.remove_member(booth, by=minh, membership_id=packer.id)
    assert queries.part_of(lan, booth.id) is None


def test_a_booth_never_loses_its_last_owner(booth, minh):
    mine = queries.part_of(minh, booth.id)
    with pytest.raises(errors.LastOwner):
        actions.remove_member(booth, by=minh, membership_id=mine.id)
    with pytest.raises(errors.LastOwner):
        actions.add_member(booth, by=minh, login=minh.email, role="packer")
    assert queries.last_owner_of(booth) == mine


def test_of_two_owners_none_is_the_last(booth, minh, lan):
    second = actions.add_member(booth, by=minh, login=lan.email, role="owner")
    assert queries.last_owner_of(booth) is None
    actions.remove_member(booth, by=lan, membership_id=queries.part_of(minh, booth.id).id)
    assert queries.last_owner_of(booth) == second


@pytest.mark.parametrize("login", ["nobody@example.vn", "0999 999 999", "", "%", "null"])
def test_nobody_is_let_in_who_has_no_account(booth, minh, login):
    with pytest.raises(errors.NobodyOfThatName):
        actions.add_member(booth, by=minh, login=login, role="packer")


def test_a_stranger_finds_no_booth_of_others(booth, hoa, rival_booth, minh):
    with pytest.raises(errors.BoothNotThere):
        queries.booth_for(hoa, booth.slug)
    with pytest.raises(errors.BoothNotThere):
        actions.submit_booth(booth, by=hoa)
    rival = queries.part_of(hoa, rival_booth.id)
    with pytest.raises(errors.MemberNotThere):
        actions.remove_member(booth, by=minh, membership_id=rival.id)


def test_no_membership_means_no():
    for may in (access.can_run_booth, access.can_edit_products, access.can_pack, access.can_manage_members,
                access.can_see_money, access.can_close_booth):  # fmt: skip
        assert may(None) is False
    assert access.can_review(None) is False


def test_a_disabled_organizer_decides_nothing(app):
    assert not access.can_review(a_person(role="organizer", state="disabled"))


def test_the_law_asks_for_the_same_facts_whatever_the_order():
    assert first_missing(FACTS) is None
    assert first_missing(replace(FACTS, registration_number="", story="")) is None
    assert first_missing(replace(FACTS, email="")) == "email"


@pytest.mark.parametrize(
    ("kind", "code", "fits"),
    [
        ("company", "3200000001", True),
        ("company", "3200000001-001", True),
        ("company", "045099001234", False),
        ("individual", "045099001234", True),
        ("individual", "04509900123", False),
        ("household", "٠٤٥٠٩٩٠٠١٢٣٤", False),
    ],
)
def test_a_tax_code_fits_its_kind_of_subject(kind, code, fits):
    assert tax_code_fits(kind, code) is fits


def test_no_state_leads_to_itself():
    assert not any(may_move(state, state) for state in ("draft", "submitted", "open", "suspended", "closed"))


def test_organizers_find_booths_without_marks(booth, rival_booth):
    a_booth(a_person("Ai"), name="Gốm Đakrông", slug="gom-dakrong-x1y2")
    found, count = queries.booths_in_state(text="gom dakrong")
    assert (count, found[0].name) == (1, "Gốm Đakrông")
    assert queries.booth_counts() == {"open": 3}


def let_help(booth, person):
    """Somebody let in for orders who packed one."""
    [owner] = queries.members_of(booth)
    _grant, code = actions.offer_help(booth, by=owner.person, permissions=["orders"], hours=2)
    actions.note_act(actions.take_help_offer(code, by=person), permission="orders", what="create_packing")


def show_somebody(booth):
    [owner] = queries.members_of(booth)
    actions.show_maker(booth, by=owner.person, facts=actions.MakerFacts("Hồ Thị Kăn"), agreed=True)


PLANTED = {
    "closed-booths-show-nobody": "UPDATE booths SET state = 'closed'",
    "helpers-act-inside-their-grant": "UPDATE helper_acts SET permission = 'products'",
    "booths-have-an-owner": "DELETE FROM memberships",
    "booth-state-is-its-last-step": "UPDATE booths SET state = 'draft'",
    "booth-steps-have-no-gap": "UPDATE booth_steps SET seq = 7",
    "told-no-with-a-reason": "UPDATE booths SET state = 'suspended'",
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("name", [each.name for each in INVARIANTS])
def test_each_invariant_sees_its_planted_fault(booth, lan, name):
    (invariant,) = (each for each in INVARIANTS if each.name == name)
    let_help(booth, lan)
    show_somebody(booth)
    assert examine([invariant])[0].holds
    with transaction():
        db.session.execute(text(PLANTED[name]))
    assert not examine([invariant])[0].holds
