"""Which news leads to which letter and notice."""

from __future__ import annotations

from marketplace.domain.accounts.events import PersonErased
from marketplace.domain.booths.events import (
    BoothClosed,
    BoothClosing,
    BoothOpened,
    BoothRejected,
    BoothSuspended,
    HelperReadTooMuch,
)
from marketplace.domain.catalog.events import ChangeAccepted, ChangeRefused, ProductPublished, ProductSentBack
from marketplace.domain.complaints.events import ComplaintAnswered, ComplaintFiled
from marketplace.domain.livestream.events import BoothInvited, BroadcastBegan
from marketplace.domain.notices import actions
from marketplace.domain.notices.events import AnnouncementDue, FollowersLeft
from marketplace.domain.orders.events import OrderFellShort, OrderMoved, PurchaseLapsed, PurchasePaid, PurchasePlaced
from marketplace.domain.papers.events import PaperChecked, PaperRefused
from marketplace.domain.payments.events import RefundSucceeded
from marketplace.domain.returns.events import ReturnMoved
from marketplace.domain.reviews.events import QuestionAnswered, QuestionAsked, ReviewWritten
from marketplace.domain.shipping.events import CarrierIssueOpened, ParcelLost


def thank_buyer(news: PurchasePlaced) -> None:
    """What was bought and what to do next."""
    actions.tell_of_purchase(news.purchase_id)


def tell_booths(news: PurchasePlaced | PurchasePaid) -> None:
    """A new order, as soon as it is the booth's business."""
    actions.tell_booths_of_orders(news.purchase_id)


def confirm_payment(news: PurchasePaid) -> None:
    """The money is there."""
    actions.tell_of_payment(news.purchase_id)


def tell_of_lapse(news: PurchaseLapsed) -> None:
    """The goods are no longer held."""
    actions.tell_of_lapse(news.purchase_id)


def tell_of_step(news: OrderMoved) -> None:
    """The buyer hears of the steps that matter."""
    actions.tell_of_order(news.order_id, news.to_state)


def tell_of_shortfall(news: OrderFellShort) -> None:
    """Some goods will not come."""
    actions.tell_of_shortfall(news.shortfall_id)


def tell_booth_of_cancellation(news: OrderMoved) -> None:
    """The booth need not pack any more."""
    if news.to_state == "cancelled":
        actions.tell_booth_of_cancellation(news.order_id)


def tell_booth_of_carrier(news: CarrierIssueOpened) -> None:
    """What the carrier says of a parcel does not fit."""
    actions.tell_booth_of_carrier(news.issue_id)


def tell_of_loss(news: ParcelLost) -> None:
    """The buyer's goods will not come."""
    actions.tell_of_loss(news.order_id)


def tell_of_refund(news: RefundSucceeded) -> None:
    """The money has gone back."""
    actions.tell_of_refund(news.refund_id)


def tell_booth_of_decision(news: BoothOpened | BoothRejected | BoothSuspended | BoothClosing | BoothClosed) -> None:
    """What became of an application or a booth."""
    actions.tell_booth_of_decision(news.booth_id, news.seq)


def tell_booth_of_invitation(news: BoothInvited) -> None:
    """A campaign asks the booth to take part."""
    actions.tell_booth_of_invitation(news.invitation_id)


def tell_of_product_decision(news: ProductPublished | ProductSentBack) -> None:
    """What became of a product."""
    actions.tell_of_product_decision(news.product_id, news.seq)


def tell_of_change_decision(news: ChangeAccepted | ChangeRefused) -> None:
    """What became of new claims."""
    actions.tell_of_change_decision(news.change_id)


def tell_of_paper_decision(news: PaperChecked | PaperRefused) -> None:
    """What became of a paper."""
    actions.tell_of_paper_decision(news.paper_id)


def acknowledge_complaint(news: ComplaintFiled) -> None:
    """The complaint is with the organizers, and when they will answer."""
    actions.acknowledge_complaint(news.complaint_id)


def tell_booth_of_complaint(news: ComplaintFiled) -> None:
    """The organizers look into something the booth is said to have done."""
    actions.tell_booth_of_complaint(news.complaint_id)


def tell_of_complaint(news: ComplaintAnswered) -> None:
    """What the organizers say."""
    actions.tell_of_complaint(news.complaint_id, news.seq)


def tell_booth_of_review(news: ReviewWritten) -> None:
    """A buyer said something of the booth or its goods."""
    actions.tell_booth_of_review(news.review_id)


def tell_booth_of_question(news: QuestionAsked) -> None:
    """Somebody hesitates and asks."""
    actions.tell_booth_of_question(news.question_id)


def tell_asker(news: QuestionAnswered) -> None:
    """The booth answered."""
    actions.tell_asker(news.question_id)


def tell_followers(news: BroadcastBegan) -> None:
    """Followed booths are on air."""
    actions.tell_followers(news.broadcast_id)


def tell_more_followers(news: FollowersLeft) -> None:
    """The next portion of the same round."""
    actions.tell_followers(news.broadcast_id, after=news.after_person_id)


def tell_of_return(news: ReturnMoved) -> None:
    """Whoever waits for the other side hears of a return's step."""
    actions.tell_buyer_of_return(news.return_id, news.seq)
    actions.tell_booth_of_return(news.return_id, news.seq)


def carry_announcement(news: AnnouncementDue) -> None:
    """Booths hear what the organizers say, a portion at a time."""
    actions.tell_of_announcement(news.announcement_id, after=news.after_person_id)


def forget_letters_about(event: PersonErased) -> None:
    """Booths keep their orders, and no letter that names who is gone."""
    actions.forget_letters_about(event.person_id)
    actions.forget_notices_of(event.person_id)


def tell_owner_of_reading(news: HelperReadTooMuch) -> None:
    """A helper reads too much of the buyers."""
    actions.tell_owner_of_reading(news.grant_id, news.day)
