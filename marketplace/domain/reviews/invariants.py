"""What must hold of reviews, questions and ratings at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

_COUNTED = """
    SELECT g.id FROM ratings g
    WHERE g.one <> (SELECT count(*) FROM reviews r WHERE {same} AND r.state = 'shown' AND r.stars = 1)
       OR g.two <> (SELECT count(*) FROM reviews r WHERE {same} AND r.state = 'shown' AND r.stars = 2)
       OR g.three <> (SELECT count(*) FROM reviews r WHERE {same} AND r.state = 'shown' AND r.stars = 3)
       OR g.four <> (SELECT count(*) FROM reviews r WHERE {same} AND r.state = 'shown' AND r.stars = 4)
       OR g.five <> (SELECT count(*) FROM reviews r WHERE {same} AND r.state = 'shown' AND r.stars = 5)
"""
_SAME = (
    "((g.product_id IS NOT NULL AND r.product_id = g.product_id) OR "
    "(g.product_id IS NULL AND r.product_id IS NULL AND r.booth_id = g.booth_id))"
)

INVARIANTS = (
    Invariant(
        "ratings-are-recounted",
        "What a rating shows is what counting the shown reviews gives.",
        _COUNTED.format(same=_SAME),
    ),
    Invariant(
        "shown-reviews-are-rated",
        "Every shown review is in a rating.",
        """SELECT r.id FROM reviews r WHERE r.state = 'shown' AND NOT EXISTS (
           SELECT 1 FROM ratings g WHERE (g.product_id = r.product_id)
           OR (g.product_id IS NULL AND r.product_id IS NULL AND g.booth_id = r.booth_id))""",
    ),
    Invariant(
        "reviews-follow-a-delivery",
        "Whoever reviews has had the goods: the order was delivered before.",
        """SELECT r.id FROM reviews r JOIN orders o ON o.id = r.order_id
           WHERE o.delivered_at IS NULL OR r.at < o.delivered_at OR r.booth_id <> o.booth_id""",
    ),
    Invariant(
        "reviews-are-of-what-was-bought",
        "A review of a product belongs to a line of that product in that order.",
        """SELECT r.id FROM reviews r JOIN order_lines l ON l.id = r.order_line_id
           JOIN variants v ON v.id = l.variant_id WHERE l.order_id <> r.order_id OR v.product_id <> r.product_id""",
    ),
    Invariant(
        "questions-belong-to-the-products-booth",
        "A question is with the booth that sells the product.",
        "SELECT q.id FROM questions q JOIN products p ON p.id = q.product_id WHERE p.booth_id <> q.booth_id",
    ),
    Invariant(
        "erased-people-sign-nothing",
        "Under what erased people wrote no name stands.",
        """SELECT 'review', r.id FROM reviews r JOIN people p ON p.id = r.person_id
           WHERE p.state = 'erased' AND r.signed <> ''
           UNION ALL SELECT 'question', q.id FROM questions q JOIN people p ON p.id = q.person_id
           WHERE p.state = 'erased' AND q.signed <> ''""",
    ),
)
