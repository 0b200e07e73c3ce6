"""Facts about papers."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class PaperChecked(Event):
    """An organizer found the paper true; its star may be shown while it is in date."""

    paper_id: int


@dataclass(frozen=True)
class PaperRefused(Event):
    """The paper was refused with a reason."""

    paper_id: int
