"""The face for providers: `/hooks/…`."""

from marketplace.web.hooks import letters, payments, platforms
from marketplace.web.hooks.blueprint import bp

__all__ = ["bp", "letters", "payments", "platforms"]
