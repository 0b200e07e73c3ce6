"""A new version of a page that the law asks for."""

from __future__ import annotations

from wtforms import BooleanField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.pages.rules import LONGEST_TEXT
from marketplace.web.forms import LinesField, MarketForm, MomentField


class PageForm(MarketForm):
    """Both languages, from when on, and whether only words change."""

    text_vi = LinesField(_("Nội dung tiếng Việt"), most=LONGEST_TEXT, required=True)
    text_en = LinesField(_("Nội dung tiếng Anh"), most=LONGEST_TEXT, required=True)
    effective_at = MomentField(_("Có hiệu lực từ"), description=_("Để trống: có hiệu lực ngay."))
    is_minor = BooleanField(_("Chỉ sửa câu chữ, không đổi quyền và nghĩa vụ của ai"))
