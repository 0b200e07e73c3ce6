"""Everything held about a person, as plain values for a file that they take away.

Secrets (hashes of passwords and of links) and what others wrote about their own work stay out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.accounts.models import Person
from marketplace.domain.accounts.queries import addresses_of, consents_of, second_factor_of, sign_ins_of
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.carts.queries import cart_of, lines_of
from marketplace.domain.carts.rules import LOCK
from marketplace.domain.catalog.models import Product
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.complaints.queries import said_to_complainant
from marketplace.domain.favourites.models import FollowedBooth, WishedProduct
from marketplace.domain.livestream.models import Broadcast, HeardOrder, Reminder
from marketplace.domain.orders.models import Order, OrderLine, OrderStep, Purchase
from marketplace.domain.returns.models import OrderReturn, ReturnPicture
from marketplace.domain.reviews.models import Question, Review

PERSON = ("full_name", "email", "phone", "role", "language", "joined_at")
ADDRESS = ("recipient", "phone", "line", "commune_code", "used_at")
SIGN_IN = ("browser", "began_at", "seen_at", "ended_at")
CONSENT = ("purpose", "version", "is_given", "at")
PURCHASE = (
    "code", "placed_at", "paid_at", "recipient", "phone", "email", "address_text", "note", "language", "payment_method",
    "goods_total", "discount_total", "shipping_total", "grand_total", "voucher_code", "touch_code",
)  # fmt: skip
ORDER = ("code", "state", "goods_total", "discount", "shipping_fee", "grand_total", "pickup_place", "delivered_at")
LINE = ("product_name", "variant_name", "sku", "quantity", "unit_price", "line_total")
STEP = ("to_state", "by_kind", "at", "reason")
RETURN = ("state", "reason", "text", "goods_refund", "shipping_refund", "asked_at")
COMPLAINT = ("code", "subject", "reason", "text", "email", "phone", "state", "outcome", "received_at", "closed_at")
BOOTH = (
    "name", "state", "legal_name", "legal_address", "tax_code", "registration_number", "representative", "phone",
    "email",
)  # fmt: skip
HEARD = ("source", "author", "words", "phone", "recipient", "address_line", "at")


def data_of(person: Person) -> dict[str, Any]:
    """All of it, by kind."""
    purchases, factor = _purchases(person), second_factor_of(person)
    return {
        "made_at": _plain(clock.now()),
        "account": _facts(person, PERSON),
        "addresses": [_facts(address, ADDRESS) for address in addresses_of(person)],
        "sign_ins": [_facts(sign_in, SIGN_IN) for sign_in in sign_ins_of(person)],
        "second_factor": _facts(factor, ("begun_at", "confirmed_at")) if factor else None,
        "consents": [_facts(each, CONSENT) for each in consents_of(person)],
        "cart": _cart(person),
        "purchases": [_purchase(purchase) for purchase in purchases],
        "heard_in_broadcasts": [_facts(each, HEARD) for each in _of_purchases(HeardOrder, purchases)],
        "complaints": _complaints(person, purchases),
        "reviews": [
            {**_post(each, "stars"), "pictures": [name for _key, name in _photos(each)]}
            for each in _reviews(person, purchases)
        ],
        "questions": [_post(each) for each in _all(select(Question).where(Question.person_id == person.id))],
        "wishes": _wishes(person),
        "followed_booths": _follows(person),
        "booths": _booths(person),
        "reminders": _reminders(person),
        "letters": _letters(person),
    }


def pictures_of(person: Person) -> list[tuple[str, str]]:
    """The stored file of every picture that the person brought, with the name that `data_of` gives it."""
    purchases = _purchases(person)
    asked = select(ReturnPicture).join(OrderReturn, OrderReturn.id == ReturnPicture.return_id)
    asked = asked.where(OrderReturn.order_id.in_(_orders_in(purchases))).order_by(ReturnPicture.id)
    found = [(picture.key, _name_of(picture)) for picture in _all(asked)]
    for review in _reviews(person, purchases):
        found += _photos(review)
    return found


def _photos(review: Review) -> list[tuple[str, str]]:
    largest = [f"{photo['key']}-{max(photo['widths'])}.webp" for photo in review.photos]
    return [(key, f"pictures/review-{review.code}-{place}.webp") for place, key in enumerate(largest, start=1)]


def _purchases(person: Person) -> Sequence[Purchase]:
    return _all(select(Purchase).where(Purchase.person_id == person.id).order_by(Purchase.id))


def _cart(person: Person) -> dict[str, Any]:
    cart = cart_of(person)
    if cart is None:
        return {}
    lines = [_facts(line, ("variant_id", "quantity", "added_at")) for line in lines_of(cart)]
    typed = {name: value for name, value in cart.delivery.items() if name != LOCK}
    return {"lines": lines, "delivery": typed}


def _purchase(purchase: Purchase) -> dict[str, Any]:
    orders = _all(select(Order).where(Order.purchase_id == purchase.id).order_by(Order.id))
    return {**_facts(purchase, PURCHASE), "orders": [_order(order) for order in orders]}


def _order(order: Order) -> dict[str, Any]:
    return {
        **_facts(order, ORDER),
        "lines": [_facts(each, LINE) for each in _of_order(OrderLine, order)],
        "steps": [_facts(each, STEP) for each in _of_order(OrderStep, order)],
        "returns": [_return(each) for each in _of_order(OrderReturn, order)],
    }


def _return(asked: OrderReturn) -> dict[str, Any]:
    return {**_facts(asked, RETURN), "pictures": [_name_of(picture) for picture in asked.pictures]}


def _name_of(picture: ReturnPicture) -> str:
    """What a picture is called in the download."""
    return f"pictures/return-{picture.return_id}-{picture.id}.{picture.key.rpartition('.')[2]}"


def _complaints(person: Person, purchases: Sequence[Purchase]) -> list[dict[str, Any]]:
    theirs = (Complaint.person_id == person.id) | Complaint.order_id.in_(_orders_in(purchases))
    found = _all(select(Complaint).where(theirs).order_by(Complaint.id))
    return [
        {
            **_facts(each, COMPLAINT),
            "said": [_facts(step, ("kind", "text", "at")) for step in said_to_complainant(each)],
        }
        for each in found
    ]


def _reviews(person: Person, purchases: Sequence[Purchase]) -> Sequence[Review]:
    theirs = (Review.person_id == person.id) | Review.order_id.in_(_orders_in(purchases))
    return _all(select(Review).where(theirs).order_by(Review.id))


def _post(post: Review | Question, *more: str) -> dict[str, Any]:
    return _facts(post, ("signed", "text", "state", "at", "answer", *more))


def _wishes(person: Person) -> list[dict[str, Any]]:
    wished = select(Product.name, WishedProduct.at).join(WishedProduct, WishedProduct.product_id == Product.id)
    rows = db.session.execute(wished.where(WishedProduct.person_id == person.id))
    return [{"product": name, "at": _plain(at)} for name, at in rows]


def _follows(person: Person) -> list[dict[str, Any]]:
    followed = select(Booth.name, FollowedBooth.wants_letters, FollowedBooth.at)
    followed = followed.join(FollowedBooth, FollowedBooth.booth_id == Booth.id)
    rows = db.session.execute(followed.where(FollowedBooth.person_id == person.id))
    return [{"booth": name, "wants_letters": wants, "at": _plain(at)} for name, wants, at in rows]


def _booths(person: Person) -> list[dict[str, Any]]:
    """The person's part in booths; of what a booth is, only its owners take the legal facts away."""
    parts = _all(select(Membership).where(Membership.person_id == person.id).order_by(Membership.id))
    return [
        {
            "role": each.role,
            "since": _plain(each.since),
            **_facts(each.booth, BOOTH if each.role == "owner" else BOOTH[:2]),
        }
        for each in parts
    ]


def _reminders(person: Person) -> list[dict[str, Any]]:
    asked = select(Broadcast.title, Reminder.at).join(Reminder, Reminder.broadcast_id == Broadcast.id)
    rows = db.session.execute(asked.where(Reminder.email_key == person.email_key))
    return [{"broadcast": title, "at": _plain(at)} for title, at in rows]


def _letters(person: Person) -> list[dict[str, Any]]:
    """Letters to the account's own address; those about purchases went where the purchases say."""
    sent = _all(select(Letter).where(Letter.to == person.email).order_by(Letter.id)) if person.email else ()
    return [_facts(letter, ("subject", "written_at", "sent_at")) for letter in sent]


def _orders_in(purchases: Sequence[Purchase]) -> Any:
    return select(Order.id).where(Order.purchase_id.in_([purchase.id for purchase in purchases]))


def _of_purchases(model: Any, purchases: Sequence[Purchase]) -> Sequence[Any]:
    return _all(select(model).where(model.purchase_id.in_([purchase.id for purchase in purchases])).order_by(model.id))


def _of_order(model: Any, order: Order) -> Sequence[Any]:
    return _all(select(model).where(model.order_id == order.id).order_by(model.id))


def _all(rows: Any) -> Sequence[Any]:
    return db.session.scalars(rows).all()


def _facts(row: Any, names: Sequence[str]) -> dict[str, Any]:
    return {name: _plain(getattr(row, name)) for name in names}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
