"""Rate limits per address; sign-in and codes are counted in SQL as well (`core/tries.py`)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Flask
from flask.globals import request_ctx
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

limiter = Limiter(get_remote_address, headers_enabled=True)


T = TypeVar("T")


def init_limits(app: Flask) -> None:
    """Count in this process, or in Redis when there is one; when Redis is away, in this process again."""
    config = app.config["MARKET"]
    app.config.update(
        RATELIMIT_STORAGE_URI=config.REDIS_URL or "memory://",
        RATELIMIT_IN_MEMORY_FALLBACK_ENABLED=bool(config.REDIS_URL),
        RATELIMIT_ENABLED=not config.TESTING,
        RATELIMIT_STRATEGY="moving-window",
    )
    limiter.init_app(app)
    if limiter.enabled:
        _look_where_asked(app)
    if config.TRUSTED_PROXIES:
        hops = config.TRUSTED_PROXIES
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]


def _look_where_asked(app: Flask) -> None:
    """Only views that name a limit have one, and their decorator looks: no need to look around every request."""
    app.before_request_funcs[None].remove(limiter._check_request_limit)  # noqa: SLF001
    for hooks in (app.after_request_funcs[None], app.teardown_request_funcs[None]):
        hooks.append(_where_counted(hooks.pop()))


def _where_counted(hook: Callable[[T], Any]) -> Callable[[T], Any]:
    """A hook of the library, called only where a limit was looked at: then it has left what it knows."""

    def call(given: T) -> Any:
        return hook(given) if hasattr(request_ctx, "_limiter_request_context") else given

    return call
