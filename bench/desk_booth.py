"""A booth in bulk for the bench of the desk: goods, orders with all that they leave behind, and one of everything."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bench.bulk import set_counters, write_rows
from marketplace.core import clock
from marketplace.core.codes import hash_token
from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person, SignIn
from marketplace.domain.booths.models import Booth, Maker, Membership
from marketplace.domain.catalog.models import Category, ImportSheet, Photo, Product, Variant
from marketplace.domain.figures.models import DayVisits, PrintedCode
from marketplace.domain.ledger.models import Charge, Entry, Line, Rate, SaleTerms
from marketplace.domain.ledger.rules import OF_BOOTHS
from marketplace.domain.livestream.models import Campaign, Invitation
from marketplace.domain.notices.models import PageNotice
from marketplace.domain.orders.models import Order, OrderLine, OrderStep, Purchase
from marketplace.domain.papers.models import Paper
from marketplace.domain.returns.models import OrderReturn, ReturnLine, ReturnStep
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.shipping.models import Parcel, ParcelLine
from marketplace.domain.stock.models import Batch, StockLevel, StockMovement

A_DAY = 200
FEE = 25_000
PRICE = 50_000
# What is taken of each order, by the kind of rate, and in hundredths of a percent.
TAKEN = {"commission": 500, "vat": 100}
# The last of each hundred orders still wait for the booth; the others are over.
UNDER_WAY = {0: "placed", 1: "accepted", 2: "packed", 3: "shipped"}
STEPS = ("placed", "accepted", "packed", "shipped", "delivered", "completed")
SENT = ("shipped", "completed")
PER_REVIEW = 10


@dataclass(frozen=True)
class Size:
    """How much a booth has."""

    slug: str
    products: int
    orders: int

    def order(self, number: int) -> str:
        """The code of one of its orders."""
        return f"{self.slug.replace('-', '').upper()}-{number}"


@dataclass(frozen=True)
class Firsts:
    """The first numbers of what a booth is given."""

    booth: int
    person: int
    product: int
    variant: int
    purchase: int
    order: int
    line: int


def fill(size: Size, campaign: str) -> Mapping[str, Any]:
    """An owner who is signed in, a booth, its goods, its orders at an even pace, and one of everything else.

    Says what stands in the addresses of its pages, by the name of the parameter. The `campaign` must be there.
    """
    now = clock.now()
    with transaction():
        tables = (Booth, Person, Product, Variant, Purchase, Order, OrderLine)
        firsts = Firsts(*(_first(table) for table in tables))
        commune = db.session.scalars(select(func.min(Commune.code))).one()
        shelf = db.session.scalars(select(func.max(Category.id))).one()
        _booth(size, firsts, commune, now)
        _goods(size, firsts, shelf, now)
        _orders(size, firsts, commune, now)
        _sendings(size, firsts, now)
        _book(size, firsts, now)
        _news(size, firsts, now)
        _visits(size, firsts, now)
        set_counters(*tables)
        return _one_of_each(size, firsts, campaign, now)


def _first(table: type[Any]) -> int:
    return (db.session.scalar(select(func.max(table.id))) or 0) + 1


def _states(size: Size) -> list[str]:
    """Of each ten orders of the last two days, some still wait."""
    return [UNDER_WAY.get(n % 10, "completed") if n < 2 * A_DAY else "completed" for n in range(size.orders)]


def _placed(size: Size, now: datetime) -> list[datetime]:
    """When, the newest first."""
    return [now - timedelta(days=n / A_DAY) for n in range(size.orders)]


def _booth(size: Size, firsts: Firsts, commune: str, now: datetime) -> None:
    mail = f"{size.slug}@example.test"
    write_rows(Person, [{
        "id": firsts.person, "full_name": "Chủ gian", "email": mail, "email_key": mail, "role": "member",
        "joined_at": now,
    }])  # fmt: skip
    write_rows(SignIn, [{"person_id": firsts.person, "token_hash": hash_token(size.slug), "began_at": now,
                         "seen_at": now}])  # fmt: skip
    write_rows(Booth, [{
        "id": firsts.booth, "slug": size.slug, "name": size.slug, "sort_key": size.slug, "state": "open",
        "subject_kind": "household", "legal_name": size.slug, "legal_address": "Thôn 1", "tax_code": "3200000009",
        "representative": "Chủ gian", "phone": "+84233123456", "email": "gian@example.test", "commune_code": commune,
        "created_at": now, "opened_at": now, "is_sample": True,
    }])  # fmt: skip
    write_rows(Membership, [{"booth_id": firsts.booth, "person_id": firsts.person, "role": "owner", "since": now}])


def _goods(size: Size, firsts: Firsts, shelf: int, now: datetime) -> None:
    numbers, booth = range(size.products), firsts.booth
    write_rows(Product, ({
        "id": firsts.product + n, "booth_id": booth, "category_id": shelf, "slug": f"{size.slug}-{n}",
        "name": f"Món {n:03}", "sort_key": f"mon {n:03}", "summary": "Để đo tốc độ.", "unit": "gói", "is_sample": True,
        "state": "on_sale", "created_at": now, "published_at": now,
    } for n in numbers))  # fmt: skip
    write_rows(Photo, ({
        "booth_id": booth, "product_id": firsts.product + n, "kind": "photo", "key": f"{size.slug}/{n}", "width": 1200,
        "height": 1200, "widths": [320], "alt": "", "position": 0,
    } for n in numbers))  # fmt: skip
    write_rows(Variant, ({
        "id": firsts.variant + n, "booth_id": booth, "product_id": firsts.product + n, "sku": f"{size.slug}-{n}",
        "price": PRICE, "net_quantity": 500, "net_unit": "g", "weight_g": 550,
    } for n in numbers))  # fmt: skip
    write_rows(StockLevel, (
        {"variant_id": firsts.variant + n, "booth_id": booth, "available": 1000 + n} for n in numbers
    ))  # fmt: skip
    write_rows(StockMovement, ({
        "variant_id": firsts.variant + n, "booth_id": booth, "delta": 1000 + n, "kind": "receive", "at": now,
        "reason": "",
    } for n in numbers))  # fmt: skip


def _orders(size: Size, firsts: Firsts, commune: str, now: datetime) -> None:
    numbers, states, at = range(size.orders), _states(size), _placed(size, now)
    totals = {"goods_total": PRICE, "shipping_total": FEE, "grand_total": PRICE + FEE}
    write_rows(Purchase, ({
        "id": firsts.purchase + n, "code": f"{size.slug}-code-{n}".upper(), "idempotency_scope": "bench",
        "idempotency_key": f"{size.slug}-{n}", "request_hash": "x", "recipient": "Lan",
        "phone": f"+84{90000000 + n:09}",
        "address_line": "Thôn 1", "commune_code": commune, "address_text": "Thôn 1", "payment_method": "cod",
        "discount_total": 0, **totals, "placed_at": at[n],
    } for n in numbers))  # fmt: skip
    write_rows(Order, ({
        "id": firsts.order + n, "purchase_id": firsts.purchase + n, "booth_id": firsts.booth, "code": size.order(n),
        "state": states[n], "discount": 0, "goods_total": PRICE, "shipping_fee": FEE, "grand_total": PRICE + FEE,
        "weight_g": 550, "changed_at": at[n], "placed_on": clock.local_day(at[n]), "source": "search",
        "secured_at": None if states[n] == "placed" else at[n],
        "delivered_at": at[n] if states[n] == "completed" else None,
    } for n in numbers))  # fmt: skip
    write_rows(OrderLine, ({
        "id": firsts.line + n, "order_id": firsts.order + n, "booth_id": firsts.booth,
        "variant_id": firsts.variant + n % size.products, "product_name": "Món", "sku": "M", "unit": "gói",
        "quantity": 1, "list_price": PRICE, "unit_price": PRICE, "line_total": PRICE,
    } for n in numbers))  # fmt: skip
    write_rows(OrderStep, ({
        "order_id": firsts.order + n, "seq": seq, "from_state": STEPS[seq - 2] if seq > 1 else None,
        "to_state": STEPS[seq - 1], "by_kind": "booth", "at": at[n], "reason": "",
    } for n in numbers for seq in range(1, STEPS.index(states[n]) + 2)))  # fmt: skip
    write_rows(StockMovement, ({
        "variant_id": firsts.variant + n % size.products, "booth_id": firsts.booth, "delta": -1, "kind": "sale",
        "order_line_id": firsts.line + n, "at": at[n], "reason": "",
    } for n in numbers))  # fmt: skip


def _sendings(size: Size, firsts: Firsts, now: datetime) -> None:
    at, first = _placed(size, now), _first(Parcel)
    sent = [n for n, state in enumerate(_states(size)) if state in SENT]
    write_rows(Parcel, ({
        "id": first + place, "order_id": firsts.order + n, "booth_id": firsts.booth, "carrier": "GHN",
        "tracking_code": f"GHN{n}", "state": "delivered", "sent_at": at[n], "changed_at": at[n],
    } for place, n in enumerate(sent)))  # fmt: skip
    write_rows(ParcelLine, ({
        "parcel_id": first + place, "line_id": firsts.line + n, "booth_id": firsts.booth, "quantity": 1,
    } for place, n in enumerate(sent)))  # fmt: skip
    set_counters(Parcel)


def _book(size: Size, firsts: Firsts, now: datetime) -> None:
    """What each order is charged, and what each finished one brought; the cash of it is in the hands of the booth."""
    at, booth = _placed(size, now), firsts.booth
    rates = {
        kind: Rate(kind=kind, name=kind, basis_points=points, starts_on=clock.local_day(now), reason="Để đo tốc độ.",
                   recorded_on=clock.local_day(now), recorded_at=now, recorded_by_id=firsts.person)
        for kind, points in TAKEN.items()
    }  # fmt: skip
    _keep(list(rates.values()))
    taken = {kind: PRICE * points // 10_000 for kind, points in TAKEN.items()}
    over = [n for n, state in enumerate(_states(size)) if state == "completed"]
    write_rows(SaleTerms, ({"order_id": firsts.order + n, "booth_id": booth, "at": at[n]} for n in range(size.orders)))
    write_rows(Charge, ({
        "order_id": firsts.order + n, "booth_id": booth, "line_id": firsts.line + n, "rate_id": rates[kind].id,
        "base": PRICE, "amount": amount,
    } for n in range(size.orders) for kind, amount in taken.items()))  # fmt: skip
    sides = [("booth", "goods", None, -PRICE), ("booth", "shipping", None, -FEE), ("cash", "money", None, PRICE + FEE)]
    for kind, amount in taken.items():
        sides += [("booth", kind, rates[kind].id, amount), (kind, kind, rates[kind].id, -amount)]
    write_rows(Line, ({
        "entry_key": f"{size.slug}-{n}", "account": account, "booth_id": booth if account in OF_BOOTHS else None,
        "part": part, "rate_id": rate, "amount": amount,
    } for n in over for account, part, rate, amount in sides))  # fmt: skip
    write_rows(Entry, ({
        "key": f"{size.slug}-{n}", "kind": "sale", "purchase_id": firsts.purchase + n, "order_id": firsts.order + n,
        "booth_id": booth, "at": at[n], "recorded_at": at[n],
    } for n in over))  # fmt: skip


def _news(size: Size, firsts: Firsts, now: datetime) -> None:
    """A notice of every order that nobody opened, reviews of some, and questions about the first goods."""
    at, numbers = _placed(size, now), range(size.orders)
    person, booth = firsts.person, firsts.booth
    write_rows(PageNotice, ({
        "person_id": person, "booth_id": booth, "kind": "order", "key": f"order-{firsts.order + n}", "topic": "placed",
        "about": size.order(n), "path": f"/seller/orders/{size.order(n)}", "at": at[n],
    } for n in reversed(numbers)))  # fmt: skip
    reviewed = [n for n in numbers if n % PER_REVIEW == PER_REVIEW - 1]
    write_rows(Review, ({
        "code": f"{size.slug}-danh-gia-{n}", "booth_id": booth, "product_id": firsts.product + n % size.products,
        "order_id": firsts.order + n, "order_line_id": firsts.line + n, "stars": 4, "photos": [], "person_id": person,
        "text": "Thơm.", "at": at[n],
    } for n in reviewed))  # fmt: skip
    write_rows(Question, ({
        "code": f"{size.slug}-hoi-{n}", "booth_id": booth, "product_id": firsts.product + n % size.products,
        "person_id": person, "text": "Có cay không?", "at": at[n],
    } for n in reviewed))  # fmt: skip


def _visits(size: Size, firsts: Firsts, now: datetime) -> None:
    days = {clock.local_day(each) for each in _placed(size, now)}
    seen = (0, *range(firsts.product, firsts.product + min(size.products, 50)))
    write_rows(DayVisits, ({
        "booth_id": firsts.booth, "day": day, "product_id": product, "source": "search", "detail": "", "visitors": 40,
    } for day in days for product in seen))  # fmt: skip


def _one_of_each(size: Size, firsts: Firsts, campaign: str, now: datetime) -> dict[str, Any]:
    """What has a page of its own."""
    booth, person, today = firsts.booth, firsts.person, clock.local_day(now)
    product, variant = firsts.product + 1, firsts.variant + 1
    campaign_id = db.session.scalars(select(Campaign.id).where(Campaign.slug == campaign)).one()
    movement = StockMovement(variant_id=variant, booth_id=booth, delta=12, kind="receive", at=now)
    _keep([movement])
    code = f"{size.slug}-ma"
    made = (
        _sheet(booth, person, now),
        Maker(booth_id=booth, name="Hồ Thị Kăn", agreed_on=today, noted_by_id=person),
        Batch(code=f"{size.slug}-lo", booth_id=booth, product_id=product, variant_id=variant, movement_id=movement.id,
              made_on=today, created_at=now, created_by_id=person),
        _return(firsts, now),
        db.session.scalars(select(Photo).where(Photo.booth_id == booth, Photo.product_id == product)).one(),
    )  # fmt: skip
    invitation = Invitation(campaign_id=campaign_id, booth_id=booth, state="accepted", invited_by_id=person,
                            invited_at=now, answered_by_id=person, answered_at=now)  # fmt: skip
    printed = PrintedCode(code=code, booth_id=booth, subject=0, created_at=now, created_by_id=person)
    _keep([*made, invitation, printed, _paper(booth, today, now)])
    sheet, maker, batch, back, photo = made
    _keep([ReturnLine(return_id=back.id, order_line_id=firsts.line + size.orders - 1, quantity=1),
           ReturnStep(return_id=back.id, seq=1, to_state="asked", by_kind="shopper", at=now)])  # fmt: skip
    return {
        "code": size.order(1), "slug": f"{size.slug}-1", "variant_id": variant, "sheet_id": sheet.id,
        "maker_id": maker.id, "batch_id": batch.id, "return_id": back.id, "photo_id": photo.id, "campaign": campaign,
        "printed": code,
    }  # fmt: skip


def _keep(rows: Sequence[Any]) -> None:
    db.session.add_all(rows)
    db.session.flush()


def _sheet(booth: int, person: int, now: datetime) -> ImportSheet:
    columns = [{"name": key, "own": key, "field": key, "said": ""} for key in ("name", "price")]
    rows = [{"#": str(n), "name": f"Món mới {n}", "price": "mười nghìn"} for n in range(20)]
    return ImportSheet(booth_id=booth, by_id=person, file_name="hang.csv", columns=columns, rows=rows,
                       row_count=len(rows), at=now)  # fmt: skip


def _return(firsts: Firsts, now: datetime) -> OrderReturn:
    order = db.session.scalars(select(func.max(Order.id)).where(Order.booth_id == firsts.booth)).one()
    return OrderReturn(order_id=order, booth_id=firsts.booth, reason="damaged", text="Hũ vỡ.", goods_refund=PRICE,
                       shipping_refund=0, asked_at=now, due_at=now + timedelta(days=3), changed_at=now)  # fmt: skip


def _paper(booth: int, today: date, now: datetime) -> Paper:
    return Paper(booth_id=booth, kind="organic", number="1/QĐ", issuer="UBND", issued_on=today,
                 expires_on=today + timedelta(days=200), brought_at=now, scan_key="papers/1")  # fmt: skip
