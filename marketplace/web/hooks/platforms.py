"""Messages about shops on platforms."""

from __future__ import annotations

from flask import Response, request

from marketplace.domain.livestream.actions import take_in_notice
from marketplace.web.hooks.blueprint import bp

LARGEST = 64 * 1024


@bp.post("/tiktok")
def create_tiktok_notice() -> Response:
    """Keep a signed notice of TikTok Shop's, which wants an empty answer within three seconds."""
    request.max_content_length = LARGEST
    take_in_notice(request.get_data(), request.headers.get("Authorization", ""))
    return Response(status=200)
