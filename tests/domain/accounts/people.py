"""Somebody with a password, made once per test."""

from __future__ import annotations

from marketplace.domain.accounts.actions import sign_up
from marketplace.domain.accounts.models import Person

PASSWORD = "suong mu Lao Bao"
EMAIL = "lan@example.vn"
PHONE = "0912 345 678"


def a_member(**facts) -> Person:
    """Lan, who gave an e-mail address, a phone number and a good password."""
    values = {"full_name": "Nguyễn Thị Lan", "email": EMAIL, "phone": PHONE, "password": PASSWORD, **facts}
    return sign_up(**values)
