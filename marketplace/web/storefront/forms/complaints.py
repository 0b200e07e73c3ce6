"""What a complainant tells us."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.complaints.rules import LONGEST_TEXT, REASONS
from marketplace.web.complaint_words import REASON_NAMES
from marketplace.web.forms import AddressField, LinesField, MarketForm, PhoneField, asked, choices


class ComplaintForm(MarketForm):
    """What happened, and where to answer to. `key` makes the button pressed twice one complaint."""

    key = HiddenField()
    reason = RadioField(_("Chuyện gì đã xảy ra?"), [asked()])
    text = LinesField(
        _("Kể rõ hơn"), most=LONGEST_TEXT, required=True,
        description=_("Chuyện xảy ra khi nào, bạn muốn được giải quyết thế nào."),
    )  # fmt: skip
    email = AddressField(_("Email"), description=_("Câu trả lời được gửi vào đây. Gian hàng không thấy bạn là ai."))
    phone = PhoneField(_("Số điện thoại"), description=_("Để gọi lại nếu bạn không dùng email."))

    def __init__(self, subject: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = choices((reason, REASON_NAMES[reason]) for reason in REASONS[subject])


class ReplyForm(MarketForm):
    """Something the complainant adds."""

    text = LinesField(_("Bổ sung"), most=LONGEST_TEXT, required=True)
