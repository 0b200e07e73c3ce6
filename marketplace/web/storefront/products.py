"""Products: the list of all of them, and the page of one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache

from flask import redirect, render_template, request, url_for
from markupsafe import Markup
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
from marketplace.domain.reviews.queries import Voices, voices_of_product
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
from marketplace.web.storefront.lists import drawn_once, framed_once, list_page
from marketplace.web.storefront.presenting import goods_of, plain_slug
from marketplace.web.storefront.product_values import net_of, page_values

# Where in a product's frame stands what a sale changes.
MARKS = {"buy": Markup("<!--buy-->"), "of_booth": Markup("<!--of booth-->"), "of_kind": Markup("<!--of kind-->")}


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
    asked, around = voices_of_product(standing.id), surroundings_of(standing, at)
    note_ends(at, [around.own])
    day, voices = clock.local_day(at), asked()
    return drawn_once((around, voices, day), lambda: _drawn(product, around, voices, day))


def _drawn(product: Callable[[], Product], around: Surroundings, voices: Voices, day: date) -> str:
    """The page: its frame, which sales leave as it is, with what is left of the goods put in."""
    form = _chosen(around.own.forms, around.own.best)
    steady = (
        form.variant_id, tuple((each.variant_id, each.price, each.left > 0) for each in around.own.forms),
        bool(around.of_booth), bool(around.of_kind),
    )  # fmt: skip
    page = framed_once((steady, voices, day), lambda: _frame(product(), around, form, voices, day))
    page = page.replace(MARKS["buy"], render_template("storefront/products/buy.html", card=around.own, form=form), 1)
    for mark, cards in (("of_booth", around.of_booth), ("of_kind", around.of_kind)):
        page = page.replace(MARKS[mark], goods_of(cards), 1)
    return page


def _frame(product: Product, around: Surroundings, form: Form, voices: Voices, day: date) -> str:
    proofs = proofs_of(product, day)
    star = max((paper for paper in proofs.papers if paper.star), key=lambda paper: paper.star or 0, default=None)
    return render_template(
        "storefront/products/show_product.html",
        product=product, today=day, around=around, card=around.own, form=form, net=net_of(form), marks=MARKS,
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
