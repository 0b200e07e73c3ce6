"""What must hold of complaints at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "complaints-name-the-right-booth",
        "The booth of a complaint is the booth of the order or listing it is about.",
        """
        SELECT c.id FROM complaints c JOIN orders o ON o.id = c.order_id WHERE o.booth_id <> c.booth_id
        UNION ALL
        SELECT c.id FROM complaints c JOIN products p ON p.id = c.product_id WHERE p.booth_id <> c.booth_id
        """,
    ),
    Invariant(
        "closed-complaints-were-answered",
        "A complaint is closed with a reason that its complainant can read.",
        """
        SELECT c.id FROM complaints c
        WHERE c.state = 'closed' AND (c.answered_at IS NULL OR NOT EXISTS (
            SELECT 1 FROM complaint_steps s WHERE s.complaint_id = c.id AND s.kind = 'closing'))
        """,
    ),
    Invariant(
        "what-is-said-has-no-gap",
        "The steps of a complaint are numbered without a gap.",
        """
        SELECT complaint_id FROM complaint_steps GROUP BY complaint_id HAVING COUNT(*) <> MAX(seq)
        """,
    ),
)
