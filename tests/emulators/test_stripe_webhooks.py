"""Events and signed webhooks of the emulator."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator

import pytest
import stripe
from flask import Flask, request
from werkzeug.serving import make_server

from tests.emulators.checkout_requests import create, paid, types_of
from tests.emulators.fixtures import StripeEmulator


class TestEvents:
    def test_events_are_listed_newest_first_by_type_and_time(self, stripe_client, stripe_emulator) -> None:
        paid(stripe_client, stripe_emulator)
        types = ["checkout.session.completed", "payment_intent.succeeded"]
        listed = stripe_client.v1.events.list({"types": types}).data
        later = stripe_client.v1.events.list({"created": {"gt": int(time.time()) + 60}}).data
        assert [event.type for event in listed] == types
        assert later == []

    def test_an_event_keeps_the_object_as_it_was(self, stripe_client, stripe_emulator) -> None:
        session = paid(stripe_client, stripe_emulator)
        stripe_client.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 50_000})
        stripe_client.v1.refunds.create({"payment_intent": session.payment_intent, "amount": 60_000})
        seen = stripe_client.v1.events.list({"type": "charge.refunded"}).data
        assert [event.data.object["amount_refunded"] for event in seen] == [110_000, 50_000]

    def test_paging_walks_all_events_once(self, stripe_client, stripe_emulator) -> None:
        paid(stripe_client, stripe_emulator)
        ids = [event.id for event in stripe_client.v1.events.list({"limit": 1}).auto_paging_iter()]
        assert ids == [event["id"] for event in reversed(stripe_emulator.events)]


class Receiver:
    """A webhook endpoint that verifies with the SDK, and answers what it is told to."""

    def __init__(self, secret: str) -> None:
        self.url, self.answers, self.got, self._lock = "", list[int](), list[stripe.Event](), threading.Lock()
        self.app = Flask(__name__)
        self._secret = secret
        self.app.add_url_rule("/hooks/stripe", "take", self.take, methods=["POST"])

    def take(self) -> tuple[str, int]:
        signature = request.headers["Stripe-Signature"]
        event = stripe.Webhook.construct_event(request.get_data(), signature, self._secret)
        with self._lock:
            self.got.append(event)
            return "", self.answers.pop(0) if self.answers else 200

    def types(self) -> list[str]:
        return [event.type for event in self.got]


@pytest.fixture
def receiver(stripe_emulator: StripeEmulator) -> Iterator[Receiver]:
    receiver = Receiver(stripe_emulator.secret)
    server = make_server("127.0.0.1", 0, receiver.app, threaded=True)
    receiver.url = f"http://127.0.0.1:{server.server_port}/hooks/stripe"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield receiver
    server.shutdown()
    thread.join()
    server.server_close()


class TestWebhooks:
    def test_they_arrive_signed_and_count_as_delivered(self, stripe_client, stripe_emulator, receiver) -> None:
        stripe_emulator.send_webhooks_to(receiver.url)
        session = paid(stripe_client, stripe_emulator)
        assert stripe_emulator.courier.wait_until_idle()
        completed = next(event for event in receiver.got if event.type == "checkout.session.completed")
        assert completed.data.object["id"] == session.id
        assert sorted(receiver.types()) == sorted(types_of(stripe_emulator))
        assert stripe_client.v1.events.list({"delivery_success": False}).data == []

    def test_an_unanswered_one_comes_again_until_it_is_taken(self, stripe_client, stripe_emulator, receiver) -> None:
        stripe_emulator.send_webhooks_to(receiver.url)
        receiver.answers = [500, 503]
        create(stripe_client)
        stripe_emulator.expire(stripe_emulator.things("checkout.session")[0]["id"])
        assert stripe_emulator.courier.wait_until_idle()
        assert [tried["status"] for tried in stripe_emulator.attempts] == [500, 503, 200]
        assert len({event.id for event in receiver.got}) == 1

    def test_one_that_never_arrives_stays_in_the_list(self, stripe_client, stripe_emulator, receiver) -> None:
        stripe_emulator.send_webhooks_to(receiver.url, mode="drop")
        paid(stripe_client, stripe_emulator)
        assert receiver.got == []
        undelivered = stripe_client.v1.events.list({"delivery_success": False}).data
        assert "checkout.session.completed" in [event.type for event in undelivered]

    def test_they_can_come_twice(self, stripe_client, stripe_emulator, receiver) -> None:
        stripe_emulator.send_webhooks_to(receiver.url, mode="duplicate")
        paid(stripe_client, stripe_emulator)
        assert stripe_emulator.courier.wait_until_idle()
        assert receiver.types().count("checkout.session.completed") == 2

    def test_they_can_be_held_and_released(self, stripe_client, stripe_emulator, receiver) -> None:
        stripe_emulator.send_webhooks_to(receiver.url, mode="hold")
        paid(stripe_client, stripe_emulator)
        assert receiver.got == []
        stripe_emulator.courier.set_mode("normal")
        assert stripe_emulator.courier.wait_until_idle()
        assert sorted(receiver.types()) == sorted(types_of(stripe_emulator))

    def test_they_can_come_in_any_order_through_a_test_client(self, stripe_client, stripe_emulator) -> None:
        receiver = Receiver(stripe_emulator.secret)
        stripe_emulator.courier.set_mode("shuffle")
        paid(stripe_client, stripe_emulator)
        answers = stripe_emulator.deliver_into(receiver.app.test_client())
        assert set(answers) == {200}
        assert receiver.types() != types_of(stripe_emulator)
        assert sorted(receiver.types()) == sorted(types_of(stripe_emulator))

    def test_they_never_leave_this_machine(self, stripe_emulator) -> None:
        with pytest.raises(ValueError, match="this machine"):
            stripe_emulator.send_webhooks_to("http://shop.example/hooks/stripe")
