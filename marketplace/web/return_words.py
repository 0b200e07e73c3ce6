"""What returns, their reasons and their steps are called."""

from __future__ import annotations

from typing import Any

from flask import Response

from marketplace.core import files
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.returns.errors import ReturnNotThere
from marketplace.domain.returns.models import OrderReturn

RETURN_STATES: dict[str, tuple[Any, str]] = {
    "asked": (_("Chờ gian hàng trả lời"), "busy"),
    "declined": (_("Gian hàng không nhận"), "bad"),
    "escalated": (_("Ban tổ chức đang xem"), "busy"),
    "accepted": (_("Chấp nhận, chờ hàng về"), "warn"),
    "received": (_("Đã nhận lại hàng"), "good"),
    "rejected": (_("Không được chấp nhận"), "bad"),
    "withdrawn": (_("Người mua thôi trả"), "calm"),
    "lapsed": (_("Hết hạn gửi hàng"), "calm"),
}
RETURN_REASONS: dict[str, Any] = {
    "damaged": _("Hàng hỏng, vỡ"),
    "wrong_goods": _("Giao nhầm hàng"),
    "missing": _("Giao thiếu"),
    "expired": _("Hết hạn, kém chất lượng"),
    "wrong_information": _("Thông tin về hàng sai hoặc thiếu"),
    "changed_mind": _("Đổi ý"),
}
STEP_WORDS: dict[str, Any] = {
    "asked": _("Người mua xin trả hàng"),
    "declined": _("Gian hàng không nhận trả hàng"),
    "escalated": _("Chuyển ban tổ chức xem xét"),
    "accepted": _("Yêu cầu được chấp nhận"),
    "received": _("Hàng đã về gian hàng, tiền được hoàn"),
    "rejected": _("Ban tổ chức không chấp nhận"),
    "withdrawn": _("Người mua thôi trả hàng"),
    "lapsed": _("Hàng không về trong 14 ngày, yêu cầu khép lại"),
}
_TONES = {"received": "good", "declined": "bad", "rejected": "bad", "escalated": "warn"}


def story_of(row: OrderReturn) -> list[dict[str, Any]]:
    """The steps of a return as a timeline shows them."""
    return [
        {"at": step.at, "text": STEP_WORDS[step.to_state], "note": step.note, "tone": _TONES.get(step.to_state)}
        for step in row.steps
    ]


def picture_of(row: OrderReturn, picture_id: int) -> Response:
    """One of its pictures; raise ReturnNotThere."""
    found = next((each for each in row.pictures if each.id == picture_id), None)
    if found is None:
        raise ReturnNotThere
    return Response(files.read(found.key), mimetype=files.media_type(found.key))
