"""The organizers' own shops on TikTok: connected, asked by the market, let go again."""

from __future__ import annotations

from werkzeug.wrappers import Response

from marketplace.web.organizer.blueprint import bp
from marketplace.web.platform_shops import Page, ShopDesk

_AT = "/platform-shops"
_DESK = ShopDesk("organizer")


@bp.get(_AT)
def show_platform_shops() -> str:
    """Which shops are connected, when they were asked last and how that went."""
    return _DESK.list_()


@bp.post(_AT)
def create_platform_authorization() -> Page:
    """Begin to connect."""
    return _DESK.set_out()


@bp.get(f"{_AT}/choice")
def edit_platform_choice() -> Page:
    """The shops that the platform's answer is for."""
    return _DESK.choice()


@bp.post(f"{_AT}/choice")
def update_platform_choice() -> Page:
    """Connect what was chosen."""
    return _DESK.choose()


@bp.post(f"{_AT}/<int(max=9007199254740991):shop_id>/removal")
def delete_platform_shop(shop_id: int) -> Response:
    """Let a shop go."""
    return _DESK.let_go(shop_id)
