"""What the ledger does: rates, the terms of a sale, and the book."""

from marketplace.domain.ledger.actions.booking import book_payment, book_refund, book_returns, book_sale
from marketplace.domain.ledger.actions.catching_up import catch_up
from marketplace.domain.ledger.actions.freezing import freeze_terms
from marketplace.domain.ledger.actions.rates import set_rate, set_withholding

__all__ = [
    "book_payment",
    "book_refund",
    "book_returns",
    "book_sale",
    "catch_up",
    "freeze_terms",
    "set_rate",
    "set_withholding",
]
