"""The handles for tests under /_emulator: none of this exists at Stripe. Bodies are JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from tests.emulators.stripe_checkout import refunds, sessions
from tests.emulators.stripe_checkout.cards import DECLINED, GOOD, Card, card_of
from tests.emulators.stripe_checkout.courier import Courier
from tests.emulators.stripe_checkout.faults import Fault
from tests.emulators.stripe_checkout.refusals import Refusal
from tests.emulators.stripe_checkout.state import Thing, World


class Control:
    """What a test may do to the emulator, in Python; `create_control` gives the same over HTTP."""

    def __init__(self, world: World, courier: Courier) -> None:
        self.world, self.courier = world, courier

    def pay(self, id: str, card: str = GOOD.number) -> Thing:
        """Pay an open session, or let a delayed payment arrive."""
        return self._drive(id, _known(card))

    def fail(self, id: str, card: str = DECLINED.number) -> Thing:
        """Decline a card in an open session, or let a delayed payment fail."""
        return self._drive(id, _known(card))

    def _drive(self, id: str, card: Card) -> Thing:
        with self.world.lock:
            if sessions.found(self.world, id)["status"] == "complete":
                return sessions.settle_delayed(self.world, id, card)
            return sessions.pay(self.world, id, card, confirmed=True)

    def pay_async(self, id: str, card: str = GOOD.number) -> Thing:
        """Complete a session with a slow payment: unpaid until `pay` or `fail`."""
        with self.world.lock:
            return sessions.pay(self.world, id, _known(card), delayed=True, confirmed=True)

    def expire(self, id: str) -> Thing:
        with self.world.lock:
            return sessions.expire(self.world, id)

    def alter(self, kind: str, id: str, **fields: Any) -> Thing:
        """Make an object disagree with what was asked for: another amount, currency, livemode …"""
        with self.world.lock:
            thing = self.world.find(kind, id)
            thing.update(fields)
            return thing

    def fail_refund(self, id: str) -> Thing:
        with self.world.lock:
            return refunds.fail(self.world, id)

    def succeed_refund(self, id: str) -> Thing:
        with self.world.lock:
            return refunds.succeed(self.world, id)

    def emit(self, type: str, thing: Thing) -> Thing:
        """Record and send any event, of a kind that the emulator does not make itself."""
        with self.world.lock:
            return self.world.happened(type, thing)

    def advance(self, seconds: int) -> None:
        """Move the emulator's clock on; sessions past their time expire."""
        with self.world.lock:
            self.world.ahead += seconds
            sessions.lapse_due(self.world)

    def state(self) -> Thing:
        with self.world.lock:
            return {
                "things": self.world.things,
                "requests": self.world.requests,
                "faults": self.world.faults.waiting(),
                "webhooks": {
                    "mode": self.courier.mode,
                    "held": [event["id"] for event in self.courier.held],
                    "attempts": self.courier.attempts,
                },
            }

    def reset(self) -> None:
        with self.world.lock:
            self.world.reset()
            self.courier.reset()


def _known(number: str) -> Card:
    card = card_of(number)
    if card is None:
        raise ValueError("not one of the test cards that the emulator knows")
    return card


def create_control(control: Control) -> Blueprint:
    handles = Blueprint("control", __name__, url_prefix="/_emulator")
    for name in ("pay", "fail", "pay_async", "expire"):
        handles.add_url_rule(f"/sessions/<id>/{name}", name, _handle(getattr(control, name)), methods=["POST"])
    rows: list[tuple[str, Callable[..., object]]] = [
        ("/refunds/<id>/fail", control.fail_refund),
        ("/refunds/<id>/succeed", control.succeed_refund),
        ("/alter", control.alter),
        ("/events", control.emit),
        ("/advance", control.advance),
        ("/reset", control.reset),
        ("/faults", lambda **wanted: control.world.faults.add(Fault(**wanted))),
        ("/webhooks/mode", control.courier.set_mode),
        ("/webhooks/release", control.courier.release),
        ("/webhooks/url", control.courier.send_to),
    ]
    for path, act in rows:
        handles.add_url_rule(path, path, _handle(act), methods=["POST"])
    handles.add_url_rule("/state", "state", _handle(control.state))
    handles.register_error_handler(Refusal, lambda refusal: (refusal.body(), refusal.status))
    handles.register_error_handler(ValueError, lambda error: ({"error": str(error)}, 400))
    handles.register_error_handler(TypeError, lambda error: ({"error": str(error)}, 400))
    return handles


def _handle(act: Callable[..., object]) -> Callable[..., ResponseReturnValue]:
    def view(**ids: str) -> ResponseReturnValue:
        given = request.get_json() if request.get_data() else {}
        return jsonify(act(**ids, **given))

    return view
