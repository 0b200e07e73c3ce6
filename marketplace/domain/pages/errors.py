"""What new versions of pages are refused for."""

from __future__ import annotations

from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import lazy_gettext as _


class PageNotThere(NotThere):
    """No such page, or no such version of it."""


class TextOutOfBounds(BadInput):
    """Too short to be a page, or too long to be read."""

    sentence = _("Nội dung cần từ %(least)s đến %(most)s chữ.")


class BlanksLeft(BadInput):
    """Something between double brackets was not filled in."""

    sentence = _("Còn chỗ phải điền: %(blanks)s.")


class TooSoon(BadInput):
    """Less notice than the law asks for, or in the past."""

    sentence = _("Trang này phải báo trước ít nhất %(days)s ngày. Sớm nhất là %(earliest)s.")
    field = "effective_at"


class AlreadyInForce(Refusal):
    """What was in force stays on record."""

    sentence = _("Bản này đã có hiệu lực nên không rút lại được. Xin đăng một bản mới.")
