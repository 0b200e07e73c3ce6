"""What may be the matter with a purchase."""

from __future__ import annotations

from typing import Any, ClassVar

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _
from marketplace.core.money import format_dong


class EmptyCart(Refusal):
    """There is nothing to buy."""

    sentence = _("Giỏ hàng đang trống. Vui lòng chọn sản phẩm trước khi đặt hàng.")


class CartHasChanged(Refusal):
    """What was to be bought is no longer in the cart: it was bought or taken out elsewhere."""

    sentence = _("Giỏ hàng vừa thay đổi ở một cửa sổ khác. Vui lòng xem lại trước khi đặt hàng.")


class TotalChanged(Refusal):
    """The total is not the one that was shown; `expected`, `now` and the new `basket` say how it differs."""

    sentence = _("Tổng tiền vừa đổi từ %(before)s thành %(after)s. Vui lòng xem lại rồi đặt hàng.")

    def __init__(self, expected: int, now: int, basket: Any) -> None:
        super().__init__(before=format_dong(expected), after=format_dong(now))
        self.expected = expected
        self.now = now
        self.basket = basket


class KeyReused(Refusal):
    """An idempotency key came with another request than the first time."""

    status: ClassVar[int] = 422
    sentence = _("Đơn này đã được gửi với nội dung khác. Vui lòng mở lại trang đặt hàng.")


class MethodNotOffered(Refusal):
    """This way of paying is not offered here."""

    sentence = _("Cách thanh toán này hiện chưa dùng được. Vui lòng chọn cách khác.")
    field = "payment_method"


class AmountOutside(Refusal):
    """The total is outside what this way of paying takes."""

    sentence = _("Cách thanh toán này chỉ nhận từ %(low)s đến %(high)s. Vui lòng chọn cách khác.")
    field = "payment_method"


class PayAhead(Refusal):
    """This phone has several cash orders under way; the next is to be paid ahead."""

    sentence = _("Số điện thoại này đang có %(orders)s đơn chờ thu tiền mặt. Vui lòng chuyển khoản hoặc trả bằng thẻ.")
    field = "payment_method"


class UnknownCommune(BadInput):
    """No commune in force has this code."""

    sentence = _("Vui lòng chọn xã, phường trong danh sách.")
    field = "commune_code"


class RecipientMissing(BadInput):
    """No name, or one that is too long."""

    sentence = _("Vui lòng nhập họ tên người nhận (không quá %(most)s ký tự).")
    field = "recipient"


class AddressMissing(BadInput):
    """No street, village or house, or too long a line."""

    sentence = _("Vui lòng nhập số nhà, đường hoặc thôn (không quá %(most)s ký tự).")
    field = "address_line"


class NoteTooLong(BadInput):
    """A note that no label holds."""

    sentence = _("Ghi chú dài quá %(most)s ký tự. Vui lòng viết gọn lại.")
    field = "note"


class NotFetchedThere(Refusal):
    """Fetching goods from a booth that does not offer it, or no longer."""

    sentence = _("Gian hàng không còn cho tự đến lấy hàng. Vui lòng xem lại phí giao hàng rồi đặt.")
