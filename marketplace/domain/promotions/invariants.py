"""What must hold of offers and vouchers (THREATS section B: F1, F2, V1, V2)."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "offer-counter-is-its-uses",
        "An offer sells at most its quantity, and its counter is the sum of its uses.",
        """
        SELECT o.id, o.sold FROM offers o
        WHERE o.sold > o.quantity
           OR o.sold <> (SELECT COALESCE(SUM(u.quantity), 0) FROM offer_uses u
                         WHERE u.offer_id = o.id AND u.given_back_at IS NULL)
        """,
    ),
    Invariant(
        "offer-limit-per-buyer",
        "Nobody holds more of an offer than one buyer may, however often its price was changed.",
        """
        SELECT MIN(u.offer_id), u.buyer_key, SUM(u.quantity) FROM offer_uses u JOIN offers o ON o.id = u.offer_id
        WHERE u.given_back_at IS NULL
        GROUP BY u.buyer_key, o.variant_id, o.counted_with, CASE o.counted_with WHEN '' THEN o.id ELSE 0 END
        HAVING COUNT(*) = COUNT(o.per_buyer) AND SUM(u.quantity) > MAX(o.per_buyer)
        """,
    ),
    Invariant(
        "voucher-counter-is-its-uses",
        "A voucher is used at most as often as it may be, and its counter is the number of its uses.",
        """
        SELECT v.id, v.uses FROM vouchers v
        WHERE v.uses > v.max_uses
           OR v.uses <> (SELECT COUNT(*) FROM voucher_uses u WHERE u.voucher_id = v.id)
        """,
    ),
    Invariant(
        "voucher-limit-per-buyer",
        "One buyer uses a voucher at most as often as one buyer may, and once per purchase.",
        """
        SELECT u.voucher_id, u.buyer_key FROM voucher_uses u JOIN vouchers v ON v.id = u.voucher_id
        GROUP BY u.voucher_id, u.buyer_key, v.max_per_buyer
        HAVING COUNT(*) > v.max_per_buyer OR MAX(u.n) > v.max_per_buyer
        UNION ALL
        SELECT MIN(u.voucher_id), MIN(u.buyer_key) FROM voucher_uses u GROUP BY u.purchase_id HAVING COUNT(*) > 1
        """,
    ),
)
