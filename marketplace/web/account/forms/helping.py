"""The code of an offer of help."""

from __future__ import annotations

from marketplace.core.language import lazy_gettext as _
from marketplace.web.forms import LineField, MarketForm


class HelpCodeForm(MarketForm):
    """What the owner of a booth told."""

    code = LineField(
        _("Mã chủ gian hàng đọc cho bạn"), most=40, required=True,
        description=_("10 chữ và số, dùng một lần, trong 24 giờ."),
    )  # fmt: skip
