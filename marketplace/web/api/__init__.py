"""The face for programs: `/api/v1/…`."""

from marketplace.web.api import campaigns, catalogue, description
from marketplace.web.api.blueprint import bp

__all__ = ["bp", "campaigns", "catalogue", "description"]
