"""How the market calls a person and writes to them."""

from __future__ import annotations

from markupsafe import Markup
from wtforms import RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.web.forms import LineField, MarketForm, asked

VIETNAMESE = Markup('<span lang="vi">Tiếng Việt</span>')


class ProfileForm(MarketForm):
    """A name and a language."""

    full_name = LineField(_("Họ và tên"), most=100, required=True)
    language = RadioField(_("Thư gửi bạn viết bằng"), [asked()], choices={"vi": VIETNAMESE, "en": "English"})
