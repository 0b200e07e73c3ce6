"""What states, kinds and parts are called on the pages of sellers and organizers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from marketplace.core.language import lazy_gettext as _
from marketplace.core.language import ngettext
from marketplace.domain.catalog.queries import photo_url

BOOTH_STATES: dict[str, tuple[Any, str]] = {
    "draft": (_("Đang soạn"), "calm"),
    "submitted": (_("Chờ duyệt"), "busy"),
    "open": (_("Đang mở"), "good"),
    "suspended": (_("Tạm dừng"), "bad"),
    "rejected": (_("Cần bổ sung"), "warn"),
    "closing": (_("Đang đóng"), "warn"),
    "closed": (_("Đã đóng"), "calm"),
}
LACKING: dict[str, Any] = {
    "photo": _("ảnh chụp món hàng"),
    "description": _("mô tả: làm thế nào, dùng ra sao"),
    "origin_commune_code": _("nơi làm ra"),
    "ingredients": _("thành phần"),
    "storage": _("cách bảo quản"),
    "shelf_life": _("hạn sử dụng"),
}
PRODUCT_STATES: dict[str, tuple[Any, str]] = {
    "draft": (_("Bản nháp"), "calm"),
    "submitted": (_("Chờ duyệt"), "busy"),
    "on_sale": (_("Đang bán"), "good"),
    "hidden": (_("Tạm ẩn"), "warn"),
    "withdrawn": (_("Ngừng bán"), "calm"),
}
IMPORT_STATES: dict[str, tuple[Any, str]] = {
    "preview": (_("Đang xem"), "calm"),
    "taking_in": (_("Đang đưa vào"), "busy"),
    "taken_in": (_("Đã đưa vào"), "good"),
    "dropped": (_("Đã bỏ"), "calm"),
}
PHOTO_PROBLEMS: dict[str, Any] = {
    "no-product": _("món của dòng này chưa có hoặc đã ngừng bán"),
    "not-a-picture": _("ảnh không đọc được"),
    "moving-picture": _("ảnh động"),
    "picture-too-large": _("ảnh quá lớn"),
    "too-many-photos": _("món này đã đủ 8 ảnh"),
}
IMPORT_HALTS: dict[str, Any] = {
    "problems": _(
        "Gian hàng vừa thay đổi nên có ô cần xem lại. Sửa xong hãy đưa phần còn lại vào; dòng đã vào giữ nguyên."
    ),
    "refused": _(
        "Phần còn lại chưa vào được: quyền của người bấm hoặc sản phẩm đã đổi. Dòng đã vào giữ nguyên; xin thử lại."
    ),
    "failed": _(
        "Máy chủ gặp lỗi nhiều lần nên đã dừng. Dòng đã vào giữ nguyên; xin thử lại, nếu vẫn dừng hãy báo chúng tôi."
    ),
}
PAPER_STATES: dict[str, tuple[Any, str]] = {
    "waiting": (_("Chờ đối chiếu"), "busy"),
    "checked": (_("Đã đối chiếu"), "good"),
    "refused": (_("Bị trả lại"), "bad"),
    "ending": (_("Sắp hết hạn"), "warn"),
    "ended": (_("Đã hết hạn"), "bad"),
}
PAPER_KINDS: dict[str, Any] = {
    "ocop": _("Công nhận OCOP"),
    "food_safety": _("Đủ điều kiện an toàn thực phẩm"),
    "self_declaration": _("Tự công bố sản phẩm"),
    "organic": _("Chứng nhận hữu cơ"),
    "other": _("Giấy khác"),
}
POST_STATES: dict[str, tuple[Any, str]] = {
    "shown": (_("Đang hiện"), "good"),
    "hidden": (_("Đã ẩn"), "bad"),
    "withdrawn": (_("Người viết đã rút"), "calm"),
}
SUBJECT_KINDS: dict[str, Any] = {
    "company": _("Công ty"),
    "cooperative": _("Hợp tác xã"),
    "group": _("Tổ hợp tác"),
    "household": _("Hộ kinh doanh"),
    "individual": _("Cá nhân"),
}
MEMBER_ROLES: dict[str, Any] = {
    "owner": _("Chủ gian hàng"),
    "manager": _("Quản lý"),
    "packer": _("Đóng gói"),
}
HELPER_ACTS: dict[str, Any] = {
    "create_product": _("Thêm sản phẩm"),
    "update_product": _("Sửa sản phẩm"),
    "create_move": _("Gửi duyệt, ẩn hoặc hiện sản phẩm"),
    "create_photo": _("Thêm ảnh"),
    "delete_photo": _("Xóa ảnh"),
    "create_variant": _("Thêm loại hàng"),
    "update_variant": _("Sửa giá, loại hàng"),
    "create_variant_move": _("Ngừng hoặc bán lại một loại hàng"),
    "create_movement": _("Ghi kho"),
    "list_imports": _("Đưa bảng hàng lên"),
    "update_cells": _("Sửa bảng hàng"),
    "create_taking_in": _("Nhận bảng hàng"),
    "delete_import": _("Bỏ bảng hàng"),
    "read_too_much": _("Mở quá nhiều danh sách người mua"),
    "create_acceptance": _("Nhận đơn"),
    "create_acceptances": _("Nhận nhiều đơn"),
    "create_packing": _("Đóng gói đơn"),
    "create_packings": _("Đóng gói nhiều đơn"),
    "create_shipment": _("Gửi hàng"),
    "create_delivery": _("Báo đã giao"),
    "create_refusal": _("Báo khách từ chối nhận"),
    "create_return_receipt": _("Nhận hàng trả về"),
    "create_cancellation": _("Hủy đơn"),
}
HELPER_WORK: dict[str, Any] = {
    "products": _("Việc khác về sản phẩm"),
    "orders": _("Việc khác về đơn hàng"),
}
CLAIM_NAMES: dict[str, Any] = {
    "name": _("Tên sản phẩm"),
    "category_id": _("Nhóm hàng"),
    "unit": _("Đơn vị"),
    "name_en": _("Tên tiếng Anh"),
    "summary": _("Tóm tắt"),
    "summary_en": _("Tóm tắt tiếng Anh"),
    "description": _("Mô tả"),
    "description_en": _("Mô tả tiếng Anh"),
    "ingredients": _("Thành phần"),
    "storage": _("Bảo quản"),
    "shelf_life": _("Hạn sử dụng"),
    "origin_commune_code": _("Xã, phường nơi làm ra"),
    "origin_note": _("Ghi chú nơi làm ra"),
    "is_youth_startup": _("Sản phẩm khởi nghiệp"),
    "is_alcohol": _("Có cồn"),
    "is_supplement": _("Thực phẩm bảo vệ sức khỏe"),
    "is_fresh": _("Hàng tươi"),
}


def page_words() -> dict[str, Any]:
    """What the templates of both faces know these by."""
    return {
        "booth_states": BOOTH_STATES,
        "product_states": PRODUCT_STATES,
        "paper_states": PAPER_STATES,
        "paper_kinds": PAPER_KINDS,
        "subject_kinds": SUBJECT_KINDS,
        "member_roles": MEMBER_ROLES,
        "helper_acts": HELPER_ACTS,
        "helper_work": HELPER_WORK,
        "photo_url": photo_url,
    }


def age_of(waited: timedelta) -> str:
    """How long something has waited: `3 giờ`, `2 ngày`."""
    hours = int(waited.total_seconds() // 3600)
    if hours < 1:
        minutes = max(1, int(waited.total_seconds() // 60))
        return str(ngettext("%(num)s phút", "%(num)s phút", minutes))
    if hours < 48:
        return str(ngettext("%(num)s giờ", "%(num)s giờ", hours))
    return str(ngettext("%(num)s ngày", "%(num)s ngày", hours // 24))


MOVEMENT_KINDS = {
    "receive": _("Nhập hàng"),
    "count": _("Đếm lại"),
    "sale": _("Bán"),
    "cancel": _("Đơn hủy, trả lại kho"),
    "lapse": _("Hết giờ giữ hàng"),
    "return": _("Khách trả hàng"),
    "retake": _("Giữ lại cho đơn"),
}
