"""What a shopper wants to send back, and why."""

from __future__ import annotations

from typing import Any

from flask_wtf.file import MultipleFileField
from wtforms import RadioField

from marketplace.core.language import lazy_gettext as _
from marketplace.domain.orders.models import Order
from marketplace.domain.returns.rules import LONGEST_TEXT
from marketplace.web.forms import LinesField, MarketForm, asked, choices
from marketplace.web.return_words import RETURN_REASONS


class ReturnForm(MarketForm):
    """The reason, the story and pictures; how many of each line is asked beside the goods."""

    reason = RadioField(_("Vì sao bạn muốn trả hàng?"), [asked()])
    text = LinesField(
        _("Hàng bị sao"), most=LONGEST_TEXT, required=True,
        description=_("Gian hàng đọc đoạn này. Ghi rõ lỗi ở đâu, thấy khi nào."),
    )  # fmt: skip
    pictures = MultipleFileField(_("Ảnh chụp hàng"))

    def __init__(self, reasons: list[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reason.choices = choices((reason, RETURN_REASONS[reason]) for reason in reasons)


def quantity_fields(order: Order, left: dict[int, int], typed: Any) -> list[tuple[Any, int, int]]:
    """Each line with how many of it may still be sent back and how many were chosen."""
    return [(line, left[line.id], _whole(typed.get(f"units-{line.id}"), left[line.id])) for line in order.lines]


def chosen_units(order: Order, typed: Any) -> dict[int, int]:
    """Units by line as chosen; what is no number counts as none, and the verb bounds the rest."""
    units = {line.id: _whole(typed.get(f"units-{line.id}"), 999) for line in order.lines}
    return {line_id: quantity for line_id, quantity in units.items() if quantity}


def _whole(text: str | None, most: int) -> int:
    return min(int(text), most) if text and text.isascii() and text.isdigit() and len(text) < 4 else 0
