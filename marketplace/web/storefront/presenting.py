"""How rows become what templates show: names in the language of the page, pictures, addresses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from flask import current_app
from markupsafe import Markup

from marketplace.core.assets import NoSuchAsset, asset_url, icon
from marketplace.core.bilingual import own
from marketplace.core.errors import NotThere
from marketplace.core.files import media_path
from marketplace.core.language import gettext as _
from marketplace.core.language import language, lazy_gettext
from marketplace.domain.catalog.queries import picture_url
from marketplace.domain.search.queries import Card, Named
from marketplace.web.storefront.blueprint import bp

UNIT_NAMES: dict[str, Any] = {
    "gói": lazy_gettext("gói"), "túi": lazy_gettext("túi"), "hộp": lazy_gettext("hộp"), "hũ": lazy_gettext("hũ"),
    "chai": lazy_gettext("chai"), "lon": lazy_gettext("lon"), "kg": "kg", "bó": lazy_gettext("bó"),
    "cặp": lazy_gettext("cặp"), "chục": lazy_gettext("chục"), "quả": lazy_gettext("quả"), "con": lazy_gettext("con"),
    "chiếc": lazy_gettext("chiếc"), "cái": lazy_gettext("cái"), "bộ": lazy_gettext("bộ"), "tấm": lazy_gettext("tấm"),
    "bức": lazy_gettext("bức"), "đòn": lazy_gettext("đòn"), "suất": lazy_gettext("suất"), "cây": lazy_gettext("cây"),
    "chậu": lazy_gettext("chậu"), "giỏ": lazy_gettext("giỏ"), "bánh": lazy_gettext("bánh"),
}  # fmt: skip
_SLUG = re.compile(r"[a-z0-9-]{1,120}")


def plain_slug(slug: str) -> str:
    """The slug, if it can be one at all; raise NotThere before a database is asked for anything stranger."""
    if _SLUG.fullmatch(slug) is None:
        raise NotThere
    return slug


@bp.app_template_filter("unit")
def unit(text: str) -> str | Markup:
    """What one of it is called: the usual units in the language of the page, a booth's own as it wrote them."""
    name = UNIT_NAMES.get(text.casefold())
    return str(name) if name is not None else own(text)


@bp.app_template_filter("named")
def named(kind: str) -> str:
    """The measure that a price per unit is told in."""
    return {"g": "kg", "ml": str(_("lít"))}.get(kind, "")


@bp.app_template_filter("shelf_icon")
def shelf_icon(shelf: Named) -> Markup:
    """The drawing of a shelf; a parcel where its name is none of ours."""
    try:
        return icon(shelf.icon)
    except NoSuchAsset:
        return icon("package")


@bp.app_template_filter("drawn")
def drawn(card: Card, eager: bool, heading: str) -> Markup:
    """A card as markup. The same card in the same language is drawn once and kept."""
    return _drawn(language(), card, eager, heading)


@lru_cache(maxsize=5000)
def _drawn(_language: str, card: Card, eager: bool, heading: str) -> Markup:
    macros: Any = current_app.jinja_env.get_template("storefront/shelf.html").module
    markup: Markup = macros.card_of(card, eager, heading)
    return markup


def goods_of(cards: Sequence[Card]) -> Markup:
    """What stands on a shelf, as markup."""
    macros: Any = current_app.jinja_env.get_template("storefront/shelf.html").module
    markup: Markup = macros.goods_of(cards)
    return markup


@bp.app_template_filter("picture")
def picture(card: Any, width: int = 360) -> str:
    """The first picture of a card, or a drawing that stands in."""
    if not card.photo_kind:
        return asset_url("img/no-picture.svg")
    return picture_url(card.photo_kind, card.photo_key, card.photo_widths, width)


@bp.app_template_filter("srcset")
def srcset(card: Any) -> str:
    """The widths of a card's picture; nothing for a drawing, which fits every width."""
    if card.photo_kind != "photo":
        return ""
    return ", ".join(
        f"{media_path(f'{card.photo_key}-{width}.webp')} {width}w" for width in _fitting(card.photo_widths)
    )


def _fitting(widths: Sequence[int]) -> list[int]:
    return [width for width in widths if width <= 640]


@bp.app_template_filter("booth_picture")
def booth_picture(key: str | None, width: int, stand_in: str = "img/no-face.svg") -> str:
    """A picture of a booth or of its people, or a drawing that stands in."""
    if not key:
        return asset_url(stand_in)
    return media_path(key if key.endswith(".svg") else f"{key}-{width}.webp")


@bp.app_template_filter("booth_srcset")
def booth_srcset(key: str | None, widths: tuple[int, ...]) -> str:
    """The same picture in several widths, as `srcset` writes them; nothing for drawings, which fit any screen."""
    if not key or key.endswith(".svg"):
        return ""
    return ", ".join(f"{booth_picture(key, width)} {width}w" for width in widths)
