"""Why a booth cannot be closed now."""

from __future__ import annotations

from marketplace.core.errors import Refusal
from marketplace.core.language import lazy_gettext as _


class BoothGone(Refusal):
    """The booth was here and is here no more."""

    status = 410
    sentence = _("Gian hàng này đã đóng. Cảm ơn bạn đã ghé; đơn hàng cũ của bạn vẫn xem được.")


class OnAirNow(Refusal):
    """Its goods are being shown this minute."""

    sentence = _("Gian hàng đang có hàng trong phiên livestream. Hãy chờ phiên kết thúc rồi đóng.")
