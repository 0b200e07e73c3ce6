"""Headers on every answer: a strict content policy, and nothing private in any cache unless a page opts in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from flask import Flask, Response, current_app, request

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

CONTENT_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "worker-src 'self'",
        "form-action 'self'{form_targets}",
        "frame-ancestors 'none'",
        "base-uri 'none'",
        "object-src 'none'",
    )
)

ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(self), geolocation=(), microphone=(), payment=()",
    "X-Frame-Options": "DENY",
    "Cache-Control": "no-store",
}


def init_headers(app: Flask) -> None:
    """Put the headers on every answer of the app."""
    app.response_class = Answer


class Answer(Response):
    """An answer of the app. What every one carries is put in when it leaves: nothing can be answered without it."""

    def get_wsgi_response(self, environ: WSGIEnvironment) -> tuple[Iterable[bytes], str, list[tuple[str, str]]]:
        """Body, status and headers as they are sent."""
        body, status, headers = super().get_wsgi_response(environ)
        return body, status, [*headers, *missing_headers(headers)]


def missing_headers(headers: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """What an answer with these headers lacks; a view may have set one of its own."""
    wanted = wanted_headers(tuple(_form_targets()), is_secure=current_app.config["MARKET"].production)
    there = {name.lower() for name, _value in headers}
    return [(name, value) for name, value in wanted.items() if name.lower() not in there]


@lru_cache(maxsize=8)
def wanted_headers(form_targets: tuple[str, ...] = (), *, is_secure: bool) -> Mapping[str, str]:
    """What every answer carries, also one that is made before Flask begins to work."""
    targets = "".join(f" {target}" for target in form_targets)
    wanted = {**ALWAYS, "Content-Security-Policy": CONTENT_POLICY.replace("{form_targets}", targets)}
    if is_secure:
        wanted["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    return MappingProxyType(wanted)


def _form_targets() -> Iterable[str]:
    # A browser also checks where a submitted form is redirected to, and paying by card leads to the provider.
    return current_app.config.get("FORM_TARGETS", ()) if request.endpoint else ()


def allow_frames(response: Response, sources: tuple[str, ...]) -> Response:
    """Let this one answer show frames from these origins; every other page shows none."""
    if sources:
        policy = wanted_headers(tuple(_form_targets()), is_secure=False)["Content-Security-Policy"]
        response.headers["Content-Security-Policy"] = f"{policy}; frame-src {' '.join(sources)}"
    return response
