"""How news travels from the outbox to its handlers: at once in tests, through the job queue otherwise."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask, current_app

from marketplace.core.jobs import Nudge
from marketplace.core.letters import send_waiting_letters
from marketplace.core.tenancy import across_booths


def deliver_news() -> None:
    """Deliver what waits in the outbox, then send the letters it led to."""
    current_app.extensions["news"].deliver_waiting()
    send_waiting_letters()


def announcer(app: Flask) -> Callable[[int], None]:
    """What is called after a commit for each event it recorded."""
    if app.config["MARKET"].TESTING:
        return lambda event_id: _deliver_at_once(app, event_id)
    nudge = Nudge(lambda delay: app.extensions["jobs"].enqueue("deliver_news", delay=delay))
    return lambda _event_id: nudge()


def _deliver_at_once(app: Flask, event_id: int) -> None:
    with across_booths("handlers speak for the market, whoever's page the news came from"):
        faults = app.extensions["news"].deliver(event_id)
    if faults:
        raise faults[0]
