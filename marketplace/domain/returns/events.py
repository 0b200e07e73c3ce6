"""What happens to returns."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class ReturnMoved(Event):
    """A return came to the state that the step with this number says."""

    return_id: int
    seq: int
