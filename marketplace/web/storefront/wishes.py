"""The wish list of whoever is signed in."""

from __future__ import annotations

from flask import flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core import clock
from marketplace.core.bilingual import told
from marketplace.core.language import gettext as _
from marketplace.domain.catalog.queries import on_sale_product_by_slug, product_by_slug
from marketplace.domain.favourites.actions import drop_wish, wish_for
from marketplace.domain.favourites.queries import wishes_of
from marketplace.web.session import current_person, lead_to_sign_in
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.presenting import plain_slug


@bp.get("/wishes")
def list_wishes() -> str | BaseResponse:
    """What can be had first, then what is gone."""
    person = current_person()
    if person is None:
        return lead_to_sign_in("/wishes")
    return render_template("storefront/wishes/list_wishes.html", wished=wishes_of(person, clock.now()))


@bp.post("/wishes")
def create_wish() -> BaseResponse:
    """Put a product on the list; the page of the product knows nothing of it."""
    person, slug = current_person(), request.form.get("product", "")
    if person is None:
        return lead_to_sign_in(f"/products/{slug}")
    product = on_sale_product_by_slug(plain_slug(slug))
    wish_for(product, by=person)
    flash(_("Đã thêm %(name)s vào danh sách muốn mua.", name=told(product)), "success")
    return redirect(url_for("storefront.show_product", slug=slug), 303)


@bp.post("/wishes/<slug>/removal")
def delete_wish(slug: str) -> BaseResponse:
    """Take a product from the list, and stay on the page where it was said."""
    person, is_at_product = current_person(), request.form.get("from") == "product"
    if person is None:
        return lead_to_sign_in(f"/products/{slug}" if is_at_product else "/wishes")
    drop_wish(product_by_slug(plain_slug(slug)), by=person)
    flash(_("Đã bỏ khỏi danh sách muốn mua."), "success")
    here = url_for("storefront.show_product", slug=slug) if is_at_product else url_for("storefront.list_wishes")
    return redirect(here, 303)
