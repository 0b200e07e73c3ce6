"""What a phone keeps: the market as an app on the home screen, and pages seen before without a network."""

from __future__ import annotations

import hashlib
import json

from flask import Response, render_template, url_for

from marketplace.core.assets import asset_url
from marketplace.core.language import gettext, language, root
from marketplace.core.pagecache import public_page
from marketplace.web.storefront.blueprint import bp

# What every page needs before its pictures: kept as soon as the worker is installed.
SHELL = ("site.css", "site.js", "icons.svg", "img/logo.svg", "img/favicon.svg", "img/no-picture.svg")
OFFLINE = ("/offline", "/en/offline")


@bp.get("/offline")
@public_page
def show_offline() -> str:
    """What a browser shows when there is no network and the page was not seen before."""
    return render_template("problems/offline.html")


@bp.get("/manifest.webmanifest")
@public_page
def show_manifest() -> Response:
    """The market as an installable app (W3C Web Application Manifest)."""
    manifest = {
        "id": "/", "name": gettext("Gian Hàng: đặc sản Quảng Trị"), "short_name": "Gian Hàng",
        "lang": language(), "start_url": f"{root()}/", "scope": "/", "display": "standalone",
        "background_color": "#faf7f0", "theme_color": "#0f6b4a",
        "description": gettext("Chợ trực tuyến của thanh niên lập nghiệp và các nhà làm OCOP Quảng Trị."),
        "icons": [
            _icon("img/icon-192.png", 192), _icon("img/icon-512.png", 512),
            _icon("img/icon-maskable-512.png", 512, purpose="maskable"),
        ],
        "shortcuts": [
            {"name": gettext("Đang phát trực tiếp"), "url": url_for("storefront.list_broadcasts")},
            {"name": gettext("Tra cứu đơn hàng"), "url": url_for("storefront.find_purchase")},
        ],
    }  # fmt: skip
    return Response(json.dumps(manifest, ensure_ascii=False), content_type="application/manifest+json")


@bp.get("/service-worker.js")
def show_service_worker() -> Response:
    """The worker that answers without a network. It stands at the root because that is how far it may reach."""
    shell = [*(asset_url(name) for name in SHELL), *OFFLINE]
    mark = hashlib.sha256("".join(shell).encode()).hexdigest()[:12]
    body = render_template("storefront/offline/service_worker.js", shell=shell, mark=mark)
    response = Response(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
    return {"src": asset_url(name), "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
