"""Buying in two steps: who and where, then everything it costs and one button."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask import flash, make_response, redirect, render_template, request
from markupsafe import Markup
from werkzeug.wrappers import Response as BaseResponse

from marketplace.core.addresses import plain_query
from marketplace.core.codes import secret_token
from marketplace.core.errors import BadInput, NotThere, Refusal
from marketplace.core.keeping import kept_while_standing
from marketplace.core.language import language, root
from marketplace.core.personal import for_everyone
from marketplace.core.secret_links import secret_for
from marketplace.domain.accounts.models import Person
from marketplace.domain.accounts.queries import addresses_of
from marketplace.domain.carts.queries import held_cart
from marketplace.domain.carts.rules import HeldCart
from marketplace.domain.checkout.actions.intending import read_delivery
from marketplace.domain.checkout.queries import Figures
from marketplace.domain.checkout.rules import Delivery, Placed
from marketplace.domain.orders.access import LINK
from marketplace.web.session import current_cart, current_person, set_cart
from marketplace.web.storefront.blueprint import bp
from marketplace.web.storefront.cart import figures_now, pictures_of
from marketplace.web.storefront.cart_access import (
    cart_address,
    for_this_guest,
    go,
    keep_typed,
    key_field,
    only_reads,
    remembered,
    travelling_key,
)
from marketplace.web.storefront.checkout_parts import booth_part, costs_part, methods_part
from marketplace.web.storefront.forms.checkout import DeliveryForm, blank_form, kept_of, shown_of
from marketplace.web.storefront.forms.drawing import filled_in, mark_of
from marketplace.web.storefront.pressing import delivery_of, figures_shown, place
from marketplace.web.storefront.purchase_access import remember_purchase


@bp.get("/checkout/delivery")
@only_reads
def edit_delivery() -> BaseResponse:
    """First step: who gets the goods, and where."""
    cart = current_cart()
    if cart is None or not cart.lines:
        return redirect(cart_address("/cart"))
    values = shown_of(cart.delivery, current_person())
    if _is_usual():
        return make_response(for_this_guest(_filled_in("page", _drawn_for_guests, values)))
    return make_response(_delivery_page(_filled_in("fields", _drawn_fields, values), current_person()))


@bp.post("/checkout/delivery")
def update_delivery() -> BaseResponse:
    """Keep what was typed, right or wrong, and go on when it is right."""
    cart = current_cart()
    if cart is None:
        return redirect(cart_address("/cart"), 303)
    form = DeliveryForm()
    is_right = form.validate()
    keep_typed(cart, form.kept)
    if is_right:
        return go("/checkout")
    return remembered(make_response(_delivery_page(_drawn_fields(form), current_person(), form), 422))


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
    delivery = _delivery_in(cart)
    if delivery is None or not figures.basket.has_fees:
        return redirect(cart_address("/checkout/delivery"))
    return make_response(_checkout_page(delivery, figures))


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
    delivery, lacks_fees = _delivery_in(cart), figures.basket.is_buyable and not figures.basket.has_fees
    if delivery is None or (isinstance(refusal, BadInput) and lacks_fees):
        return redirect(cart_address("/checkout/delivery"), 303)
    return make_response(_checkout_page(delivery, figures, refusal), refusal.status)


def _delivery_in(cart: HeldCart) -> Delivery | None:
    """Who gets the goods, and where, once all of it is there."""
    try:
        return read_delivery(delivery_of(cart))
    except BadInput:
        return None


def _delivery_page(fields: str, person: Person | None, wrong: DeliveryForm | None = None) -> str:
    return render_template(
        "storefront/checkout/edit_delivery.html",
        fields=Markup(fields),  # noqa: S704 - our own escaped template
        wrong=wrong,
        addresses=addresses_of(person) if person else (),
        key_field=key_field(),
        address=cart_address,
    )


def _filled_in(what: str, draw: Callable[[], str], values: Mapping[str, str]) -> Markup:
    return filled_in(f"delivery {what}", draw, values, chosen=values["province"])


def _drawn_for_guests() -> str:
    """The page of a guest, of which nothing differs but the values of its fields and what every page puts in."""
    with for_everyone():
        return _delivery_page(_drawn_fields(), None)


def _drawn_fields(form: DeliveryForm | None = None) -> str:
    """The fields of a form in which something is wrong, or with a mark in the place of each value."""
    return render_template("storefront/checkout/_delivery_fields.html", form=form or blank_form())


def _checkout_page(delivery: Delivery, figures: Figures, refusal: Refusal | None = None) -> str:
    content, is_buyable = _checkout_content(delivery, figures, refusal), figures.basket.is_buyable
    if refusal or not is_buyable or not _is_usual():
        return _page_around(content, refusal=refusal, is_buyable=is_buyable)
    mark = mark_of("content")
    frame = kept_while_standing("catalogue", ("drawing", "checkout", language()), lambda: _drawn_around(mark))
    return for_this_guest(frame.replace(mark, content))


def _checkout_content(delivery: Delivery, figures: Figures, refusal: Refusal | None) -> str:
    basket, pictures = figures.basket, pictures_of(figures.basket)
    wrong = str(refusal) if refusal and refusal.field == "payment_method" else ""
    methods, fits = methods_part(basket, request.form.get("payment_method", ""), wrong)
    return render_template(
        "storefront/checkout/_content.html",
        basket=basket, delivery=delivery, destination=figures.destination, refusal=refusal,
        was=figures_shown() if refusal else None, press_key=secret_token(), key_field=key_field(), address=cart_address,
        booths=[booth_part(each, pictures) for each in basket.booths], methods=methods,
        can_be_fetched=any(each.quote and each.quote.pickup for each in basket.booths),
        costs=costs_part(
            basket, cart_address("/cart"), can_buy=basket.is_buyable and fits, is_personal=bool(travelling_key())
        ),
    )  # fmt: skip


def _drawn_around(content: str) -> str:
    with for_everyone():
        return _page_around(content, refusal=None, is_buyable=True)


def _page_around(content: str, *, refusal: Refusal | None, is_buyable: bool) -> str:
    return render_template(
        "storefront/checkout/show_checkout.html",
        content=Markup(content),  # noqa: S704 - our own escaped template
        refusal=refusal,
        is_buyable=is_buyable,
        address=cart_address,
    )


def _is_usual() -> bool:
    """Whether a guest asks by an address with nothing in it, so that the page around is everybody's."""
    return current_person() is None and not plain_query(request.query_string.decode("ascii", "replace"))
