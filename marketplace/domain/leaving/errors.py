"""Why a booth cannot be closed now."""

from __future__ import annotations

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class DownloadNotThere(NotThere):
    """No such download of this booth, not ready yet, or its time is over."""

    sentence = _("Bản tải này chưa xong hoặc đã hết hạn. Bạn có thể xin bản mới.")


class AlreadyAsked(Refusal):
    """One is being made."""

    sentence = _("Một bản tải đang được chuẩn bị. Xin chờ bản ấy xong.")


class BoothGone(Refusal):
    """The booth was here and is here no more."""

    status = 410
    sentence = _("Gian hàng này đã đóng. Cảm ơn bạn đã ghé.")


class OnAirNow(Refusal):
    """Its goods are being shown this minute."""

    sentence = _("Gian hàng đang có hàng trong phiên livestream. Hãy chờ phiên kết thúc rồi đóng.")
