"""When a booth that closes may be gone. Pure."""

from __future__ import annotations

from datetime import timedelta

from marketplace.domain.returns.rules import USUAL, WINDOWS

LONGEST_RETURN = max(USUAL, *WINDOWS.values())
"""How long after a delivery goods may come back."""

GRACE = timedelta(minutes=5)
"""How long a closing waits at least: an order placed at the same moment has arrived by then, or never will."""
