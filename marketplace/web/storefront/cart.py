"""The cart: what a shopper means to buy, booth by booth."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, render_template, request
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.errors import NotThere, Refusal
from marketplace.core.keeping import kept_parts
from marketplace.core.language import gettext as _
from marketplace.core.money import NotAWholeNumber, parse_whole_number
from marketplace.core.personal import News
from marketplace.domain.carts.actions import (
    add_to_cart,
    begin_cart,
    keep_voucher,
    remove_line,
    remove_voucher,
    set_quantity,
)
from marketplace.domain.carts.errors import NothingChosen
from marketplace.domain.carts.rules import MOST_OF_ONE, HeldCart
from marketplace.domain.catalog.queries import covers_of
from marketplace.domain.checkout.queries import Figures, figures_of
from marketplace.domain.checkout.rules import Basket
from marketplace.web.session import current_cart, current_person, set_cart, unknown_key
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart_access import (
    ADDED,
    cart_address,
    go,
    only_reads,
    remembered,
    travelling_key,
    without_key,
)

PICTURE_WIDTH = 180
MOST_ID = 2**53
VARIANT = f"<int(max={MOST_ID}):variant_id>"


@bp.get("/cart")
@only_reads
def show_cart() -> BaseResponse:
    """What is in the cart and what it costs now."""
    return without_key() or make_response(_page(news=_news_in_address()))


@bp.post("/cart/lines")
def create_cart_line() -> BaseResponse:
    """Put something in; a browser without a cart gets one. A page may show no more of the answer than its header."""
    try:
        _put_in(_variant_chosen(), _quantity(least=1))
    except Refusal as refusal:
        return remembered(make_response(_page(news=[("error", str(refusal))]), refusal.status))
    return go("/cart", **ADDED)


@bp.post(f"/cart/lines/{VARIANT}")
def update_cart_line(variant_id: int) -> BaseResponse:
    """Have so many of something; none of it at 0."""
    return _changed(lambda: set_quantity(_known_cart(), variant_id, _quantity(least=0)), line=variant_id)


@bp.post(f"/cart/lines/{VARIANT}/removal")
def delete_cart_line(variant_id: int) -> BaseResponse:
    """Take something out."""
    return _changed(lambda: remove_line(_known_cart(), variant_id))


@bp.post("/cart/voucher")
def create_cart_voucher() -> BaseResponse:
    """Put a voucher on the cart."""
    return _changed(lambda: keep_voucher(_known_cart(), request.form.get("voucher_code", "")))


@bp.post("/cart/voucher/removal")
def delete_cart_voucher() -> BaseResponse:
    """Take the voucher off."""
    return _changed(lambda: remove_voucher(_known_cart()))


def figures_now(cart: HeldCart) -> Figures:
    """The basket of a cart at this moment, with fees and the place if it is known where the goods go."""
    fetched_from = str(cart.delivery.get("fetched_from") or "").split()
    return figures_of(cart, commune_code=str(cart.delivery.get("commune_code") or ""), fetched_from=fetched_from)


def pictures_of(basket: Basket) -> dict[int, str | None]:
    """The picture of each product in a basket, None where there is none."""
    products = {line.item.product_id for line in basket.lines}
    return kept_parts("catalogue", "covers in carts", list(products), _covers)


def _covers(product_ids: list[int]) -> dict[int, str | None]:
    return {**dict.fromkeys(product_ids), **covers_of(product_ids, PICTURE_WIDTH)}


def _variant_chosen() -> int:
    try:
        return parse_whole_number(request.form.get("variant_id", ""), 1, MOST_ID)
    except NotAWholeNumber:
        raise NothingChosen from None


def _put_in(variant_id: int, quantity: int) -> None:
    cart = current_cart()
    if cart is None:
        set_cart(begin_cart(variant_id, quantity, by=current_person(), key=unknown_key()))
    else:
        add_to_cart(cart, variant_id, quantity)


def _changed(act: Callable[[], object], *, line: int | None = None) -> Response:
    try:
        act()
    except NotThere:
        raise
    except Refusal as refusal:
        return remembered(make_response(_page(refusal, line), refusal.status))
    return go("/cart")


def _known_cart() -> HeldCart:
    cart = current_cart()
    if cart is None:
        raise NotThere
    return cart


def _quantity(*, least: int) -> int:
    return parse_whole_number(request.form.get("quantity", "1"), least, MOST_OF_ONE)


def _news_in_address() -> News:
    return [("success", _("Đã thêm vào giỏ hàng."))] if "added" in request.args else []


def _page(refusal: Refusal | None = None, wrong_line: int | None = None, news: News = ()) -> str:
    cart = current_cart()
    figures = figures_now(cart) if cart else Figures(Basket(()), None, None)
    basket = figures.basket
    return render_template(
        "storefront/carts/show_cart.html",
        basket=basket, pictures=pictures_of(basket), refusal=refusal, destination=figures.destination,
        typed_voucher=request.form.get("voucher_code", ""), wrong_line=wrong_line,
        typed_quantity=request.form.get("quantity", ""), key=travelling_key(), address=cart_address, news=news,
    )  # fmt: skip
