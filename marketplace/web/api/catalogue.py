"""The catalogue for programs, no key needed: products and booths, lists and one of each."""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request

from marketplace.core import clock
from marketplace.core.errors import NotThere
from marketplace.core.language import public_url
from marketplace.core.money import parse_whole_number
from marketplace.core.pagecache import public_page
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import open_booth_by_slug
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import photo_url, picture_url
from marketplace.domain.papers.queries import shown_papers_of
from marketplace.domain.search.queries import (
    BoothCard,
    Card,
    Form,
    booth_cards,
    listed,
    search,
    shown_product,
    surroundings_of,
)
from marketplace.domain.search.rules import Filters
from marketplace.web.api.blueprint import bp

MOST_PER_PAGE = 100
LONGEST_TEXT = 100
Data = dict[str, Any]


@bp.get("/products")
@public_page
def list_products() -> Response:
    """The products on sale, the newest first, or those that fit the words `q`, the nearest first."""
    filters = Filters(category=_slugs("category"), booth=_slugs("booth"))
    page, size = _number("page", 1, 10_000), _number("per_page", 24, MOST_PER_PAGE)
    text = request.args.get("q", "").strip()[:LONGEST_TEXT]
    if text:
        found = search(text, filters=filters, page=page, size=size)
    else:
        found = listed(filters=filters, page=page, size=size)
    return jsonify({"items": [_card(card) for card in found.hits], "total": found.total})


@bp.get("/products/<slug>")
@public_page
def show_product(slug: str) -> Response:
    """One product with its variants and papers."""
    product = shown_product(_slug(slug))
    at = clock.now()
    card = surroundings_of(product, at, size=1).own
    papers = shown_papers_of(product, clock.local_day(at))
    return jsonify(
        {
            **_card(card),
            "category": {"slug": product.category.slug, "name": product.category.name},
            "summary": product.summary,
            "description": product.description,
            "description_en": product.description_en,
            "ingredients": product.ingredients,
            "shelf_life": product.shelf_life,
            "storage": product.storage,
            "images": _images(product),
            "variants": [_form(form) for form in card.forms],
            "papers": [
                {
                    "kind": paper.kind, "star": paper.star, "number": paper.number, "issuer": paper.issuer,
                    "issued_on": paper.issued_on.isoformat(), "expires_on": paper.expires_on.isoformat(),
                }
                for paper in papers
            ],
        }
    )  # fmt: skip


@bp.get("/booths")
@public_page
def list_booths() -> Response:
    """The open booths, by name."""
    page, size = _number("page", 1, 10_000), _number("per_page", 24, MOST_PER_PAGE)
    booths, total = booth_cards(text=request.args.get("q", "")[:LONGEST_TEXT], page=page, size=size)
    return jsonify({"items": [_booth(booth) for booth in booths], "total": total})


@bp.get("/booths/<slug>")
@public_page
def show_booth(slug: str) -> Response:
    """One booth and who answers for it."""
    booth = open_booth_by_slug(_slug(slug))
    return jsonify(_whole_booth(booth))


def _number(name: str, usual: int, most: int) -> int:
    typed = request.args.get(name)
    return usual if typed is None else parse_whole_number(typed, 1, most)


def _slugs(name: str) -> tuple[str, ...]:
    return tuple(slug for slug in request.args.getlist(name)[:20] if _is_slug(slug)) or (
        ("-",) if request.args.get(name) else ()
    )


def _slug(slug: str) -> str:
    if not _is_slug(slug):
        raise NotThere
    return slug


def _is_slug(text: str) -> bool:
    return (
        bool(text) and len(text) <= 120 and text.isascii() and text.replace("-", "").isalnum() and text == text.lower()
    )


def _card(card: Card) -> Data:
    return {
        "slug": card.slug, "name": card.name, "name_en": card.name_en, "url": public_url(f"/products/{card.slug}"),
        "price": card.price.price, "list_price": card.price.list_price, "currency": "VND", "unit": card.unit,
        "price_ends_at": card.price.ends_at.isoformat() if card.price.ends_at else None,
        "price_per_kg_or_litre": card.best.per_unit, "left": card.left, "ocop_star": card.star,
        "image": _image(card), "place": card.place, "sample": card.is_sample,
        "booth": {"slug": card.booth_slug, "name": card.booth_name, "url": public_url(f"/booths/{card.booth_slug}")},
    }  # fmt: skip


def _image(card: Card) -> str | None:
    if not card.photo_kind:
        return None
    return public_url(picture_url(card.photo_kind, card.photo_key, card.photo_widths, 640))


def _images(product: Product) -> list[str]:
    return [public_url(photo_url(photo, 1080)) for photo in product.photos]


def _form(form: Form) -> Data:
    return {
        "id": form.variant_id, "sku": form.sku, "name": form.name, "price": form.price.price,
        "list_price": form.price.list_price, "left": form.left, "net_quantity": form.net_quantity,
        "net_unit": form.net_unit, "weight_g": form.weight_g,
    }  # fmt: skip


def _booth(booth: BoothCard) -> Data:
    return {
        "slug": booth.slug, "name": booth.name, "url": public_url(f"/booths/{booth.slug}"),
        "place": f"{booth.commune_kind} {booth.commune}", "youth_startup": booth.is_youth_startup,
        "products": booth.products, "sample": booth.is_sample,
    }  # fmt: skip


def _whole_booth(booth: Booth) -> Data:
    return {
        "slug": booth.slug, "name": booth.name, "url": public_url(f"/booths/{booth.slug}"),
        "place": booth.commune.full_name, "youth_startup": booth.is_youth_startup, "sample": booth.is_sample,
        "story": booth.story, "story_en": booth.story_en, "legal_name": booth.legal_name,
        "legal_address": booth.legal_address, "phone": booth.phone,
        "products_url": public_url(f"/api/v1/products?booth={booth.slug}"),
    }  # fmt: skip
