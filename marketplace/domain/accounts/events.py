"""What happened to accounts."""

from __future__ import annotations

from dataclasses import dataclass

from marketplace.core.outbox import Event


@dataclass(frozen=True)
class PasswordChanged(Event):
    """A person's password is a new one; every other browser was signed out."""

    person_id: int


@dataclass(frozen=True)
class PersonErased(Event):
    """A person's account is gone; whoever keeps something of theirs lets go of it."""

    person_id: int


@dataclass(frozen=True)
class SecondFactorChanged(Event):
    """The second factor was turned on or off, or paper stood in for the phone: `what` is on, off or recovery."""

    person_id: int
    what: str


@dataclass(frozen=True)
class ResetAsked(Event):
    """Somebody asked for a reset link; 0 when the address is nobody's, so that both cost the same to ask."""

    person_id: int
