"""Verbs about people: joining, coming and going, passwords, addresses, roles."""

from marketplace.domain.accounts.actions.addresses import remove_address, save_address
from marketplace.domain.accounts.actions.consents import note_consent
from marketplace.domain.accounts.actions.erasing import empty_account
from marketplace.domain.accounts.actions.passwords import (
    ask_for_reset,
    change_password,
    prove_password,
    reset_password,
    tell_of_new_password,
    write_reset_letter,
)
from marketplace.domain.accounts.actions.people import give_role, sign_up, update_profile
from marketplace.domain.accounts.actions.second_factor import (
    begin_second_factor,
    confirm_second_factor,
    drop_second_factor,
    lift_second_factor,
    renew_recovery_codes,
    tell_of_second_factor,
)
from marketplace.domain.accounts.actions.sessions import (
    end_other_sign_ins,
    end_sign_in,
    finish_sign_in,
    join,
    note_seen,
    sign_in,
    sign_out,
)

__all__ = [
    "ask_for_reset",
    "begin_second_factor",
    "change_password",
    "confirm_second_factor",
    "drop_second_factor",
    "empty_account",
    "end_other_sign_ins",
    "end_sign_in",
    "finish_sign_in",
    "give_role",
    "join",
    "lift_second_factor",
    "note_consent",
    "note_seen",
    "prove_password",
    "remove_address",
    "renew_recovery_codes",
    "reset_password",
    "save_address",
    "sign_in",
    "sign_out",
    "sign_up",
    "tell_of_new_password",
    "tell_of_second_factor",
    "update_profile",
    "write_reset_letter",
]
