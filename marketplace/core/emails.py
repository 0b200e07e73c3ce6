"""E-mail addresses: one spelling to write to, one key to tell people apart."""

from __future__ import annotations

import re
import unicodedata

from flask_babel import lazy_gettext as _

from marketplace.core.errors import BadInput

_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_DOMAIN = re.compile(rf"(?:{_LABEL}\.)+(?:xn--[a-z0-9-]{{1,59}}|[a-z]{{2,63}})")


class BadEmail(BadInput):
    """Not an e-mail address that letters can be sent to."""

    sentence = _("Địa chỉ e-mail này chưa đúng. Vui lòng kiểm tra lại.")
    field = "email"


def normalize_email(text: str) -> str:
    """The address to write to: the part before @ as typed, the domain in lower-case IDNA; raise BadEmail.

    Letters outside ASCII before the @ are refused: they reach almost no mailbox and make look-alikes (T35).
    """
    local, at, domain = text.strip().rpartition("@")
    ascii_domain = _in_idna(domain)
    address = f"{local}@{ascii_domain}"
    if not at or not _LOCAL.fullmatch(local) or len(local) > 64 or len(address) > 254:
        raise BadEmail
    return address


def email_key(address: str) -> str:
    """What makes an address unique: two spellings with one key are one mailbox."""
    return unicodedata.normalize("NFKC", address).casefold()


def mask_email(address: str) -> str:
    """An address that its owner recognises and a stranger cannot use: `la••@gmail.com`."""
    local, _at, domain = address.rpartition("@")
    return f"{local[: min(2, len(local) - 1)]}••@{domain}"


def _in_idna(domain: str) -> str:
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadEmail from None
    if not _DOMAIN.fullmatch(ascii_domain):
        raise BadEmail
    return ascii_domain
