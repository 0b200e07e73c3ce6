"""What search engines and security researchers ask for first."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, render_template, request, url_for

from marketplace.core import clock
from marketplace.core.errors import NotThere
from marketplace.core.language import public_url, root
from marketplace.core.pagecache import public_page
from marketplace.domain.catalog.queries import categories
from marketplace.domain.search.queries import shown_booth_slugs, shown_product_slugs
from marketplace.web.law_pages import PAGE_NAMES
from marketplace.web.storefront.blueprint import bp

NOT_FOR_ROBOTS = (
    "/account", "/cart", "/checkout", "/orders", "/seller", "/organizer", "/search", "/l/", "/hooks/", "/places",
    "/en/account", "/en/cart", "/en/checkout", "/en/orders", "/en/seller", "/en/organizer", "/en/search",
)  # fmt: skip


@bp.get("/sitemap.xml")
@public_page
def show_sitemap() -> Response:
    """Every page worth finding in both languages; `?part=2` goes on with the products."""
    part = request.args.get("part", "1")
    if root() or not (part.isascii() and part.isdigit() and 0 < int(part[:5]) <= 100):
        raise NotThere
    products = [
        (url_for("storefront.show_product", slug=slug), since.date()) for slug, since in shown_product_slugs(int(part))
    ]
    pages = [(path, None) for path in _plain_paths()] if part == "1" else []
    body = render_template("storefront/sitemap/show_sitemap.xml", pages=[*pages, *products], public_url=public_url)
    return Response(body, content_type="application/xml; charset=utf-8")


def _plain_paths() -> list[str]:
    return [
        url_for("storefront.show_home"),
        url_for("storefront.list_products"),
        url_for("storefront.list_booths"),
        url_for("storefront.list_communes"),
        *(url_for("storefront.show_category", slug=category.slug) for category in categories()),
        *(url_for("storefront.show_booth", slug=slug) for slug in shown_booth_slugs()),
        *(url_for("storefront.show_page", slug=slug) for slug in PAGE_NAMES),
    ]


@bp.get("/robots.txt")
def show_robots() -> Response:
    """What robots may read: everything public, once."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS), "", _sitemap_line()]
    return _text("\n".join(lines))


def _sitemap_line() -> str:
    return f"Sitemap: {public_url('/sitemap.xml')}"


@bp.get("/.well-known/security.txt")
def show_security() -> Response:
    """Where to report a weakness (RFC 9116)."""
    expires = (clock.now() + timedelta(days=180)).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {public_url('/pages/complaints')}",
        f"Expires: {expires.isoformat()}",
        "Preferred-Languages: vi, en",
        f"Canonical: {public_url('/.well-known/security.txt')}",
    ]
    return _text("\n".join(lines))


def _text(text: str) -> Response:
    response = Response(f"{text}\n", content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
