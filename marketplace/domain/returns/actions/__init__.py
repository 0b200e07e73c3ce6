"""Sending goods back: asked for, answered, received; refunded exactly once."""

from marketplace.domain.returns.actions.asking import Wanted, ask_return
from marketplace.domain.returns.actions.deciding import (
    accept_return,
    decline_return,
    escalate_return,
    escalate_unanswered_returns,
    lapse_unsent_returns,
    reject_return,
    withdraw_return,
)
from marketplace.domain.returns.actions.receiving import receive_return

__all__ = [
    "Wanted",
    "accept_return",
    "ask_return",
    "decline_return",
    "escalate_return",
    "escalate_unanswered_returns",
    "lapse_unsent_returns",
    "receive_return",
    "reject_return",
    "withdraw_return",
]
