"""What an organizer writes when deciding."""

from __future__ import annotations

from typing import Any

from wtforms import SelectField

from marketplace.core.language import gettext
from marketplace.core.language import lazy_gettext as _
from marketplace.domain.catalog.models import Category
from marketplace.domain.catalog.queries import shelves
from marketplace.web.forms import LineField, LinesField, MarketForm, WholeField, choices


class ReasonForm(MarketForm):
    """Why something was sent back, refused or suspended; the seller reads it."""

    reason = LinesField(
        _("Lý do"), most=1000, description=_("Gian hàng sẽ đọc nguyên văn. Ghi rõ cần bổ sung hoặc sửa gì.")
    )


class SynonymForm(MarketForm):
    """Names that mean the same."""

    words = LineField(
        _("Các từ cùng nghĩa"), most=300, required=True,
        description=_("Cách nhau bằng dấu phẩy, có dấu hay không đều được. Ví dụ: ném, hành tăm, củ nén."),
    )  # fmt: skip


class ModerationForm(MarketForm):
    """Why a review or a question is hidden; its author reads it."""

    reason = LinesField(
        _("Lý do"), most=500, description=_("Người viết và gian hàng đọc được. Ghi điều nào của quy chế bị vi phạm.")
    )


class CategoryForm(MarketForm):
    """A shelf of the market."""

    name = LineField(_("Tên nhóm hàng"), most=60, required=True)
    name_en = LineField(_("Tên tiếng Anh"), most=60)
    parent_id = SelectField(_("Thuộc nhóm lớn"), coerce=str)
    ocop_group = SelectField(
        _("Nhóm OCOP"),
        coerce=str,
        choices=choices([("", "–"), *((str(number), str(number)) for number in range(1, 7))]),
    )
    position = WholeField(_("Thứ tự"), low=0, high=100_000, description=_("Số nhỏ đứng trước."))

    def __init__(self, *args: Any, category: Category | None = None, **kwargs: Any) -> None:
        values = {} if category is None else {
            "name": category.name, "name_en": category.name_en, "parent_id": str(category.parent_id or ""),
            "ocop_group": str(category.ocop_group or ""), "position": category.position,
        }  # fmt: skip
        super().__init__(*args, data=values, **kwargs)
        tops = [(str(shelf.category.id), shelf.category.name) for shelf in shelves()]
        self.parent_id.choices = choices([("", gettext("Không, đây là nhóm lớn")), *tops])

    def values(self) -> dict[str, Any]:
        """What was filled in."""
        return {
            "name": self.name.data,
            "name_en": self.name_en.data,
            "parent_id": int(self.parent_id.data) if self.parent_id.data else None,
            "ocop_group": int(self.ocop_group.data) if self.ocop_group.data else None,
            "position": self.position.data,
        }
