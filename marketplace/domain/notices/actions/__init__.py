"""Letters and notices, written once per piece of news."""

from marketplace.domain.notices.actions.announcing import (
    Said,
    announce,
    carry_announcements,
    tell_of_announcement,
    withdraw_announcement,
)
from marketplace.domain.notices.actions.booths import (
    tell_booth_of_decision,
    tell_of_change_decision,
    tell_of_paper_decision,
    tell_of_product_decision,
    tell_owner_of_reading,
)
from marketplace.domain.notices.actions.broadcasts import remind_of_broadcasts, tell_booth_of_invitation
from marketplace.domain.notices.actions.carriers import tell_booth_of_carrier
from marketplace.domain.notices.actions.complaints import (
    acknowledge_complaint,
    tell_booth_of_complaint,
    tell_of_complaint,
)
from marketplace.domain.notices.actions.ending import end_letters
from marketplace.domain.notices.actions.followers import tell_followers
from marketplace.domain.notices.actions.forgetting import forget_letters_about
from marketplace.domain.notices.actions.orders import (
    tell_booth_of_cancellation,
    tell_of_loss,
    tell_of_order,
    tell_of_shortfall,
)
from marketplace.domain.notices.actions.papers import remind_of_ending_papers
from marketplace.domain.notices.actions.purchases import (
    tell_booths_of_orders,
    tell_of_lapse,
    tell_of_payment,
    tell_of_purchase,
    tell_of_refund,
)
from marketplace.domain.notices.actions.reading import (
    choose_notices,
    forget_notices_of,
    read_all_notices,
    read_notice,
)
from marketplace.domain.notices.actions.returns import tell_booth_of_return, tell_buyer_of_return
from marketplace.domain.notices.actions.reviews import (
    ask_for_review,
    ask_for_reviews,
    tell_asker,
    tell_booth_of_question,
    tell_booth_of_review,
)
from marketplace.domain.notices.actions.shelves import tell_of_low_shelves

__all__ = [
    "Said",
    "acknowledge_complaint",
    "announce",
    "ask_for_review",
    "ask_for_reviews",
    "carry_announcements",
    "choose_notices",
    "end_letters",
    "forget_letters_about",
    "forget_notices_of",
    "read_all_notices",
    "read_notice",
    "remind_of_broadcasts",
    "remind_of_ending_papers",
    "tell_asker",
    "tell_booth_of_cancellation",
    "tell_booth_of_carrier",
    "tell_booth_of_complaint",
    "tell_booth_of_decision",
    "tell_booth_of_invitation",
    "tell_booth_of_question",
    "tell_booth_of_return",
    "tell_booth_of_review",
    "tell_booths_of_orders",
    "tell_buyer_of_return",
    "tell_followers",
    "tell_of_announcement",
    "tell_of_change_decision",
    "tell_of_complaint",
    "tell_of_lapse",
    "tell_of_loss",
    "tell_of_low_shelves",
    "tell_of_order",
    "tell_of_paper_decision",
    "tell_of_payment",
    "tell_of_product_decision",
    "tell_of_purchase",
    "tell_of_refund",
    "tell_of_shortfall",
    "tell_owner_of_reading",
    "withdraw_announcement",
]
