"""What must hold of purchases and orders (THREATS section B: S7, O1–O8, X1)."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.invariants import Invariant
from marketplace.domain.orders.rules import MOVES

# The sweeper runs every minute and asks the payment provider first.
GRACE = timedelta(minutes=15)

_moves = ", ".join(f"('{from_state}', '{to_state}')" for from_state, to_state in sorted(MOVES))


def _values() -> dict[str, object]:
    """A moment as both databases compare it: text on SQLite, a zoned moment on PostgreSQL."""
    return {"overdue": (clock.now() - GRACE).strftime("%Y-%m-%d %H:%M:%S.%f+00:00")}


INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "orders-know-their-day",
        "Every order knows the day on which it was placed.",
        "SELECT id FROM orders WHERE placed_on IS NULL",
    ),
    Invariant(
        "line-total-is-its-product",
        "A line is at least one unit at a price of zero or more, and its total is their product.",
        """
        SELECT id FROM order_lines
        WHERE quantity < 1 OR unit_price < 0 OR unit_price > list_price OR line_total <> quantity * unit_price
        """,
    ),
    Invariant(
        "order-is-the-sum-of-its-lines",
        "An order is its lines less its discount plus its shipping, and none of them is below zero.",
        """
        SELECT o.id FROM orders o
        WHERE o.goods_total <> (SELECT COALESCE(SUM(l.line_total), 0) FROM order_lines l WHERE l.order_id = o.id)
           OR o.grand_total <> o.goods_total - o.discount + o.shipping_fee
           OR o.grand_total < 0 OR o.discount < 0 OR o.shipping_fee < 0
        """,
    ),
    Invariant(
        "no-order-without-a-line",
        "No order is without a line, and no purchase without an order.",
        """
        SELECT 'order', o.id FROM orders o WHERE NOT EXISTS (SELECT 1 FROM order_lines l WHERE l.order_id = o.id)
        UNION ALL
        SELECT 'purchase', p.id FROM purchases p
        WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.purchase_id = p.id)
        """,
    ),
    Invariant(
        "lines-belong-to-the-orders-booth",
        "A line and its variant belong to the booth of the order.",
        """
        SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id JOIN variants v ON v.id = l.variant_id
        WHERE v.booth_id <> o.booth_id OR l.booth_id <> o.booth_id
        """,
    ),
    Invariant(
        "purchase-is-the-sum-of-its-orders",
        "A purchase is the sum of its orders as they were placed.",
        """
        SELECT p.id FROM purchases p JOIN orders o ON o.purchase_id = p.id
        GROUP BY p.id, p.grand_total, p.goods_total, p.discount_total, p.shipping_total
        HAVING p.grand_total <> SUM(o.grand_total) OR p.goods_total <> SUM(o.goods_total)
            OR p.discount_total <> SUM(o.discount) OR p.shipping_total <> SUM(o.shipping_fee)
        """,
    ),
    Invariant(
        "codes-are-long-and-unique",
        "Public codes are there, are unique, and are too long to be counted through.",
        """
        SELECT code FROM purchases GROUP BY code HAVING COUNT(*) > 1 OR code IS NULL OR LENGTH(code) < 10
        UNION ALL
        SELECT code FROM orders GROUP BY code HAVING COUNT(*) > 1 OR code IS NULL OR LENGTH(code) < 12
        """,
    ),
    Invariant(
        "order-state-is-its-last-step",
        "An order's state is its last step; steps are numbered without a gap, follow each other and are allowed.",
        f"""
        SELECT 'state', o.id FROM orders o
        WHERE o.state <> COALESCE((SELECT s.to_state FROM order_steps s WHERE s.order_id = o.id
                                   ORDER BY s.seq DESC LIMIT 1), '')
           OR (SELECT COUNT(*) FROM order_steps s WHERE s.order_id = o.id)
              <> (SELECT COALESCE(MAX(s.seq), 0) FROM order_steps s WHERE s.order_id = o.id)
        UNION ALL
        SELECT 'begin', s.order_id FROM order_steps s
        WHERE (s.seq = 1) <> (s.from_state IS NULL)
           OR s.from_state IS NULL AND s.to_state NOT IN ('placed', 'awaiting_payment')
        UNION ALL
        SELECT 'move', s.order_id FROM order_steps s
        WHERE s.from_state IS NOT NULL AND (s.from_state, s.to_state) NOT IN (VALUES {_moves})
        UNION ALL
        SELECT 'chain', s.order_id FROM order_steps s
        JOIN order_steps b ON b.order_id = s.order_id AND b.seq = s.seq - 1
        WHERE b.to_state <> s.from_state
        """,  # noqa: S608 - only our own names of states
    ),
    Invariant(
        "shortfalls-are-part-of-their-order",
        "What a booth cannot deliver is of that order's goods, never all of it nor more, and costs no more than they.",
        """
        SELECT 'units', l.id FROM order_lines l
        WHERE (SELECT COALESCE(SUM(s.quantity), 0) FROM order_short_lines s WHERE s.line_id = l.id) > l.quantity
        UNION ALL
        SELECT 'order', s.shortfall_id FROM order_short_lines s
        JOIN order_shortfalls f ON f.id = s.shortfall_id JOIN order_lines l ON l.id = s.line_id
        JOIN orders o ON o.id = f.order_id
        WHERE l.order_id <> o.id OR o.booth_id <> f.booth_id OR s.booth_id <> f.booth_id
        UNION ALL
        SELECT 'amount', o.id FROM orders o
        WHERE (SELECT COALESCE(SUM(f.amount), 0) FROM order_shortfalls f WHERE f.order_id = o.id)
            > o.goods_total - o.discount
        UNION ALL
        SELECT 'all', o.id FROM orders o
        JOIN order_lines l ON l.order_id = o.id JOIN order_short_lines s ON s.line_id = l.id
        GROUP BY o.id
        HAVING SUM(s.quantity) >= (SELECT SUM(a.quantity) FROM order_lines a WHERE a.order_id = o.id)
        UNION ALL
        SELECT 'before', f.id FROM order_shortfalls f
        WHERE f.units_before <> (SELECT COALESCE(SUM(s.quantity), 0) FROM order_short_lines s
                                 JOIN order_shortfalls e ON e.id = s.shortfall_id
                                 WHERE e.order_id = f.order_id AND e.id < f.id)
           OR NOT EXISTS (SELECT 1 FROM order_short_lines s WHERE s.shortfall_id = f.id)
        """,
    ),
    Invariant(
        "order-steps-follow-time",
        "The steps of an order never run backwards in time.",
        """
        SELECT s.order_id FROM order_steps s
        JOIN order_steps b ON b.order_id = s.order_id AND b.seq = s.seq - 1
        WHERE s.at < b.at
        """,
    ),
    Invariant(
        "no-hold-outlives-its-time",
        "Goods are held exactly while a purchase waits for its money, and never long past the time it had.",
        """
        SELECT 'waiting', p.id FROM purchases p
        WHERE (p.held_until IS NOT NULL)
           <> EXISTS (SELECT 1 FROM orders o WHERE o.purchase_id = p.id AND o.state = 'awaiting_payment')
        UNION ALL
        SELECT 'overdue', p.id FROM purchases p WHERE p.held_until < :overdue
        """,
        values=_values,
    ),
    Invariant(
        "one-key-one-purchase",
        "One idempotency key makes one purchase.",
        """
        SELECT idempotency_scope, idempotency_key FROM purchases
        GROUP BY idempotency_scope, idempotency_key HAVING COUNT(*) > 1 OR idempotency_key = ''
        """,
    ),
)
