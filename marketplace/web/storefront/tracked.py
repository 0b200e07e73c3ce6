"""Tracked links: who clicks, and where to. Where a link is known they are answered before Flask begins to work.

A click is handed to the writer (`livestream/actions/clicks.py`) and waits for no database. Who is signed in is left to
Flask, because our own people's clicks are kept apart.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from flask import Flask
from werkzeug.http import dump_cookie, parse_cookie

from marketplace.core.headers import wanted_headers
from marketplace.core.keeping import KeptAnswers
from marketplace.core.kept_pages import CARRIED, CART
from marketplace.core.secret_links import derived
from marketplace.core.versions import SeenVersions
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions import Visit, hit_link
from marketplace.domain.livestream.queries import LinkTarget
from marketplace.web.session import CART_COOKIE_SECONDS

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

VISITOR_COOKIE = "visitor"
VISITOR_SECONDS = 30 * 24 * 3600
PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
MOST_LINKS = 5000
NO_BODY = ("Content-Length", "0")
LEADS_ON = "302 Found"

Headers = list[tuple[str, str]]

_CODE = re.compile(r"/l/([A-Za-z0-9]{1,20})")
_CARRIED = re.compile(CARRIED)


@dataclass(frozen=True)
class Link:
    """A tracked link and the path of ours that it leads to."""

    target: LinkTarget
    path: str


class TrackedLinks:
    """WSGI layer: answers hits on links that the view has looked up since the catalogue last changed."""

    def __init__(self, inner: WSGIApplication, app: Flask) -> None:
        config = app.config["MARKET"]
        self._inner = inner
        self._app = app
        self._links: KeptAnswers = app.extensions["kept_links"]
        self._seen: SeenVersions = app.extensions["versions"]
        self._hosts = frozenset(config.hosts)
        self._session = f"{app.config['SESSION_COOKIE_NAME']}="
        # The hit's own headers say what may be kept of it.
        wanted = wanted_headers(is_secure=config.production)
        self._always = [*((name, value) for name, value in wanted.items() if name != "Cache-Control"), NO_BODY]

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Lead on, or ask the app."""
        link = self._known_link(environ)
        if link is None:
            return self._inner(environ, start_response)
        status, headers = answer_to_hit(self._app, environ, link)
        start_response(status, [*headers, *self._always])
        return []

    def _known_link(self, environ: WSGIEnvironment) -> Link | None:
        asked = _CODE.fullmatch(environ.get("PATH_INFO", ""))
        if asked is None or environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if self._session in environ.get("HTTP_COOKIE", ""):
            return None
        if environ.get("HTTP_HOST", "").rsplit(":", 1)[0] not in self._hosts:
            return None
        version = self._seen.peek("catalogue")
        kept = self._links.find((environ.get("SCRIPT_NAME", ""), asked[1]), version) if version is not None else None
        return kept[0] if kept else None


def init_tracked_links(app: Flask) -> None:
    """Put the layer in front of the app."""
    app.extensions["kept_links"] = KeptAnswers(MOST_LINKS)
    app.wsgi_app = TrackedLinks(app.wsgi_app, app)  # type: ignore[method-assign]


def answer_to_hit(
    app: Flask, environ: WSGIEnvironment, link: Link, person: Person | None = None
) -> tuple[str, Headers]:
    """Keep the hit and give status and headers that lead on; the touch goes on the cart, whose key goes along.

    A browser that fetches ahead is put off: it would show the person who then comes what it has, and never ask again.
    """
    key = app.config["MARKET"].SECRET_KEY.encode()
    cookies = _cookies_of(environ)
    visitor = clicker_of(environ, key)
    held = cookies.get(CART, "") if _CARRIED.fullmatch(cookies.get(CART, "")) else ""
    visit = Visit(
        visitor=visitor,
        agent=environ.get("HTTP_USER_AGENT", "")[:400],
        method=environ["REQUEST_METHOD"],
        purposes=tuple(environ.get(name, "") for name in PURPOSES),
        person=person,
        cart_key=held.partition(".")[0] or None,
    )
    followed = hit_link(link.target, visit, app)
    headers = [("Cache-Control", "no-store"), ("X-Robots-Tag", "noindex, nofollow")]
    if followed.ahead:
        return "503 Service Unavailable", headers
    if followed.cart_key is None:
        return LEADS_ON, [("Location", link.path), *headers]
    is_secure = environ["wsgi.url_scheme"] == "https"
    name = f"{visitor}.{_signature(visitor, key)}"
    return LEADS_ON, [
        ("Location", f"{link.path}?{CART}={followed.cart_key}"),
        *headers,
        ("Set-Cookie", _cookie(CART, held or followed.cart_key, CART_COOKIE_SECONDS, is_secure)),
        ("Set-Cookie", _cookie(VISITOR_COOKIE, name, VISITOR_SECONDS, is_secure)),
    ]


def _cookies_of(environ: WSGIEnvironment) -> Mapping[str, str]:
    return parse_cookie(environ) if "HTTP_COOKIE" in environ else {}


def _cookie(name: str, value: str, seconds: int, is_secure: bool) -> str:
    return dump_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=is_secure)


def clicker_of(environ: WSGIEnvironment, key: bytes) -> str:
    """Who clicks, without keeping who it is: the signed name in the cookie, else a keyed hash of address and agent.

    A browser that loses its cookies stays the same visitor, and a script gets no new name by throwing them away.
    """
    name, _dot, signature = _cookies_of(environ).get(VISITOR_COOKIE, "").partition(".")
    if name and hmac.compare_digest(_signature(name, key).encode(), signature.encode()):
        return name
    address = cast(str, environ.get("REMOTE_ADDR"))
    return derived(key, "visitor", f"{address}\x00{environ.get('HTTP_USER_AGENT', '')}")


def _signature(visitor: str, key: bytes) -> str:
    return derived(key, "visitor-cookie", visitor)
