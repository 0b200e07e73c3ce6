"""Forms of the campaign desk."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, StringField
from wtforms.validators import Optional

from marketplace.core.clock import BadMoment, local, parse_local
from marketplace.core.language import lazy_gettext as _
from marketplace.core.shapes import BadDuration, parse_duration
from marketplace.domain.livestream.definitions import DEFINITIONS, PLATFORM_NAMES, ROLE_NAMES
from marketplace.domain.livestream.rules import LONGEST_WARNING, METRICS, PLATFORMS, ROLES
from marketplace.web.forms import DongField, LineField, LinesField, MarketForm, PhoneField, WholeField, asked, choices
from marketplace.web.place_forms import PlaceForm

MOST_FIGURE = 10**12


class MomentField(StringField):
    """A day and time of Viet Nam, from the browser's own picker or typed as `22/11/2026 20:30`."""

    data: Any

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, [asked()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if not valuelist or not valuelist[0].strip():
            return
        try:
            self.data = parse_local(valuelist[0])
        except BadMoment as refusal:
            raise ValueError(str(refusal)) from None

    def _value(self) -> str:
        if self.raw_data:
            return str(self.raw_data[0])
        return f"{local(self.data):%Y-%m-%dT%H:%M}" if isinstance(self.data, datetime) else ""


class DurationField(StringField):
    """A length of time: `1:12`, `72`, `1 phút 12 giây`; its value is seconds."""

    data: Any

    def __init__(self, label: Any, **options: Any) -> None:
        super().__init__(label, [Optional()], **options)

    def process_formdata(self, valuelist: list[str]) -> None:
        """Read what was typed."""
        self.data = None
        if valuelist and valuelist[0].strip():
            try:
                self.data = parse_duration(valuelist[0])
            except BadDuration as refusal:
                raise ValueError(str(refusal)) from None

    def _value(self) -> str:
        return str(self.raw_data[0]) if self.raw_data else ""


class CampaignForm(MarketForm):
    """What an organizer says about a campaign."""

    name = LineField(_("Tên chương trình"), most=120, required=True)
    summary = LinesField(_("Giới thiệu"), most=1000, description=_("Hiện trên trang livestream."))
    name_en = LineField(_("Tên tiếng Anh"), most=120)
    summary_en = LinesField(_("Giới thiệu tiếng Anh"), most=1000)
    direct_hours = WholeField(
        _("Tính trực tiếp sau khi phát xong (giờ)"), low=0, high=168, required=True,
        description=_("Đơn đặt trong thời gian này sau khi nhấp liên kết là đơn trực tiếp."),
    )  # fmt: skip
    assisted_days = WholeField(
        _("Tính hỗ trợ sau lần nhấp (ngày)"), low=0, high=30, required=True,
        description=_("Đơn đặt muộn hơn nhưng còn trong số ngày này vào cột riêng."),
    )  # fmt: skip


class DutyForm(MarketForm):
    """Who does what in a broadcast."""

    email = LineField(
        _("Thư điện tử của người ấy"), most=254, required=True, description=_("Người ấy cần có tài khoản ở chợ.")
    )
    role = RadioField(_("Việc"), validators=[asked()], choices=choices((each, ROLE_NAMES[each]) for each in ROLES))


class GoalsForm(MarketForm):
    """What a campaign hopes for; each may be left empty."""

    views = WholeField(_("Lượt xem"), low=1, high=MOST_FIGURE)
    orders_secured = WholeField(_("Đơn chắc chắn"), low=1, high=MOST_FIGURE)
    value_secured = DongField(_("Giá trị chắc chắn"), low=1)
    booths = WholeField(_("Gian hàng bán được"), low=1, high=100_000)


class BroadcastForm(MarketForm):
    """What an organizer says about a broadcast."""

    platform = RadioField(
        _("Nền tảng"), validators=[asked()], choices=choices((each, PLATFORM_NAMES[each]) for each in PLATFORMS)
    )
    title = LineField(_("Tên buổi phát"), most=120, required=True)
    host_name = LineField(
        _("Tài khoản hoặc người phát"), most=120,
        description=_("Ghi đúng tên tài khoản trên nền tảng để tệp xuất tự ghép đúng buổi."),
    )  # fmt: skip
    starts_at = MomentField(_("Bắt đầu"))
    ends_at = MomentField(_("Kết thúc"))
    url = LineField(_("Địa chỉ trên nền tảng"), most=500, description=_("Bắt đầu bằng https://."))
    code = LineField(
        _("Mã nói trên sóng"), most=20,
        description=_("Từ 4 chữ, dễ nói và dễ gõ, ví dụ BIENXANH. Mã không giảm giá, chỉ để biết đơn đến từ buổi này."),
    )  # fmt: skip


class ItemForm(MarketForm):
    """A product in the line-up and how it is sold during the broadcast."""

    variant_id = HiddenField(validators=[Optional()])
    price = DongField(_("Giá livestream"), low=0, description=_("Để trống nếu bán theo giá thường."))
    quantity = WholeField(_("Số lượng dành cho buổi phát"), low=1, high=100_000)
    per_buyer = WholeField(_("Mỗi người mua tối đa"), low=1, high=999)
    talking_points = LinesField(_("Điểm cần nói"), most=500)


class LivePriceForm(MarketForm):
    """Another price for what is being shown, from now on."""

    price = DongField(_("Giá livestream"), low=0)
    quantity = WholeField(_("Còn bán"), low=1, high=100_000)


class WarningForm(MarketForm):
    """What whoever watches must know."""

    text = LinesField(_("Lời cảnh báo"), most=LONGEST_WARNING, required=True)


class LinkForm(MarketForm):
    """A new tracking link."""

    target = SelectField(_("Dẫn đến"))
    medium = RadioField(
        _("Dùng ở đâu"),
        choices=choices([("link", _("Liên kết để bấm")), ("qr", _("Mã QR để in"))]),
        default="link",
    )


class ReadingForm(MarketForm):
    """Figures read off a platform's screen."""

    key = HiddenField()
    broadcast_id = SelectField(_("Buổi phát"), coerce=int)
    captured_at = MomentField(_("Số đọc được lúc"))
    evidence = FileField(_("Ảnh chụp màn hình"))
    evidence_note = LineField(_("Ghi chú"), most=200)


for _metric in METRICS:
    _label = DEFINITIONS[_metric].name
    if _metric == "avg_watch_seconds":
        setattr(ReadingForm, _metric, DurationField(_label))
    elif _metric == "platform_value":
        setattr(ReadingForm, _metric, DongField(_label))
    else:
        setattr(ReadingForm, _metric, WholeField(_label, low=0, high=MOST_FIGURE))


class CorrectionForm(MarketForm):
    """A right figure for a wrong one."""

    value = WholeField(_("Số đúng"), low=0, high=MOST_FIGURE, required=True)
    reason = LineField(_("Vì sao sửa"), most=300, required=True)


class ExportForm(MarketForm):
    """A platform's export file."""

    platform = SelectField(_("Nền tảng"), choices=choices((each, PLATFORM_NAMES[each]) for each in PLATFORMS[:4]))
    file = FileField(_("Tệp xuất (.xlsx hoặc .csv)"))


class ExplanationForm(MarketForm):
    """Why a figure is as high as it is."""

    text = LinesField(_("Giải thích"), most=1000, required=True)


class HandOrderForm(PlaceForm):
    """An order that came by comment or by phone."""

    key = HiddenField()
    broadcast_id = SelectField(_("Buổi phát"), coerce=int)
    variant_id = SelectField(_("Món hàng"), coerce=int)
    quantity = WholeField(_("Số lượng"), low=1, high=999, required=True)
    recipient = LineField(_("Người nhận"), most=100, required=True)
    phone = PhoneField(_("Số điện thoại"), required=True)
    address_line = LineField(_("Số nhà, đường, thôn"), most=200, required=True)
    note = LineField(_("Ghi chú"), most=500)


class HearingForm(MarketForm):
    """Comments pasted from the platform, or one line said over the telephone."""

    words = LinesField(_("Bình luận"), most=60_000, required=True)


class HeardOrderForm(PlaceForm):
    """A proposal as somebody confirms it: goods in one line, to whom and where."""

    goods = LineField(_("Món"), most=200, required=True, description=_("Ví dụ: 2 CF01, 1 số 3."))
    recipient = LineField(_("Người nhận"), most=100, required=True)
    phone = PhoneField(_("Số điện thoại"), required=True)
    address_line = LineField(_("Số nhà, đường, thôn"), most=200, required=True)
    note = LineField(_("Ghi chú"), most=500)


class TokenForm(MarketForm):
    """A token for a program."""

    name = LineField(_("Khóa này cho chương trình nào"), most=80, required=True)
