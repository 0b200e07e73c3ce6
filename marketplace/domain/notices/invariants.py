"""What must hold of notices at any moment."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS = (
    Invariant(
        "what-binds-is-never-switched-off",
        "Nobody has switched off what a booth must be told.",
        """SELECT person_id, booth_id, kind FROM notice_choices WHERE kind IN
           ('order', 'order_cancelled', 'return', 'complaint', 'booth', 'important')""",
    ),
    Invariant(
        "announcement-letters-had-a-notice",
        "Whoever got the letter of an announcement has it on their desk as well, unless they are gone.",
        """SELECT l.id FROM letters l WHERE l.key LIKE 'announcement:%' AND NOT EXISTS (
           SELECT 1 FROM page_notices n WHERE l.key = n.key || ':' || n.person_id)
           AND EXISTS (SELECT 1 FROM people p WHERE p.email = l."to" AND p.state = 'active')""",
    ),
)
