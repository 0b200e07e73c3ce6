"""Secrets of others that must be kept and used again: sealed in the database, with keys that are outside of it.

Each purpose has a key of its own, so that what was sealed for one column opens in no other.
"""

from __future__ import annotations

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from flask import current_app


class Unreadable(Exception):
    """Sealed with a key that is no longer here, for another purpose, or changed since."""


def seal(purpose: str, text: str) -> str:
    """The text as it may lie in the database; the same text is sealed differently each time."""
    return _box(purpose).encrypt(text.encode()).decode()


def unseal(purpose: str, sealed: str) -> str:
    """What was sealed for this purpose, with the newest key or an older one; raises Unreadable."""
    try:
        return _box(purpose).decrypt(sealed.encode()).decode()
    except InvalidToken as fault:
        raise Unreadable(purpose) from fault


def _box(purpose: str) -> MultiFernet:
    config = current_app.config["MARKET"]
    return MultiFernet([Fernet(_key(secret, purpose)) for secret in config.sealing_keys])


def _key(secret: str, purpose: str) -> bytes:
    derived = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"sealing:{purpose}".encode())
    return base64.urlsafe_b64encode(derived.derive(secret.encode()))
