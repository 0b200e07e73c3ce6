"""What kinds, checks and states of a checklist are called."""

from __future__ import annotations

from typing import Any

from marketplace.core.language import lazy_gettext as _

KINDS: dict[str, Any] = {
    "attested": _("Chủ gian hàng tự xác nhận"),
    "verified": _("Ban tổ chức xác minh"),
    "computed": _("Chợ tự thấy"),
}
CHECKS: dict[str, Any] = {
    "identity_complete": _("Đã khai đủ thông tin người bán"),
    "story_told": _("Đã viết giới thiệu"),
    "pictures_shown": _("Đã có ảnh bìa và ảnh người làm"),
    "shipping_set": _("Đã đặt phí giao hàng của mình"),
    "product_ready": _("Có một sản phẩm đủ ảnh và giá"),
    "paper_on_file": _("Đã nộp giấy chứng nhận"),
    "paper_checked": _("Có giấy chứng nhận đã đối chiếu"),
    "product_on_sale": _("Có sản phẩm đang bán (chỉ sau khi mở)"),
}
STATES: dict[str, tuple[Any, str]] = {
    "done": (_("Xong"), "good"),
    "waived": (_("Được miễn"), "good"),
    "open": (_("Chưa xong"), "warn"),
    "waiting": (_("Chờ ban tổ chức"), "busy"),
}


def checklist_words() -> dict[str, Any]:
    """What the templates of both faces know these by."""
    return {"item_kinds": KINDS, "check_names": CHECKS, "item_states": STATES}
