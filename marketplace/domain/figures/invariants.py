"""What must hold of visits and printed codes."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "visitors-of-a-product-came-to-its-booth",
        "No product had more visitors on a day than its booth.",
        """
        SELECT p.booth_id, p.day, p.product_id FROM day_visits p WHERE p.product_id <> 0
        GROUP BY p.booth_id, p.day, p.product_id
        HAVING SUM(p.visitors) > (SELECT COALESCE(SUM(b.visitors), 0) FROM day_visits b
                                  WHERE b.booth_id = p.booth_id AND b.day = p.day AND b.product_id = 0)
        """,
    ),
    Invariant(
        "printed-codes-lead-to-their-booths-goods",
        "A printed code leads to a product of its own booth, and its scans are that booth's.",
        """
        SELECT c.id FROM printed_codes c JOIN products p ON p.id = c.product_id WHERE p.booth_id <> c.booth_id
        UNION ALL
        SELECT s.code_id FROM day_scans s JOIN printed_codes c ON c.id = s.code_id WHERE c.booth_id <> s.booth_id
        """,
    ),
)
