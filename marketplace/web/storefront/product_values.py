"""The texts, pictures and addresses of a product's page."""

from __future__ import annotations

from typing import Any

from flask import url_for

from marketplace.core.assets import asset_url
from marketplace.core.bilingual import is_told
from marketplace.core.language import gettext as _
from marketplace.core.language import language, ngettext, public_url
from marketplace.core.numbers import format_decimal, format_kilograms
from marketplace.domain.catalog.models import Photo, Product
from marketplace.domain.catalog.queries import photo_srcset, photo_url
from marketplace.domain.search.queries import Form


def page_values(product: Product) -> dict[str, Any]:
    """What the template shows besides the rows."""
    path = url_for("storefront.show_product", slug=product.slug)
    plain = path.removeprefix("/en")
    return {
        "pictures": [_picture(photo, product) for photo in product.photos]
        or [{"src": asset_url("img/no-picture.svg"), "alt_lang": _lang_of("", product)}],
        "share_picture": public_url(f"{plain}/share.png", language=language()),
        "here": public_url(plain, language=language()),
        "address_vi": public_url(plain),
        "address_en": public_url(plain, language="en"),
        "origin": origin_of(product),
        "paper_names": paper_names(),
    }


def _picture(photo: Photo, product: Product) -> dict[str, str]:
    shown = {"src": photo_url(photo, 640), "srcset": photo_srcset(photo), "alt": photo.alt}
    return shown | {"alt_lang": _lang_of(photo.alt, product)}


def _lang_of(alt: str, product: Product) -> str:
    """On an English page a picture told of in the booth's own words, or by a name that has no English, says so."""
    return "vi" if language() == "en" and (alt or not is_told(product)) else ""


def origin_of(product: Product) -> str:
    """Where the product is made: village, commune, province."""
    commune = product.origin or product.booth.commune
    parts = [product.origin_note, commune.full_name, commune.province.name]
    return ", ".join(part for part in parts if part)


def net_of(form: Form) -> str:
    """What the packet holds."""
    if not form.net_quantity:
        return ""
    if form.net_unit == "g":
        return format_kilograms(form.net_quantity)
    if form.net_unit == "ml":
        if form.net_quantity < 1000:
            return f"{form.net_quantity}\u00a0ml"
        litres = format_decimal(form.net_quantity / 1000)
        return str(ngettext("%(num)s lít", "%(num)s lít", 1 if litres == "1" else 2, num=litres))
    return str(ngettext("%(num)s cái", "%(num)s cái", form.net_quantity))


def paper_names() -> dict[str, str]:
    """What each kind of paper is called."""
    return {
        "ocop": _("Chứng nhận OCOP"),
        "food_safety": _("Giấy chứng nhận an toàn thực phẩm"),
        "self_declaration": _("Bản tự công bố sản phẩm"),
        "organic": _("Chứng nhận hữu cơ"),
        "other": _("Giấy tờ khác"),
    }
