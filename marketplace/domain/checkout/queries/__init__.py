"""Reads of the checkout: what a basket costs now, how it may be paid, what a key already bought."""

from marketplace.domain.checkout.queries.baskets import Figures, figures_for, figures_of
from marketplace.domain.checkout.queries.methods import MethodTerms, offered_methods, payable_methods
from marketplace.domain.checkout.queries.presses import placed_before

__all__ = [
    "Figures",
    "MethodTerms",
    "figures_for",
    "figures_of",
    "offered_methods",
    "payable_methods",
    "placed_before",
]
