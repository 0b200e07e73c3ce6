"""What a buyer is told of money that goes back, on pages and in letters alike."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.payments.rules import TO_ACCOUNT, TO_CARD

# way: sentence.
MONEY_GOES_BACK: dict[str, Any] = {
    TO_CARD: _("Tiền về thẻ bạn đã trả; ngân hàng có thể cần vài ngày làm việc."),
    TO_ACCOUNT: _("Ban tổ chức gọi số điện thoại của đơn để hỏi tài khoản ngân hàng, rồi chuyển tiền vào đó."),
}
# way: sentence that takes the amount and the code of the purchase.
MONEY_WENT_BACK: dict[str, Any] = {
    TO_CARD: _(
        "Chúng tôi đã hoàn %(amount)s của đơn %(code)s về thẻ bạn đã trả. "
        "Ngân hàng có thể cần vài ngày làm việc để ghi có."
    ),
    TO_ACCOUNT: _(
        "Chúng tôi đã chuyển %(amount)s của đơn %(code)s vào tài khoản bạn cho biết. "
        "Ngân hàng có thể cần vài ngày làm việc để ghi có."
    ),
}
