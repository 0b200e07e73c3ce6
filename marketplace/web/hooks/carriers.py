"""Messages of carriers, each booth's to an address of its own."""

from __future__ import annotations

from flask import Response, jsonify, request

from marketplace.domain.shipping.actions import take_in_carrier_notice
from marketplace.web.hooks.blueprint import bp

LARGEST = 64 * 1024


@bp.post("/ghn/<secret>")
def create_ghn_notice(secret: str) -> Response:
    """Keep what GHN posts; it is asked back after the answer, and nothing of it is believed."""
    request.max_content_length = LARGEST
    take_in_carrier_notice(secret, request.get_data())
    return jsonify(received=True)
