"""How TikTok Shop's requests and notices are signed (partner.tiktokshop.com, "Sign your API request")."""

from __future__ import annotations

import hmac
from collections.abc import Mapping
from hashlib import sha256

UNSIGNED = frozenset({"sign", "access_token"})


def sign_request(
    secret: str, path: str, query: Mapping[str, str], body: bytes = b"", *, multipart: bool = False
) -> str:
    """The `sign` of a request: path, sorted query and body between two copies of the secret; lower-case hex."""
    pairs = "".join(f"{key}{query[key]}" for key in sorted(query) if key not in UNSIGNED)
    signed = secret.encode() + path.encode() + pairs.encode() + (b"" if multipart else body) + secret.encode()
    return hmac.new(secret.encode(), signed, sha256).hexdigest()


def sign_notice(app_key: str, secret: str, raw: bytes) -> str:
    """What the `Authorization` header of a notice holds: the app's key and the raw body, keyed with the secret."""
    return hmac.new(secret.encode(), app_key.encode() + raw, sha256).hexdigest()


def is_signed_notice(app_key: str, secret: str, raw: bytes, signature: str) -> bool:
    """Whether a notice really came from the platform; never without a key and a secret of our own."""
    if not app_key or not secret:
        return False
    return hmac.compare_digest(sign_notice(app_key, secret, raw).encode(), signature.strip().lower().encode())
