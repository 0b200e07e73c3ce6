"""Categories, products, variants, photos, and the changes that wait for review."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Dong, Id, Json, Model, table_args
from marketplace.core.places.models import Commune
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.rules import APPROVED


class Category(Model):
    """A shelf of the market; `ocop_group` is the programme's group 1 to 6 (QĐ 919/QĐ-TTg) where there is one."""

    __tablename__ = "categories"

    id: Mapped[Id]
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str]
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("categories.id"), index=True)
    ocop_group: Mapped[int | None]
    position: Mapped[int]
    icon: Mapped[str] = mapped_column(default="package", server_default="package")


class Product(Model):
    """What a booth sells. Claims (name, texts, papers) are reviewed; price and stock change at once.

    The facts follow what a shopper must be told before a distance sale (Law 19/2023/QH15, art. 37).
    """

    __tablename__ = "products"
    __table_args__ = table_args(
        CheckConstraint("state IN ('draft', 'submitted', 'on_sale', 'hidden', 'withdrawn')", name="state"),
        Index("ix_products_booth_id", "booth_id", "state"),
        Index("ix_products_newest", "state", "published_at", "id"),
        Index("ix_products_category_newest", "category_id", "state", "published_at", "id"),
        Index("uq_products_sending_key", "booth_id", "sending_key", unique=True),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    category_id: Mapped[int] = mapped_column(ForeignKey(Category.id))
    slug: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str] = mapped_column(default="", server_default="")
    sort_key: Mapped[str]
    summary: Mapped[str] = mapped_column(default="", server_default="")
    summary_en: Mapped[str] = mapped_column(default="", server_default="")
    description: Mapped[str] = mapped_column(default="", server_default="")
    description_en: Mapped[str] = mapped_column(default="", server_default="")
    ingredients: Mapped[str] = mapped_column(default="", server_default="")
    storage: Mapped[str] = mapped_column(default="", server_default="")
    shelf_life: Mapped[str] = mapped_column(default="", server_default="")
    unit: Mapped[str]
    origin_commune_code: Mapped[str | None] = mapped_column(ForeignKey(Commune.code), index=True)
    origin_note: Mapped[str] = mapped_column(default="", server_default="")
    is_youth_startup: Mapped[bool] = mapped_column(default=False, server_default="0")
    is_alcohol: Mapped[bool] = mapped_column(default=False, server_default="0")
    is_supplement: Mapped[bool] = mapped_column(default=False, server_default="0")
    is_fresh: Mapped[bool] = mapped_column(default=False, server_default="0")
    is_sample: Mapped[bool] = mapped_column(default=False, server_default="0")
    source: Mapped[str] = mapped_column(default="", server_default="")
    state: Mapped[str] = mapped_column(default="draft", server_default="draft")
    reason: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    submitted_at: Mapped[datetime | None]
    published_at: Mapped[datetime | None]
    # Made by the page from which the product was sent, or by its list and row: what arrives twice makes one product.
    sending_key: Mapped[str | None]

    booth: Mapped[Booth] = relationship()
    category: Mapped[Category] = relationship()
    origin: Mapped[Commune | None] = relationship()
    variants: Mapped[list[Variant]] = relationship(order_by="Variant.position", viewonly=True)
    photos: Mapped[list[Photo]] = relationship(order_by="Photo.position", viewonly=True)

    @property
    def is_on_sale(self) -> bool:
        """Whether shoppers see this product."""
        return self.state == "on_sale"

    @property
    def is_approved(self) -> bool:
        """Whether organizers have let it onto the shelf: what is told of it changes only with their consent."""
        return self.state in APPROVED


class Variant(Model):
    """One buyable form of a product: its own code, price and weight.

    `net_quantity` is in `net_unit` (g, ml or piece) and gives the price per kilogram or litre; `weight_g` is what
    the carrier weighs, packing included.
    """

    __tablename__ = "variants"
    __table_args__ = table_args(
        UniqueConstraint("booth_id", "sku"),
        CheckConstraint("price >= 0 AND price <= 1000000000", name="price"),
        CheckConstraint("weight_g > 0", name="weight"),
        CheckConstraint("net_quantity IS NULL OR net_quantity > 0", name="net_quantity"),
        CheckConstraint("net_unit IN ('g', 'ml', 'piece')", name="net_unit"),
        Index("ix_variants_product_id", "product_id", "position"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id))
    sku: Mapped[str]
    name: Mapped[str] = mapped_column(default="", server_default="")
    price: Mapped[Dong]
    net_quantity: Mapped[int | None]
    net_unit: Mapped[str] = mapped_column(default="piece", server_default="piece")
    weight_g: Mapped[int]
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    is_active: Mapped[bool] = mapped_column(default=True, server_default="1")

    product: Mapped[Product] = relationship()


class Photo(Model):
    """A picture of a product. Pictures are re-encoded in several widths; an illustration is one of our drawings.

    `key` is the file without width and suffix for photos (`{key}-{width}.webp`), the whole key for drawings. The
    private `master_key` is the whole picture, from which it is painted again when somebody turns or cuts it:
    `turn`, `shape` and `focus` tell how it is shown now.
    """

    __tablename__ = "photos"
    __table_args__ = table_args(
        UniqueConstraint("product_id", "position"),
        CheckConstraint("kind IN ('photo', 'illustration')", name="kind"),
        CheckConstraint("turn IN (0, 90, 180, 270)", name="turn"),
        CheckConstraint("shape IN ('', 'square', 'portrait')", name="shape"),
        CheckConstraint("focus IN ('centre', 'top', 'bottom', 'left', 'right')", name="focus"),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id))
    kind: Mapped[str]
    key: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    widths: Mapped[list[int]] = mapped_column(Json)
    alt: Mapped[str] = mapped_column(default="", server_default="")
    position: Mapped[int]
    master_key: Mapped[str] = mapped_column(default="", server_default="")
    turn: Mapped[int] = mapped_column(default=0, server_default="0")
    shape: Mapped[str] = mapped_column(default="", server_default="")
    focus: Mapped[str] = mapped_column(default="centre", server_default="centre")


class ProductChange(Model):
    """New claims for a product on sale; the approved ones stay shown until an organizer accepts these."""

    __tablename__ = "product_changes"
    __table_args__ = table_args(
        CheckConstraint("state IN ('waiting', 'accepted', 'refused', 'replaced')", name="state"),
        Index(
            "uq_product_changes_one_waiting",
            "product_id",
            unique=True,
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id))
    claims: Mapped[dict[str, Any]] = mapped_column(Json)
    state: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str] = mapped_column(default="", server_default="")

    product: Mapped[Product] = relationship()


class ProductStep(Model):
    """One change of a product's state: who, when, why."""

    __tablename__ = "product_steps"
    __table_args__ = table_args(UniqueConstraint("product_id", "seq"))

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id))
    seq: Mapped[int]
    from_state: Mapped[str | None]
    to_state: Mapped[str]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    at: Mapped[datetime]
    reason: Mapped[str] = mapped_column(default="", server_default="")


class ProductSchedule(Model):
    """When an approved product goes on sale and off it by itself; what was done is emptied, an empty row goes.

    `missed_at` is the last moment at which it should have gone on sale and could not, as nothing could be bought.
    """

    __tablename__ = "product_schedules"
    __table_args__ = table_args(
        CheckConstraint("shows_at IS NULL OR hides_at IS NULL OR hides_at > shows_at", name="order"),
        CheckConstraint("shows_at IS NOT NULL OR hides_at IS NOT NULL OR missed_at IS NOT NULL", name="something"),
        Index("ix_product_schedules_booth_id", "booth_id"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id), primary_key=True, autoincrement=False)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    shows_at: Mapped[datetime | None] = mapped_column(index=True)
    hides_at: Mapped[datetime | None] = mapped_column(index=True)
    missed_at: Mapped[datetime | None]
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
