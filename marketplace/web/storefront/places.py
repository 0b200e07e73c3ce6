"""Communes for the picker of places."""

from __future__ import annotations

from flask import Response, current_app, jsonify, request

from marketplace.core.limits import limiter
from marketplace.core.places.queries import communes_matching
from marketplace.core.text import clean
from marketplace.web.storefront.blueprint import bp

LONGEST_TEXT = 80


@bp.get("/places")
@limiter.limit("240/minute")
def list_places() -> Response:
    """The communes that fit what was typed, by new and old names; those of the chosen province first."""
    near = request.args.get("province", "") or current_app.config["MARKET"].PROVINCE_CODE
    text = clean(request.args.get("q", ""))[:LONGEST_TEXT]
    items = [
        {
            "code": match.commune.code,
            "name": match.commune.full_name,
            "province": match.commune.province.name,
            "province_code": match.commune.province_code,
            "was": "; ".join(match.old_names[:2]),
        }
        for match in communes_matching(text, limit=8, near=clean(near)[:2])
    ]
    response = jsonify({"items": items})
    response.headers["Cache-Control"] = "public, max-age=3600"
    return response
