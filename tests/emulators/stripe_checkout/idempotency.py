"""Idempotency keys as documented at https://docs.stripe.com/api/idempotent_requests.

The first result of an executed request is kept for 24 hours and replayed, a 500 included; other parameters
under the same key are an error; what failed validation, or met its key still at work, is not kept.
"""

from __future__ import annotations

from dataclasses import dataclass

from tests.emulators.stripe_checkout.refusals import Refusal, key_in_use, key_reused

KEPT_SECONDS = 24 * 3600


@dataclass
class Kept:
    """`status` is None while the first request is still at work."""

    print: str
    since: int
    request_id: str
    status: int | None = None
    body: bytes = b""


class Keys:
    """Not locked: the caller holds the world's lock."""

    def __init__(self) -> None:
        self._kept: dict[str, Kept] = {}

    def claim(self, key: str, print: str, *, request_id: str, now: int) -> Kept | None:
        """The finished first answer, or None after marking the key as at work."""
        if len(key) > 255:
            raise Refusal("Idempotency keys can be at most 255 characters.", type="idempotency_error")
        kept = self._kept.get(key)
        if kept is None or now - kept.since > KEPT_SECONDS:
            self._kept[key] = Kept(print, now, request_id)
            return None
        if kept.print != print:
            raise key_reused(key)
        if kept.status is None:
            raise key_in_use(key)
        return kept

    def finish(self, key: str, status: int, body: bytes) -> None:
        if key in self._kept:
            self._kept[key].status, self._kept[key].body = status, body

    def at_work(self, key: str) -> bool:
        return key in self._kept and self._kept[key].status is None

    def forget(self, key: str) -> None:
        self._kept.pop(key, None)
