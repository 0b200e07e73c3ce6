"""Reviewing, asking, reporting."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import BooleanField, RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.reviews.actions import Opinion
from marketplace.domain.reviews.rules import LONGEST_QUESTION, LONGEST_REVIEW
from marketplace.web.forms import LinesField, MarketForm, choices

STAR_WORDS = {
    5: _("5 sao: rất hài lòng"),
    4: _("4 sao: hài lòng"),
    3: _("3 sao: tạm được"),
    2: _("2 sao: chưa ổn"),
    1: _("1 sao: rất không hài lòng"),
}
REPORT_WORDS = {
    "untrue": _("Sai sự thật, người viết không mua hàng"),
    "insult": _("Xúc phạm, tục tĩu"),
    "private": _("Lộ thông tin riêng của người khác"),
    "advert": _("Quảng cáo, đường dẫn lạ"),
    "other": _("Điều khác"),
}


class ReviewForm(MarketForm):
    """What a buyer says of goods or of a booth."""

    stars = RadioField(
        _("Bạn chấm mấy sao?"),
        choices=choices((str(stars), words) for stars, words in STAR_WORDS.items()),
        validate_choice=False,
    )
    text = LinesField(
        _("Nhận xét"),
        most=LONGEST_REVIEW,
        description=_("Mùi vị, đóng gói, đúng mô tả không… Xin đừng ghi số điện thoại, địa chỉ nhà."),
    )
    photos = MultipleFileField(_("Ảnh hàng đã nhận"))
    drops_photos = BooleanField(_("Bỏ các ảnh đã gửi trước"))

    def opinion(self) -> Opinion:
        """What was filled in; stars that were not chosen are 0."""
        chosen = str(self.stars.data or "")
        files = [upload.read() for upload in self.photos.data or [] if getattr(upload, "filename", "")]
        return Opinion(
            stars=int(chosen) if chosen in {str(stars) for stars in STAR_WORDS} else 0,
            text=self.text.data or "", photos=files, drops_photos=bool(self.drops_photos.data),
        )  # fmt: skip


class QuestionForm(MarketForm):
    """What a shopper asks of a product."""

    text = LinesField(
        _("Câu hỏi của bạn"),
        most=LONGEST_QUESTION,
        required=True,
        description=_("Gian hàng trả lời ở đây cho mọi người cùng đọc. Về một đơn hàng, xin gọi gian hàng."),
    )


class ReportForm(MarketForm):
    """What is wrong with a review or a question."""

    reason = RadioField(_("Có điều gì không ổn?"), choices=choices(REPORT_WORDS.items()), validate_choice=False)
    note = LinesField(_("Nói rõ hơn"), most=500)

    def facts(self) -> dict[str, Any]:
        """What was filled in."""
        return {"reason": self.reason.data or "", "note": self.note.data or ""}
