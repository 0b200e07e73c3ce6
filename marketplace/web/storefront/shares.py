"""The pictures that other sites show when somebody passes a page on (Open Graph, 1200 × 630)."""

from __future__ import annotations

from textwrap import wrap
from typing import Any

from flask import Response, render_template

from marketplace.core import clock
from marketplace.core.bilingual import told
from marketplace.core.drawing import TYPEFACE, embedded, kept_png_of
from marketplace.core.limits import limiter
from marketplace.domain.catalog.models import Photo
from marketplace.domain.livestream.definitions import PLATFORM_NAMES
from marketplace.domain.livestream.queries import live_page
from marketplace.domain.papers.queries import shown_papers_of
from marketplace.domain.search.queries import shown_product
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.presenting import plain_slug

DAY = 24 * 3600
WIDEST_LINE = 19
MOST_LINES = 4
PICTURE_WIDTH = 1080


@bp.get("/products/<slug>/share.png")
@limiter.limit("60/minute")
def show_product_share(slug: str) -> Response:
    """A product: its picture, its name, who makes it, its star while a checked paper is in date."""
    product = shown_product(plain_slug(slug))
    papers = shown_papers_of(product, clock.local_day(clock.now()))
    return _drawn(
        "storefront/shares/show_product_share.svg",
        product=product, lines=_lines(told(product)), star=max((paper.star or 0 for paper in papers), default=0),
        picture=_picture_of(product.photos[0]) if product.photos else "",
    )  # fmt: skip


@bp.get("/live/<slug>/share.png")
@limiter.limit("60/minute")
def show_campaign_share(slug: str) -> Response:
    """A livestream programme: its name, when it begins, where, and the first of its goods."""
    page = live_page(plain_slug(slug))
    pictures = [item.picture for item in page.items if item.picture]
    return _drawn(
        "storefront/shares/show_campaign_share.svg",
        campaign=page.campaign, lines=_lines(told(page.campaign)), broadcast=page.current,
        platform=PLATFORM_NAMES[page.current.platform] if page.current else "",
        picture=_stored(pictures[0].removeprefix("/media/")) if pictures else "",
    )  # fmt: skip


def _drawn(template: str, **values: Any) -> Response:
    png = kept_png_of(render_template(template, typeface=TYPEFACE, **values), folder="shares")
    response = Response(png, content_type="image/png")
    response.headers["Cache-Control"] = f"public, max-age={DAY}"
    # Other sites show it: that is what it is for.
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _lines(name: str) -> list[str]:
    return wrap(name, WIDEST_LINE, max_lines=MOST_LINES, placeholder=" …")


def _picture_of(photo: Photo) -> str:
    if photo.kind == "illustration":
        return _stored(photo.key)
    fitting = min((each for each in photo.widths if each >= PICTURE_WIDTH), default=max(photo.widths))
    return _stored(f"{photo.key}-{fitting}.webp")


def _stored(key: str) -> str:
    try:
        return embedded(key)
    except FileNotFoundError:
        return ""
