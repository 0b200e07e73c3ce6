"""Making offers and vouchers, and using them once per promise."""

from marketplace.domain.promotions.actions.forgetting import forget_buyer
from marketplace.domain.promotions.actions.offers import end_offer, give_back_offers, make_offer, use_offers
from marketplace.domain.promotions.actions.vouchers import end_voucher, give_back_voucher, make_voucher, use_voucher

__all__ = [
    "end_offer",
    "end_voucher",
    "forget_buyer",
    "give_back_offers",
    "give_back_voucher",
    "make_offer",
    "make_voucher",
    "use_offers",
    "use_voucher",
]
