"""What must hold of booths at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "booths-have-an-owner",
        "Every booth that is not closed has at least one owner.",
        """SELECT b.id FROM booths b WHERE b.state <> 'closed' AND NOT EXISTS (
           SELECT 1 FROM memberships m WHERE m.booth_id = b.id AND m.role = 'owner')""",
    ),
    Invariant(
        "booth-state-is-its-last-step",
        "The state of a booth is the one that its last step led to.",
        """SELECT b.id FROM booths b LEFT JOIN booth_steps s ON s.booth_id = b.id
           AND s.seq = (SELECT MAX(l.seq) FROM booth_steps l WHERE l.booth_id = b.id)
           WHERE s.to_state IS NULL OR s.to_state <> b.state""",
    ),
    Invariant(
        "booth-steps-have-no-gap",
        "The steps of a booth are numbered without a gap and each begins where the one before ended.",
        """SELECT s.id FROM booth_steps s LEFT JOIN booth_steps p ON p.booth_id = s.booth_id AND p.seq = s.seq - 1
           WHERE s.seq > 1 AND (p.id IS NULL OR s.from_state IS NULL OR p.to_state <> s.from_state)""",
    ),
    Invariant(
        "told-no-with-a-reason",
        "A rejected or suspended booth carries the reason.",
        "SELECT id FROM booths WHERE state IN ('rejected', 'suspended') AND reason = ''",
    ),
    Invariant(
        "closed-booths-show-nobody",
        "A closed booth keeps nobody's name, words and picture.",
        "SELECT m.id FROM makers m JOIN booths b ON b.id = m.booth_id WHERE b.state = 'closed'",
    ),
    Invariant(
        "helpers-act-inside-their-grant",
        "Everything a helper did lies inside a grant: their own, of that booth, for that work, in its time.",
        """SELECT a.id FROM helper_acts a WHERE NOT EXISTS (
           SELECT 1 FROM helper_grants g WHERE g.id = a.grant_id AND g.booth_id = a.booth_id
           AND g.person_id = a.person_id AND a.at >= g.from_at AND a.at < g.until_at
           AND (g.ended_at IS NULL OR a.at <= g.ended_at)
           AND ((a.permission = 'products' AND g.may_edit_products)
                OR (a.permission = 'orders' AND g.may_handle_orders)))""",
    ),
)
