"""When a booth that closes may be gone. Pure."""

from __future__ import annotations

from datetime import timedelta

from marketplace.domain.returns.rules import USUAL, WINDOWS

KEPT_FOR = timedelta(hours=24)
"""How long a download can be fetched (THREATS T31)."""

MOST_A_DAY = 3
TRIED_AGAIN_AFTER = timedelta(minutes=30)
"""After how long a download that was begun and never finished is begun anew: its worker is gone."""

LONGEST_RETURN = max(USUAL, *WINDOWS.values())
"""How long after a delivery goods may come back."""

GRACE = timedelta(minutes=5)
"""How long a closing waits at least: an order placed at the same moment has arrived by then, or never will."""
