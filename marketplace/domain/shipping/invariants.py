"""What must hold of parcels and shipping tables."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "parcels-belong-to-sent-orders",
        "A parcel is its order's booth's, and only an order that was sent has one.",
        """
        SELECT p.id, o.state FROM parcels p JOIN orders o ON o.id = p.order_id
        WHERE p.booth_id <> o.booth_id
           OR o.state NOT IN ('shipped', 'delivered', 'completed', 'refused', 'returning', 'returned')
        """,
    ),
    Invariant(
        "no-unit-is-sent-twice",
        "No more of a line is in parcels and missing than was bought, and parcels hold goods of their own order.",
        """
        SELECT 'units', l.id FROM order_lines l
        WHERE (SELECT COALESCE(SUM(p.quantity), 0) FROM parcel_lines p WHERE p.line_id = l.id)
            + (SELECT COALESCE(SUM(s.quantity), 0) FROM order_short_lines s WHERE s.line_id = l.id) > l.quantity
        UNION ALL
        SELECT 'order', i.parcel_id FROM parcel_lines i
        JOIN parcels p ON p.id = i.parcel_id JOIN order_lines l ON l.id = i.line_id
        WHERE l.order_id <> p.order_id OR i.booth_id <> p.booth_id
        UNION ALL
        SELECT 'empty', p.id FROM parcels p WHERE NOT EXISTS (SELECT 1 FROM parcel_lines i WHERE i.parcel_id = p.id)
        """,
    ),
    Invariant(
        "who-fetches-is-sent-nothing",
        "What a shopper fetches goes to no carrier and costs no sending.",
        """
        SELECT p.id, p.carrier FROM parcels p JOIN orders o ON o.id = p.order_id
        WHERE o.pickup_place IS NOT NULL AND (p.carrier <> 'Khách tự lấy' OR p.tracking_code <> '')
        UNION ALL
        SELECT o.id, o.code FROM orders o WHERE o.pickup_place IS NOT NULL AND o.shipping_fee <> 0
        """,
    ),
    Invariant(
        "shipping-tables-are-whole",
        "A booth that has a shipping table of its own has a rate to every zone.",
        """
        SELECT p.booth_id FROM shipping_policies p
        WHERE (SELECT COUNT(*) FROM shipping_rates r WHERE r.booth_id = p.booth_id) <> 4
        """,
    ),
)
