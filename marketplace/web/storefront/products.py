"""Products: the list of all of them, and the page of one."""

from __future__ import annotations

from datetime import date
from functools import cache

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from marketplace.core import clock
from marketplace.core.addresses import plain_query
from marketplace.core.language import root
from marketplace.core.pagecache import public_page
from marketplace.core.personal import carrying_cart
from marketplace.domain.catalog.errors import ProductNotThere
from marketplace.domain.catalog.models import Product
from marketplace.domain.catalog.queries import current_product_slug_of
from marketplace.domain.leaving.errors import BoothGone
from marketplace.domain.leaving.queries import is_product_gone
from marketplace.domain.reviews.queries import voices_of_product
from marketplace.domain.search.queries import (
    Form,
    Surroundings,
    listed,
    proofs_of,
    shown_product,
    standing_of,
    surroundings_of,
)
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.choices import asked
from marketplace.web.storefront.freshness import note_ends
from marketplace.web.storefront.linked_data import product_data
from marketplace.web.storefront.lists import drawn_once, list_page
from marketplace.web.storefront.presenting import plain_slug
from marketplace.web.storefront.product_values import net_of, page_values


@bp.get("/products")
@public_page
def list_products() -> str:
    """Every product on sale, to be narrowed."""
    wish = asked()
    found = listed(filters=wish.filters, sort=wish.sort, page=wish.page)
    return list_page("storefront/products/list_products.html", wish, found, url_for("storefront.list_products"))


@bp.get("/products/<slug>")
@public_page
def show_product(slug: str) -> str | Response:
    """One product with all that a shopper must know before buying."""
    product = cache(lambda: shown_product(slug))
    try:
        standing = standing_of(plain_slug(slug), product)
    except ProductNotThere:
        return _moved(slug)
    at = clock.now()
    around = surroundings_of(standing, at)
    note_ends(at, [around.own])
    day = clock.local_day(at)
    return drawn_once((around, day), lambda: _drawn(product(), around, day))


def _drawn(product: Product, around: Surroundings, day: date) -> str:
    proofs, voices = proofs_of(product, day), voices_of_product(product.id)
    form = _chosen(around.own.forms, around.own.best)
    star = max((paper for paper in proofs.papers if paper.star), key=lambda paper: paper.star or 0, default=None)
    return render_template(
        "storefront/products/show_product.html",
        product=product, today=day, around=around, card=around.own, form=form, net=net_of(form),
        proofs=proofs, papers=proofs.papers, star=star, voices=voices,
        linked_data=product_data(product, around.own, voices),
        **page_values(product),
    )  # fmt: skip


def _chosen(forms: tuple[Form, ...], best: Form) -> Form:
    """The form that the address names, or the cheapest that can be had."""
    wanted = request.args.get("variant", "")
    return next((form for form in forms if str(form.variant_id) == wanted and form.left > 0), best)


def _moved(slug: str) -> Response:
    """The new address of a product that had another name; raise BoothGone or ProductNotThere."""
    current = current_product_slug_of(slug)
    if current is None:
        raise BoothGone if is_product_gone(slug) else ProductNotThere
    query = plain_query(request.query_string.decode("ascii", "replace"))
    address = f"{root()}/products/{current}"
    return redirect(carrying_cart(f"{address}?{query}" if query else address), 301)
