"""Complaints are heard from anybody, answered within the law's time, and closed with a reason."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import IntegrityError

from marketplace.core import clock
from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.letters import Letter
from marketplace.core.secret_links import secret_for
from marketplace.core.tries import TooManyTries
from marketplace.domain.booths.errors import ForOrganizers
from marketplace.domain.complaints.access import LINK, can_follow
from marketplace.domain.complaints.actions import (
    MOST_FROM_AN_ADDRESS,
    MOST_REPLIES,
    Complainant,
    answer_complaint,
    close_complaint,
    complain,
    note_on_complaint,
    pass_on_request,
    reply_to_complaint,
    report_listing,
)
from marketplace.domain.complaints.errors import (
    AuthorityMissing,
    ComplaintClosed,
    ComplaintNotThere,
    EnoughSaid,
    NoWayToAnswer,
    TextTooShort,
    UnknownOutcome,
    UnknownReason,
)
from marketplace.domain.complaints.invariants import INVARIANTS
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.complaints.queries import (
    closed_complaints,
    complaint_by_code,
    complaints_of,
    said_to_complainant,
    waiting_complaints,
)
from marketplace.domain.complaints.rules import due_of
from tests.buying import buy, order_in
from tests.people import a_booth, a_product, on_sale

STORY = "Nhãn ghi 500 g nhưng hũ chỉ có 350 g."
MAI = Complainant(email="mai@example.vn")


def reported(**facts) -> Complaint:
    values = {"reason": "wrong_information", "text": STORY, "who": MAI, **facts}
    return report_listing(values.pop("product", None) or a_product(a_booth()), **values)


def letters() -> list[Letter]:
    return list(db.session.scalars(select(Letter).order_by(Letter.id)))


def broken() -> list[str]:
    return [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds]


def test_anybody_may_report_a_listing_and_hears_when_it_will_be_answered(app):
    complaint = reported()
    assert (complaint.subject, complaint.state, complaint.booth_id) == ("product", "open", complaint.product.booth_id)
    [letter] = letters()
    assert letter.to == "mai@example.vn"
    assert complaint.code in letter.subject
    assert f"/complaints/{complaint.code}?s={secret_for(LINK, complaint.code)}" in letter.text


def test_a_complaint_may_be_about_an_order_or_a_booth(app):
    order = order_in(buy(on_sale()))
    about_order = complain(order, reason="not_delivered", text=STORY, who=MAI)
    about_booth = complain(order.booth, reason="conduct", text=STORY, who=MAI)
    assert (about_order.order_id, about_order.booth_id) == (order.id, order.booth_id)
    assert (about_booth.subject, about_booth.order_id, about_booth.product_id) == ("booth", None, None)


def test_the_button_pressed_twice_complains_once(app):
    product, who = a_product(a_booth()), Complainant(phone="0912345678", key="form-1")
    assert reported(product=product, who=who).id == reported(product=product, who=who).id
    assert len(waiting_complaints()) == 1


@pytest.mark.parametrize(
    ("facts", "refusal"),
    [
        ({"reason": "money"}, UnknownReason),  # a reason for orders, not for listings
        ({"reason": ""}, UnknownReason),
        ({"text": "Tệ."}, TextTooShort),
        ({"text": "a" * 3001}, TextTooShort),
        ({"who": Complainant()}, NoWayToAnswer),
    ],
)
def test_a_complaint_that_nobody_could_act_on_is_refused(app, facts, refusal):
    with pytest.raises(refusal):
        reported(**facts)


def test_one_address_cannot_flood_the_desk(app):
    product = a_product(a_booth())
    for _ in range(MOST_FROM_AN_ADDRESS):
        reported(product=product, who=Complainant(email="mai@example.vn", address="203.0.113.9"))
    with pytest.raises(TooManyTries):
        reported(product=product, who=Complainant(email="other@example.vn", address="203.0.113.9"))


@pytest.mark.parametrize(
    ("received", "from_authority", "due"),
    [
        (datetime(2026, 11, 23, 2, tzinfo=UTC), False, datetime(2026, 11, 26, 2, tzinfo=UTC)),  # Monday → Thursday
        (datetime(2026, 11, 27, 2, tzinfo=UTC), False, datetime(2026, 12, 2, 2, tzinfo=UTC)),  # Friday → Wednesday
        (datetime(2026, 11, 28, 2, tzinfo=UTC), True, datetime(2026, 11, 29, 2, tzinfo=UTC)),  # 24 hours, Sunday or not
    ],
)
def test_people_are_answered_in_three_working_days_and_authorities_in_24_hours(received, from_authority, due):
    assert due_of(received, clock.local_day(received), from_authority=from_authority) == due


def test_the_nearest_deadline_stands_on_top_and_late_ones_are_called_late(app, ngoc):
    start = datetime(2026, 11, 23, 2, tzinfo=UTC)
    with clock.frozen(start):
        people_s = reported()
        request = pass_on_request(a_booth(), authority="Cục QLTT, 12/QĐ", text=STORY, by=ngoc)
    with clock.frozen(start + timedelta(hours=25)):
        queue = waiting_complaints()
        assert [(each.complaint.id, each.is_late) for each in queue] == [(request.id, True), (people_s.id, False)]
        assert queue[0].waited == timedelta(hours=25)
        answer_complaint(request, text="Đã gỡ sản phẩm theo yêu cầu.", by=ngoc)
        assert not waiting_complaints()[-1].is_late


def test_an_authority_is_named_and_gets_no_letter(app, ngoc):
    with pytest.raises(AuthorityMissing):
        pass_on_request(a_booth(), authority=" ", text=STORY, by=ngoc)
    close_complaint(pass_on_request(a_booth(), authority="Cục QLTT", text=STORY, by=ngoc),
                    outcome="upheld", text="Đã gỡ sản phẩm.", by=ngoc)  # fmt: skip
    assert letters() == []


def test_the_complainant_reads_answers_and_the_outcome_but_no_notes(app, ngoc):
    complaint = reported()
    note_on_complaint(complaint, text="Gọi gian hàng chiều nay.", by=ngoc)
    answer_complaint(complaint, text="Chúng tôi đang cân lại hàng.", by=ngoc)
    close_complaint(complaint, outcome="upheld", text="Gian hàng đã sửa nhãn.", by=ngoc)
    db.session.refresh(complaint)
    assert [step.kind for step in said_to_complainant(complaint)] == ["answer", "closing"]
    assert [letter.text.count("Gọi gian hàng") for letter in letters()] == [0, 0, 0]
    assert "Khiếu nại đúng" in letters()[-1].text
    assert closed_complaints() == [complaint]
    assert waiting_complaints() == []


def test_answers_and_closing_are_audited(app, ngoc):
    complaint = reported()
    answer_complaint(complaint, text="Chúng tôi đang cân lại hàng.", by=ngoc)
    close_complaint(complaint, outcome="settled", text="Gian hàng đã đền tiền.", by=ngoc)
    noted = db.session.execute(select(AuditEntry.action, AuditEntry.person_id).order_by(AuditEntry.seq)).all()
    assert noted == [("complaint.filed", None), ("complaint.answered", ngoc.id), ("complaint.closed", ngoc.id)]


def test_a_closed_complaint_stays_closed(app, ngoc):
    complaint = reported()
    with pytest.raises(UnknownOutcome):
        close_complaint(complaint, outcome="", text="Gian hàng đã sửa nhãn.", by=ngoc)
    close_complaint(complaint, outcome="upheld", text="Gian hàng đã sửa nhãn.", by=ngoc)
    for late in (
        lambda: reply_to_complaint(complaint, text="Tôi vẫn chưa hài lòng."),
        lambda: answer_complaint(complaint, text="Thêm một lời nữa.", by=ngoc),
        lambda: close_complaint(complaint, outcome="unfounded", text="Nghĩ lại rồi.", by=ngoc),
    ):
        with pytest.raises(ComplaintClosed):
            late()


def test_the_complainant_may_add_but_not_without_end(app):
    complaint = reported()
    for _ in range(MOST_REPLIES):
        reply_to_complaint(complaint, text="Tôi gửi thêm số lô: L123.")
        db.session.refresh(complaint)
    with pytest.raises(EnoughSaid):
        reply_to_complaint(complaint, text="Và thêm nữa đây ạ.")


def test_only_organizers_decide(app, minh):
    complaint = reported()
    for act in (
        lambda: answer_complaint(complaint, text="Chúng tôi đúng rồi.", by=minh),
        lambda: close_complaint(complaint, outcome="unfounded", text="Chúng tôi đúng rồi.", by=minh),
        lambda: note_on_complaint(complaint, text="Chúng tôi đúng rồi.", by=minh),
        lambda: pass_on_request(complaint.booth, authority="Tôi", text=STORY, by=minh),
    ):
        with pytest.raises(ForOrganizers):
            act()


def test_a_complaint_is_followed_by_its_complainant_alone(app, lan, minh):
    complaint = reported(who=Complainant(person=lan))
    assert can_follow(lan, complaint)
    assert can_follow(None, complaint, secret=secret_for(LINK, complaint.code))
    assert list(complaints_of(lan)) == [complaint]
    assert not can_follow(minh, complaint)
    assert not can_follow(None, complaint, secret="x" * 26)
    assert not can_follow(None, reported(), secret="")
    with pytest.raises(ComplaintNotThere):
        complaint_by_code("KN-2222222222")


@pytest.mark.parametrize(
    "fault",
    [
        "state = 'closed'",
        "outcome = 'upheld'",
        "email = NULL",
        "order_id = 1, subject = 'booth'",
        "due_at = received_at",
    ],
)
def test_the_database_refuses_a_complaint_that_cannot_be(app, fault):
    complaint = reported()
    with pytest.raises(IntegrityError):
        db.session.execute(text(f"UPDATE complaints SET {fault} WHERE id = :id"), {"id": complaint.id})
    db.session.rollback()


@pytest.mark.plants_a_fault
@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("complaints-name-the-right-booth", "UPDATE complaints SET booth_id = (SELECT MAX(id) FROM booths)"),
        (
            "closed-complaints-were-answered",
            "UPDATE complaints SET state = 'closed', outcome = 'upheld', closed_at = received_at,"
            " closed_by_id = (SELECT MAX(id) FROM people)",
        ),
        ("what-is-said-has-no-gap", "UPDATE complaint_steps SET seq = 3"),
    ],
)
def test_each_invariant_finds_its_fault(app, name, fault):
    complaint = reported()
    reply_to_complaint(complaint, text="Tôi gửi thêm số lô: L123.")
    a_booth(name="Gian hàng khác")
    assert broken() == []
    db.session.execute(text(fault))
    db.session.commit()
    assert broken() == [name]
