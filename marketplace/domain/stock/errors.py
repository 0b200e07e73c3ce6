"""What may be the matter with quantities."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class SoldOut(Refusal):
    """Fewer units are left than wanted; `variant_id` says of what, `left` how many there are."""

    sentence = _("Món này vừa hết hàng.")
    some_left = _("Món này chỉ còn %(left)s.")

    def __init__(self, variant_id: int, left: int) -> None:
        super().__init__(left=left)
        self.variant_id = variant_id
        self.left = left

    def __str__(self) -> str:
        return str(self.some_left if self.left else self.sentence) % self.values


class NotAQuantity(BadInput):
    """A quantity that stock cannot be changed by."""

    sentence = _("Vui lòng nhập số lượng từ %(low)s đến %(high)s.")
    field = "quantity"


class NotAThreshold(BadInput):
    """A number of units that nobody can be warned at."""

    sentence = _("Vui lòng nhập số lượng từ %(low)s đến %(high)s.")
    field = "threshold"


class BatchNotThere(NotThere):
    """No batch of this code or number, or not one of this booth's."""

    sentence = _("Không tìm thấy lô hàng này. Xin xem lại mã trên nhãn.")


class MadeTomorrow(BadInput):
    """A day of making that has not come yet."""

    sentence = _("Ngày làm ra không thể ở sau hôm nay.")
    field = "made_on"


class KeepsTooShort(BadInput):
    """A best-before day that is not after the day of making."""

    sentence = _("Hạn dùng phải sau ngày làm ra.")
    field = "best_before"


class RecallReasonNeeded(BadInput):
    """Whoever holds a jar of the batch must be told what is the matter."""

    sentence = _("Vui lòng ghi lý do: người đã mua sẽ đọc được.")
    field = "reason"


class CountReasonNeeded(BadInput):
    """A number set right without a reason is one that nobody can follow later."""

    sentence = _("Vui lòng ghi vì sao số khác đi.")
    field = "reason"
