"""Letters about accounts, written after the fact."""

from __future__ import annotations

from marketplace.domain.accounts.actions import tell_of_new_password, tell_of_second_factor, write_reset_letter
from marketplace.domain.accounts.events import PasswordChanged, ResetAsked, SecondFactorChanged


def send_reset_link(event: ResetAsked) -> None:
    """Write the letter with the link, if the address is somebody's."""
    write_reset_letter(event.person_id)


def warn_of_new_password(event: PasswordChanged) -> None:
    """Tell the owner, who may not have done it."""
    tell_of_new_password(event.person_id)


def tell_owner_of_second_factor(event: SecondFactorChanged) -> None:
    """Tell the owner, who may not have done it."""
    tell_of_second_factor(event.person_id, event.what)
