"""Passwords are kept as Argon2id hashes; each hash costs 64 MiB, so few are made at a time.

Two keyboards may write one Vietnamese letter in two ways: passwords are compared in NFKC (NIST SP 800-63B, 5.1.1.2).
"""

from __future__ import annotations

import threading
import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()
_at_once = threading.BoundedSemaphore(2)

# Checked when there is nobody of that name, so that the answer takes as long as for somebody.
NOBODY = "$argon2id$v=19$m=65536,t=3,p=4$8Xs+4TtpXD+o25ZNQQn0FA$NmIVaTiRBTQZhHznziDcin7yPtURvZXDcNH2sLWcgkM"


def hash_password(password: str) -> str:
    """The Argon2id hash of a password."""
    with _at_once:
        return _hasher.hash(_one_spelling(password))


def fits(password: str, password_hash: str | None) -> bool:
    """Whether the password belongs to the hash; takes as long when there is no hash."""
    with _at_once:
        try:
            return _hasher.verify(password_hash or NOBODY, _one_spelling(password)) and password_hash is not None
        except (VerificationError, InvalidHashError):
            return False


def is_outdated(password_hash: str) -> bool:
    """Whether the hash was made with weaker settings than today's."""
    return _hasher.check_needs_rehash(password_hash)


def _one_spelling(password: str) -> str:
    return unicodedata.normalize("NFKC", password)
