"""A booth opens when what organizers require of it is done, said, found true, or waived under a name."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import apply_for_booth, reject_booth
from marketplace.domain.booths.errors import BoothNotThere, ForOrganizers, NotYourPart, ReasonNeeded
from marketplace.domain.booths.models import Membership
from marketplace.domain.booths.rules import BoothFacts
from marketplace.domain.catalog.actions import add_photo
from marketplace.domain.joining import actions
from marketplace.domain.joining.errors import (
    ChecklistNotDone,
    CheckTaken,
    ItemInUse,
    NothingToTakeBack,
    NotSaidThisWay,
    OnlyAfterOpening,
    TitleMissing,
    UnknownKind,
)
from marketplace.domain.joining.invariants import INVARIANTS
from marketplace.domain.joining.models import ChecklistItem, ChecklistMark
from marketplace.domain.joining.queries import checklist_items, checklist_of
from marketplace.domain.joining.rules import CHECKS, ItemFacts
from marketplace.domain.papers.models import Paper
from marketplace.domain.shipping.models import ShippingRate
from tests.people import KHE_SANH, a_booth, a_product, a_variant, on_sale

FACTS = BoothFacts(
    name="Gốm Đakrông", subject_kind="individual", commune_code=KHE_SANH, legal_name="Hồ Văn Minh",
    legal_address="Thôn 1", tax_code="045099001234", representative="Hồ Văn Minh", phone="0912345678",
    email="minh@example.vn",
)  # fmt: skip


@pytest.fixture
def draft(minh):
    """Minh's application, whole but not sent."""
    return apply_for_booth(by=minh, facts=FACTS, submit=False)


@pytest.fixture
def rules_read(ngoc) -> ChecklistItem:
    """The owner must have said that the rules were read."""
    return actions.add_item(kind="attested", facts=ItemFacts("Đã đọc quy chế"), by=ngoc)


@pytest.fixture
def verified(ngoc) -> ChecklistItem:
    """An organizer must have found true who sells."""
    return actions.add_item(kind="verified", facts=ItemFacts("Đã đối chiếu người bán"), by=ngoc)


def computed(name, ngoc, *, required=True) -> ChecklistItem:
    return actions.add_item(kind="computed", check_name=name, facts=ItemFacts(name, is_required=required), by=ngoc)


def test_an_application_waits_for_what_its_owner_must_say(draft, minh, rules_read):
    with pytest.raises(ChecklistNotDone, match="Đã đọc quy chế"):
        actions.send_application(draft, by=minh)
    assert draft.state == "draft"
    actions.attest_item(draft, rules_read, by=minh)
    actions.send_application(draft, by=minh)
    assert draft.state == "submitted"


def test_what_organizers_verify_holds_up_opening_and_not_sending(draft, minh, ngoc, verified):
    actions.send_application(draft, by=minh)
    with pytest.raises(ChecklistNotDone, match="Đã đối chiếu"):
        actions.admit_booth(draft, by=ngoc)
    assert draft.state == "submitted"
    actions.verify_item(draft, verified, by=ngoc, note="Cổng thuế, hôm nay")
    actions.admit_booth(draft, by=ngoc)
    assert draft.state == "open"
    (entry,) = checklist_of(draft).entries
    assert (entry.mark.by_id, entry.mark.note) == (ngoc.id, "Cổng thuế, hôm nay")
    assert _audited("checklist.at_opening").details == {"items": {str(verified.id): "done"}}


def test_a_waiver_has_a_reason_and_stays_in_the_audit_trail(draft, minh, ngoc, rules_read):
    with pytest.raises(ReasonNeeded):
        actions.waive_item(draft, rules_read, by=ngoc, reason="  ")
    actions.waive_item(draft, rules_read, by=ngoc, reason="Đã ký bản giấy")
    actions.send_application(draft, by=minh)
    noted = _audited("checklist.waived")
    assert (noted.person_id, noted.booth_id, noted.details["note"]) == (ngoc.id, draft.id, "Đã ký bản giấy")


def test_what_was_said_can_be_taken_back_and_holds_things_up_again(draft, minh, ngoc, rules_read):
    actions.attest_item(draft, rules_read, by=minh)
    actions.attest_item(draft, rules_read, by=minh)
    assert db.session.query(ChecklistMark).count() == 1
    actions.take_back_attestation(draft, rules_read, by=minh)
    with pytest.raises(ChecklistNotDone):
        actions.send_application(draft, by=minh)
    with pytest.raises(NothingToTakeBack):
        actions.take_back_attestation(draft, rules_read, by=minh)
    actions.waive_item(draft, rules_read, by=ngoc, reason="Bản giấy")
    with pytest.raises(NothingToTakeBack):
        actions.take_back_attestation(draft, rules_read, by=minh)
    actions.take_back_mark(draft, rules_read, by=ngoc, reason="Nhầm gian hàng")
    assert [entry.state for entry in checklist_of(draft).entries] == ["open"]


def test_only_the_owner_attests_and_only_organizers_verify_or_waive(draft, minh, lan, hoa, ngoc, rules_read, verified):
    with transaction():
        db.session.add(Membership(booth_id=draft.id, person_id=lan.id, role="manager", since=draft.created_at))
    with pytest.raises(NotYourPart):
        actions.attest_item(draft, rules_read, by=lan)
    with pytest.raises(BoothNotThere):
        actions.attest_item(draft, rules_read, by=hoa)
    for act in (actions.verify_item, lambda *a, by: actions.waive_item(*a, by=by, reason="vì")):
        with pytest.raises(ForOrganizers):
            act(draft, verified, by=minh)
    with pytest.raises(NotSaidThisWay):
        actions.attest_item(draft, verified, by=minh)
    with pytest.raises(NotSaidThisWay):
        actions.verify_item(draft, rules_read, by=ngoc)


def test_the_market_sees_by_itself_what_a_booth_has(minh, ngoc):
    for name in CHECKS:
        computed(name, ngoc, required=False)
    bare = a_booth(minh, name="Trống", legal_name="", story="")
    assert {entry.item.check_name for entry in checklist_of(bare).entries if entry.state == "done"} == set()
    full = a_booth(minh, name="Đủ", story="Làm từ 1990.", cover_key="a.svg", portrait_key="b.svg")
    goods = on_sale(full)
    _with_photo(goods.product, minh)
    zone = {"first_g": 500, "fee": 20_000, "step_g": 500, "step_fee": 5_000, "days_min": 1, "days_max": 2}
    dates = {"issued_on": full.created_at.date(), "expires_on": full.created_at.date().replace(year=2030)}
    with transaction():
        db.session.add(ShippingRate(booth_id=full.id, zone="commune", **zone))
        db.session.add(
            Paper(
                booth_id=full.id, kind="other", number="1", issuer="UBND", brought_at=full.created_at, state="checked",
                checked_by_id=ngoc.id,
                checked_at=full.created_at, **dates,
            )
        )  # fmt: skip
    assert {entry.item.check_name for entry in checklist_of(full).entries if entry.state == "done"} == set(CHECKS)
    assert not any(entry.standing.is_met for entry in checklist_of(bare).entries), "another booth's goods do not count"


def test_a_product_without_picture_or_form_is_not_ready(booth, ngoc, minh):
    computed("product_ready", ngoc)
    product = a_product(booth, state="draft")
    assert checklist_of(booth).met_count == 0
    a_variant(product)
    assert checklist_of(booth).met_count == 0
    _with_photo(product, minh)
    assert checklist_of(booth).met_count == 1


def test_what_to_do_next_is_one_thing_and_required_things_come_first(draft, minh, ngoc, rules_read):
    computed("story_told", ngoc, required=False)
    assert checklist_of(draft).next_entry.item is rules_read
    actions.attest_item(draft, rules_read, by=minh)
    checklist = checklist_of(draft)
    assert (checklist.next_entry, checklist.next_move) == (None, "send")
    actions.send_application(draft, by=minh)
    assert checklist_of(draft).next_move == "wait"
    actions.admit_booth(draft, by=ngoc)
    assert checklist_of(draft).next_entry.item.check_name == "story_told"


def test_a_rejected_booth_mends_what_was_taken_back_before_it_sends_again(draft, minh, ngoc, rules_read):
    actions.attest_item(draft, rules_read, by=minh)
    actions.send_application(draft, by=minh)
    actions.take_back_mark(draft, rules_read, by=ngoc, reason="Chưa đọc kỹ")
    reject_booth(draft, by=ngoc, reason="Xin đọc lại quy chế")
    with pytest.raises(ChecklistNotDone):
        actions.send_application(draft, by=minh)


def test_items_are_kept_by_organizers_and_never_deleted_once_used(draft, minh, ngoc, rules_read):
    with pytest.raises(ForOrganizers):
        actions.add_item(kind="attested", facts=ItemFacts("Mục"), by=minh)
    with pytest.raises(UnknownKind):
        actions.add_item(kind="computed", check_name="has_a_boat", facts=ItemFacts("Thuyền"), by=ngoc)
    with pytest.raises(TitleMissing):
        actions.add_item(kind="attested", facts=ItemFacts("  "), by=ngoc)
    computed("shipping_set", ngoc)
    with pytest.raises(CheckTaken):
        computed("shipping_set", ngoc)
    with pytest.raises(OnlyAfterOpening):
        computed("product_on_sale", ngoc)
    actions.attest_item(draft, rules_read, by=minh)
    with pytest.raises(ItemInUse):
        actions.remove_item(rules_read, by=ngoc)
    with pytest.raises(IntegrityError), transaction():
        db.session.execute(text("DELETE FROM checklist_items WHERE id = :id"), {"id": rules_read.id})
    actions.update_item(rules_read, facts=ItemFacts("Đã đọc quy chế", is_active=False), by=ngoc)
    assert [entry.item.check_name for entry in checklist_of(draft).entries] == ["shipping_set"]


def test_the_suggested_list_is_loaded_once_and_a_booth_can_pass_it(draft, minh, ngoc):
    assert actions.load_default_checklist(by=ngoc) == len(checklist_items())
    assert actions.load_default_checklist(by=ngoc) == 0
    for entry in checklist_of(draft).open_for_sending:
        actions.attest_item(draft, entry.item, by=minh)
    actions.send_application(draft, by=minh)
    for entry in checklist_of(draft).open_for_opening:
        actions.verify_item(draft, entry.item, by=ngoc)
    actions.admit_booth(draft, by=ngoc)
    assert draft.state == "open"


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("checklist-marks-fit-their-item", "UPDATE checklist_marks SET kind = 'verified'"),
        ("checklist-marks-are-in-the-audit-trail", "UPDATE checklist_marks SET by_id = :other"),
    ],
)
def test_each_invariant_sees_its_planted_fault(draft, minh, hoa, rules_read, name, fault):
    (invariant,) = (each for each in INVARIANTS if each.name == name)
    actions.attest_item(draft, rules_read, by=minh)
    assert examine([invariant])[0].holds
    with transaction():
        db.session.execute(text(fault), {"other": hoa.id} if ":other" in fault else {})
    assert not examine([invariant])[0].holds


def _audited(action) -> AuditEntry:
    return db.session.query(AuditEntry).filter_by(action=action).one()


def _with_photo(product, by) -> None:
    file = BytesIO()
    Image.new("RGB", (60, 80), "#ddd").save(file, "PNG")
    add_photo(product, by=by, data=file.getvalue())
