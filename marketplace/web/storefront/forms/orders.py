"""What a guest types to see an order again."""

from __future__ import annotations

from wtforms.validators import ValidationError

from marketplace.core.codes import order_code_in
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.orders.errors import BadOrderCode
from marketplace.web.forms import LineField, MarketForm, PhoneField


class FindingForm(MarketForm):
    """Code and phone of the buyer. Here is only said what could be no order's code or nobody's number."""

    code = LineField(_("Mã đơn"), required=True, description=_("Ví dụ: QT-7K3M9XQ2PD. Gõ thường, bỏ gạch cũng được."))
    phone = PhoneField(_("Số điện thoại"), required=True, description=_("Số của người nhận đã điền khi đặt hàng."))

    def validate_code(self, field: LineField) -> None:
        """Raise ValidationError with the sentence of BadOrderCode."""
        if order_code_in(field.data) is None:
            raise ValidationError(str(BadOrderCode()))
