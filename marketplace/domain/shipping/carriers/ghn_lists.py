"""GHN's lists of places, asked for once a day in each process: they hardly ever change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from flask import current_app

from marketplace.core import clock
from marketplace.domain.shipping.carriers.ghn import Ghn
from marketplace.domain.shipping.carriers.places import Area, Lists

KEPT_FOR = timedelta(days=1)

_Kept = dict[tuple[str, str, str], tuple[datetime, Sequence[Area]]]


def kept_lists(api: Ghn) -> Lists:
    """The lists behind `api`, asked for where they are not at hand."""
    return _KeptLists(api, current_app.extensions.setdefault("ghn_lists", {}))


class _KeptLists:
    def __init__(self, api: Ghn, kept: _Kept) -> None:
        self._api, self._kept = api, kept

    def provinces(self) -> Sequence[Area]:
        return self._list("provinces", "", self._api.provinces)

    def districts(self, province: str) -> Sequence[Area]:
        return self._list("districts", province, lambda: self._api.districts(province))

    def wards(self, district: str) -> Sequence[Area]:
        return self._list("wards", district, lambda: self._api.wards(district))

    def _list(self, kind: str, number: str, ask: Callable[[], Sequence[Area]]) -> Sequence[Area]:
        key = (self._api.base, kind, number)
        kept = self._kept.get(key)
        if kept is None or kept[0] <= clock.now():
            kept = self._kept[key] = (clock.now() + KEPT_FOR, ask())
        return kept[1]
