"""The verbs of booths, one file per family."""

from __future__ import annotations

from marketplace.domain.booths.actions.applying import apply_for_booth, submit_booth, update_application
from marketplace.domain.booths.actions.deciding import (
    begin_closing,
    finish_closing,
    open_booth,
    reject_booth,
    reopen_booth,
    suspend_booth,
)
from marketplace.domain.booths.actions.helping import (
    end_all_help,
    end_help,
    note_act,
    note_reading,
    offer_help,
    take_help_offer,
)
from marketplace.domain.booths.actions.leaving import leave_booths
from marketplace.domain.booths.actions.resting import end_holiday, take_holiday
from marketplace.domain.booths.actions.running import add_member, remove_member, update_booth_page
from marketplace.domain.booths.actions.showing import MakerFacts, change_maker, hide_maker, show_maker

__all__ = [
    "MakerFacts",
    "add_member",
    "apply_for_booth",
    "begin_closing",
    "change_maker",
    "end_all_help",
    "end_help",
    "end_holiday",
    "finish_closing",
    "hide_maker",
    "leave_booths",
    "note_act",
    "note_reading",
    "offer_help",
    "open_booth",
    "reject_booth",
    "remove_member",
    "reopen_booth",
    "show_maker",
    "submit_booth",
    "suspend_booth",
    "take_help_offer",
    "take_holiday",
    "update_application",
    "update_booth_page",
]
