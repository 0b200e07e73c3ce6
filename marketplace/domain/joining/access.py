"""Who says what of a checklist."""

from __future__ import annotations

from marketplace.domain.booths.access import can_close_booth, can_review, can_run_booth

can_attest = can_close_booth
"""Vouch for the booth: its owner, in their own name."""

can_see_checklist = can_run_booth
can_keep_checklist = can_review
