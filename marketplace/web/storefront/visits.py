"""Who looks at products and booths, counted before Flask begins to work; no cookie is set and no page waits.

A visitor is a keyed hash of address, browser and day: nobody is recognized from one day to the next, and what tells
them apart within a day is forgotten after it (docs/privacy.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, cast

from flask import Flask, Response, current_app, redirect, request

from marketplace.core import clock
from marketplace.core.kept_pages import CART, cart_key_in
from marketplace.core.language import root
from marketplace.core.secret_links import derived
from marketplace.domain.figures.actions import visits_of
from marketplace.domain.figures.queries import target_of_code
from marketplace.domain.figures.rules import VIA, PageHit, source_of
from marketplace.domain.livestream.actions import looks_of
from marketplace.domain.livestream.rules import Look, looks_like_a_program, looks_like_prefetch
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.tracked import VISITOR_COOKIE, clicker_of

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PURPOSES = ("HTTP_SEC_PURPOSE", "HTTP_PURPOSE", "HTTP_X_PURPOSE", "HTTP_X_MOZ")
WAITING = "market.visit"

_PAGE = re.compile(r"/(product|booth)s/([a-z0-9-]{1,200})")
_CODE = re.compile(rf"(?:^|&){VIA}=([A-Za-z0-9]{{1,20}})(?:&|$)")
_is_program = lru_cache(maxsize=2000)(looks_like_a_program)


class CountedVisits:
    """WSGI layer: notes who looks at a product or a booth; whoever may be one of its own people is looked up first."""

    def __init__(self, inner: WSGIApplication, app: Flask) -> None:
        self._inner = inner
        self._app = app
        self._hosts = frozenset(app.config["MARKET"].hosts)
        self._session = f"{app.config['SESSION_COOKIE_NAME']}="

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Note the visit, if it is one, and have the page answered."""
        page = _PAGE.fullmatch(environ.get("PATH_INFO", ""))
        if page is not None and is_a_visit(environ):
            hit = self._hit(cast(Any, page[1]), page[2], environ)
            if self._session in environ.get("HTTP_COOKIE", ""):
                environ[WAITING] = hit
            else:
                visits_of(self._app).keep(hit)
            if page[1] == "product" and _may_have_clicked(environ):
                looks_of(self._app).keep(self._look(page[2], environ))
        return self._inner(environ, start_response)

    def _hit(self, kind: Any, name: str, environ: WSGIEnvironment) -> PageHit:
        query = environ.get("QUERY_STRING", "")
        via = _CODE.search(query)
        carries = bool(cart_key_in(query))
        source = source_of(environ.get("HTTP_REFERER", ""), self._hosts, carries_cart=carries)
        visitor = _visitor(environ, self._app)
        return PageHit(kind, name, clock.today(), visitor, source, via[1].upper() if via else "")

    def _look(self, product: str, environ: WSGIEnvironment) -> Look:
        key = self._app.config["MARKET"].SECRET_KEY.encode()
        return Look(clicker_of(environ, key), product, clock.now())


def init_visits(app: Flask) -> None:
    """Put the layer in front of the app."""
    app.wsgi_app = CountedVisits(app.wsgi_app, app)  # type: ignore[method-assign]


@bp.after_request
def _note_who_looked(response: Response) -> Response:
    """A visit of somebody who is signed in is kept with who it is, for the writer to leave out a booth's own people."""
    hit = request.environ.pop(WAITING, None)
    if hit is not None and response.status_code in (200, 304):
        _keep(hit)
    return response


@bp.get("/q/<code>")
def follow_code(code: str) -> Any:
    """A code on paper: count the scan and lead on, to English where the browser speaks it before Vietnamese.

    A browser that fetches ahead is put off, so that whoever then comes asks again and is counted.
    """
    target = target_of_code(code)
    if _fetches_ahead(request.environ):
        return "", 503, {"Cache-Control": "no-store"}
    if is_a_visit(request.environ):
        _keep(PageHit("scan", target.code, clock.today(), visitor_of_day(request.environ)))
    spoken = root() or ("/en" if request.accept_languages.best_match(("vi", "en"), "vi") == "en" else "")
    path = f"/products/{target.product_slug}" if target.product_slug else f"/booths/{target.booth_slug}"
    response = redirect(f"{spoken}{path}?{VIA}={target.code}", 302)
    response.headers["Cache-Control"] = "no-store"
    response.headers["X-Robots-Tag"] = "noindex, nofollow"
    return response


def is_a_visit(environ: WSGIEnvironment) -> bool:
    """Whether somebody looks: no known program, no prefetch, no question about headers only."""
    if environ["REQUEST_METHOD"] != "GET" or _is_program(environ.get("HTTP_USER_AGENT", "")[:400]):
        return False
    return not _fetches_ahead(environ)


def _may_have_clicked(environ: WSGIEnvironment) -> bool:
    """Whether there is a trace of a tracked link: it gives a name and a cart, the cart also in the address."""
    cookies = environ.get("HTTP_COOKIE", "")
    return (
        f"{VISITOR_COOKIE}=" in cookies or f"{CART}=" in cookies or bool(cart_key_in(environ.get("QUERY_STRING", "")))
    )


def _fetches_ahead(environ: WSGIEnvironment) -> bool:
    return looks_like_prefetch("GET", *(environ.get(name, "") for name in PURPOSES))


def visitor_of_day(environ: WSGIEnvironment) -> str:
    """Who this is today; tomorrow they are somebody else."""
    return _visitor(environ, current_app)


def _visitor(environ: WSGIEnvironment, app: Flask) -> str:
    key = app.config["MARKET"].SECRET_KEY.encode()
    address, agent = environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", "")[:400]
    return derived(key, "visitor-of-day", f"{clock.today()}\x00{address}\x00{agent}")


def _keep(hit: PageHit) -> None:
    person = current_person()
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    visits_of(app).keep(replace(hit, person_id=person.id if person else None))
