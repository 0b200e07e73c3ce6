"""All that the emulator remembers, in memory only."""

from __future__ import annotations

import secrets
import string
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import stripe

from tests.emulators.stripe_checkout.faults import Faults
from tests.emulators.stripe_checkout.idempotency import Keys
from tests.emulators.stripe_checkout.refusals import not_found

Thing = dict[str, Any]
_LETTERS = string.ascii_letters + string.digits


class World:
    """Objects by kind and id, in the order they were made. Hold `lock` to read or write them."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.stopping = threading.Event()
        self.faults = Faults()
        self.on_event: Callable[[Thing], None] = lambda event: None
        self.reset()

    def reset(self) -> None:
        with self.lock:
            self.things: dict[str, dict[str, Thing]] = {}
            self.lines: dict[str, list[Thing]] = {}
            self.intent_data: dict[str, Thing] = {}
            self.cards: dict[str, str] = {}
            self.requests: list[Thing] = []
            self.keys = Keys()
            self.ahead = 0
            self.cause: Thing = {"id": None, "idempotency_key": None}
            self.faults.clear()

    def now(self) -> int:
        """UTC seconds, moved on by `advance`."""
        return int(time.time()) + self.ahead

    def new_id(self, prefix: str, length: int = 24) -> str:
        return f"{prefix}_" + "".join(secrets.choice(_LETTERS) for _ in range(length))

    def keep(self, thing: Thing) -> Thing:
        self.things.setdefault(thing["object"], {})[thing["id"]] = thing
        return thing

    def find(self, kind: str, id: str | None, param: str = "id") -> Thing:
        try:
            return self.things[kind][str(id)]
        except KeyError:
            raise not_found(kind, str(id), param) from None

    def every(self, kind: str) -> list[Thing]:
        """Newest first, as Stripe lists."""
        return list(reversed(self.things.get(kind, {}).values()))

    def anything(self, id: str) -> Thing | None:
        return next((kept[id] for kept in self.things.values() if id in kept), None)

    def happened(self, type: str, thing: Thing, previous: Thing | None = None) -> Thing:
        """Record an event with `thing` as it stands now, and hand it to the courier."""
        data: Thing = {"object": frozen(thing)}
        if previous is not None:
            data["previous_attributes"] = previous
        event = self.keep(
            {
                "id": self.new_id("evt"),
                "object": "event",
                "api_version": stripe.api_version,
                "created": self.now(),
                "data": data,
                "livemode": bool(thing.get("livemode", False)),
                "pending_webhooks": 1,
                "request": dict(self.cause),
                "type": type,
            }
        )
        self.on_event(event)
        return event


def frozen(value: Any) -> Any:
    """A copy that later changes do not reach."""
    if isinstance(value, dict):
        return {key: frozen(part) for key, part in value.items()}
    if isinstance(value, list):
        return [frozen(part) for part in value]
    return value


def within(moment: int, bounds: int | dict[str, int] | None) -> bool:
    """Whether `moment` meets a `created` filter."""
    if bounds is None:
        return True
    if isinstance(bounds, int):
        return moment == bounds
    tests = {"gt": moment.__gt__, "gte": moment.__ge__, "lt": moment.__lt__, "lte": moment.__le__}
    return all(tests[name](bound) for name, bound in bounds.items())


def page(things: Iterable[Thing], asked: Thing, url: str) -> Thing:
    """One page of a newest-first list: https://docs.stripe.com/api/pagination."""
    rows = list(things)
    limit = asked.get("limit", 10)
    if "ending_before" in asked:
        end = _place(rows, asked["ending_before"], "ending_before")
        start = max(0, end - limit)
        more = start > 0
    else:
        start = _place(rows, asked["starting_after"], "starting_after") + 1 if "starting_after" in asked else 0
        end = start + limit
        more = end < len(rows)
    return {"object": "list", "data": rows[start:end], "has_more": more, "url": url}


def _place(rows: list[Thing], id: str, param: str) -> int:
    for index, row in enumerate(rows):
        if row["id"] == id:
            return index
    raise not_found("object", id, param)


def expanded(world: World, answer: Any, paths: Iterable[str]) -> Any:
    """A copy of `answer` where each dotted path's id is replaced by its object."""
    whole = frozen(answer)
    for path in paths:
        _expand(world, whole, path.split("."))
    return whole


def _expand(world: World, thing: Any, steps: list[str]) -> None:
    if isinstance(thing, list):
        for part in thing:
            _expand(world, part, steps)
        return
    if not steps or not isinstance(thing, dict):
        return
    name, *rest = steps
    if name == "line_items" and thing.get("object") == "checkout.session":
        thing[name] = page(frozen(world.lines[thing["id"]]), {}, f"/v1/checkout/sessions/{thing['id']}/line_items")
    elif isinstance(thing.get(name), str):
        thing[name] = frozen(world.anything(thing[name])) or thing[name]
    _expand(world, thing.get(name), rest)
