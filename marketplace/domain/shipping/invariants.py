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
    Invariant(
        "bookings-are-their-orders",
        "A booking, its parcel and what does not fit about it are of one booth and one order; a parcel has its code.",
        """
        SELECT 'order', b.id FROM bookings b JOIN orders o ON o.id = b.order_id WHERE b.booth_id <> o.booth_id
        UNION ALL
        SELECT 'parcel', b.id FROM bookings b JOIN parcels p ON p.id = b.parcel_id
        WHERE p.order_id <> b.order_id OR p.tracking_code <> b.code
        UNION ALL
        SELECT 'issue', i.id FROM carrier_issues i JOIN bookings b ON b.id = i.booking_id WHERE i.booth_id <> b.booth_id
        """,
    ),
    Invariant(
        "nobody-fetches-what-is-sent",
        "A carrier is expected only for an order that is packed, or was cancelled and is being called off.",
        """
        SELECT b.id, b.state, o.state FROM bookings b JOIN orders o ON o.id = b.order_id
        WHERE b.state IN ('wanted', 'booked', 'cancelling') AND o.state NOT IN ('packed', 'cancelled')
        """,
    ),
    Invariant(
        "carriers-collect-what-is-owed",
        "A booked carrier collects what the buyer still owes for the order, and nothing of one that is paid.",
        """
        SELECT b.id, b.collect FROM bookings b
        JOIN orders o ON o.id = b.order_id JOIN purchases p ON p.id = o.purchase_id
        WHERE b.state IN ('wanted', 'booked', 'picked') AND b.collect <> CASE WHEN p.payment_method <> 'cod' THEN 0
            ELSE o.grand_total - (SELECT COALESCE(SUM(s.amount), 0) FROM order_shortfalls s WHERE s.order_id = o.id) END
        """,
    ),
)
