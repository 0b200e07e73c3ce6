"""What must hold of money (THREATS section B: P1–P7)."""

from __future__ import annotations

from datetime import timedelta

from marketplace.core import clock
from marketplace.core.invariants import Invariant

# A message of a provider is acted on within this time, or a person has been asked.
GRACE = timedelta(hours=1)


def _values() -> dict[str, object]:
    """A moment as both databases compare it: text on SQLite, a zoned moment on PostgreSQL."""
    return {"overdue": (clock.now() - GRACE).strftime("%Y-%m-%d %H:%M:%S.%f")}


INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "P1",
        "What goes back for an order is what it cost, once, when undone, what it fell short of, or what came back.",
        """
        SELECT 'too much', o.id FROM orders o
        WHERE (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r WHERE r.order_id = o.id AND r.state <> 'failed')
            > o.grand_total
        UNION ALL
        SELECT 'not undone', o.id FROM orders o
        WHERE (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r
               WHERE r.order_id = o.id AND r.state <> 'failed' AND r.reason <> 'return')
            > CASE WHEN o.state IN ('cancelled', 'returned') THEN o.grand_total ELSE
              (SELECT COALESCE(SUM(f.amount), 0) FROM order_shortfalls f WHERE f.order_id = o.id) END
        UNION ALL
        SELECT 'not back', o.id FROM orders o JOIN purchases p ON p.id = o.purchase_id
        WHERE p.payment_method <> 'cod' AND p.paid_at IS NOT NULL AND o.grand_total > 0 AND o.changed_at < :overdue
          AND (o.state = 'returned' OR o.state = 'cancelled' AND NOT EXISTS (
            SELECT 1 FROM order_steps s WHERE s.order_id = o.id AND s.to_state = 'cancelled'
              AND s.from_state = 'awaiting_payment'
              AND s.id = (SELECT MAX(l.id) FROM order_steps l WHERE l.order_id = o.id)))
          AND NOT EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.id)
        """,
        values=_values,
    ),
    Invariant(
        "P2",
        "Paid means that money came in, and money that came in means paid, or is going back and was told to a person.",
        """
        SELECT p.id FROM purchases p
        WHERE p.paid_at IS NOT NULL AND p.payment_method <> 'cod' AND p.grand_total > 0
          AND NOT EXISTS (SELECT 1 FROM payment_attempts a WHERE a.purchase_id = p.id AND a.state = 'paid')
        UNION ALL
        SELECT p.id FROM purchases p JOIN payment_attempts a ON a.purchase_id = p.id
        WHERE p.paid_at IS NULL AND p.payment_method <> 'cod' AND a.state = 'paid'
          AND NOT EXISTS (SELECT 1 FROM payment_issues i WHERE i.purchase_id = p.id)
        UNION ALL
        SELECT a.purchase_id FROM payment_attempts a
        WHERE a.state = 'paid' AND a.provider <> 'cod' AND NOT EXISTS (
            SELECT 1 FROM payment_issues i WHERE i.purchase_id = a.purchase_id AND i.kind = 'paid_twice')
        GROUP BY a.purchase_id HAVING COUNT(*) > 1
        """,
    ),
    Invariant(
        "P3",
        "No more goes back than came in, and nothing goes back that never came.",
        """
        SELECT a.id FROM payment_attempts a
        WHERE (SELECT COALESCE(SUM(r.amount), 0) FROM refunds r
               WHERE r.attempt_id = a.id AND r.state <> 'failed' AND r.reason <> 'outside')
            > CASE WHEN a.state = 'paid' THEN a.amount ELSE 0 END
        UNION ALL
        SELECT r.id FROM refunds r WHERE r.amount <= 0
        """,
    ),
    Invariant(
        "P4",
        "One payment of a provider is one attempt, one event one record, one refund one row.",
        """
        SELECT provider, provider_ref FROM payment_attempts WHERE provider_ref IS NOT NULL
        GROUP BY provider, provider_ref HAVING COUNT(*) > 1
        UNION ALL
        SELECT provider, payment_ref FROM payment_attempts WHERE payment_ref IS NOT NULL
        GROUP BY provider, payment_ref HAVING COUNT(*) > 1
        UNION ALL
        SELECT provider, event_id FROM webhook_events GROUP BY provider, event_id HAVING COUNT(*) > 1
        UNION ALL
        SELECT feed, feed_id FROM bank_lines GROUP BY feed, feed_id HAVING COUNT(*) > 1
        """,
    ),
    Invariant(
        "P5",
        "Every transfer that counts as matched belongs to a paid attempt, and its lines make up the amount.",
        """
        SELECT l.id FROM bank_lines l LEFT JOIN payment_attempts a ON a.id = l.attempt_id
        WHERE l.state IN ('matched', 'over') AND (a.id IS NULL OR a.state <> 'paid' OR l.direction <> 'in')
        UNION ALL
        SELECT a.id FROM payment_attempts a
        WHERE a.provider = 'vietqr' AND a.state = 'paid'
          AND (SELECT COALESCE(SUM(l.amount), 0) FROM bank_lines l WHERE l.attempt_id = a.id) < a.amount
        """,
    ),
    Invariant(
        "P6",
        "Cash counts once the goods are delivered, never before.",
        """
        SELECT a.id FROM payment_attempts a JOIN orders o ON o.id = a.order_id
        WHERE a.provider = 'cod' AND a.state = 'paid'
          AND (o.delivered_at IS NULL OR o.state NOT IN ('delivered', 'completed', 'returning', 'returned'))
        UNION ALL
        SELECT a.id FROM payment_attempts a JOIN orders o ON o.id = a.order_id
        WHERE a.provider = 'cod' AND o.purchase_id <> a.purchase_id
        """,
    ),
    Invariant(
        "P7",
        "No message of a provider is left lying without a person knowing.",
        """
        SELECT e.event_id FROM webhook_events e
        WHERE e.handled_at IS NULL AND e.received_at < :overdue
          AND NOT EXISTS (SELECT 1 FROM payment_issues i WHERE i.subject = 'event:' || e.event_id)
        """,
        values=_values,
    ),
    Invariant(
        "P8",
        "What a person decided about money carries who, when and why.",
        """
        SELECT id FROM bank_lines
        WHERE state = 'settled' AND (settled_by_id IS NULL OR settled_at IS NULL OR decision = '')
        UNION ALL
        SELECT id FROM payment_issues WHERE closed_at IS NOT NULL AND (closed_by_id IS NULL OR decision = '')
        UNION ALL
        SELECT id FROM refunds WHERE (state = 'succeeded') <> (settled_at IS NOT NULL)
        """,
    ),
)
