"""Asking, answering, reporting, hiding; and faults that the invariants find."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from marketplace.core.audit import AuditEntry
from marketplace.core.db import db
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.core.tries import TooManyTries
from marketplace.domain.booths.errors import BoothNotThere, ForOrganizers, NotYourPart, ReasonNeeded
from marketplace.domain.booths.models import Membership
from marketplace.domain.reviews import errors
from marketplace.domain.reviews.actions import (
    answer_post,
    ask_question,
    hide_post,
    report_post,
    settle_reports,
    show_post_again,
    withdraw_question,
)
from marketplace.domain.reviews.invariants import INVARIANTS
from marketplace.domain.reviews.queries import (
    post_by_code,
    post_for,
    posts_for,
    questions_of,
    reported_posts,
    voices_of_product,
    waiting_answers,
)
from tests.domain.reviews.stage import reviewed
from tests.people import a_person, on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, stock=100)


@pytest.fixture
def question(pepper, lan):
    return ask_question(pepper.product, by=lan, text="Có cay không?")


def test_a_question_stands_on_the_page_and_waits_for_the_booth(pepper, booth, question):
    voices = voices_of_product(pepper.product_id)()
    assert [voice.text for voice in voices.questions] == ["Có cay không?"]
    assert voices.question_count == 1
    assert waiting_answers(booth) == {"review": 0, "question": 1}


def test_the_booth_answers_once_and_may_mend_it(pepper, booth, minh, question):
    answer_post(question, by=minh, answer="Cay vừa.")
    answer_post(question, by=minh, answer="Cay vừa, thơm.")
    assert [voice.answer for voice in questions_of(pepper.product_id).voices] == ["Cay vừa, thơm."]
    assert waiting_answers(booth)["question"] == 0


def test_a_review_is_answered_too(pepper, minh):
    review = reviewed(pepper, 2, "Hơi vụn.")
    answer_post(review, by=minh, answer="Chúng tôi đổi bao bì rồi.")
    assert voices_of_product(pepper.product_id)().reviews[0].answer == "Chúng tôi đổi bao bì rồi."


def test_only_the_booths_owner_and_managers_answer(booth, hoa, question):
    packer = a_person("Trần Anh Tú")
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=packer.id, role="packer", since=question.at))
    with pytest.raises(NotYourPart):
        answer_post(question, by=packer, answer="Có.")
    with pytest.raises(BoothNotThere):
        answer_post(question, by=hoa, answer="Có.")


def test_a_booth_finds_its_own_questions_alone(booth, rival_booth, question):
    assert list(posts_for(booth, "question", unanswered=True)) == [question]
    assert posts_for(rival_booth, "question") == []
    with pytest.raises(errors.QuestionNotThere):
        post_for(rival_booth, "question", question.code)


@pytest.mark.parametrize("words", ["", "  \n "])
def test_an_empty_question_or_answer_is_refused(pepper, lan, minh, question, words):
    with pytest.raises(errors.QuestionMissing):
        ask_question(pepper.product, by=lan, text=words)
    with pytest.raises(errors.AnswerMissing):
        answer_post(question, by=minh, answer=words)


def test_long_questions_and_answers_are_refused_beside_their_field(pepper, lan, minh, question):
    with pytest.raises(errors.TextTooLong) as asked:
        ask_question(pepper.product, by=lan, text="x" * 501)
    with pytest.raises(errors.TextTooLong) as answered:
        answer_post(question, by=minh, answer="x" * 1001)
    assert (asked.value.field, answered.value.field) == ("text", "answer")


def test_twenty_questions_a_day_are_enough(pepper, lan):
    for number in range(20):
        ask_question(pepper.product, by=lan, text=f"Câu {number}?")
    with pytest.raises(TooManyTries):
        ask_question(pepper.product, by=lan, text="Nữa?")


def test_an_author_takes_a_question_back_and_nobody_else_does(pepper, lan, hoa, question):
    with pytest.raises(errors.QuestionNotThere):
        withdraw_question(question, by=hoa)
    withdraw_question(question, by=lan)
    withdraw_question(question, by=lan)
    assert voices_of_product(pepper.product_id)().questions == ()


def test_a_question_found_by_its_code_can_be_taken_back(lan, question):
    code = question.code
    db.session.expunge(question)
    found = post_by_code("question", code, shown=True)
    withdraw_question(found, by=lan)
    assert found.state == "withdrawn"


def test_what_is_gone_is_not_answered(minh, lan, question):
    withdraw_question(question, by=lan)
    with pytest.raises(errors.NothingToAnswer):
        answer_post(question, by=minh, answer="Có.")


def test_a_reader_reports_once_and_organizers_see_how_often(pepper, lan):
    review = reviewed(pepper, 1)
    for _ in range(2):
        report_post(review, reason="insult", by=lan, address="203.0.113.5")
    report_post(review, reason="untrue", note="Không có thật", by=None, address="203.0.113.5")
    [reported] = reported_posts("review")
    assert (reported.post, reported.reports) == (review, 2)


def test_reporting_is_limited_by_address_and_needs_a_known_reason(pepper):
    reviews = [reviewed(pepper) for _ in range(11)]
    for review in reviews[:10]:
        report_post(review, reason="advert", by=None, address="203.0.113.5")
    with pytest.raises(TooManyTries):
        report_post(reviews[10], reason="advert", by=None, address="203.0.113.5")
    with pytest.raises(errors.ReportReasonMissing):
        report_post(reviews[10], reason="vì thích", by=None, address="203.0.113.6")


def test_hiding_takes_it_from_page_and_rating_settles_reports_and_is_audited(pepper, ngoc):
    review = reviewed(pepper, 1, "Đồ lừa đảo, số nhà 12…")
    report_post(review, reason="private", by=None, address="203.0.113.5")
    for _ in range(2):
        hide_post(review, by=ngoc, reason="Nêu địa chỉ nhà riêng")
    voices = voices_of_product(pepper.product_id)()
    assert (voices.reviews, voices.tally.count, reported_posts("review")) == ((), 0, [])
    entry = db.session.query(AuditEntry).filter_by(action="review.hidden").one()
    assert entry.details == {"reason": "Nêu địa chỉ nhà riêng"}
    show_post_again(review, by=ngoc)
    assert voices_of_product(pepper.product_id)().tally.count == 1


def test_what_may_stand_leaves_the_queue(pepper, ngoc, question):
    report_post(question, reason="other", by=None, address="203.0.113.5")
    settle_reports(question, by=ngoc)
    assert reported_posts("question") == []
    assert question.is_shown


def test_only_organizers_moderate_and_hiding_needs_a_reason(ngoc, minh, question):
    for verb in (lambda: hide_post(question, by=minh, reason="x"), lambda: show_post_again(question, by=minh),
                 lambda: settle_reports(question, by=minh)):  # fmt: skip
        with pytest.raises(ForOrganizers):
            verb()
    with pytest.raises(ReasonNeeded):
        hide_post(question, by=ngoc, reason=" ")


FAULTS = {
    "ratings-are-recounted": "UPDATE ratings SET five = five + 1",
    "shown-reviews-are-rated": "DELETE FROM ratings",
    "reviews-follow-a-delivery": "UPDATE orders SET delivered_at = NULL",
    "reviews-are-of-what-was-bought": "UPDATE reviews SET product_id = (SELECT max(id) FROM products)",
    "questions-belong-to-the-products-booth": "UPDATE questions SET booth_id = (SELECT max(id) FROM booths)",
    "erased-people-sign-nothing": "UPDATE people SET state = 'erased'",
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("name", FAULTS)
def test_each_invariant_finds_its_fault(name, pepper, lan, rival_booth, question):
    reviewed(pepper, by=lan)
    on_sale(rival_booth)
    assert [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds] == []
    with transaction():
        db.session.execute(text(FAULTS[name]))
    assert name in [finding.invariant.name for finding in examine(INVARIANTS) if not finding.holds]
    assert set(FAULTS) == {invariant.name for invariant in INVARIANTS}
