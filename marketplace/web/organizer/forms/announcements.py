"""What an organizer announces, to whom, and when."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, SelectField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.catalog.queries import shelves
from marketplace.domain.livestream.queries import campaigns
from marketplace.domain.notices.actions import Said
from marketplace.domain.search.queries import booth_communes
from marketplace.web.forms import LineField, LinesField, MarketForm, MomentField, choices

ALL = "all"


class AnnouncementForm(MarketForm):
    """An announcement in both languages."""

    title = LineField(_("Tiêu đề"), most=120, required=True)
    text = LinesField(_("Nội dung"), most=4000, required=True, description=_("Nói rõ việc gì, đến khi nào, hỏi ai."))
    title_en = LineField(_("Tiêu đề bằng tiếng Anh"), most=120)
    text_en = LinesField(_("Nội dung bằng tiếng Anh"), most=4000)
    audience = SelectField(_("Gửi cho"), default=ALL)
    from_at = MomentField(_("Hiện từ lúc"), description=_("Để trống: hiện ngay."))
    until_at = MomentField(_("Đến lúc"), description=_("Để trống: hiện cho đến khi bạn rút lại."))
    is_important = BooleanField(
        _("Quan trọng"), description=_("Nổi bật trên mọi trang của gian hàng và không ai tắt được.")
    )
    by_letter = BooleanField(_("Gửi cả thư"), description=_("Mỗi người một thư, không gửi lại."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kinds = [(f"category:{each.category.id}", each.category.name) for each in shelves()]
        places = [(f"commune:{each.value}", f"{each.parent} {each.name}") for each in booth_communes()]
        shows = [(f"campaign:{each.id}", each.name) for each in campaigns()]
        self.audience.choices = [
            *choices([(ALL, _("Mọi gian hàng"))]),
            *choices(kinds, str(_("Gian hàng có món trong nhóm hàng"))),
            *choices(places, str(_("Gian hàng ở xã, phường"))),
            *choices(shows, str(_("Gian hàng nhận lời tham gia chương trình"))),
        ]

    def said(self) -> Said:
        """What was filled in."""
        audience, _colon, whom = (self.audience.data or "").partition(":")
        return Said(
            title=self.title.data, text=self.text.data, title_en=self.title_en.data, text_en=self.text_en.data,
            audience=audience, whom=whom, from_at=self.from_at.data, until_at=self.until_at.data,
            is_important=bool(self.is_important.data), by_letter=bool(self.by_letter.data),
        )  # fmt: skip
