"""What people keep an eye on: products on their wish list, booths they follow."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Model
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product


class WishedProduct(Model):
    """A product on somebody's wish list."""

    __tablename__ = "wished_products"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id), primary_key=True, index=True)
    at: Mapped[datetime]


class FollowedBooth(Model):
    """A booth that somebody follows; `wants_letters` is the consent to be written to when it goes live."""

    __tablename__ = "followed_booths"

    person_id: Mapped[int] = mapped_column(ForeignKey(Person.id), primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, index=True)
    wants_letters: Mapped[bool] = mapped_column(default=True, server_default="1")
    at: Mapped[datetime]

    booth: Mapped[Booth] = relationship()
