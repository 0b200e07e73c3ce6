"""Settings the demo world needs and nobody has to make up."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from flask import current_app

# A made-up account: shown as a sample, never payable. The demo people have no phones.
DEMO_SETTINGS = {
    "DEMO": "true",
    "STAFF_SECOND_FACTOR": "false",
    "BANK_BIN": "970436",
    "BANK_ACCOUNT": "0000000000",
    "BANK_ACCOUNT_NAME": "TAI KHOAN MAU KHONG CO THAT",
    "BANK_FEED_TOKEN": "demo-feed-token",
}


@contextmanager
def a_bank_account() -> Iterator[None]:
    """Let transfers be taken in during a replay, also where no bank is set up."""
    config = current_app.config["MARKET"]
    if not config.BANK_ACCOUNT:
        bank = {name: value for name, value in DEMO_SETTINGS.items() if name.startswith("BANK_")}
        current_app.config["MARKET"] = replace(config, **bank)
    yield
    current_app.config["MARKET"] = config
