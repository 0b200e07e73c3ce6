"""Rate limits per address; sign-in and codes are counted in SQL as well (`core/tries.py`)."""

from __future__ import annotations

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from werkzeug.middleware.proxy_fix import ProxyFix

limiter = Limiter(get_remote_address, headers_enabled=True)


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
    # Only views that name a limit have one, and their decorator looks: no need to look before every request.
    before = app.before_request_funcs.get(None, [])
    before[:] = [hook for hook in before if hook != limiter._check_request_limit]  # noqa: SLF001
    if config.TRUSTED_PROXIES:
        hops = config.TRUSTED_PROXIES
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=hops, x_proto=hops, x_host=0)  # type: ignore[method-assign]
