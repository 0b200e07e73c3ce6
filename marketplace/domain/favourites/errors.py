"""What wish lists and following are refused for."""

from __future__ import annotations

from marketplace.core.errors import Refusal
from marketplace.core.language import lazy_gettext as _


class TooManyWishes(Refusal):
    """The list is full."""

    sentence = _("Danh sách muốn mua đã đầy (200 món). Xin bỏ bớt rồi thêm lại.")


class TooManyFollowed(Refusal):
    """Too many booths are followed."""

    sentence = _("Bạn đang theo dõi 200 gian hàng, là mức tối đa. Xin bỏ bớt rồi thử lại.")
