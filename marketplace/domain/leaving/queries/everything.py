"""Everything a booth has, as tables for its owner to take away.

Of its buyers a booth keeps what it needs to deliver: name, phone and address while an order is under way, afterwards
only the commune (Personal Data Protection Law 91/2025/QH15: as little as the purpose needs).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, select
from sqlalchemy.orm import joinedload

from marketplace.core.db import db
from marketplace.core.places.models import Commune
from marketplace.domain.booths.models import Booth, Maker
from marketplace.domain.catalog.models import Category, Photo, Product, Variant
from marketplace.domain.ledger.models import Entry, Line, Rate
from marketplace.domain.livestream.models import Campaign, Invitation
from marketplace.domain.livestream.queries import broadcasts_of, own_part
from marketplace.domain.orders.models import Order, OrderLine, OrderNote, OrderStep, Purchase, Shortfall, ShortLine
from marketplace.domain.orders.rules import FINAL
from marketplace.domain.papers.models import Paper
from marketplace.domain.promotions.models import Offer, Voucher
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.shipping.models import Booking, CarrierIssue, Parcel, ParcelLine, ShippingRate
from marketplace.domain.stock.models import Batch, StockLevel, StockMovement


@dataclass(frozen=True)
class Table:
    """One file: its name, the names of its columns, and its rows."""

    name: str
    header: Sequence[str]
    rows: Iterator[Sequence[Any]]


def tables_of(booth: Booth) -> Iterator[Table]:
    """Every table of the booth, one after the other."""
    for name, found in {**_goods(booth.id), **_trade(booth.id), **_sent(booth.id), **_voices(booth.id)}.items():
        yield Table(name, list(found.selected_columns.keys()), _rows(found))
    yield Table("campaigns", CAMPAIGN, iter(_campaigns(booth)))


def photo_keys_of(booth: Booth) -> Iterator[tuple[str, str]]:
    """The stored file of every photo, with the name it gets in the download."""
    found = select(Product.slug, Photo.position, Photo.kind, Photo.key, Photo.widths).join(
        Product, Product.id == Photo.product_id
    )
    for slug, position, kind, key, widths in db.session.execute(found.where(Photo.booth_id == booth.id)):
        file = key if kind == "illustration" else f"{key}-{max(widths)}.webp"
        yield file, f"photos/{slug}-{position}.{file.rpartition('.')[2]}"


def scans_of(booth: Booth) -> Iterator[tuple[str, str]]:
    """The scan of every paper, with the name it gets in the download."""
    found = select(Paper.id, Paper.scan_key).where(Paper.booth_id == booth.id, Paper.scan_key.is_not(None))
    for paper_id, key in db.session.execute(found):
        yield str(key), f"papers/{paper_id}.{str(key).rpartition('.')[2]}"


def _goods(mine: int) -> dict[str, Any]:
    """What is sold, how much of it there is, and at which terms."""
    return {
        "products": select(
            Product.slug, Product.name, Product.name_en, Category.name.label("category"), Product.state,
            Product.summary, Product.summary_en, Product.description, Product.description_en, Product.ingredients,
            Product.storage, Product.shelf_life, Product.unit, Product.origin_commune_code, Product.origin_note,
            Product.created_at, Product.published_at,
        ).join(Category, Category.id == Product.category_id).where(Product.booth_id == mine).order_by(Product.id),
        "variants": select(
            Variant.sku, Product.slug.label("product"), Variant.name, Variant.price, Variant.net_quantity,
            Variant.net_unit, Variant.weight_g, Variant.is_active, StockLevel.available,
        ).join(Product, Product.id == Variant.product_id).outerjoin(StockLevel, StockLevel.variant_id == Variant.id)
        .where(Variant.booth_id == mine).order_by(Variant.id),
        "stock_movements": select(
            StockMovement.at, Variant.sku, StockMovement.delta, StockMovement.kind, StockMovement.reason,
        ).join(Variant, Variant.id == StockMovement.variant_id).where(StockMovement.booth_id == mine)
        .order_by(StockMovement.id),
        "offers": select(
            Variant.sku, Offer.kind, Offer.price, Offer.starts_at, Offer.ends_at, Offer.quantity, Offer.sold,
            Offer.per_buyer, Offer.bearer,
        ).join(Variant, Variant.id == Offer.variant_id).where(Offer.booth_id == mine).order_by(Offer.id),
        "vouchers": select(
            Voucher.code, Voucher.kind, Voucher.value, Voucher.most, Voucher.min_goods, Voucher.max_uses,
            Voucher.uses, Voucher.bearer, Voucher.starts_at, Voucher.ends_at,
        ).where(Voucher.booth_id == mine).order_by(Voucher.id),
        "batches": select(
            Batch.code, Product.slug.label("product"), Variant.sku, Batch.made_on, Batch.best_before, Batch.note,
            Batch.note_en, Batch.created_at, Batch.recalled_at, Batch.recall_reason,
        ).join(Product, Product.id == Batch.product_id).outerjoin(Variant, Variant.id == Batch.variant_id)
        .where(Batch.booth_id == mine).order_by(Batch.id),
        "shipping_rates": select(
            ShippingRate.zone, ShippingRate.first_g, ShippingRate.fee, ShippingRate.step_g, ShippingRate.step_fee,
            ShippingRate.days_min, ShippingRate.days_max,
        ).where(ShippingRate.booth_id == mine).order_by(ShippingRate.id),
    }  # fmt: skip


def _trade(mine: int) -> dict[str, Any]:
    """What was bought, what was not delivered or sent back, and what it earned."""
    return {
        "orders": _orders(mine),
        "order_lines": select(
            Order.code.label("order"), OrderLine.sku, OrderLine.product_name, OrderLine.variant_name,
            OrderLine.quantity, OrderLine.unit, OrderLine.list_price, OrderLine.unit_price, OrderLine.line_total,
        ).join(Order, Order.id == OrderLine.order_id).where(OrderLine.booth_id == mine).order_by(OrderLine.id),
        "order_steps": select(
            Order.code.label("order"), OrderStep.at, OrderStep.from_state, OrderStep.to_state, OrderStep.by_kind,
            OrderStep.reason,
        ).join(Order, Order.id == OrderStep.order_id).where(Order.booth_id == mine).order_by(OrderStep.id),
        "shortfalls": select(
            Order.code.label("order"), Shortfall.at, OrderLine.sku, OrderLine.product_name, ShortLine.quantity,
            Shortfall.reason,
        ).join_from(Shortfall, ShortLine, ShortLine.shortfall_id == Shortfall.id)
        .join(Order, Order.id == Shortfall.order_id).join(OrderLine, OrderLine.id == ShortLine.line_id)
        .where(Shortfall.booth_id == mine, ShortLine.booth_id == mine).order_by(Shortfall.id, ShortLine.line_id),
        "order_notes": select(Order.code.label("order"), OrderNote.at, OrderNote.text)
        .join(Order, Order.id == OrderNote.order_id).where(OrderNote.booth_id == mine).order_by(OrderNote.id),
        "earnings": select(
            Entry.at, Order.code.label("order"), Entry.key.label("entry"), Entry.kind, Line.account, Line.part,
            Rate.name.label("rate"), Rate.basis_points, (-Line.amount).label("amount"),
        ).join_from(Line, Entry, Entry.key == Line.entry_key).join(Order, Order.id == Entry.order_id)
        .outerjoin(Rate, Rate.id == Line.rate_id).where(Line.booth_id == mine, Entry.booth_id == mine)
        .order_by(Entry.at, Line.id),
        "returns": select(
            Order.code.label("order"), OrderReturn.state, OrderReturn.reason, OrderReturn.asked_at,
            OrderReturn.goods_refund, OrderReturn.shipping_refund,
        ).join(Order, Order.id == OrderReturn.order_id).where(OrderReturn.booth_id == mine).order_by(OrderReturn.id),
    }  # fmt: skip


def _sent(mine: int) -> dict[str, Any]:
    """What was handed to carriers, what they were asked for and what did not fit."""
    return {
        "parcels": select(
            Parcel.id, Order.code.label("order"), Parcel.carrier, Parcel.tracking_code, Parcel.state, Parcel.sent_at,
        ).join(Order, Order.id == Parcel.order_id).where(Parcel.booth_id == mine).order_by(Parcel.id),
        "parcel_lines": select(
            ParcelLine.parcel_id.label("parcel"), OrderLine.sku, ParcelLine.quantity,
        ).join(OrderLine, OrderLine.id == ParcelLine.line_id).where(ParcelLine.booth_id == mine)
        .order_by(ParcelLine.parcel_id, ParcelLine.line_id),
        "bookings": select(
            Order.code.label("order"), Booking.carrier, Booking.client_code, Booking.state, Booking.code,
            Booking.status, Booking.weight_g, Booking.worth, Booking.collect, Booking.said_collect, Booking.quoted,
            Booking.fee, Booking.fault, Booking.wanted_at, Booking.heard_at, Booking.closed_at,
        ).join(Order, Order.id == Booking.order_id).where(Booking.booth_id == mine).order_by(Booking.id),
        "carrier_issues": select(
            Booking.client_code.label("booking"), CarrierIssue.kind, CarrierIssue.about, CarrierIssue.opened_at,
            CarrierIssue.closed_at,
        ).join(Booking, Booking.id == CarrierIssue.booking_id).where(CarrierIssue.booth_id == mine)
        .order_by(CarrierIssue.id),
    }  # fmt: skip


def _voices(mine: int) -> dict[str, Any]:
    """What authorities and buyers say of it."""
    return {
        "makers": select(Maker.name, Maker.part, Maker.part_en, Maker.words, Maker.words_en, Maker.agreed_on)
        .where(Maker.booth_id == mine).order_by(Maker.id),
        "papers": select(
            Paper.id, Paper.kind, Paper.star, Paper.number, Paper.issuer, Paper.issued_on, Paper.expires_on,
            Paper.state, Paper.reason, Product.slug.label("product"),
        ).outerjoin(Product, Product.id == Paper.product_id).where(Paper.booth_id == mine).order_by(Paper.id),
        "reviews": select(
            Review.at, Product.slug.label("product"), Review.stars, Review.signed, Review.text, Review.state,
            Review.answer, Review.answered_at,
        ).outerjoin(Product, Product.id == Review.product_id).where(Review.booth_id == mine).order_by(Review.id),
        "questions": select(
            Question.at, Product.slug.label("product"), Question.signed, Question.text, Question.state,
            Question.answer, Question.answered_at,
        ).join(Product, Product.id == Question.product_id).where(Question.booth_id == mine).order_by(Question.id),
    }  # fmt: skip


def _orders(booth_id: int) -> Select[Any]:
    """Orders; who bought and where only as long as there is something to deliver."""
    is_under_way = Order.state.not_in((*FINAL, "delivered", "awaiting_payment"))
    told = {
        name: case((is_under_way, column), else_="").label(name)
        for name, column in (
            ("recipient", Purchase.recipient), ("phone", Purchase.phone), ("address", Purchase.address_text),
            ("note", Purchase.note),
        )
    }  # fmt: skip
    columns: list[Any] = [
        Order.code, Order.state, Purchase.placed_at, Purchase.paid_at, Purchase.payment_method, Order.goods_total,
        Order.discount, Order.shipping_fee, Order.grand_total, Order.delivered_at, Commune.name.label("commune"),
    ]  # fmt: skip
    found = select(*columns, *told.values()).join(Purchase, Purchase.id == Order.purchase_id)
    found = found.join(Commune, Commune.code == Purchase.commune_code)
    return found.where(Order.booth_id == booth_id).order_by(Order.id)


CAMPAIGN = ("campaign", "answer", "asked_at", "product", "orders", "units", "value")


def _campaigns(booth: Booth) -> Iterator[Sequence[Any]]:
    """What the booth was asked and, of each of its goods, what was sold in the campaign."""
    found = select(Invitation).join(Campaign, Campaign.id == Invitation.campaign_id)
    found = found.where(Invitation.booth_id == booth.id).options(joinedload(Invitation.campaign))
    for invitation in db.session.scalars(found.order_by(Invitation.id)):
        told = (invitation.campaign.name, invitation.state, invitation.invited_at)
        products = own_part(invitation, broadcasts_of(invitation.campaign)).products
        for each in products:
            yield (*told, each.name, each.orders_placed, each.units_placed, each.value_placed)
        if not products:
            yield (*told, "", 0, 0, 0)


def _rows(found: Select[Any]) -> Iterator[Sequence[Any]]:
    yield from (tuple(row) for row in db.session.execute(found.execution_options(yield_per=500)))
