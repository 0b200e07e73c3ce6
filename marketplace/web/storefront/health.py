"""Whether the market is well, for those who run it."""

from __future__ import annotations

from flask import Response, current_app, jsonify, request
from prometheus_client import CONTENT_TYPE_LATEST

from marketplace.core.errors import NotThere
from marketplace.core.health import ailments, is_for_our_eyes, metrics
from marketplace.web.storefront.blueprint import bp


@bp.get("/healthz")
def show_health() -> Response:
    """This process answers."""
    return jsonify({"status": "ok"})


@bp.get("/readyz")
def show_readiness() -> tuple[Response, int]:
    """Database and queue answer too."""
    ill = ailments()
    return jsonify({"status": "ill" if ill else "ok", "ill": ill}), 503 if ill else 200


@bp.get("/metrics")
def show_metrics() -> Response:
    """Figures of the machinery in Prometheus' form, for this machine or for a bearer of the token."""
    if not is_for_our_eyes(request, current_app.config["MARKET"].METRICS_TOKEN):
        raise NotThere
    return Response(metrics(), content_type=CONTENT_TYPE_LATEST)
