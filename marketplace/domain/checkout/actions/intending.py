"""Reading what a shopper asked for: cleaned, or refused beside its field."""

from __future__ import annotations

from collections.abc import Iterable

from marketplace.core.codes import clean_code
from marketplace.core.emails import normalize_email
from marketplace.core.money import parse_whole_number
from marketplace.core.phones import normalize_phone
from marketplace.core.text import clean, clean_lines, fits_a_name
from marketplace.domain.carts.errors import BadQuantity, CartFull
from marketplace.domain.carts.rules import MOST_LINES, MOST_OF_ONE
from marketplace.domain.checkout.errors import AddressMissing, NoteTooLong, RecipientMissing
from marketplace.domain.checkout.rules import Delivery, Wish, merged

LONGEST_NAME = 100
LONGEST_ADDRESS = 200
LONGEST_NOTE = 500


def read_wishes(wishes: Iterable[Wish]) -> tuple[Wish, ...]:
    """Each variant once, ascending; raise BadQuantity, CartFull, NotAWholeNumber."""
    whole = [Wish(wish.variant_id, parse_whole_number(wish.quantity, 1, MOST_OF_ONE)) for wish in wishes]
    together = merged(whole)
    if any(wish.quantity > MOST_OF_ONE for wish in together):
        raise BadQuantity(most=MOST_OF_ONE)
    if len(together) > MOST_LINES:
        raise CartFull(most=MOST_LINES)
    return together


def read_delivery(typed: Delivery) -> Delivery:
    """To whom and where, as it is kept.

    Raises RecipientMissing, BadPhone, BadEmail, AddressMissing, NoteTooLong.
    """
    recipient, line, note = clean(typed.recipient), clean(typed.address_line), clean_lines(typed.note)
    if not recipient or not fits_a_name(recipient, LONGEST_NAME):
        raise RecipientMissing(most=LONGEST_NAME)
    phone = normalize_phone(typed.phone)
    email = normalize_email(typed.email) if typed.email and typed.email.strip() else None
    if not 1 <= len(line) <= LONGEST_ADDRESS:
        raise AddressMissing(most=LONGEST_ADDRESS)
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(most=LONGEST_NOTE)
    return Delivery(recipient, phone, line, typed.commune_code, email, note, tuple(sorted(set(typed.fetched_from))))


def read_code(code: str | None) -> str | None:
    """A voucher's code as it is kept, None for an empty one."""
    return clean_code(code) or None if code else None
