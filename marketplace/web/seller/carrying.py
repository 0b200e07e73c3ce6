"""What an order's page shows of the carrier that fetches it."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.notices.words import CARRIER_WORDS
from marketplace.domain.orders.models import Order
from marketplace.domain.shipping.queries import carriage_of, sendings_of
from marketplace.domain.shipping.rules import EXPECTED, may_be_given_up

# state of a parcel: name, tone of the pill.
PARCEL_STATES: dict[str, tuple[Any, str]] = {
    "picked": (_("Đã lấy hàng"), "busy"),
    "moving": (_("Đang vận chuyển"), "busy"),
    "delivering": (_("Đang đi giao"), "busy"),
    "failed_attempt": (_("Giao lần này chưa được"), "warn"),
    "delivered": (_("Đã giao"), "good"),
    "returning": (_("Đang quay về"), "warn"),
    "returned": (_("Đã trả về"), "calm"),
    "lost": (_("Thất lạc hoặc hư hỏng"), "bad"),
}
# state of a booking that waits: name, tone, what happens next.
BOOKING_STATES: dict[str, tuple[Any, str, Any]] = {
    "wanted": (_("Đang gửi yêu cầu"), "busy", _("GHN thường trả lời trong một phút. Tải lại trang để xem mã vận đơn.")),
    "booked": (_("Chờ GHN đến lấy"), "busy", _("In nhãn, dán lên gói hàng và chờ người của GHN đến.")),
    "cancelling": (_("Đang hủy với GHN"), "warn", _("Tải lại trang để xem đã hủy xong chưa.")),
}
# Orders of which a booking is still worth a word.
_TOLD_OF = ("packed", "cancelled")


def carried(order: Order) -> dict[str, Any]:
    """How far it is sent, the newest booking, whether it may be made, called off or given up, and what does not fit."""
    carriage = carriage_of(order)
    booking, connection = carriage.booking, carriage.connection
    is_awaited = booking is not None and booking.state in EXPECTED
    return {
        "sendings": sendings_of(order, carriage.parcels),
        "booking": booking if booking and (order.state in _TOLD_OF or booking.parcel_id) else None,
        "awaited": BOOKING_STATES[booking.state] if booking is not None and is_awaited else None,
        "may_book": connection is not None and order.state == "packed" and not is_awaited and not order.is_fetched,
        "may_give_up": booking is not None
        and may_be_given_up(booking.state, booking.tries, is_connected=connection is not None),
        "has_label": booking is not None and connection is not None and booking.state in ("booked", "picked"),
        "issues": [(issue, *CARRIER_WORDS[issue.kind]) for issue in carriage.issues],
        "parcel_states": PARCEL_STATES,
        "lost": any(parcel.state == "lost" for parcel in carriage.parcels),
    }
