"""A place to send goods to."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.web.forms import LineField, PhoneField
from marketplace.web.place_forms import PlaceForm


class AddressForm(PlaceForm):
    """Who receives, where, and a number to call."""

    recipient = LineField(_("Người nhận"), most=100, required=True)
    phone = PhoneField(
        _("Số điện thoại người nhận"), required=True, description=_("Để người giao hàng gọi khi đến nơi.")
    )
    line = LineField(
        _("Số nhà, đường, thôn"), most=200, required=True, description=_("Ví dụ: 12 Lê Duẩn, hoặc Thôn 3, gần chợ.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # Faults are listed in the order of the page, and the place was declared before who lives there.
        shown = ("recipient", "phone", "province", "commune", "commune_code", "line")
        self._fields: dict[str, Any] = {name: self[name] for name in shown}
