"""Secrets in links that are sent to people without an account: derived, so that every later letter can carry them."""

from __future__ import annotations

import base64
import hashlib
import hmac

from flask import current_app


def secret_for(purpose: str, subject: str) -> str:
    """A secret of 130 bits for one subject and purpose; only the holder of SECRET_KEY can make it."""
    return derived(current_app.config["MARKET"].SECRET_KEY.encode(), purpose, subject)


def derived(key: bytes, purpose: str, subject: str) -> str:
    """The same for code that runs before an app is at hand; `key` is the SECRET_KEY."""
    digest = hmac.new(key, f"{purpose}\x00{subject}".encode(), hashlib.sha256).digest()
    return base64.b32encode(digest).decode()[:26].lower()


def is_secret_for(purpose: str, subject: str, secret: str) -> bool:
    """Whether `secret` is the right one; compared in constant time, an empty one never is."""
    return bool(secret) and hmac.compare_digest(secret_for(purpose, subject).encode(), secret.encode())
