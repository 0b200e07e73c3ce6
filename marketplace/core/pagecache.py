"""Public pages are made once and kept, until what they show changes.

A kept page is the same for everyone; what is personal is put in on the way out (`core/kept_pages.py`). People without
cookies are answered by the WSGI layer, before Flask begins to work, and so is everybody where a page has nothing
personal. While a page is made for keeping, the session cannot be used, and a view that tried to keep something personal
fails instead (THREATS T29).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import wraps
from typing import TYPE_CHECKING, Any

from flask import (
    Flask,
    Response,
    current_app,
    g,
    make_response,
    request,
    session,
)

from marketplace.core import clock
from marketplace.core.addresses import plain_query
from marketplace.core.headers import missing_headers
from marketplace.core.keeping import kept_while_standing
from marketplace.core.kept_pages import (
    CART,
    PERSONAL_MARK,
    Content,
    KeptPage,
    KeptPages,
    Key,
    cart_key_in,
    filled,
    is_meant,
    tag_of,
)
from marketplace.core.personal import for_everyone, guests_part, key_in_address, part_of
from marketplace.core.reading import reading_alone
from marketplace.core.versions import SeenVersions, version_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

MOST_SECONDS = 30.0
KEPT_TYPES = ("text/html", "application/xml", "application/json", "application/manifest+json", "text/plain")
VARY = "Accept-Encoding, Cookie"
SOMEBODYS = (("Cache-Control", "private, no-cache"), ("Vary", VARY))


class NotForKeeping(RuntimeError):
    """A fault in the program: a public page looked at who asks, or tried to set a cookie."""


class PageCache:
    """WSGI layer: answers GET and HEAD requests from the kept pages where nothing personal is to be put in."""

    def __init__(
        self, inner: WSGIApplication, pages: KeptPages, seen: SeenVersions, hosts: list[str], cookies: tuple[str, ...]
    ) -> None:
        self._inner = inner
        self._pages = pages
        self._seen = seen
        self._hosts = frozenset(hosts)
        self._cookies = tuple(f"{name}=" for name in cookies)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer with a kept page, or ask the app."""
        page = self._kept_page(environ)
        if page is None:
            return self._inner(environ, start_response)
        content, cart_key = page.content, cart_key_in(environ.get("QUERY_STRING", ""))
        if content.is_personal and (cart_key or self._is_somebodys(environ)):
            return self._inner(environ, start_response)
        accepted = environ.get("HTTP_ACCEPT_ENCODING", "")
        known = environ.get("HTTP_IF_NONE_MATCH")
        status, headers, body = _answer(content, cart_key if content.has_cart else "", accepted, known)
        start_response("304 Not Modified" if status == 304 else "200 OK", headers)
        return [] if status == 304 or environ["REQUEST_METHOD"] == "HEAD" else [body]

    def _is_somebodys(self, environ: WSGIEnvironment) -> bool:
        cookies = environ.get("HTTP_COOKIE", "")
        return any(name in cookies for name in self._cookies)

    def _kept_page(self, environ: WSGIEnvironment) -> KeptPage | None:
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return None
        if environ.get("HTTP_HOST", "").rsplit(":", 1)[0] not in self._hosts:
            return None
        return self._pages.find(key_of(environ), self._seen.peek("catalogue"))


def _answer(
    content: Content, cart_key: str, accepted: str, known: str | None
) -> tuple[int, list[tuple[str, str]], bytes]:
    """Status, headers and body of a page; with a key, those that are for its bearer alone."""
    if cart_key:
        body, encoding = filled(content.template, b"", cart_key), None
        etag, said = tag_of(body), [*_without(content.headers, "Cache-Control", "Vary"), *SOMEBODYS]
    else:
        etag, said = content.etag, list(content.headers)
        body, encoding = content.encoded_for(accepted)
    if known is not None and is_meant(etag, known):
        # What a 304 repeats (RFC 9110, 15.4.5).
        return 304, [*(each for each in said if each[0] in ("Cache-Control", "Vary")), ("ETag", etag)], b""
    said += [("ETag", etag), ("Content-Length", str(len(body)))]
    if encoding:
        said.append(("Content-Encoding", encoding))
    return 200, said, body


def _without(headers: Iterable[tuple[str, str]], *names: str) -> list[tuple[str, str]]:
    return [(name, value) for name, value in headers if name not in names]


def key_of(environ: WSGIEnvironment) -> Key:
    """What tells kept pages apart: the language, the path and the query without what changes nothing on the page."""
    return environ.get("SCRIPT_NAME", ""), environ.get("PATH_INFO", ""), plain_query(environ.get("QUERY_STRING", ""))


def init_page_cache(app: Flask) -> None:
    """Put the layer in front of the app."""
    config = app.config["MARKET"]
    app.extensions["versions"] = SeenVersions()
    app.extensions["kept_pages"] = KeptPages()
    if config.PAGE_CACHE:
        pages, seen = app.extensions["kept_pages"], app.extensions["versions"]
        cookies = (app.config["SESSION_COOKIE_NAME"], CART)
        app.wsgi_app = PageCache(app.wsgi_app, pages, seen, config.hosts, cookies)  # type: ignore[method-assign]


def public_page(view: Callable[..., Any]) -> Callable[..., Response]:
    """Keep the page this view makes; it must not look at who asks.

    The view may say with `end_page_at` that something on it ends sooner.
    """

    @wraps(view)
    def show(*args: Any, **kwargs: Any) -> Response:
        version = version_of("catalogue")
        key = key_of(request.environ)
        pages: KeptPages = current_app.extensions["kept_pages"]
        page = pages.find(key, version) if current_app.config["MARKET"].PAGE_CACHE else None
        if page is None:
            made = _made(view, args, kwargs)
            if not isinstance(made, str) and (made.status_code != 200 or made.mimetype not in KEPT_TYPES):
                return made
            page = KeptPage(_content(made), version, clock.ticks() + g.get("page_until", MOST_SECONDS))
            pages.keep(key, page)
        return _answered(page.content)

    return show


def end_page_at(seconds: float) -> None:
    """Say that something on the page being made ends in so many seconds; the soonest counts."""
    g.page_until = max(0.0, min(seconds, g.get("page_until", MOST_SECONDS)))


def _made(view: Callable[..., Any], args: Any, kwargs: Any) -> str | Response:
    # The proxy marks the session as used by merely being touched, so the object behind it is looked at.
    behind = session._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    behind.accessed = False
    with for_everyone(), reading_alone():
        made = view(*args, **kwargs)
    response = made if isinstance(made, str) else make_response(made)
    if behind.accessed or (not isinstance(response, str) and "Set-Cookie" in response.headers):
        raise NotForKeeping(request.path)
    return response


def _content(made: str | Response) -> Content:
    if not isinstance(made, str):
        return _sealed(made)
    # A view that gives the very same markup again gives the same page.
    key = ("page", request.script_root, made)
    return kept_while_standing("catalogue", key, lambda: _sealed(make_response(made)))


def _sealed(response: Response) -> Content:
    template = response.get_data()
    key = key_in_address()
    if key and key.encode() in template and not _is_asked_for(key):
        raise NotForKeeping(request.path)
    is_personal = PERSONAL_MARK.encode() in template
    nobody = guests_part(0).encode() if is_personal else b""
    headers = [*response.headers, *missing_headers(response.headers)]
    said = _without(headers, "Content-Length", "Cache-Control", "Vary")
    vary = VARY if is_personal else "Accept-Encoding"
    return Content(template, filled(template, nobody, ""), (*said, ("Cache-Control", "no-cache"), ("Vary", vary)))


def _is_asked_for(text: str) -> bool:
    """Whether the text stands in what tells kept pages apart, so that it belongs on the page whoever asks."""
    asked = [name + value for name, value in request.args.items(multi=True) if name != CART]
    return any(text in each for each in (request.path, *asked))


def _answered(content: Content) -> Response:
    cart_key = key_in_address()
    if content.is_personal and (cart_key or _has_cookies()):
        return _personal_answer(content, cart_key)
    accepted, known = request.headers.get("Accept-Encoding", ""), request.headers.get("If-None-Match")
    status, headers, body = _answer(content, cart_key if content.has_cart else "", accepted, known)
    return Response(body, status, headers)


def _has_cookies() -> bool:
    return any(name in request.cookies for name in (current_app.config["SESSION_COOKIE_NAME"], CART))


def _personal_answer(content: Content, cart_key: str) -> Response:
    who: dict[str, Any] = {}
    current_app.update_template_context(who)
    personal = part_of(who["person"], who["cart_count"]).encode()
    response = Response(filled(content.template, personal, cart_key), headers=list(content.headers))
    response.headers["Cache-Control"] = "private, no-store"
    return response
