"""Which browser on which device, in words that its owner knows; nothing else of what it says is kept."""

from __future__ import annotations

# The first that fits: apps with a browser inside say the name of the browser they borrow as well.
_BROWSERS = (
    ("zalo", "Zalo"), ("musical_ly", "TikTok"), ("tiktok", "TikTok"), ("bytedancewebview", "TikTok"),
    ("fban", "Facebook"), ("fbav", "Facebook"), ("instagram", "Instagram"), ("coc_coc", "Cốc Cốc"),
    ("samsungbrowser", "Samsung Internet"), ("edg", "Edge"), ("opr/", "Opera"), ("firefox", "Firefox"),
    ("fxios", "Firefox"), ("crios", "Chrome"), ("chrome", "Chrome"), ("safari", "Safari"),
)  # fmt: skip
_DEVICES = (
    ("iphone", "iPhone"), ("ipad", "iPad"), ("android", "Android"), ("windows", "Windows"), ("cros", "ChromeOS"),
    ("mac os", "Mac"), ("linux", "Linux"),
)  # fmt: skip


def browser_name(user_agent: str) -> str:
    """`Chrome, Android` for a User-Agent header; empty when neither is known."""
    said = user_agent[:500].lower()
    known = (next((name for mark, name in marks if mark in said), "") for marks in (_BROWSERS, _DEVICES))
    return ", ".join(name for name in known if name)
