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


class CarrierExpected(Refusal):
    """Sending or changing an order that a carrier was asked to fetch."""

    sentence = _("Giao Hàng Nhanh đang đến lấy đơn này. Nếu không gửi nữa, vui lòng hủy lượt lấy hàng trước.")


class CalledOffTooLate(Refusal):
    """Calling off what the carrier has fetched."""

    sentence = _("Giao Hàng Nhanh đã lấy gói hàng này nên không hủy được nữa.")


class NothingBooked(Refusal):
    """There is no booking of the order that this could be done with."""

    sentence = _("Đơn này không có lượt lấy hàng nào để làm việc đó. Vui lòng tải lại trang.")


class NoCarrier(Refusal):
    """The booth has no account with a carrier."""

    sentence = _("Gian hàng chưa kết nối Giao Hàng Nhanh. Vui lòng kết nối ở trang Phí giao hàng, hoặc gửi bằng tay.")


class KeysMissing(BadInput):
    """A token or shop number that nobody gives out."""

    sentence = _("Vui lòng chép nguyên văn từ trang của Giao Hàng Nhanh.")


class KeysUnknown(BadInput):
    """The carrier does not know the token, or not for this shop."""

    sentence = _("Giao Hàng Nhanh không nhận mã kết nối này cho cửa hàng này. Vui lòng kiểm tra cả hai.")
    field = "token"


class ShopWithoutPlace(BadInput):
    """A shop of which the carrier does not know where to fetch parcels."""

    sentence = _("Cửa hàng này chưa có địa chỉ lấy hàng bên Giao Hàng Nhanh. Vui lòng thêm ở đó rồi kết nối lại.")
    field = "shop_id"


class CarrierNotReached(Refusal):
    """The carrier gives no answer."""

    sentence = _("Giao Hàng Nhanh chưa trả lời. Vui lòng thử lại sau ít phút, hoặc gửi bằng tay.")


class CarrierSaysNo(Refusal):
    """The carrier refuses, in its own words."""

    sentence = _("Giao Hàng Nhanh không nhận: %(reason)s")


class SpotMissing(BadInput):
    """Where the parcel goes was not chosen, or is not in the carrier's lists."""

    sentence = _("Vui lòng chọn phường, xã theo danh sách của Giao Hàng Nhanh.")
    field = "to"


class FeeChanged(Refusal):
    """The carrier's fee is not the one that the person saw."""

    sentence = _("Phí không còn như vừa hiện. Vui lòng xem lại phí mới rồi đặt.")


class BuyerForgotten(Refusal):
    """The buyer's account is erased; nobody knows where to."""

    sentence = _("Tên và địa chỉ người mua không còn được giữ, nên không đặt được Giao Hàng Nhanh.")


class BadCarrierNotice(BadInput):
    """A carrier's message that cannot be read."""

    sentence = _("Tin từ đơn vị vận chuyển không đọc được.")
    status = 400
