"""What carts do by themselves."""

from __future__ import annotations

from marketplace.domain.carts import actions


def drop_old_carts() -> None:
    """Daily: carts that nobody came back to are forgotten."""
    actions.drop_old_carts()
