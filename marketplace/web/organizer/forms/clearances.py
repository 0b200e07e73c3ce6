"""Forms of the law's kit."""

from __future__ import annotations

from wtforms import RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.web.forms import DayField, LineField, LinesField, MarketForm, asked, choices


class HostCheckForm(MarketForm):
    """Whose identity was seen, and on what."""

    host_legal_name = LineField(_("Họ tên người phát theo giấy tờ"), most=100, required=True)
    identity_seen = RadioField(
        _("Đã đối chiếu với"), validators=[asked()],
        choices=choices([("vneid", _("Tài khoản VNeID mức 2")), ("card", _("Thẻ căn cước"))]),
    )  # fmt: skip


class OverrideForm(MarketForm):
    """Why a broadcast goes on air with something missing."""

    reason = LinesField(_("Lý do, ít nhất 20 chữ cái"), most=500, required=True)


class RecordingForm(MarketForm):
    """Where the recording is and until when it is kept."""

    recording_url = LineField(_("Liên kết bản ghi"), most=500, required=True, description=_("Bắt đầu bằng https://."))
    recording_kept_until = DayField(_("Giữ đến ngày"), required=True)
