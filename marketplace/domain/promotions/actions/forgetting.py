"""Who used an offer or a voucher is forgotten; that it was used is not."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import update

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.promotions.models import OfferUse, VoucherUse


@transactional
def forget_buyer(purchase_id: int, line_ids: Collection[int]) -> None:
    """Put a key that leads to nobody in the place of the telephone number under which a purchase used promotions."""
    nobody = f"erased:{purchase_id}"
    db.session.execute(update(OfferUse).where(OfferUse.order_line_id.in_(line_ids)).values(buyer_key=nobody))
    db.session.execute(update(VoucherUse).where(VoucherUse.purchase_id == purchase_id).values(buyer_key=nobody))
