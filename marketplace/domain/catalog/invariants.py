"""What must hold of products at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "product-state-is-its-last-step",
        "The state of a product is the one that its last step led to.",
        """SELECT p.id FROM products p LEFT JOIN product_steps s ON s.product_id = p.id
           AND s.seq = (SELECT MAX(l.seq) FROM product_steps l WHERE l.product_id = p.id)
           WHERE s.to_state IS NULL OR s.to_state <> p.state""",
    ),
    Invariant(
        "product-steps-have-no-gap",
        "The steps of a product are numbered without a gap and each begins where the one before ended.",
        """SELECT s.id FROM product_steps s
           LEFT JOIN product_steps p ON p.product_id = s.product_id AND p.seq = s.seq - 1
           WHERE s.seq > 1 AND (p.id IS NULL OR s.from_state IS NULL OR p.to_state <> s.from_state)""",
    ),
    Invariant(
        "parts-belong-to-the-products-booth",
        "Variants, photos, changes and steps belong to the booth of their product.",
        """SELECT 'variant', v.id FROM variants v JOIN products p ON p.id = v.product_id WHERE v.booth_id <> p.booth_id
           UNION ALL
           SELECT 'photo', f.id FROM photos f JOIN products p ON p.id = f.product_id WHERE f.booth_id <> p.booth_id
           UNION ALL
           SELECT 'change', c.id FROM product_changes c JOIN products p ON p.id = c.product_id
           WHERE c.booth_id <> p.booth_id
           UNION ALL
           SELECT 'step', s.id FROM product_steps s JOIN products p ON p.id = s.product_id
           WHERE s.booth_id <> p.booth_id""",
    ),
    Invariant(
        "on-sale-was-published",
        "What is on sale or hidden was published at some moment.",
        "SELECT id FROM products WHERE state IN ('on_sale', 'hidden') AND published_at IS NULL",
    ),
    Invariant(
        "changes-wait-only-on-approved-products",
        "A change waits for review only while its product is on sale or hidden.",
        """SELECT c.id FROM product_changes c JOIN products p ON p.id = c.product_id
           WHERE c.state = 'waiting' AND p.state NOT IN ('on_sale', 'hidden')""",
    ),
    Invariant(
        "schedules-are-of-approved-products",
        "Only what was approved is scheduled, in its own booth.",
        """SELECT s.product_id FROM product_schedules s JOIN products p ON p.id = s.product_id
           WHERE p.state NOT IN ('on_sale', 'hidden') OR p.booth_id <> s.booth_id""",
    ),
    Invariant(
        "lists-made-what-they-count",
        "As many products came from a list as it counts, each from a row of its own.",
        """SELECT s.id, s.made_count FROM import_sheets s WHERE s.made_count <> (
             SELECT COUNT(*) FROM products p WHERE p.booth_id = s.booth_id
             AND substr(p.sending_key, 1, length('list-' || s.id || '-')) = 'list-' || s.id || '-')""",
    ),
    Invariant(
        "decided-changes-name-who",
        "A change that was accepted or refused says who decided and when.",
        """SELECT id FROM product_changes WHERE state IN ('accepted', 'refused')
           AND (decided_by_id IS NULL OR decided_at IS NULL)""",
    ),
)
