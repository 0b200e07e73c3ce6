"""What an organizer writes about the checklist."""

from __future__ import annotations

from typing import Any

from wtforms import BooleanField, SelectField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.joining.models import ChecklistItem
from marketplace.domain.joining.rules import ItemFacts
from marketplace.web.checklist_words import CHECKS, KINDS
from marketplace.web.forms import LineField, LinesField, MarketForm, WholeField, choices

COMPUTED = "computed:"


class ItemForm(MarketForm):
    """One item: what it says, and whether a booth may open without it."""

    title = LineField(
        _("Mục này là gì"), most=150, required=True, description=_("Một câu ngắn mà chủ gian hàng đọc là hiểu.")
    )
    title_en = LineField(_("Bằng tiếng Anh"), most=150)
    hint = LinesField(_("Giải thích thêm"), most=600, description=_("Vì sao cần, và làm thế nào."))
    hint_en = LinesField(_("Giải thích bằng tiếng Anh"), most=600)
    is_required = BooleanField(_("Bắt buộc trước khi mở gian hàng"), description=_("Không chọn: chỉ là điều nên có."))
    position = WholeField(
        _("Thứ tự"), low=0, high=1000, default=0, description=_("Số nhỏ đứng trước.")
    )  # fmt: skip
    is_active = BooleanField(
        _("Đang dùng"), default=True, description=_("Bỏ chọn: không hỏi gian hàng nào nữa; điều đã ghi vẫn còn.")
    )

    def facts(self) -> ItemFacts:
        """What was filled in."""
        return ItemFacts(
            title=self.title.data, title_en=self.title_en.data, hint=self.hint.data, hint_en=self.hint_en.data,
            is_required=bool(self.is_required.data), position=self.position.data or 0,
            is_active=bool(self.is_active.data),
        )  # fmt: skip


class NewItemForm(ItemForm):
    """A new item, and who says that it holds: that never changes afterwards."""

    kind = SelectField(
        _("Xác nhận bằng cách nào"), description=_("Cách xác nhận không đổi được về sau: cần đổi thì làm mục mới.")
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        said = [(name, label) for name, label in KINDS.items() if name != "computed"]
        seen = [(COMPUTED + name, label) for name, label in CHECKS.items()]
        self.kind.choices = [*choices(said), *choices(seen, str(KINDS["computed"]))]

    def source(self) -> tuple[str, str | None]:
        """The kind, and the check of a computed item."""
        kind, _colon, check_name = (self.kind.data or "").partition(":")
        return kind, check_name or None


def form_of(item: ChecklistItem | None) -> ItemForm:
    """The form of an item that is there, or of a new one."""
    return NewItemForm() if item is None else ItemForm(obj=item)
