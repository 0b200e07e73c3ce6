"""What the clock does with visits."""

from __future__ import annotations

from marketplace.domain.figures import actions


def forget_marks() -> None:
    """Nightly: who came is forgotten, how many came stays."""
    actions.forget_marks()
