"""What a sheet of codes looks like: A4, twenty-one labels with marks to cut along, Vietnamese and English."""

from __future__ import annotations

from collections.abc import Sequence

from marketplace.core.language import force_locale, public_url
from marketplace.core.language import gettext as _
from marketplace.core.money import format_dong
from marketplace.core.pdf import A4, Paper
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.figures.models import PrintedCode

ACROSS, DOWN = 3, 7
_MARGIN_X, _MARGIN_Y = 9.0, 8.5
_WIDTH, _HEIGHT = (A4[0] - 2 * _MARGIN_X) / ACROSS, (A4[1] - 2 * _MARGIN_Y) / DOWN
_INSIDE = 2.0
_QR = 30.0


def sheet_pdf(
    booth: Booth, codes: Sequence[tuple[PrintedCode, Product | None]], *, copies: int, with_price: bool
) -> bytes:
    """So many labels of each code, one after the other."""
    with force_locale("vi"):
        paper = Paper(A4, title=_("Mã QR của %(booth)s", booth=booth.name))
        labels = [each for each in codes for _copy in range(copies)]
        for place, (code, product) in enumerate(labels):
            corner = place % (ACROSS * DOWN)
            if corner == 0:
                paper.page()
                _marks(paper)
            x, y = _MARGIN_X + corner % ACROSS * _WIDTH, _MARGIN_Y + corner // ACROSS * _HEIGHT
            _label(paper, booth, code, product, x + _INSIDE, y + _INSIDE, with_price=with_price)
        return paper.finished()


def address_of(code: PrintedCode) -> str:
    """The short address in the code."""
    return public_url(f"/q/{code.code}", language="vi")


def _marks(paper: Paper) -> None:
    for across in range(ACROSS + 1):
        for down in range(DOWN + 1):
            paper.cut_mark(_MARGIN_X + across * _WIDTH, _MARGIN_Y + down * _HEIGHT)


def _label(
    paper: Paper, booth: Booth, code: PrintedCode, product: Product | None, x: float, y: float, *, with_price: bool
) -> None:
    paper.qr(address_of(code), x - 1, y, _QR)
    left, width = x + _QR, _WIDTH - _QR - 2 * _INSIDE
    name, english = (product.name, product.name_en) if product else (booth.name, "")
    down = paper.write(name, left, y + 1, width, size=9.5, bold=True, lines=3)
    if english:
        down = paper.write(english, left, down, width, size=7.5, lines=2)
    if product:
        down = paper.write(booth.name, left, down + 0.5, width, size=7.5, lines=2)
    down = paper.write(booth.commune.name, left, down, width, size=7.5, lines=1)
    price = _price_of(product) if with_price and product else ""
    if price:
        paper.write(price, left, down + 0.5, width, size=9, bold=True)
    # Both languages stand side by side for whoever holds the jar: no translation of one page into another.
    paper.write("Quét để xem · Scan to see", x, y + _QR, _WIDTH - 2 * _INSIDE, size=7.5)
    paper.write(address_of(code).partition("://")[2], x, y + _QR + 3.4, _WIDTH - 2 * _INSIDE, size=6.5)


def _price_of(product: Product) -> str:
    prices = [variant.price for variant in product.variants if variant.is_active]
    if not prices:
        return ""
    lowest = format_dong(min(prices))
    return lowest if len(set(prices)) == 1 else _("từ %(price)s", price=lowest)
