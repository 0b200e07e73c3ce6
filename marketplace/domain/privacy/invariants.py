"""What must hold wherever somebody who is erased once stood (THREATS section B: A3)."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "erased-people-leave-no-trace",
        "Once the news of it has been heard, no table that promises it tells anything of an erased person.",
        """
        WITH gone AS (SELECT id FROM people WHERE state = 'erased'),
             bought AS (SELECT id FROM purchases WHERE person_id IN (SELECT id FROM gone)),
             parts AS (SELECT id FROM orders WHERE purchase_id IN (SELECT id FROM bought))
        SELECT 'token', id FROM account_tokens WHERE person_id IN (SELECT id FROM gone)
        UNION ALL SELECT 'cart', id FROM carts WHERE person_id IN (SELECT id FROM gone)
        UNION ALL SELECT 'wish', product_id FROM wished_products WHERE person_id IN (SELECT id FROM gone)
        UNION ALL SELECT 'follow', booth_id FROM followed_booths WHERE person_id IN (SELECT id FROM gone)
        UNION ALL SELECT 'purchase', id FROM purchases WHERE id IN (SELECT id FROM bought)
            AND (recipient <> '—' OR phone <> '' OR email IS NOT NULL OR address_line <> '' OR note <> '')
        UNION ALL SELECT 'complaint', id FROM complaints
            WHERE (person_id IN (SELECT id FROM gone) OR order_id IN (SELECT id FROM parts))
            AND (email IS NOT NULL OR phone IS NOT NULL)
        UNION ALL SELECT 'review', id FROM reviews
            WHERE (person_id IN (SELECT id FROM gone) OR order_id IN (SELECT id FROM parts)) AND signed <> ''
        UNION ALL SELECT 'question', id FROM questions WHERE person_id IN (SELECT id FROM gone) AND signed <> ''
        UNION ALL SELECT 'heard', id FROM heard_orders WHERE purchase_id IN (SELECT id FROM bought)
            AND (author <> '' OR words <> '' OR phone IS NOT NULL OR recipient <> '' OR address_line <> '')
        UNION ALL SELECT 'voucher', id FROM voucher_uses
            WHERE purchase_id IN (SELECT id FROM bought) AND buyer_key NOT LIKE 'erased:%'
        UNION ALL SELECT 'grant', id FROM helper_grants
            WHERE person_id IN (SELECT id FROM gone) AND ended_at IS NULL
        UNION ALL SELECT 'program', id FROM api_tokens WHERE person_id IN (SELECT id FROM gone) AND ended_at IS NULL
        UNION ALL SELECT 'member', m.id FROM memberships m JOIN booths b ON b.id = m.booth_id
            WHERE m.person_id IN (SELECT id FROM gone) AND (b.state NOT IN ('draft', 'rejected') OR b.legal_name <> '')
        """,
    ),
)
