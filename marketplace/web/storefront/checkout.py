"""Buying in two steps: who and where, then everything it costs and one button."""

from __future__ import annotations

from flask import current_app, flash, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.codes import secret_token
from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.language import root
from marketplace.core.secret_links import secret_for
from marketplace.domain.accounts.queries import addresses_of
from marketplace.domain.carts.queries import held_cart
from marketplace.domain.carts.rules import HeldCart
from marketplace.domain.checkout.actions.intending import read_delivery
from marketplace.domain.checkout.queries import Figures, offered_methods
from marketplace.domain.checkout.rules import Basket, Placed
from marketplace.domain.orders.access import LINK
from marketplace.web.session import current_cart, current_person, set_cart
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart import figures_now, pictures_of
from marketplace.web.storefront.cart_access import cart_address, go, keep_typed, only_reads, remembered, travelling_key
from marketplace.web.storefront.forms.checkout import DeliveryForm, blank_form, delivery_form, kept_of
from marketplace.web.storefront.forms.drawing import filled_in
from marketplace.web.storefront.pressing import delivery_of, figures_shown, place
from marketplace.web.storefront.purchase_access import remember_purchase


@bp.get("/checkout/delivery")
@only_reads
def edit_delivery() -> BaseResponse:
    """First step: who gets the goods, and where."""
    cart = current_cart()
    if cart is None or not cart.lines:
        return redirect(cart_address("/cart"))
    return make_response(_delivery_page(delivery_form(cart.delivery, current_person())))


@bp.post("/checkout/delivery")
def update_delivery() -> BaseResponse:
    """Keep what was typed, right or wrong, and go on when it is right."""
    cart = current_cart()
    if cart is None:
        return redirect(cart_address("/cart"), 303)
    form = DeliveryForm()
    is_right = form.validate()
    keep_typed(cart, form.kept)
    return go("/checkout") if is_right else remembered(make_response(_delivery_page(form), 422))


@bp.post("/checkout/delivery/address")
def update_delivery_address() -> BaseResponse:
    """Send to one of a person's saved addresses."""
    cart, person = current_cart(), current_person()
    if cart is None or person is None:
        return redirect(cart_address("/cart"), 303)
    wanted = request.form.get("address_id", "")
    address = next((each for each in addresses_of(person) if str(each.id) == wanted), None)
    if address is None:
        raise NotThere
    keep_typed(cart, kept_of(address, person))
    return go("/checkout")


@bp.get("/checkout")
@only_reads
def show_checkout() -> BaseResponse:
    """Second step: all that is bought, all that it costs, how it is paid, one button."""
    cart = current_cart()
    if cart is None:
        return redirect(cart_address("/cart"))
    figures = figures_now(cart)
    if not figures.basket.is_buyable:
        return redirect(cart_address("/cart"))
    if not _knows_where(cart, figures.basket):
        return redirect(cart_address("/checkout/delivery"))
    return make_response(_checkout_page(cart, figures))


@bp.post("/checkout")
def create_purchase() -> BaseResponse:
    """Buy. The same button twice is one purchase; a changed total is shown, never taken."""
    cart = current_cart()
    if cart is None:
        return redirect(cart_address("/cart"), 303)
    try:
        placed = place(cart)
    except Refusal as refusal:
        # Another window may have changed the cart meanwhile: what stands in it is read again.
        return _refused(held_cart(cart.key, cart.proof) or HeldCart(cart.id, cart.key), refusal)
    remember_purchase(placed.code)
    return _on(placed)


def _on(placed: Placed) -> BaseResponse:
    """Cash: to the order. Transfer: to what to transfer. Card: the browser posts on to the card page."""
    lost = f"s={secret_for(LINK, placed.code)}" if travelling_key() else ""
    order = f"{root()}/orders/{placed.code}"
    if placed.payment_method == "cod":
        return redirect(f"{order}?placed=1{'&' if lost else ''}{lost}", 303)
    status = 307 if placed.payment_method == "card" else 303
    return redirect(f"{order}/payment{'?' if lost else ''}{lost}", status)


def _refused(cart: HeldCart, refusal: Refusal) -> BaseResponse:
    set_cart(cart)
    figures = figures_now(cart)
    if not figures.basket.lines:
        flash(str(refusal), "error")
        return redirect(cart_address("/cart"), 303)
    if isinstance(refusal, BadInput) and not _knows_where(cart, figures.basket):
        return redirect(cart_address("/checkout/delivery"), 303)
    return make_response(_checkout_page(cart, figures, refusal), refusal.status)


def _knows_where(cart: HeldCart, basket: Basket) -> bool:
    try:
        read_delivery(delivery_of(cart))
    except BadInput:
        return False
    return basket.has_fees or not basket.is_buyable


def _delivery_page(form: DeliveryForm) -> str:
    person = current_person()
    return render_template(
        "storefront/checkout/edit_delivery.html",
        form=form, fields=_delivery_fields(form), addresses=addresses_of(person) if person else (),
        key=travelling_key(), address=cart_address,
    )  # fmt: skip


def _delivery_fields(form: DeliveryForm) -> Markup:
    """The fields drawn as they are where something is wrong; the usual ones differ in nothing but their values."""
    if form.errors:
        return Markup(_drawn_fields(form))  # noqa: S704 - our own escaped template
    return filled_in("delivery", lambda: _drawn_fields(blank_form()), form.shown, chosen=form.province.data)


def _drawn_fields(form: DeliveryForm) -> str:
    return render_template("storefront/checkout/_delivery_fields.html", form=form)


def _checkout_page(cart: HeldCart, figures: Figures, refusal: Refusal | None = None) -> str:
    basket, delivery = figures.basket, read_delivery(delivery_of(cart))
    return render_template(
        "storefront/checkout/show_checkout.html",
        basket=basket, pictures=pictures_of(basket), delivery=delivery, destination=figures.destination,
        methods=offered_methods(basket.grand_total), chosen=request.form.get("payment_method", ""),
        hold_minutes=current_app.config["MARKET"].HOLD_MINUTES, refusal=refusal,
        was=figures_shown() if refusal else None, press_key=secret_token(), key=travelling_key(),
        address=cart_address,
    )  # fmt: skip
