"""The face for providers: `/hooks/…`."""

from marketplace.web.hooks import carriers, letters, payments, platforms
from marketplace.web.hooks.blueprint import bp

__all__ = ["bp", "carriers", "letters", "payments", "platforms"]
