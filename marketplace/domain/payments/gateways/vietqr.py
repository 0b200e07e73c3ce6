"""Bank transfers by VietQR: we draw the code, the bank tells us of lines through a feed in SePay's form.

SePay posts JSON with `Authorization: Apikey <token>` (developer.sepay.vn/en/sepay-webhooks). There is no signature
in this mode, so account, direction and amount are compared as well before anything is believed.
"""

from __future__ import annotations

import hmac
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app

from marketplace.core.clock import BadMoment, parse_local
from marketplace.core.money import MAX_DONG, NotAWholeNumber, parse_whole_number
from marketplace.core.text import clean
from marketplace.domain.payments.banks import bank_name
from marketplace.domain.payments.errors import BadFeedToken, ProviderRefused, UnreadableLine
from marketplace.domain.payments.gateways.provider import Inbound, RefundTruth, Start, TransferForm, Truth
from marketplace.domain.payments.queries import AttemptFacts, RefundFacts
from marketplace.domain.payments.vietqr import build_payload

FEED = "sepay"
_LONGEST_ID = 64
_LONGEST_TEXT = 1000


@dataclass(frozen=True)
class StatementLine:
    """One line of the bank's statement. `content` is what the payer wrote, with what the bank put around it."""

    feed_id: str
    account: str
    direction: str
    amount: int
    content: str
    reference: str
    at: datetime


class Transfer:
    """Paid by bank transfer; the bank's lines are the truth, and they are with us already."""

    code = "vietqr"

    def start(self, attempt: AttemptFacts) -> Start:
        """What to type or to scan; raises ProviderRefused where no account is set up."""
        config = current_app.config["MARKET"]
        if not config.BANK_BIN or not config.BANK_ACCOUNT:
            raise ProviderRefused
        memo = attempt.purchase_code.replace("-", "")
        form = TransferForm(
            bin=config.BANK_BIN, bank=bank_name(config.BANK_BIN), account=config.BANK_ACCOUNT,
            account_name=config.BANK_ACCOUNT_NAME, amount=attempt.amount, memo=memo,
            payload=build_payload(config.BANK_BIN, config.BANK_ACCOUNT, attempt.amount, memo),
        )  # fmt: skip
        return Start(transfer=form)

    def verify(self, raw: bytes, headers: Mapping[str, str]) -> Inbound:
        """The line in a message of the feed; raises BadFeedToken, UnreadableLine."""
        expected = current_app.config["MARKET"].BANK_FEED_TOKEN
        kind, _space, token = headers.get("Authorization", "").partition(" ")
        right = hmac.compare_digest(token.strip().encode(), expected.encode())
        if not expected or not right or kind.lower() != "apikey":
            raise BadFeedToken
        try:
            body = json.loads(raw)
        except (ValueError, RecursionError):
            raise UnreadableLine from None
        if not isinstance(body, dict):
            raise UnreadableLine
        return Inbound(_id_of(body), "line", body)

    def truth(self, attempt: AttemptFacts) -> Truth:
        """Paid once its lines were matched; lines are booked as they arrive."""
        return Truth("paid" if attempt.state == "paid" else "open", attempt.amount, subject=attempt.key)

    def cancel(self, attempt: AttemptFacts) -> Truth:
        """A bank cannot be told; whatever arrives from now on is late."""
        return Truth("paid" if attempt.state == "paid" else "expired", attempt.amount, subject=attempt.key)

    def refund(self, _refund: RefundFacts) -> RefundTruth:
        """Paid back by hand."""
        return RefundTruth("by_hand")


def statement_line(message: Inbound) -> StatementLine:
    """A message of the feed as a statement line; raises UnreadableLine naming the part."""
    body = message.body
    direction = body.get("transferType")
    if direction not in ("in", "out"):
        raise UnreadableLine(field="transferType")
    return StatementLine(
        feed_id=message.event_id,
        account=_text(body, "accountNumber"),
        direction=direction,
        amount=_amount_of(body),
        # `code` is what the feed itself made out; it is read like the rest of the text.
        content=clean(f"{_text(body, 'content')} {_text(body, 'code')}"),
        reference=_text(body, "referenceCode"),
        at=_moment_of(body),
    )


def _id_of(body: Mapping[str, Any]) -> str:
    given = body.get("id")
    if isinstance(given, bool) or not isinstance(given, int | str) or not 0 < len(str(given)) <= _LONGEST_ID:
        raise UnreadableLine(field="id")
    return str(given)


def _amount_of(body: Mapping[str, Any]) -> int:
    try:
        return parse_whole_number(body.get("transferAmount"), 1, MAX_DONG)
    except NotAWholeNumber:
        raise UnreadableLine(field="transferAmount") from None


def _moment_of(body: Mapping[str, Any]) -> datetime:
    try:
        return parse_local(_text(body, "transactionDate"))
    except BadMoment:
        raise UnreadableLine(field="transactionDate") from None


def _text(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    if value is None:
        return ""
    if not isinstance(value, str | int) or len(str(value)) > _LONGEST_TEXT:
        raise UnreadableLine(field=name)
    return clean(str(value))
