"""What must hold of booths that close, at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "closed-booths-owe-nothing",
        "No closed booth has an open order or a return under way.",
        """SELECT o.id FROM orders o JOIN booths b ON b.id = o.booth_id WHERE b.state = 'closed'
           AND (o.state NOT IN ('completed', 'cancelled', 'returned') OR EXISTS (
           SELECT 1 FROM order_returns r WHERE r.order_id = o.id AND r.state IN ('asked', 'escalated', 'accepted')))""",
    ),
    Invariant(
        "leaving-booths-sell-nothing",
        "No product of a booth that closes or has closed is on sale.",
        """SELECT p.id FROM products p JOIN booths b ON b.id = p.booth_id
           WHERE b.state IN ('closing', 'closed') AND p.state = 'on_sale'""",
    ),
)
