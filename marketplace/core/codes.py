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


def is_order_code(text: str) -> bool:
    """Whether a cleaned code is one that an order may have."""
    return _ORDER.fullmatch(text.replace("-", "", 1)) is not None


def secret_token() -> str:
    """A secret of 192 random bits for links and cookies; keep only its hash."""
    return secrets.token_urlsafe(24)


def hash_token(token: str) -> str:
    """What is kept of a secret: its SHA-256 in hex. Enough, because the secret is random and long."""
    return hashlib.sha256(token.encode()).hexdigest()
