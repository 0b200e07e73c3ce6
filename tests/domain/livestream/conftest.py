"""A campaign with a broadcast and its link, and the platform that it is shown on."""

from __future__ import annotations

from dataclasses import replace

import pytest

from marketplace.domain.livestream import actions
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.emulators.tiktok_shop import APP_KEY, SECRET, running


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, code="BIENXANH")


@pytest.fixture
def link(broadcast, ngoc):
    return actions.create_link(broadcast, by=ngoc)


@pytest.fixture
def platform(app, monkeypatch):
    """The emulator, with its key and secret in the settings."""
    with running() as (address, world):
        keys = {"TIKTOK_APP_KEY": APP_KEY, "TIKTOK_APP_SECRET": SECRET, "TIKTOK_API_BASE": address}
        monkeypatch.setitem(app.config, "MARKET", replace(app.config["MARKET"], **keys))
        monkeypatch.setattr("marketplace.domain.livestream.platforms.tiktok.PACE", 0)
        world.address = address
        yield world
