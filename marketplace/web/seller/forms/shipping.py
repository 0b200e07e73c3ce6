"""What sending costs, zone by zone."""

from __future__ import annotations

from typing import Any

from wtforms.widgets import PasswordInput

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.shipping.actions import LONGEST_HOURS, LONGEST_PLACE, MOST_DAYS, MOST_FEE
from marketplace.domain.shipping.queries import BoothTable
from marketplace.domain.shipping.rules import HEAVIEST_BOOKED_G, HEAVIEST_G, ZONES, Rate, Terms
from marketplace.web.forms import DongField, LineField, MarketForm, WholeField
from marketplace.web.place_forms import PlaceForm

MOST_FREE_FROM = 1_000_000_000
PARTS = ("fee", "first_g", "step_fee", "step_g", "days_min", "days_max")


def _cells() -> dict[str, Any]:
    """One field for each cell of the table."""
    fields: dict[str, Any] = {}
    for zone in ZONES:
        fields[f"fee_{zone}"] = DongField(_("Phí ban đầu"), high=MOST_FEE, required=True)
        fields[f"first_g_{zone}"] = WholeField(_("Cho đến"), low=1, high=HEAVIEST_G, required=True)
        fields[f"step_fee_{zone}"] = DongField(_("Rồi cộng thêm"), high=MOST_FEE, required=True)
        fields[f"step_g_{zone}"] = WholeField(_("Cho mỗi"), low=1, high=HEAVIEST_G, required=True)
        fields[f"days_min_{zone}"] = WholeField(_("Nhanh nhất"), low=0, high=MOST_DAYS, required=True)
        fields[f"days_max_{zone}"] = WholeField(_("Chậm nhất"), low=0, high=MOST_DAYS, required=True)
    return fields


class TermsForm(MarketForm):
    """What holds for every zone."""

    free_from = DongField(_("Miễn phí giao từ"), high=MOST_FREE_FROM, description=_("Để trống nếu không miễn phí."))
    days_to_send = WholeField(
        _("Ngày chuẩn bị hàng"), low=0, high=MOST_DAYS, required=True, description=_("Từ lúc có đơn đến lúc gửi đi.")
    )

    @property
    def terms(self) -> Terms:
        """As the verb takes them."""
        return Terms(self.free_from.data, self.days_to_send.data)

    @property
    def rates(self) -> dict[str, Rate]:
        """The whole table, as the verb takes it."""
        return {zone: Rate(**{part: self[f"{part}_{zone}"].data for part in PARTS}) for zone in ZONES}


RatesForm = type("RatesForm", (TermsForm,), _cells())


class TryForm(PlaceForm):
    """An address to try the table against."""

    weight_g = WholeField(_("Cân nặng (gam)"), low=1, high=HEAVIEST_G, required=True)
    goods = DongField(_("Tiền hàng"), high=MOST_FREE_FROM)


class PickUpForm(MarketForm):
    """Where and when shoppers may fetch their goods; both empty where they may not."""

    address_line = LineField(
        _("Nơi lấy hàng"), most=LONGEST_PLACE, description=_("Số nhà, đường hoặc thôn. Để trống nếu không cho tự lấy.")
    )
    hours = LineField(_("Giờ mở cửa"), most=LONGEST_HOURS, description=_("Ví dụ: 8:00–17:00, thứ Hai đến thứ Bảy."))


def pickup_form(table: BoothTable) -> PickUpForm:
    """The form with the place that holds now."""
    known = table.pickup
    return PickUpForm(formdata=None, data={"address_line": known.address_line, "hours": known.hours} if known else {})


def rates_form(table: BoothTable) -> TermsForm:
    """The form with the table that holds now."""
    known: dict[str, Any] = {"free_from": table.terms.free_from, "days_to_send": table.terms.days_to_send}
    for zone in ZONES:
        known |= {f"{part}_{zone}": getattr(table.rate(zone), part) for part in PARTS}
    form: TermsForm = RatesForm(data=known)
    return form


class GhnForm(MarketForm):
    """A booth's account with GHN. The token is never shown again, so the field is always empty."""

    shop_id = LineField(_("Mã cửa hàng (ShopID)"), most=20, required=True)
    token = LineField(_("Mã kết nối (Token API)"), most=200, required=True, widget=PasswordInput())


class BookingForm(MarketForm):
    """How heavy a parcel is; where it goes is chosen from the carrier's own list."""

    weight_g = WholeField(_("Cân nặng cả gói"), low=1, high=HEAVIEST_BOOKED_G, required=True)
