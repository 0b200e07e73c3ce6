"""Which rows of a campaign are meant, when a figure of a table is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from marketplace.domain.livestream.models import Broadcast


@dataclass(frozen=True)
class Narrowed:
    """Rows of a platform, a broadcast, a route, a kind (direct or assisted); what is empty leaves none out."""

    platform: str = ""
    broadcast_id: int | None = None
    route: str = ""
    kind: str = ""

    def broadcasts(self, broadcasts: Sequence[Broadcast]) -> list[Broadcast]:
        """Those of the broadcasts that are meant."""
        meant = [each for each in broadcasts if self.platform in ("", each.platform)]
        return [each for each in meant if self.broadcast_id in (None, each.id)]


EVERYTHING = Narrowed()
