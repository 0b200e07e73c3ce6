"""The app itself: Flask without what every request would pay for and none of ours needs."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import cached_property, lru_cache
from typing import Any

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import URLSafeTimedSerializer
from jinja2 import Environment
from werkzeug.routing import MapAdapter
from werkzeug.sansio.utils import get_host

from marketplace.core.language import SOURCE, spoken
from marketplace.core.templates import Templates

# Python's own 700 is for small programs: a request makes thousands of objects and leaves few that refer to each other.
OBJECTS_BETWEEN_LOOKS = 10_000

# A host that is not ours raises, and what raises is not kept.
_own_host = lru_cache(maxsize=16)(get_host)


def collect_seldom() -> None:
    """Have this process look for unreachable objects after so many new ones; what is not in a circle goes at once."""
    gc.set_threshold(OBJECTS_BETWEEN_LOOKS, 20, 20)


class Market(Flask):
    """Flask with plain functions only, one signer for its sessions, and templates compiled for each language."""

    jinja_environment = Templates

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.session_interface = CookieSessions()

    def ensure_sync(self, func: Callable[..., Any]) -> Callable[..., Any]:
        """The function as it is: nothing here is a coroutine, and looking would be repeated for every request."""
        return func

    def create_url_adapter(self, request: Request | None) -> MapAdapter | None:
        """The addresses as this request sees them; whether a host is ours is looked at once, not twice a request."""
        if request is None:
            return super().create_url_adapter(request)
        trusted = request.trusted_hosts = self.config["TRUSTED_HOSTS"]
        said = request.environ.get("HTTP_HOST")
        request.host = host = _own_host(request.scheme, said, request.server, tuple(trusted) if trusted else None)
        query = request.query_string.decode("ascii", "replace")
        return MapAdapter(
            self.url_map, host.lower(), request.root_path, "", request.scheme, request.path, request.method, query
        )

    @property
    def jinja_env(self) -> Environment:  # type: ignore[override] # one environment there
        """The templates in the language that is spoken now. Set up what all share before the first page is made."""
        known = self._in_languages
        language = spoken()
        return known.get(language) or known.setdefault(language, known[SOURCE].overlay())

    @cached_property
    def _in_languages(self) -> dict[str, Environment]:
        return {SOURCE: self.create_jinja_environment()}


class CookieSessions(SecureCookieSessionInterface):
    """Flask's signed cookie; who sends none gets an empty one, and what signs it is made once for the app."""

    def __init__(self) -> None:
        self._signer: URLSafeTimedSerializer | None = None

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """The session of this request."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie; a guest who was told nothing has none."""
        if session or session.modified:
            super().save_session(app, session, response)
        elif session.accessed:
            vary = response.headers.get("Vary", "")
            if "Cookie" not in vary:
                response.headers["Vary"] = f"{vary}, Cookie" if vary else "Cookie"

    def get_signing_serializer(self, app: Flask) -> URLSafeTimedSerializer | None:
        """What signs and reads the cookie."""
        if self._signer is None:
            self._signer = super().get_signing_serializer(app)
        return self._signer
