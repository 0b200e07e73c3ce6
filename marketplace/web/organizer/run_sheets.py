"""What a run sheet looks like on paper: the line-up in order, with what to say, at what price, and the spoken code."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core.clock import local
from marketplace.core.language import gettext as _
from marketplace.core.money import format_dong
from marketplace.core.numbers import format_count
from marketplace.core.pdf import A4, Paper
from marketplace.domain.livestream.definitions import PLATFORM_NAMES
from marketplace.domain.livestream.models import Broadcast, LineUpItem

_MARGIN = 12.0
_FOOT = 280.0
# An item with four lines of talking points; a page is begun where this much is not left.
_ROOM = 34.0


def run_sheet_pdf(broadcast: Broadcast, items: Sequence[LineUpItem]) -> bytes:
    """The line-up on A4, in the order in which it is shown."""
    paper = Paper(A4, title=_("Kịch bản: %(title)s", title=broadcast.title))
    width = paper.width - 2 * _MARGIN
    y = _begin(paper, broadcast, width)
    if not items:
        paper.write(_("Chưa có sản phẩm nào."), _MARGIN, y, width, size=12)
    for item in items:
        if y + _ROOM > _FOOT:
            y = _begin(paper, broadcast, width)
        y = _item(paper, item, y, width)
    return paper.finished()


def _begin(paper: Paper, broadcast: Broadcast, width: float) -> float:
    """A page with the broadcast's facts on top."""
    paper.page()
    code = broadcast.voucher.code if broadcast.voucher else ""
    wide = width - 62 if code else width
    y = paper.write(broadcast.title, _MARGIN, _MARGIN, wide, size=16, bold=True, lines=2)
    starts, ends = local(broadcast.starts_at), local(broadcast.ends_at)
    facts = (broadcast.campaign.name, str(PLATFORM_NAMES[broadcast.platform]), broadcast.host_name)
    y = paper.write(" · ".join(filter(None, facts)), _MARGIN, y, wide, size=11, lines=2)
    y = paper.write(
        f"{starts:%d/%m/%Y %H:%M} – {ends:{'%H:%M' if starts.date() == ends.date() else '%d/%m/%Y %H:%M'}}",
        _MARGIN,
        y,
        wide,
        size=11,
        bold=True,
    )
    if code:
        paper.box(_MARGIN + width - 58, _MARGIN, 58, 18)
        paper.write(_("Mã nói trên sóng"), _MARGIN + width - 56, _MARGIN + 1, 54, size=9, align="C")
        paper.write(code, _MARGIN + width - 56, _MARGIN + 7, 54, size=18, bold=True, align="C")
    y = max(y, _MARGIN + 20) + 2
    paper.rule(_MARGIN, y, width)
    return y + 3


def _item(paper: Paper, item: LineUpItem, y: float, width: float) -> float:
    product, variant, offer = item.variant.product, item.variant, item.offer
    top = y
    paper.box(_MARGIN, y + 1, 5, 5)
    paper.write(str(item.position), _MARGIN + 7, y, 11, size=18, bold=True)
    left, wide = _MARGIN + 19, width - 19 - 48
    y = paper.write(f"{product.name} {variant.name}".strip(), left, y, wide, size=13, bold=True, lines=2)
    y = paper.write(f"{product.booth.name} · {variant.sku}", left, y, wide, size=9)
    if item.talking_points:
        y = paper.write(item.talking_points, left, y + 0.5, wide, size=11, lines=4)
    side, edge = top, _MARGIN + width - 46
    side = paper.write(
        format_dong(offer.price if offer else variant.price), edge, side, 46, size=15, bold=True, align="R"
    )
    if offer is not None:
        before = _("giá thường %(price)s", price=format_dong(variant.price))
        side = paper.write(before, edge, side, 46, size=9, align="R")
        for sentence in _limits(offer.quantity, offer.per_buyer):
            side = paper.write(sentence, edge, side, 46, size=10, align="R")
    y = max(y, side) + 2
    paper.rule(_MARGIN, y, width)
    return y + 2.5


def _limits(quantity: int | None, per_buyer: int | None) -> list[str]:
    said = []
    if quantity is not None:
        said.append(str(_("dành riêng %(count)s", count=format_count(quantity))))
    if per_buyer is not None:
        said.append(str(_("mỗi người tối đa %(count)s", count=per_buyer)))
    return said
