"""A broadcast played inside the live page: only of platforms that can be framed, and only after a click."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, quote, urlsplit

YOUTUBE = "https://www.youtube-nocookie.com"
FACEBOOK = "https://www.facebook.com"
FRAMES = (YOUTUBE, FACEBOOK)
"""Where frames of the live page may come from; every other page allows none."""

_YOUTUBE_HOSTS = frozenset({"www.youtube.com", "youtube.com", "m.youtube.com"})
_FACEBOOK_HOSTS = frozenset({"www.facebook.com", "facebook.com", "m.facebook.com", "web.facebook.com"})
_VIDEO = re.compile(r"[A-Za-z0-9_-]{11}")
_FACEBOOK_VIDEO = re.compile(r"/(?:[^/]+/videos|watch|reel|live)(?:/|$)")


def embed_of(address: str) -> str | None:
    """The address of the player for a broadcast's page on YouTube or Facebook, None for all others.

    TikTok cannot be framed while it is live. Nothing of the address but its video is used.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").lower()
    if parts.scheme != "https":
        return None
    if host in _YOUTUBE_HOSTS or host == "youtu.be":
        video = _youtube_video(host, parts.path, parts.query)
        return f"{YOUTUBE}/embed/{video}" if video else None
    if host in _FACEBOOK_HOSTS and _FACEBOOK_VIDEO.search(parts.path):
        page = f"{FACEBOOK}{parts.path}" + (f"?{parts.query}" if parts.path.startswith("/watch") else "")
        return f"{FACEBOOK}/plugins/video.php?href={quote(page, safe='')}&show_text=false"
    return None


def _youtube_video(host: str, path: str, query: str) -> str | None:
    steps = [step for step in path.split("/") if step]
    if host == "youtu.be":
        found = steps[0] if len(steps) == 1 else ""
    elif path == "/watch":
        found = parse_qs(query).get("v", [""])[0]
    else:
        found = steps[1] if len(steps) == 2 and steps[0] in ("live", "embed", "shorts") else ""
    return found if _VIDEO.fullmatch(found) else None
