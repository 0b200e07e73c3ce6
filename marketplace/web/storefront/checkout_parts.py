"""The page that shows all that is bought: made of parts that are drawn once for what they show, and of what is typed.

Nothing is asked again for a part that many see alike: the goods of a booth, the ways of paying, the sum. Its key is
all that its macro is given, so that it can show nothing else; a cart's own key is in none of them.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from marketplace.core.assets import asset_url
from marketplace.core.bilingual import told
from marketplace.core.language import language
from marketplace.domain.checkout.queries import offered_methods
from marketplace.domain.checkout.rules import Basket, BasketBooth, BasketLine

MOST_PARTS = 2000


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of a basket as it is shown."""

    name: str
    picture: str
    quantity: int
    price: int
    list_price: int
    problem: str


def booth_part(booth: BasketBooth, pictures: Mapping[int, str | None]) -> Markup:
    """The goods of one booth, and how they come to the shopper."""
    return _part(
        "booth_panel", booth.name, booth.slug, booth.quote, tuple(_shown(each, pictures) for each in booth.lines)
    )


def methods_part(basket: Basket, chosen: str, wrong: str) -> tuple[Markup, bool]:
    """The ways of paying, and whether one of them fits."""
    methods = tuple(offered_methods(basket.grand_total))
    fitting = [each.method for each in methods if each.fits]
    picked = chosen if chosen in fitting else next(iter(fitting), "")
    minutes = current_app.config["MARKET"].HOLD_MINUTES
    return _part("methods_panel", methods, picked, len(basket.booths) > 1, minutes, wrong), bool(fitting)


def costs_part(basket: Basket, to_cart: str, *, can_buy: bool, is_personal: bool) -> Markup:
    """The sum and the button; kept by nobody where the way to the cart carries its key."""
    draw = _drawn if is_personal else _part
    return draw(
        "costs_panel", basket.goods_total, basket.discount_total, basket.shipping_total, basket.grand_total,
        basket.voucher_code, to_cart, can_buy,
    )  # fmt: skip


def _shown(line: BasketLine, pictures: Mapping[int, str | None]) -> Shown:
    item = line.item
    name = told(item, "product_name")
    return Shown(
        f"{name}, {item.variant_name}" if item.variant_name else name,
        pictures.get(item.product_id) or asset_url("img/no-picture.svg"),
        line.quantity, line.price.price, line.price.list_price, str(line.problem or ""),
    )  # fmt: skip


def _part(macro: str, *shown: Hashable) -> Markup:
    return _kept(language(), macro, shown)


@lru_cache(maxsize=MOST_PARTS)
def _kept(_language: str, macro: str, shown: tuple[Hashable, ...]) -> Markup:
    return _drawn(macro, *shown)


def _drawn(macro: str, *shown: Any) -> Markup:
    macros: Any = current_app.jinja_env.get_template("storefront/checkout/_parts.html").module
    draw: Callable[..., Markup] = getattr(macros, macro)
    return draw(*shown)
