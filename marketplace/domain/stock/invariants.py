"""What must hold of the shelves (THREATS section B, S1 and S2)."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "no-shelf-below-zero", "No shelf is below zero.", "SELECT variant_id FROM stock_levels WHERE available < 0"
    ),
    Invariant(
        "shelf-is-the-sum-of-its-movements",
        "What may be promised of a variant is the sum of its movements.",
        """
        SELECT l.variant_id, l.available FROM stock_levels l
        WHERE l.available <> (SELECT COALESCE(SUM(m.delta), 0) FROM stock_movements m
                              WHERE m.variant_id = l.variant_id)
        UNION ALL
        SELECT m.variant_id, SUM(m.delta) FROM stock_movements m
        WHERE NOT EXISTS (SELECT 1 FROM stock_levels l WHERE l.variant_id = m.variant_id)
        GROUP BY m.variant_id
        """,
    ),
    Invariant(
        "shelves-belong-to-the-variants-booth",
        "A shelf, its movements and its watch belong to the booth of their variant.",
        """
        SELECT l.variant_id FROM stock_levels l JOIN variants v ON v.id = l.variant_id
        WHERE v.booth_id <> l.booth_id
        UNION ALL
        SELECT m.variant_id FROM stock_movements m JOIN variants v ON v.id = m.variant_id
        WHERE v.booth_id <> m.booth_id
        UNION ALL
        SELECT w.variant_id FROM stock_watches w JOIN variants v ON v.id = w.variant_id
        WHERE v.booth_id <> w.booth_id
        """,
    ),
    Invariant(
        "a-batch-is-what-came-in",
        "A batch is goods received of its own variant, product and booth.",
        """
        SELECT b.id FROM batches b JOIN stock_movements m ON m.id = b.movement_id JOIN variants v ON v.id = b.variant_id
        WHERE m.kind <> 'receive' OR m.variant_id <> b.variant_id OR m.booth_id <> b.booth_id
           OR v.product_id <> b.product_id OR v.booth_id <> b.booth_id
        """,
    ),
)
