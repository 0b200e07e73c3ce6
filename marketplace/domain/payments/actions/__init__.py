"""The verbs of money in, by family."""

from marketplace.domain.payments.actions.banking import (
    attach_bank_line,
    dismiss_bank_line,
    take_in_bank_feed,
    take_in_bank_line,
)
from marketplace.domain.payments.actions.cash import cancel_cash, capture_cash
from marketplace.domain.payments.actions.forgetting import forget_payer
from marketplace.domain.payments.actions.issues import close_issue, open_issue
from marketplace.domain.payments.actions.opening import open_attempts
from marketplace.domain.payments.actions.reconciling import compare_with_provider, reconcile_payments
from marketplace.domain.payments.actions.refunding import (
    refund_order,
    refund_part,
    request_refund,
    send_refunds,
    settle_refund,
    settle_refund_by_hand,
    settle_shortfall,
)
from marketplace.domain.payments.actions.settling import ask_before_lapse, close_attempt, settle
from marketplace.domain.payments.actions.standing import Standing, standing_of
from marketplace.domain.payments.actions.starting import payable_of, resize_attempt_of, start_payment
from marketplace.domain.payments.actions.webhooks import take_in_webhook, work_webhooks

__all__ = [
    "Standing",
    "ask_before_lapse",
    "attach_bank_line",
    "cancel_cash",
    "capture_cash",
    "close_attempt",
    "close_issue",
    "compare_with_provider",
    "dismiss_bank_line",
    "forget_payer",
    "open_attempts",
    "open_issue",
    "payable_of",
    "reconcile_payments",
    "refund_order",
    "refund_part",
    "request_refund",
    "resize_attempt_of",
    "send_refunds",
    "settle",
    "settle_refund",
    "settle_refund_by_hand",
    "settle_shortfall",
    "standing_of",
    "start_payment",
    "take_in_bank_feed",
    "take_in_bank_line",
    "take_in_webhook",
    "work_webhooks",
]
