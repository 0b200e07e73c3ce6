"""What may be the matter with sending goods."""

from __future__ import annotations

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _


class BadRates(BadInput):
    """A shipping table with a zone missing or with impossible figures; `field` names the cell."""

    sentence = _("Vui lòng xem lại bảng phí gửi hàng: mỗi vùng cần một mức phí và số ngày hợp lý.")


class CarrierMissing(BadInput):
    """A parcel without a carrier."""

    sentence = _("Vui lòng cho biết gửi qua đơn vị nào, hoặc ghi “Tự giao”.")
    field = "carrier"


class BadTrackingCode(BadInput):
    """A tracking code that no carrier prints."""

    sentence = _("Mã vận đơn có từ 5 đến 40 ký tự. Vui lòng kiểm tra lại.")
    field = "tracking_code"


class PickUpUnclear(BadInput):
    """A pick-up point of which the place or the hours are missing."""

    sentence = _("Vui lòng ghi cả nơi lấy hàng và giờ mở cửa.")


class FetchedByShopper(Refusal):
    """Sending an order whose buyer comes for it."""

    sentence = _("Khách tự đến lấy đơn này. Vui lòng mở trang đơn hàng và bấm “Khách đã lấy hàng”.")


class NothingToSend(BadInput):
    """A parcel of no goods, or of more than are still to be sent."""

    sentence = _("Vui lòng ghi số lượng gửi đi, không quá số còn phải gửi.")
    field = "units"


class RestNotSent(Refusal):
    """Some goods of the order are still with the booth."""

    sentence = _("Còn hàng chưa gửi trong đơn này. Vui lòng gửi nốt, hoặc ghi phần không giao được.")
