"""What must hold of returns at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant
from marketplace.domain.returns.rules import MOVES

_moves = ", ".join(f"('{from_state}', '{to_state}')" for from_state, to_state in sorted(MOVES))

INVARIANTS = (
    Invariant(
        "returns-belong-to-their-order",
        "A return is of the booth of its order, and its lines are lines of that order.",
        """
        SELECT r.id FROM order_returns r JOIN orders o ON o.id = r.order_id WHERE o.booth_id <> r.booth_id
        UNION ALL
        SELECT r.id FROM order_returns r JOIN return_lines b ON b.return_id = r.id
        JOIN order_lines l ON l.id = b.order_line_id WHERE l.order_id <> r.order_id
        UNION ALL
        SELECT r.id FROM order_returns r WHERE NOT EXISTS (SELECT 1 FROM return_lines b WHERE b.return_id = r.id)
        """,
    ),
    Invariant(
        "no-more-comes-back-than-was-bought",
        "No more units of a line come back than were bought.",
        """
        SELECT l.id FROM order_lines l JOIN return_lines b ON b.order_line_id = l.id
        JOIN order_returns r ON r.id = b.return_id
        WHERE r.state IN ('asked', 'escalated', 'accepted', 'received')
        GROUP BY l.id, l.quantity HAVING SUM(b.quantity) > l.quantity
        """,
    ),
    Invariant(
        "returned-goods-are-refunded-once",
        "Goods that came back of a paid order are refunded once, as promised, and never before they are back.",
        """
        SELECT 'amount', r.id FROM order_returns r JOIN refunds f ON f.key = 'return-' || CAST(r.id AS TEXT)
        WHERE f.amount <> r.goods_refund + r.shipping_refund OR r.state <> 'received' OR f.order_id <> r.order_id
        UNION ALL
        SELECT 'missing', r.id FROM order_returns r JOIN orders o ON o.id = r.order_id
        WHERE r.state = 'received' AND r.goods_refund + r.shipping_refund > 0
          AND EXISTS (SELECT 1 FROM payment_attempts a WHERE a.purchase_id = o.purchase_id AND a.state = 'paid'
                      AND (a.order_id IS NULL OR a.order_id = o.id))
          AND NOT EXISTS (SELECT 1 FROM refunds f WHERE f.key = 'return-' || CAST(r.id AS TEXT))
        UNION ALL
        SELECT 'promise', o.id FROM orders o JOIN order_returns r ON r.order_id = o.id AND r.state = 'received'
        GROUP BY o.id, o.grand_total HAVING SUM(r.goods_refund + r.shipping_refund)
          > o.grand_total - (SELECT COALESCE(SUM(s.amount), 0) FROM order_shortfalls s WHERE s.order_id = o.id)
        """,
    ),
    Invariant(
        "an-order-returns-while-its-return-is-accepted",
        "While a return is accepted and its goods are not back, its order is returning.",
        """
        SELECT r.id FROM order_returns r JOIN orders o ON o.id = r.order_id
        WHERE r.state = 'accepted' AND o.state <> 'returning'
        """,
    ),
    Invariant(
        "return-state-is-its-last-step",
        "A return's state is its last step; steps follow each other and are allowed.",
        f"""
        SELECT 'state', r.id FROM order_returns r
        WHERE r.state <> COALESCE((SELECT s.to_state FROM return_steps s WHERE s.return_id = r.id
                                   ORDER BY s.seq DESC LIMIT 1), '')
        UNION ALL
        SELECT 'move', s.return_id FROM return_steps s
        WHERE s.from_state IS NOT NULL AND (s.from_state, s.to_state) NOT IN (VALUES {_moves})
        UNION ALL
        SELECT 'begin', s.return_id FROM return_steps s
        WHERE (s.seq = 1) <> (s.from_state IS NULL) OR s.from_state IS NULL AND s.to_state <> 'asked'
        """,  # noqa: S608 - only our own names of states
    ),
)
