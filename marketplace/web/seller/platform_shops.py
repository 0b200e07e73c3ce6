"""The booth's own shop on TikTok: connected by its owner, asked by the market, let go again."""

from __future__ import annotations

from werkzeug.wrappers import Response

from marketplace.domain.booths.access import can_connect_shops, can_run_booth
from marketplace.web.platform_shops import Page, ShopDesk
from marketplace.web.seller.blueprint import bp, needs, the_booth

_AT = "/platform-shops"


def _desk() -> ShopDesk:
    return ShopDesk("seller", the_booth())


@bp.get(_AT)
@needs(can_run_booth)
def show_platform_shops() -> str:
    """Which shops are connected, when they were asked last and how that went."""
    return _desk().list_()


@bp.post(_AT)
@needs(can_connect_shops)
def create_platform_authorization() -> Page:
    """Begin to connect."""
    return _desk().set_out()


@bp.get(f"{_AT}/choice")
@needs(can_connect_shops)
def edit_platform_choice() -> Page:
    """The shops that the platform's answer is for."""
    return _desk().choice()


@bp.post(f"{_AT}/choice")
@needs(can_connect_shops)
def update_platform_choice() -> Page:
    """Connect what was chosen."""
    return _desk().choose()


@bp.post(f"{_AT}/<int(max=9007199254740991):shop_id>/removal")
@needs(can_connect_shops)
def delete_platform_shop(shop_id: int) -> Response:
    """Let a shop go."""
    return _desk().let_go(shop_id)
