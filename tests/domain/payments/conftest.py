from __future__ import annotations

import dataclasses
from collections.abc import Iterator

import pytest
from flask import Flask

from config import Config
from tests.emulators.fixtures import StripeEmulator


@pytest.fixture
def cards(app: Flask, stripe_emulator: StripeEmulator) -> Iterator[StripeEmulator]:
    """Our emulator of Stripe's Checkout, with the market speaking to it."""
    before: Config = app.config["MARKET"]
    app.config["MARKET"] = dataclasses.replace(
        before, STRIPE_API_BASE=stripe_emulator.base_url, STRIPE_WEBHOOK_SECRET=stripe_emulator.secret
    )
    yield stripe_emulator
    app.config["MARKET"] = before
