"""What complaints, their reasons and their ends are called."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.complaints.models import Complaint

REASON_NAMES: dict[str, Any] = {
    "not_delivered": _("Chưa nhận được hàng"),
    "not_as_described": _("Hàng không đúng như giới thiệu"),
    "damaged": _("Hàng hỏng, vỡ, hết hạn"),
    "money": _("Chuyện tiền: thu sai, chưa hoàn"),
    "conduct": _("Cách phục vụ"),
    "wrong_information": _("Thông tin sai hoặc thiếu"),
    "counterfeit": _("Hàng giả, hàng nhái"),
    "unsafe": _("Không an toàn khi dùng"),
    "forbidden": _("Hàng bị cấm bán"),
    "rights": _("Dùng trái phép hình ảnh, nhãn hiệu"),
    "other": _("Chuyện khác"),
}
OUTCOME_NAMES: dict[str, Any] = {
    "upheld": _("Khiếu nại đúng"),
    "settled": _("Đã thỏa thuận"),
    "unfounded": _("Chưa đủ căn cứ"),
    "repeated": _("Trùng lặp"),
}
COMPLAINT_STATES: dict[str, tuple[Any, str]] = {"open": (_("Đang xử lý"), "busy"), "closed": (_("Đã khép lại"), "calm")}
SUBJECT_NAMES: dict[str, Any] = {"order": _("Đơn hàng"), "booth": _("Gian hàng"), "product": _("Món hàng")}


def title_of(complaint: Complaint) -> str:
    """What a complaint is about, in a few words."""
    if complaint.order is not None:
        return complaint.order.code
    return complaint.product.name if complaint.product is not None else complaint.booth.name
