"""How much one person may keep. Pure."""

from __future__ import annotations

MOST_WISHES = 200
MOST_FOLLOWED = 200
# The purpose under which consent to letters of followed booths is kept.
LIVE_LETTERS = "live_letters"
# What the secret of an unsubscribing link is made for (`core/secret_links.py`).
LINK = "unfollow"


def link_subject(person_id: int) -> str:
    """What such a link is about: the live letters of one person."""
    return f"person:{person_id}"
