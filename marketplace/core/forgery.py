"""Requests forged by other sites: every unsafe method must come from our own pages.

The rule of Go 1.25's CrossOriginProtection: browsers since March 2023 send Sec-Fetch-Site; where it is missing
a matching Origin is asked for. No token is needed, so public pages stay the same for everyone.
"""

from __future__ import annotations

from urllib.parse import urlsplit

from flask import Flask, request

from marketplace.core.errors import NotAllowed
from marketplace.core.language import lazy_gettext as _

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})

# Blueprints whose callers are programs that prove themselves by a token or a signature.
EXEMPT_BLUEPRINTS = frozenset({"api", "hooks"})


class ForgedRequest(NotAllowed):
    """The request did not come from a page of this market."""

    sentence = _("Yêu cầu không đến từ trang của chúng tôi. Xin mở lại trang và thử lần nữa.")


def init_forgery_check(app: Flask) -> None:
    """Check every unsafe request before anything else looks at it."""
    app.before_request(_check_origin)


def _check_origin() -> None:
    if request.method in SAFE_METHODS or request.blueprint in EXEMPT_BLUEPRINTS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        if site != "same-origin":
            raise ForgedRequest
        return
    origin = request.headers.get("Origin")
    if origin is None or urlsplit(origin).netloc != request.host:
        raise ForgedRequest
