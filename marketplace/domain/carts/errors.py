"""What may be the matter with carts."""

from __future__ import annotations

from marketplace.core.errors import BadInput, Refusal
from marketplace.core.language import lazy_gettext as _


class NotForSale(Refusal):
    """The variant, its product or its booth is not on sale; `variant_id` says which, None when there is no such."""

    sentence = _("Sản phẩm này hiện không còn bán.")

    def __init__(self, variant_id: int | None = None) -> None:
        super().__init__()
        self.variant_id = variant_id


class NothingChosen(BadInput):
    """What was sent names no variant."""

    sentence = _("Chưa rõ bạn chọn món nào. Vui lòng mở lại trang sản phẩm, chọn món rồi bấm “Thêm vào giỏ”.")


class BadQuantity(BadInput):
    """A quantity outside 1 to 999."""

    sentence = _("Vui lòng chọn số lượng từ 1 đến %(most)s.")
    field = "quantity"


class CartFull(Refusal):
    """The cart holds as many different things as one cart may."""

    sentence = _("Giỏ hàng đã có %(most)s món khác nhau. Vui lòng đặt hàng trước khi thêm món mới.")
