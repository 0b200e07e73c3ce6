"""Codes that people read, say and type, and secrets that nobody can guess."""

from __future__ import annotations

import hashlib
import re
import secrets
import unicodedata

from marketplace.core.text import fold

ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""No 0 and O, no 1 and I: nothing that a person takes for something else. Five bits a letter."""

ORDER_PREFIX = "QT"
_ORDER_LENGTH = 10
_ORDER = re.compile(rf"({ORDER_PREFIX})([{ALPHABET}]{{{_ORDER_LENGTH}}})")
_PART = re.compile(_ORDER.pattern + "[0-9]{0,2}")


def random_code(length: int) -> str:
    """`length` letters of the alphabet, five random bits each."""
    bits = secrets.randbits(5 * length)
    return "".join(ALPHABET[bits >> 5 * place & 31] for place in range(length))


def order_code() -> str:
    """A code such as `QT-7K3M9XQ2PD`: 50 random bits, no sequence to count our sales by."""
    return f"{ORDER_PREFIX}-{random_code(_ORDER_LENGTH)}"


def clean_code(text: str) -> str:
    """The code a person meant: capitals, no spaces or marks, and the dash of an order code put back."""
    compact = re.sub("[^A-Z0-9]", "", fold(unicodedata.normalize("NFKC", text)).upper())
    return _ORDER.sub(r"\1-\2", compact) if _ORDER.fullmatch(compact) else compact


def order_code_in(text: str) -> str | None:
    """The order code a person meant, without the number of one booth's part (`-2`); None for what is no order code."""
    found = _PART.fullmatch(clean_code(text).replace("-", ""))
    return f"{found[1]}-{found[2]}" if found else None


def secret_token() -> str:
    """A secret of 192 random bits for links and cookies; keep only its hash."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """What is kept of a secret: its SHA-256 in hex. Enough, because the secret is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()
