"""The emulator's own handles, and its command."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable

import pytest
import requests
import stripe
from werkzeug.test import TestResponse

from tests.emulators.checkout_requests import create
from tests.emulators.stripe_checkout import create_emulator


class TestHandlesOverHttp:
    """The same handles for a test in another process."""

    @pytest.fixture
    def post(self) -> Callable[..., TestResponse]:
        web = create_emulator().test_client()
        self.state = lambda: web.get("/_emulator/state").json
        return lambda handle, **body: web.post(f"/_emulator/{handle}", json=body)

    def test_faults_and_modes_are_set_shown_and_reset(self, post) -> None:
        assert post("faults", kind="rate_limited_429", path="/v1/refunds").status_code == 200
        assert post("webhooks/mode", mode="hold").status_code == 200
        assert [fault["path"] for fault in self.state()["faults"]] == ["/v1/refunds"]
        assert self.state()["webhooks"]["mode"] == "hold"
        assert post("reset").status_code == 200
        assert (self.state()["faults"], self.state()["webhooks"]["mode"]) == ([], "normal")

    def test_what_makes_no_sense_is_refused(self, post) -> None:
        assert post("faults", kind="plague").status_code == 400
        assert post("sessions/cs_test_nobody/pay").status_code == 404
        assert post("sessions/cs_test_nobody/pay", card="4111111111111111").status_code == 400

    @pytest.mark.parametrize(
        ("handle", "status", "payment"),
        [
            ("pay", "complete", "paid"),
            ("pay_async", "complete", "unpaid"),
            ("fail", "open", "unpaid"),
            ("expire", "expired", "unpaid"),
        ],
    )
    def test_a_session_is_driven_without_a_browser(
        self, stripe_emulator, stripe_client, handle, status, payment
    ) -> None:
        session = create(stripe_client)
        address = f"{stripe_emulator.base_url}/_emulator/sessions/{session.id}/{handle}"
        assert requests.post(address, timeout=5).json()["status"] == status
        assert stripe_client.v1.checkout.sessions.retrieve(session.id).payment_status == payment


class TestCommand:
    def test_it_starts_answers_and_ends_when_told(self) -> None:
        command = [sys.executable, "-m", "tests.emulators.stripe_checkout", "--port", "0"]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
            assert process.stdout is not None
            address = process.stdout.readline().split()[-1]
            stripe_client = stripe.StripeClient("sk_test_x", base_addresses={"api": address}, max_network_retries=2)
            assert create(stripe_client).url.startswith(address)
            process.terminate()
        assert process.returncode == 0
