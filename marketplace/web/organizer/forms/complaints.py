"""What an organizer says about a complaint."""

from __future__ import annotations

from wtforms import RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.complaints.rules import LONGEST_TEXT, OUTCOMES
from marketplace.web.complaint_words import OUTCOME_NAMES
from marketplace.web.forms import LineField, LinesField, MarketForm, asked, choices


class AnswerForm(MarketForm):
    """An answer, which the complainant reads, or a note, which stays among organizers."""

    text = LinesField(_("Viết"), most=LONGEST_TEXT, required=True)
    kind = RadioField(
        _("Ai đọc"), [asked()], default="answer",
        choices=choices([
            ("answer", _("Người khiếu nại: ở trang khiếu nại, và qua thư nếu có e-mail")),
            ("note", _("Chỉ ban tổ chức")),
        ]),
    )  # fmt: skip


class ClosingForm(MarketForm):
    """How it ends, and why."""

    outcome = RadioField(_("Kết quả"), [asked()], choices=choices((each, OUTCOME_NAMES[each]) for each in OUTCOMES))
    reason = LinesField(_("Lý do"), most=LONGEST_TEXT, required=True, description=_("Người khiếu nại đọc nguyên văn."))


class RequestForm(MarketForm):
    """What an authority asks for."""

    about = LineField(
        _("Về gian hàng hoặc sản phẩm nào"), most=300, required=True,
        description=_("Dán địa chỉ trang, ví dụ /booths/htx-khe-sanh hoặc /products/ca-phe."),
    )  # fmt: skip
    authority = LineField(_("Cơ quan, số văn bản"), most=200, required=True)
    text = LinesField(_("Yêu cầu gì"), most=LONGEST_TEXT, required=True)
