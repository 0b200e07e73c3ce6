"""The face for programs: JSON in and out, problems as problem JSON, tokens in the Authorization header."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from flask import Blueprint, g, request

from marketplace.domain.livestream.errors import IdempotencyKeyMissing
from marketplace.domain.livestream.models import ApiToken
from marketplace.domain.livestream.queries import token_behind

bp = Blueprint("api", __name__, url_prefix="/api/v1")

LONGEST_KEY = 200

P = ParamSpec("P")
R = TypeVar("R")


def bearer_token() -> ApiToken:
    """The living token of this request; raise UnknownToken."""
    scheme, _space, secret = request.headers.get("Authorization", "").partition(" ")
    return token_behind(secret.strip() if scheme.lower() == "bearer" else "")


def token_asked(view: Callable[P, R]) -> Callable[P, R]:
    """Let only programs with a living token in; the view finds it in `g.token`."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        g.token = bearer_token()
        return view(*args, **kwargs)

    return guarded


def idempotency_key() -> str:
    """The Idempotency-Key of this request; raise IdempotencyKeyMissing."""
    key = request.headers.get("Idempotency-Key", "").strip()
    if not 1 <= len(key) <= LONGEST_KEY:
        raise IdempotencyKeyMissing
    return key
