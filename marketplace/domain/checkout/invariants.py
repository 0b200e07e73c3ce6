"""What must hold between promises, shelves and promotions (THREATS section B: S4–S6, F3, V3)."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "goods-left-exactly-once",
        "A line's goods left the shelf once, less what it fell short of and what came back: all if undone.",
        """
        SELECT l.id, o.state FROM order_lines l JOIN orders o ON o.id = l.order_id
        WHERE (SELECT COALESCE(SUM(m.delta), 0) FROM stock_movements m WHERE m.order_line_id = l.id)
           <> CASE WHEN o.state IN ('cancelled', 'returned') THEN 0 ELSE
              (SELECT COALESCE(SUM(s.quantity), 0) FROM order_short_lines s WHERE s.line_id = l.id)
              + (SELECT COALESCE(SUM(b.quantity), 0) FROM return_lines b JOIN order_returns r ON r.id = b.return_id
                 WHERE b.order_line_id = l.id AND r.state = 'received') - l.quantity END
        """,
    ),
    Invariant(
        "movements-match-their-line",
        "A sale, and what undoes it, is of a line of the same variant.",
        """
        SELECT m.id FROM stock_movements m LEFT JOIN order_lines l ON l.id = m.order_line_id
        WHERE m.order_line_id IS NOT NULL AND (l.id IS NULL OR l.variant_id <> m.variant_id)
        """,
    ),
    Invariant(
        "no-line-holds-too-much",
        "At no moment did a line hold more goods than it promised, or give back more than it took.",
        """
        SELECT m.id FROM stock_movements m JOIN order_lines l ON l.id = m.order_line_id
        WHERE (SELECT SUM(b.delta) FROM stock_movements b WHERE b.order_line_id = m.order_line_id AND b.id <= m.id)
              NOT BETWEEN -l.quantity AND 0
        """,
    ),
    Invariant(
        "offer-price-inside-its-window",
        "An offer's price is given only inside its window, on its variant, for the units counted.",
        """
        SELECT u.order_line_id FROM offer_uses u JOIN offers f ON f.id = u.offer_id
        LEFT JOIN order_lines l ON l.id = u.order_line_id
        LEFT JOIN orders o ON o.id = l.order_id LEFT JOIN purchases p ON p.id = o.purchase_id
        WHERE u.given_back_at IS NULL
          AND (l.id IS NULL OR l.variant_id <> f.variant_id OR l.unit_price <> f.price OR l.quantity <> u.quantity
               OR l.offer_id <> f.id OR o.state = 'cancelled'
               OR p.placed_at < f.starts_at OR p.placed_at > f.ends_at)
        """,
    ),
    Invariant(
        "voucher-use-matches-its-purchase",
        "A voucher's use is of a purchase that is not wholly cancelled, and a booth's voucher lowers its order only.",
        """
        SELECT u.id FROM voucher_uses u
        WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.purchase_id = u.purchase_id AND o.state <> 'cancelled')
        UNION ALL
        SELECT u.id FROM voucher_uses u JOIN vouchers v ON v.id = u.voucher_id
        JOIN orders o ON o.purchase_id = u.purchase_id
        WHERE v.booth_id <> o.booth_id AND o.discount > 0
        """,
    ),
    Invariant(
        "no-discount-without-a-voucher",
        "Only a purchase with a voucher has a discount.",
        "SELECT id FROM purchases WHERE discount_total > 0 AND voucher_code IS NULL",
    ),
)
