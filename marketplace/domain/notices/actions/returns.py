"""Letters about goods that are sent back."""

from __future__ import annotations

from typing import Any

from marketplace.core.letters import write_letter
from marketplace.core.money import Dong
from marketplace.core.transactions import transactional
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.queries import buyer_of, link_to
from marketplace.domain.notices.words import (
    LAST_WORD_OF_BOOTH,
    RETURN_WORDS_FOR_BOOTH,
    RETURN_WORDS_FOR_BUYER,
    refund_follows,
)
from marketplace.domain.payments.queries import way_back_of
from marketplace.domain.returns.models import OrderReturn, ReturnStep
from marketplace.domain.returns.queries import return_by_id
from marketplace.domain.returns.rules import may_appeal, may_refund


@transactional
def tell_buyer_of_return(return_id: int, seq: int) -> None:
    """Tell the buyer what became of the wish to send goods back."""
    row = return_by_id(return_id)
    step, purchase = _step(row, seq), row.order.purchase
    reader = buyer_of(purchase)
    if reader is None or step.to_state not in RETURN_WORDS_FOR_BUYER:
        return
    write_letter(
        "return_moved", to=reader.to, key=f"return:{return_id}:{seq}", language=reader.language, row=row,
        order=row.order, name=purchase.recipient, subject=RETURN_WORDS_FOR_BUYER[step.to_state][0],
        sentence=_sentence_for_buyer(row, step.to_state), note=step.note, refund=_refund(row, step.to_state),
        address=row.booth.legal_address if step.to_state == "accepted" else "",
        link=link_to(purchase, f"/returns/{return_id}"),
    )  # fmt: skip


@transactional
def tell_booth_of_return(return_id: int, seq: int) -> None:
    """Tell the booth of what the buyer, the organizers or time did."""
    row = return_by_id(return_id)
    step = _step(row, seq)
    if step.by_kind == "booth" or step.to_state not in RETURN_WORDS_FOR_BOOTH:
        return
    subject, sentence = RETURN_WORDS_FOR_BOOTH[step.to_state]
    tell_booth(
        row.booth, "return", letter="return_moved", key=f"return-booth:{return_id}:{seq}", topic=step.to_state,
        about=row.order.code, path=f"/seller/returns/{return_id}", row=row, order=row.order, name=row.booth.name,
        subject=subject, sentence=sentence, note=step.note, address="", refund=_refund(row, step.to_state),
    )  # fmt: skip


def _sentence_for_buyer(row: OrderReturn, state: str) -> Any:
    if state == "received":
        return refund_follows(way_back_of(row.order.purchase)) if row.refund else ""
    if state == "declined" and not may_appeal(state, row.reason):
        return LAST_WORD_OF_BOOTH
    return RETURN_WORDS_FOR_BUYER[state][1]


def _refund(row: OrderReturn, state: str) -> Dong:
    """What a letter about this step may promise."""
    return row.refund if may_refund(state) else Dong(0)


def _step(row: OrderReturn, seq: int) -> ReturnStep:
    return next(step for step in row.steps if step.seq == seq)
