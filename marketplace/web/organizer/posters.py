"""What a poster looks like: the show, when and where, one code to scan and a short address to type."""

from __future__ import annotations

from marketplace.core.bilingual import told
from marketplace.core.clock import local
from marketplace.core.language import gettext as _
from marketplace.core.language import public_url
from marketplace.core.pdf import A3, A4, Paper
from marketplace.domain.livestream.definitions import PLATFORM_NAMES
from marketplace.domain.livestream.models import TrackingLink

SIZES = {"a4": A4, "a3": A3}


def poster_pdf(link: TrackingLink, size: str) -> bytes:
    """One page, legible from three steps away; everything grows with the paper."""
    campaign, broadcast = link.broadcast.campaign, link.broadcast
    name = told(campaign)
    paper = Paper(SIZES[size], title=name)
    paper.page()
    scale = paper.width / A4[0]
    margin = 16 * scale
    width = paper.width - 2 * margin
    paper.box(margin / 2, margin / 2, paper.width - margin, paper.height - margin)
    y = paper.write(_("Livestream"), margin, 20 * scale, width, size=20 * scale, align="C")
    y = paper.write(name, margin, y + 2, width, size=38 * scale, bold=True, lines=3, align="C")
    shown = told(link.product) if link.product else link.booth.name if link.booth else broadcast.title
    y = paper.write(shown, margin, y + 2 * scale, width, size=22 * scale, lines=2, align="C")
    when = f"{local(broadcast.starts_at):%H:%M · %d/%m/%Y} · {PLATFORM_NAMES[broadcast.platform]}"
    y = paper.write(when, margin, y + 2 * scale, width, size=22 * scale, bold=True, align="C")
    side = min(140 * scale, paper.height - y - 60 * scale)
    address = public_url(f"/l/{link.code}")
    paper.qr(address, (paper.width - side) / 2, y + 2 * scale, side)
    y += side + 4 * scale
    y = paper.write(_("Quét mã để xem và mua"), margin, y, width, size=20 * scale, bold=True, align="C")
    y = paper.write(address.partition("://")[2], margin, y + scale, width, size=18 * scale, lines=2, align="C")
    if broadcast.voucher is not None:
        said = _("Mã nói trên sóng: %(code)s", code=broadcast.voucher.code)
        paper.write(said, margin, y + 3 * scale, width, size=20 * scale, bold=True, align="C")
    return paper.finished()
