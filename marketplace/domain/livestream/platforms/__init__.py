"""Platforms that can be asked for figures by program; nothing of the market depends on them."""

from marketplace.domain.livestream.platforms.answers import Live, whole
from marketplace.domain.livestream.platforms.signing import is_signed_notice, sign_notice, sign_request
from marketplace.domain.livestream.platforms.tiktok import PlatformAway, PlatformRefused, TikTokShop, Tokens

__all__ = [
    "Live",
    "PlatformAway",
    "PlatformRefused",
    "TikTokShop",
    "Tokens",
    "is_signed_notice",
    "sign_notice",
    "sign_request",
    "whole",
]
