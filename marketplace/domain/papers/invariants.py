"""What must hold of papers at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "papers-belong-to-the-products-booth",
        "A paper about a product was brought by the product's booth.",
        """SELECT a.id FROM papers a JOIN products p ON p.id = a.product_id WHERE a.booth_id <> p.booth_id""",
    ),
    Invariant(
        "checked-papers-name-who",
        "A checked paper says who checked it.",
        "SELECT id FROM papers WHERE state = 'checked' AND checked_by_id IS NULL",
    ),
    Invariant(
        "stars-belong-to-products",
        "An OCOP recognition names its product.",
        "SELECT id FROM papers WHERE kind = 'ocop' AND product_id IS NULL",
    ),
)
