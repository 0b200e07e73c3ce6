"""When a product goes on sale and off it."""

from __future__ import annotations

from marketplace.core.language import lazy_gettext as _
from marketplace.web.forms import MarketForm, MomentField


class ScheduleForm(MarketForm):
    """Two moments, either of which may be left out."""

    shows_at = MomentField(_("Bày bán lúc"), description=_("Để trống nếu không hẹn giờ bán."))
    hides_at = MomentField(_("Tạm ẩn lúc"), description=_("Để trống nếu bán không hẹn ngày."))
