"""Plays a script as a programme of twelve days ago."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from flask import current_app

from marketplace.core import clock
from marketplace.core.clock import day_start, local_day
from marketplace.demo.livestream.aftermath import let_days_pass
from marketplace.demo.livestream.evening import go_on_air
from marketplace.demo.livestream.planning import plan_evening
from marketplace.demo.livestream.script import Script
from marketplace.demo.news import hush_letters
from marketplace.demo.settings import a_bank_account
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.hits import WrittenAtOnce
from marketplace.domain.livestream.models import Campaign

DAYS_AGO = 12


def play(script: Script, *, organizer: Person, say: Callable[[str], None]) -> Campaign:
    """Play the script through the verbs that people use and give its campaign; `say` hears how it goes."""
    begins = day_start(local_day(clock.now()) - timedelta(days=DAYS_AGO)) + timedelta(hours=20)
    # A replay must not wait for a thread.
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    writer = app.extensions.pop("hit_writer", None)
    app.extensions["hit_writer"] = WrittenAtOnce(app)
    try:
        with a_bank_account(), clock.frozen(begins - timedelta(days=2)) as hands:
            evening = plan_evening(organizer, begins)
            hands.move_to(begins)
            go_on_air(evening, script, hands, say)
            let_days_pass(evening, script, hands, say)
    finally:
        app.extensions["hit_writer"] = writer
        hush_letters()
    return evening.campaign
