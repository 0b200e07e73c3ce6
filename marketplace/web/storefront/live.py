"""Livestream programmes as everybody sees them, and the links that lead to the market."""

from __future__ import annotations

from flask import Response, current_app, jsonify, make_response, render_template, request

from marketplace.core import clock
from marketplace.core.headers import allow_frames
from marketplace.core.language import language, public_url, root
from marketplace.core.pagecache import end_page_at, public_page
from marketplace.core.versions import version_of
from marketplace.domain.livestream.definitions import BROADCAST_STATE_NAMES, PLATFORM_NAMES
from marketplace.domain.livestream.queries import (
    LinkTarget,
    LivePage,
    current_of,
    link_target,
    live_page,
    public_programmes,
    recording_of,
    sold_in,
)
from marketplace.web.session import current_person
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.embeds import FRAMES, embed_of
from marketplace.web.storefront.linked_data import broadcasts_data
from marketplace.web.storefront.tracked import Link, answer_to_hit

WORDS = {"platforms": PLATFORM_NAMES, "broadcast_states": BROADCAST_STATE_NAMES}
PAGE_SECONDS = 5.0
# Pins and prices change the catalogue and show at once; what is left may be so old.
POLL_SECONDS = 1.0


@bp.get("/live")
@public_page
def list_broadcasts() -> str:
    """What is on air, what comes next, what was."""
    end_page_at(PAGE_SECONDS)
    campaigns = [(campaign, current_of(broadcasts)) for campaign, broadcasts in public_programmes()]
    return render_template("storefront/live/list_broadcasts.html", campaigns=campaigns, **WORDS)


@bp.get("/live/<slug>")
@public_page
def show_live(slug: str) -> Response:
    """One campaign: pinned first, live prices, what is left, put into the cart without leaving."""
    end_page_at(PAGE_SECONDS)
    page = live_page(slug)
    player = embed_of(page.current.url) if page.current else None
    over = page.current if page.current and page.current.state == "ended" else None
    body = render_template(
        "storefront/live/show_live.html",
        page=page,
        canonical=public_url(f"/live/{slug}", language=language()),
        share_picture=public_url(f"/live/{slug}/share.png", language=language()),
        linked_data=broadcasts_data(page.campaign, page.broadcasts, request.script_root + request.path),
        player=player,
        sold=sold_in(page.campaign, over) if over else [],
        recording=recording_of(over, clock.today()) if over else "",
        has_impact=page.campaign.state == "reviewed" and page.campaign.published_at is not None,
        **WORDS,
    )
    return allow_frames(make_response(body), FRAMES if player else ())


@bp.get("/live/<slug>/line-up")
@public_page
def show_line_up(slug: str) -> str:
    """The part of the live page that changes, for browsers that ask again; 304 when nothing did."""
    end_page_at(POLL_SECONDS)
    return render_template("storefront/live/_line_up.html", page=live_page(slug), **WORDS)


@bp.get("/live/<slug>.json")
@public_page
def show_live_state(slug: str) -> Response:
    """The same for programs."""
    end_page_at(POLL_SECONDS)
    return jsonify(_as_json(live_page(slug)))


def _as_json(page: LivePage) -> dict[str, object]:
    current = page.current
    return {
        "slug": page.campaign.slug,
        "name": page.campaign.name,
        "state": page.campaign.state,
        "url": public_url(f"/live/{page.campaign.slug}"),
        "broadcast": {
            "id": current.id, "title": current.title, "platform": current.platform, "state": current.state,
            "url": current.url, "starts_at": current.starts_at.isoformat(), "ends_at": current.ends_at.isoformat(),
            "code": current.voucher.code if current.voucher else None, "warning": current.warning or None,
        } if current else None,
        "items": [
            {
                "variant_id": item.variant_id, "name": item.product_name, "variant": item.variant_name,
                "booth": item.booth_name, "url": public_url(f"/products/{item.product_slug}"), "unit": item.unit,
                "price": item.price.price, "list_price": item.price.list_price, "left": item.left,
                "price_until": item.price.ends_at.isoformat() if item.price.ends_at else None, "pinned": item.is_pinned,
            }
            for item in page.items
        ],
    }  # fmt: skip


@bp.get("/l/<code>")
def follow_link(code: str) -> Response:
    """Follow a tracking link to a page of ours."""
    version = version_of("catalogue")
    target = link_target(code)
    link = Link(target, _path_of(target))
    current_app.extensions["kept_links"].keep((request.script_root, code), version, link)
    app = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001 - Flask's documented way
    status, headers = answer_to_hit(app, request.environ, link, current_person())
    return Response(status=status, headers=headers)


def _path_of(target: LinkTarget) -> str:
    """A path of ours and never anything that came with the request."""
    if target.product_slug:
        return f"{root()}/products/{target.product_slug}"
    if target.booth_slug:
        return f"{root()}/booths/{target.booth_slug}"
    if target.campaign_slug:
        return f"{root()}/live/{target.campaign_slug}"
    return f"{root()}/live"
