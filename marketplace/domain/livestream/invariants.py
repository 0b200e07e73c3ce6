"""What must hold of touches, clicks and readings (THREATS section B: T1, T2)."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

_TALLIED = {"link": "l.id", "broadcast": "l.broadcast_id", "campaign": "b.campaign_id"}
_COUNTED = " UNION ALL ".join(
    f"""
    SELECT '{scope}' AS scope, {column} AS scope_id, sum(CASE WHEN c.ignored = '' THEN 1 ELSE 0 END) AS clicks,
           count(DISTINCT CASE WHEN c.ignored = '' THEN c.visitor END) AS unique_clickers,
           count(DISTINCT CASE WHEN c.ignored = '' AND c.saw_product THEN c.visitor END) AS visitors,
           count(DISTINCT CASE WHEN c.ignored = '' AND c.carted THEN c.visitor END) AS carts,
           sum(CASE WHEN c.ignored = 'bot' THEN 1 ELSE 0 END) AS bot,
           sum(CASE WHEN c.ignored = 'repeat' THEN 1 ELSE 0 END) AS repeat,
           sum(CASE WHEN c.ignored = 'own' THEN 1 ELSE 0 END) AS own,
           sum(CASE WHEN c.ignored = 'prefetch' THEN 1 ELSE 0 END) AS prefetch
    FROM clicks c JOIN tracking_links l ON l.id = c.link_id JOIN broadcasts b ON b.id = l.broadcast_id
    GROUP BY {column}
    """  # noqa: S608 - nothing that anybody typed
    for scope, column in _TALLIED.items()
)
_KEPT = (
    "SELECT scope, scope_id, clicks, unique_clickers, visitors, carts, bot, repeat, own, prefetch FROM click_tallies"
)

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "T1a",
        "A purchase is tied by a click to a link of the same broadcast, and never to a click later than itself.",
        """
        SELECT t.purchase_id, t.route FROM touches t JOIN purchases p ON p.id = t.purchase_id
        LEFT JOIN tracking_links l ON l.id = t.link_id LEFT JOIN clicks c ON c.id = t.click_id
        WHERE t.at > p.placed_at
           OR (t.route = 'click') <> (t.link_id IS NOT NULL)
           OR (t.link_id IS NOT NULL AND l.broadcast_id <> t.broadcast_id)
           OR (t.click_id IS NOT NULL AND (c.link_id <> t.link_id OR c.at > p.placed_at))
        """,
    ),
    Invariant(
        "T1b",
        "A purchase that used a broadcast's spoken code is tied to that broadcast, and no other is by voucher.",
        """
        SELECT t.purchase_id, t.broadcast_id FROM touches t JOIN purchases p ON p.id = t.purchase_id
        JOIN broadcasts b ON b.id = t.broadcast_id LEFT JOIN vouchers v ON v.id = b.voucher_id
        WHERE t.route = 'voucher' AND (v.id IS NULL OR p.voucher_code IS NULL OR p.voucher_code <> v.code)
        UNION ALL
        SELECT p.id, b.id FROM purchases p JOIN vouchers v ON v.code = p.voucher_code
        JOIN broadcasts b ON b.voucher_id = v.id
        WHERE NOT EXISTS (SELECT 1 FROM touches t WHERE t.purchase_id = p.id AND t.route = 'voucher'
                          AND t.broadcast_id = b.id)
        """,
    ),
    Invariant(
        "T1c",
        "An order written down by hand is tied to a broadcast by hand, and no other is.",
        """
        SELECT t.purchase_id, p.route FROM touches t JOIN purchases p ON p.id = t.purchase_id
        WHERE t.route = 'hand' AND p.route <> 'hand'
        UNION ALL
        SELECT p.id, p.route FROM purchases p
        WHERE p.route = 'hand' AND NOT EXISTS (SELECT 1 FROM touches t WHERE t.purchase_id = p.id AND t.route = 'hand')
        """,
    ),
    Invariant(
        "T2a",
        "No visitor is counted twice on one link within half an hour.",
        """
        SELECT a.id, b.id FROM clicks a JOIN clicks b
            ON b.visitor = a.visitor AND b.link_id = a.link_id AND b.ignored = '' AND b.id <> a.id
        WHERE a.ignored = '' AND b.at >= a.at AND b.at < datetime(a.at, '+1799 seconds')
        """,
        only="sqlite",
    ),
    Invariant(
        "T2a",
        "No visitor is counted twice on one link within half an hour.",
        """
        SELECT a.id, b.id FROM clicks a JOIN clicks b
            ON b.visitor = a.visitor AND b.link_id = a.link_id AND b.ignored = '' AND b.id <> a.id
        WHERE a.ignored = '' AND b.at >= a.at AND b.at < a.at + interval '30 minutes'
        """,
        only="postgresql",
    ),
    Invariant(
        "T2b",
        "A correction corrects a figure of the same broadcast and metric, and nobody reviews a figure of their own.",
        """
        SELECT r.id, r.corrects_id FROM readings r LEFT JOIN readings o ON o.id = r.corrects_id
        WHERE (r.corrects_id IS NOT NULL AND (o.id IS NULL OR o.broadcast_id <> r.broadcast_id
               OR o.metric <> r.metric)) OR r.reviewed_by_id = r.by_id
        """,
    ),
    Invariant(
        "T2c",
        "Every item of a line-up is of its booth, and its live price is of its variant.",
        """
        SELECT i.id, i.variant_id FROM line_up_items i JOIN variants v ON v.id = i.variant_id
        LEFT JOIN offers o ON o.id = i.offer_id
        WHERE v.booth_id <> i.booth_id
           OR (i.offer_id IS NOT NULL AND (o.variant_id <> i.variant_id OR o.kind <> 'live'))
        """,
    ),
    Invariant(
        "T2d",
        "A pin shows an item of its own broadcast's line-up, and closed figures are kept.",
        """
        SELECT p.id, p.item_id FROM pins p JOIN line_up_items i ON i.id = p.item_id
        WHERE i.broadcast_id <> p.broadcast_id
        UNION ALL
        SELECT c.id, c.id FROM campaigns c WHERE (c.state = 'reviewed') <> (c.final_figures IS NOT NULL)
        """,
    ),
    Invariant(
        "T2e",
        "What is kept of the clicks of each link, broadcast and campaign is what its clicks add up to.",
        f"""
        SELECT scope, scope_id FROM (SELECT * FROM ({_COUNTED}) AS counted EXCEPT {_KEPT}) AS missing
        UNION
        SELECT scope, scope_id FROM ({_KEPT} EXCEPT SELECT * FROM ({_COUNTED}) AS counted) AS wrong
        """,  # noqa: S608 - nothing that anybody typed
    ),
    Invariant(
        "T3a",
        "An order confirmed from a comment or a call is tied by hand to the broadcast in which it was heard.",
        """
        SELECT h.id, h.purchase_id FROM heard_orders h
        LEFT JOIN touches t ON t.purchase_id = h.purchase_id AND t.route = 'hand' AND t.broadcast_id = h.broadcast_id
        WHERE h.purchase_id IS NOT NULL AND t.purchase_id IS NULL
        """,
    ),
    Invariant(
        "T4a",
        "What is on air has its host checked and its rules accepted, or somebody answers for what is missing.",
        """
        SELECT b.id, b.id FROM broadcasts b LEFT JOIN clearances c ON c.broadcast_id = b.id
        WHERE b.state = 'live' AND c.override_at IS NULL
          AND (c.host_checked_at IS NULL OR c.rules_accepted_at IS NULL)
        """,
    ),
    Invariant(
        "T5a",
        "What a booth proposes to a campaign is its own, and is proposed by a booth that said yes.",
        """
        SELECT p.id, p.variant_id FROM proposals p JOIN invitations i ON i.id = p.invitation_id
        JOIN variants v ON v.id = p.variant_id
        LEFT JOIN broadcasts b ON b.id = p.broadcast_id
        WHERE p.booth_id <> i.booth_id OR p.booth_id <> v.booth_id
           OR (p.state = 'proposed' AND i.state <> 'accepted')
           OR (b.id IS NOT NULL AND b.campaign_id <> i.campaign_id)
        """,
    ),
    Invariant(
        "T6a",
        "What lets us ask a platform for somebody's shop lies sealed, and is forgotten when the shop is let go.",
        """
        SELECT id, id FROM platform_shops
        WHERE ended_at IS NULL
          AND (substr(access_token, 1, 5) <> 'gAAAA' OR substr(refresh_token, 1, 5) <> 'gAAAA')
        UNION ALL
        SELECT id, id FROM platform_shops WHERE ended_at IS NOT NULL AND access_token || refresh_token <> ''
        UNION ALL
        SELECT id, id FROM platform_authorizations WHERE secrets <> '' AND substr(secrets, 1, 5) <> 'gAAAA'
        """,
    ),
    Invariant(
        "T6b",
        "An order of a platform belongs to a broadcast of that platform, and one from a file to the booth of the file.",
        """
        SELECT o.external_id, o.broadcast_id FROM platform_orders o JOIN broadcasts b ON b.id = o.broadcast_id
        WHERE b.platform <> o.platform
        UNION ALL
        SELECT o.external_id, o.import_id FROM platform_orders o JOIN order_imports i ON i.id = o.import_id
        WHERE coalesce(o.booth_id, 0) <> coalesce(i.booth_id, 0) OR i.state <> 'taken_in'
        """,
    ),
)
