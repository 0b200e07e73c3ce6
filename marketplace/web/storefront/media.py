"""Pictures of products and booths. Papers, evidence and lists that people brought are never served from here."""

from __future__ import annotations

import re

from flask import Response, request

from marketplace.core.errors import NotThere
from marketplace.core.files import media_type, read
from marketplace.web.storefront.blueprint import bp

# Names are ours and random; drawings (.svg) are only ever our own, people's pictures are painted anew as WebP.
PUBLIC = re.compile(r"(?:products|booths|reviews)/[0-9a-f]{2}/[0-9a-f]{32}(?:-[0-9]{2,4}\.webp|\.(?:webp|svg))")
FOREVER = "public, max-age=31536000, immutable"


@bp.get("/media/<path:key>")
def show_media(key: str) -> Response:
    """One picture by its key; a key names one content for ever."""
    if PUBLIC.fullmatch(key) is None:
        raise NotThere
    response = Response(status=304)
    if not request.if_none_match.contains_weak(key):
        response = Response(_read(key), content_type=media_type(key))
    response.set_etag(key)
    response.headers["Cache-Control"] = FOREVER
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response.headers["Content-Disposition"] = "inline"
    return response


def _read(key: str) -> bytes:
    try:
        return read(key)
    except FileNotFoundError:
        raise NotThere from None
