"""What sending a product to one's own commune costs: asked once, remembered in a cookie that scripts may read.

It stands apart from the product's page, which is kept for everybody.
"""

from __future__ import annotations

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core import clock
from marketplace.core.places.models import Commune
from marketplace.core.places.queries import commune_by_code
from marketplace.domain.catalog.models import Product
from marketplace.domain.search.queries import Form, shown_product, standing_of, surroundings_of
from marketplace.domain.shipping.queries import quotes_for
from marketplace.web.place_forms import PlaceForm
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.presenting import plain_slug

PLACE_COOKIE = "place"
PLACE_SECONDS = 365 * 24 * 3600


@bp.get("/products/<slug>/delivery")
def show_estimate(slug: str) -> str:
    """Fee and days to the remembered commune, and the form for another."""
    commune = commune_by_code(request.cookies.get(PLACE_COOKIE, "")[:5])
    form = PlaceForm(formdata=None, commune_code=commune.code if commune else "")
    return _page(shown_product(plain_slug(slug)), form, commune)


@bp.post("/products/<slug>/delivery")
def create_estimate(slug: str) -> BaseResponse:
    """Remember a commune."""
    product, form = shown_product(plain_slug(slug)), PlaceForm()
    if not form.validate():
        return make_response(_page(product, form, None), 422)
    variant = request.form.get("variant", "")
    answer = redirect(url_for("storefront.show_estimate", slug=slug, variant=variant or None), 303)
    # Not for the server's eyes alone: the script of the product's page asks for the estimate only if there is a place.
    answer.set_cookie(
        PLACE_COOKIE, form.commune_code.data or "", max_age=PLACE_SECONDS, samesite="Lax", secure=request.is_secure
    )
    return answer


def _page(product: Product, form: PlaceForm, commune: Commune | None) -> str:
    card = surroundings_of(standing_of(product.slug, lambda: product), clock.now()).own
    wanted = request.values.get("variant", "")
    chosen: Form = next((each for each in card.forms if str(each.variant_id) == wanted), card.best)
    quote = None
    if commune is not None and card.forms:
        goods, weight = {product.booth_id: chosen.price.price}, {product.booth_id: chosen.weight_g}
        quote = quotes_for(weight, goods, commune)[product.booth_id]
    return render_template(
        "storefront/products/show_estimate.html", product=product, form=form, commune=commune, quote=quote,
        variant=wanted if wanted.isascii() and wanted.isdigit() else "",
    )  # fmt: skip
