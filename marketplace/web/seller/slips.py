"""What a packing slip and an address label look like on paper."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core.language import force_locale, public_url
from marketplace.core.language import gettext as _
from marketplace.core.money import format_dong
from marketplace.core.numbers import format_kilograms
from marketplace.core.pdf import A4, A6, Paper
from marketplace.core.phones import format_phone
from marketplace.domain.booths.models import Booth
from marketplace.domain.orders.models import Order

_MARGIN = 12.0
_MOST_LINES = 24
_LABEL_MARGIN = 6.0


def slips_pdf(booth: Booth, orders: Sequence[Order]) -> bytes:
    """Packing slips, an A4 page each, in the language of whoever packs."""
    paper = Paper(A4, title=_("Phiếu đóng gói"))
    for order in orders:
        paper.page()
        _slip(paper, booth, order)
    return paper.finished()


def labels_pdf(booth: Booth, orders: Sequence[Order], *, sheets: bool) -> bytes:
    """Address labels of A6: a page each, or four to an A4 sheet. In Vietnamese, as carriers read them."""
    with force_locale("vi"):
        paper = Paper(A4 if sheets else A6, title=_("Nhãn địa chỉ"))
        for place, order in enumerate(orders):
            corner = place % 4 if sheets else 0
            if corner == 0:
                paper.page()
            _label(paper, booth, order, (corner % 2) * A6[0], (corner // 2) * A6[1], framed=sheets)
        return paper.finished()


def follow_url(order: Order) -> str:
    """Where the QR leads: the page that asks for the phone; a slip that is lost opens nothing."""
    return public_url(f"/orders?code={order.purchase.code}", language=order.purchase.language)


def _slip(paper: Paper, booth: Booth, order: Order) -> None:
    width, purchase = paper.width - 2 * _MARGIN, order.purchase
    paper.write(booth.name, _MARGIN, _MARGIN, width - 60, size=14, bold=True)
    paper.write(order.code, _MARGIN + width - 60, _MARGIN, 60, size=14, bold=True, align="R")
    paper.rule(_MARGIN, _MARGIN + 8, width)
    paper.qr(follow_url(order), paper.width - _MARGIN - 38, _MARGIN + 10, 38)
    y = _addressed(paper, order, _MARGIN, _MARGIN + 12, width - 44, size=11)
    if purchase.note:
        y = paper.write(f"{_('Lời nhắn')}: {purchase.note}", _MARGIN, y + 2, width - 44, size=11, lines=4)
    y = _goods(paper, order, max(y, _MARGIN + 50), width)
    y = paper.write(_money(order), _MARGIN, y + 4, width, size=14, bold=True)
    paper.write(_sender(booth, order), _MARGIN, y + 4, width, size=9, lines=3)


def _goods(paper: Paper, order: Order, y: float, width: float) -> float:
    """What goes into the box; what is missing is not asked for."""
    paper.rule(_MARGIN, y, width)
    y += 3
    packed = _to_pack(order)
    for count, name, sku in packed[:_MOST_LINES]:
        paper.box(_MARGIN, y + 0.8, 4, 4)
        paper.write(count, _MARGIN + 7, y, 25, size=12, bold=True)
        below = paper.write(name, _MARGIN + 32, y, width - 72, size=12, lines=2)
        paper.write(sku, _MARGIN + width - 40, y, 40, size=9, align="R")
        y = below + 1.5
    if len(packed) > _MOST_LINES:
        y = paper.write(_("Còn món khác: xem trên trang đơn hàng."), _MARGIN, y, width, size=11, bold=True)
    paper.rule(_MARGIN, y + 1, width)
    return y + 2


def _to_pack(order: Order) -> list[tuple[str, str, str]]:
    short: dict[int, int] = {}
    for shortfall in order.shortfalls:
        for each in shortfall.lines:
            short[each.line_id] = short.get(each.line_id, 0) + each.quantity
    rows = [(line, line.quantity - short.get(line.id, 0)) for line in order.lines]
    return [
        (f"{count} {line.unit}", ", ".join(filter(None, (line.product_name, line.variant_name))), line.sku)
        for line, count in rows
        if count
    ]


def _label(paper: Paper, booth: Booth, order: Order, x: float, y: float, *, framed: bool) -> None:
    if framed:
        paper.box(x, y, *A6)
    left, width = x + _LABEL_MARGIN, A6[0] - 2 * _LABEL_MARGIN
    down = y + _LABEL_MARGIN
    paper.write(_("Người gửi"), left, down, width, size=8)
    down = paper.write(booth.name, left, down + 4, width, size=11, bold=True, lines=2)
    down = paper.write(f"{format_phone(booth.phone)} · {booth.legal_address}", left, down, width, size=8.5, lines=2)
    paper.rule(left, down + 2, width)
    down = _addressed(paper, order, left, down + 4, width, size=15)
    paper.rule(left, y + 92, width)
    paper.qr(follow_url(order), left - 3, y + 94, 46)
    _label_foot(paper, order, left + 45, y + 97, width - 45)


def _label_foot(paper: Paper, order: Order, x: float, y: float, width: float) -> None:
    y = paper.write(order.code, x, y, width, size=11, bold=True)
    y = paper.write(_money(order), x, y + 2, width, size=13, bold=True, lines=3)
    packed = _to_pack(order)
    inside = "; ".join(f"{count} {name}" for count, name, _sku in packed)
    y = paper.write(inside, x, y + 2, width, size=8.5, lines=4)
    paper.write(_("Cân nặng khoảng %(weight)s.", weight=format_kilograms(order.weight_g)), x, y, width, size=8.5)


def _addressed(paper: Paper, order: Order, x: float, y: float, width: float, *, size: float) -> float:
    purchase = order.purchase
    paper.write(_("Người nhận"), x, y, width, size=8)
    y = paper.write(purchase.recipient, x, y + 4, width, size=size + 1, bold=True, lines=2)
    y = paper.write(format_phone(purchase.phone), x, y, width, size=size + 1, bold=True)
    if order.pickup_place is not None:
        return paper.write(str(_("Khách tự lấy")).upper(), x, y + 1, width, size=size + 3, bold=True)
    return paper.write(purchase.address_text, x, y + 1, width, size=size, lines=4)


def _money(order: Order) -> str:
    if order.purchase.is_cash and order.amount_due:
        return str(_("Thu khi giao: %(amount)s", amount=format_dong(order.amount_due)))
    return str(_("Đã trả tiền. Không thu thêm."))


def _sender(booth: Booth, order: Order) -> str:
    sentence = _("Gửi từ: %(booth)s, %(phone)s. Cân nặng khoảng %(weight)s.")
    return str(sentence) % {
        "booth": booth.name, "phone": format_phone(booth.phone), "weight": format_kilograms(order.weight_g),
    }  # fmt: skip
