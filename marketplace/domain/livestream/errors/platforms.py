"""What may be the matter with platforms that are asked by program."""

from __future__ import annotations

from marketplace.core.errors import Refusal
from marketplace.core.language import lazy_gettext as _


class BadNotice(Refusal):
    """A message that the platform did not sign, or that is none of its messages."""

    status = 401
    sentence = _("Thông điệp này không có chữ ký đúng.")


class NoPlatformKeys(Refusal):
    """Without the app's key and secret the platform cannot be asked."""

    sentence = _("Chưa đặt TIKTOK_APP_KEY và TIKTOK_APP_SECRET.")
