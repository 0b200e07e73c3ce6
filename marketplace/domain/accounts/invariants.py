"""What must hold of people (THREATS section B: A3)."""

from __future__ import annotations

from marketplace.core.invariants import Invariant

INVARIANTS: tuple[Invariant, ...] = (
    Invariant(
        "A3",
        "An erased person is erased: no name, no address, no number, no password, no browser, no place.",
        """
        SELECT 'person', id FROM people
        WHERE state = 'erased' AND (full_name IS NOT NULL OR email IS NOT NULL OR email_key IS NOT NULL
                                    OR phone IS NOT NULL OR password_hash IS NOT NULL)
        UNION ALL
        SELECT 'address', a.id FROM addresses a JOIN people p ON p.id = a.person_id WHERE p.state = 'erased'
        UNION ALL
        SELECT 'sign-in', s.id FROM sign_ins s JOIN people p ON p.id = s.person_id
        WHERE p.state = 'erased' AND (s.ended_at IS NULL OR s.browser <> '')
        UNION ALL
        SELECT 'second factor', f.person_id FROM second_factors f JOIN people p ON p.id = f.person_id
        WHERE p.state = 'erased'
        """,
    ),
    Invariant(
        "A4",
        "Who can be written to has a key that tells the address apart, and only then.",
        "SELECT id FROM people WHERE (email IS NULL) <> (email_key IS NULL)",
    ),
    Invariant(
        "A5",
        "A used link closes every older one of its kind.",
        """
        SELECT t.id FROM account_tokens t
        WHERE t.used_at IS NULL AND EXISTS (
            SELECT 1 FROM account_tokens later
            WHERE later.person_id = t.person_id AND later.purpose = t.purpose
              AND later.used_at IS NOT NULL AND later.id > t.id)
        """,
    ),
    Invariant(
        "A6",
        "The paper that opens in place of a phone is there only for a second factor that is on.",
        """
        SELECT c.id FROM recovery_codes c JOIN second_factors f ON f.person_id = c.person_id
        WHERE f.confirmed_at IS NULL
        """,
    ),
)
