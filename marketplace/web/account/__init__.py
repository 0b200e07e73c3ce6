"""The face of a person's own things: `/account/…`."""

from marketplace.web.account import (
    addresses,
    complaints,
    helping,
    home,
    leaving,
    notices,
    orders,
    passwords,
    platforms,
    profile,
    resets,
    second_factor,
    second_steps,
    sign_ins,
    sign_ups,
)
from marketplace.web.account.blueprint import bp

__all__ = [
    "addresses",
    "bp",
    "complaints",
    "helping",
    "home",
    "leaving",
    "notices",
    "orders",
    "passwords",
    "platforms",
    "profile",
    "resets",
    "second_factor",
    "second_steps",
    "sign_ins",
    "sign_ups",
]
