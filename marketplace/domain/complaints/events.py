"""What happens to complaints."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class ComplaintFiled(Event):
    """Somebody complained, or an authority asked for something."""

    complaint_id: int


@dataclass(frozen=True)
class ComplaintAnswered(Event):
    """An organizer answered or closed a complaint: the step with this number says how."""

    complaint_id: int
    seq: int
