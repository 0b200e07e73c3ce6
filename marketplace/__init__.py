"""Gian Hàng: the online market of a province's young makers."""

from __future__ import annotations

from flask import Flask

from config import ROOT, Config
from marketplace import wiring
from marketplace.core.db import db, engine_options, prepare_engine
from marketplace.core.delivery import announcer
from marketplace.core.forgery import init_forgery_check
from marketplace.core.headers import init_headers
from marketplace.core.hold import init_holds
from marketplace.core.jobs import Jobs
from marketplace.core.keeping import init_keeping
from marketplace.core.language import init_languages
from marketplace.core.limits import init_limits
from marketplace.core.outbox import News
from marketplace.core.pagecache import init_page_cache
from marketplace.core.personal import init_personal
from marketplace.core.problems import init_problems
from marketplace.core.routing import init_routing
from marketplace.core.serving import Market, collect_seldom
from marketplace.core.statics import init_statics
from marketplace.core.templates import init_templates
from marketplace.core.tenancy import init_tenancy
from marketplace.web.session import init_sessions
from marketplace.web.storefront.tracked import init_tracked_links
from marketplace.web.storefront.visits import init_visits


def create_app(config: Config | None = None) -> Flask:
    """The market as a Flask app; reads settings from the environment when none are given. Does no work."""
    collect_seldom()
    config = config or Config.from_environment()
    app = Market("marketplace", template_folder=str(ROOT / "templates"), static_folder=None)
    app.config.from_mapping(_flask_settings(config))
    db.init_app(app)
    with app.app_context():
        prepare_engine(db.engine)
        init_tenancy(db.engine)
    init_holds(app)
    init_keeping(app)
    init_routing(app)
    init_page_cache(app)
    init_personal(app)
    init_tracked_links(app)
    init_visits(app)
    init_languages(app)
    init_statics(app)
    init_templates(app)
    init_headers(app)
    init_problems(app)
    init_limits(app)
    init_forgery_check(app)
    init_sessions(app)
    _wire(app)
    return app


def _wire(app: Flask) -> None:
    """Give the app its jobs, news, invariants, pages and commands."""
    app.extensions["jobs"] = Jobs(app, wiring.JOBS, wiring.PERIODIC)
    app.extensions["news"] = News(wiring.SUBSCRIPTIONS, announcer(app))
    app.extensions["invariants"] = wiring.INVARIANTS
    for blueprint in wiring.BLUEPRINTS:
        app.register_blueprint(blueprint)
    for command in wiring.COMMANDS:
        app.cli.add_command(command)


def _flask_settings(config: Config) -> dict[str, object]:
    secure = config.PUBLIC_URL.startswith("https://")
    return {
        "MARKET": config,
        "SECRET_KEY": config.SECRET_KEY,
        "TESTING": config.TESTING,
        "SQLALCHEMY_DATABASE_URI": config.DATABASE_URL,
        "SQLALCHEMY_ENGINE_OPTIONS": engine_options(config.DATABASE_URL),
        "TRUSTED_HOSTS": config.hosts,
        "MAX_CONTENT_LENGTH": 16 * 1024 * 1024,
        "MAX_FORM_MEMORY_SIZE": 2 * 1024 * 1024,
        "MAX_FORM_PARTS": 400,
        "SESSION_COOKIE_NAME": "__Host-session" if secure else "session",
        "SESSION_COOKIE_SECURE": secure,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_PATH": "/",
        "WTF_CSRF_ENABLED": False,  # core/forgery.py checks every unsafe request, without a token
        "FORM_TARGETS": _form_targets(config),
    }


def _form_targets(config: Config) -> tuple[str, ...]:
    """Where a form may lead beyond this market: the card provider's hosted page."""
    return (config.STRIPE_API_BASE or "https://checkout.stripe.com",)
