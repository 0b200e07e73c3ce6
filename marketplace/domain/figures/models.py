"""Visitors by day and where they came from; printed codes and who scanned them."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.figures.rules import SOURCES

_SOURCES = ", ".join(f"'{source}'" for source in SOURCES)


class VisitMark(Model):
    """That a visitor was seen on a day, kept until the day is over so that nobody is counted twice.

    `visitor` is a keyed hash of address, browser and day: tomorrow's is another one. `product_id` 0 stands for the
    whole booth. The first source of the day counts.
    """

    __tablename__ = "visit_marks"
    __table_args__ = table_args(CheckConstraint(f"source IN ({_SOURCES})", name="source"))

    day: Mapped[date] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    visitor: Mapped[str] = mapped_column(primary_key=True)
    source: Mapped[str]
    detail: Mapped[str] = mapped_column(default="", server_default="")


class DayVisits(Model):
    """How many people came on a day, by source; `detail` names the fair. `product_id` 0 is the whole booth."""

    __tablename__ = "day_visits"
    __table_args__ = table_args(
        CheckConstraint(f"source IN ({_SOURCES})", name="source"), CheckConstraint("visitors > 0", name="visitors")
    )

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    source: Mapped[str] = mapped_column(primary_key=True)
    detail: Mapped[str] = mapped_column(primary_key=True, default="", server_default="")
    visitors: Mapped[int]


class PrintedCode(Model):
    """A code on paper that leads to a booth or one of its products; `fair` tells one printing from the others."""

    __tablename__ = "printed_codes"
    __table_args__ = table_args(
        CheckConstraint("length(fair) <= 60", name="fair"),
        UniqueConstraint("booth_id", "fair", "subject"),
        CheckConstraint("subject = COALESCE(product_id, 0)", name="subject"),
        Index("ix_printed_codes_product_id", "product_id"),
    )

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int | None] = mapped_column(ForeignKey(Product.id))
    # The product's number or 0: two empty values would not be one in a unique key.
    subject: Mapped[int]
    fair: Mapped[str] = mapped_column(default="", server_default="")
    created_at: Mapped[datetime]
    created_by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))


class ScanMark(Model):
    """That a visitor scanned a code on a day, kept until the day is over."""

    __tablename__ = "scan_marks"
    __table_args__ = table_args()

    day: Mapped[date] = mapped_column(primary_key=True)
    code_id: Mapped[int] = mapped_column(ForeignKey(PrintedCode.id), primary_key=True, autoincrement=False)
    visitor: Mapped[str] = mapped_column(primary_key=True)


class DayScans(Model):
    """How many people scanned a code on a day: counted apart from clicks and from visitors."""

    __tablename__ = "day_scans"
    __table_args__ = table_args(
        CheckConstraint("scans > 0", name="scans"), Index("ix_day_scans_booth_id", "booth_id", "day")
    )

    code_id: Mapped[int] = mapped_column(ForeignKey(PrintedCode.id), primary_key=True, autoincrement=False)
    day: Mapped[date] = mapped_column(primary_key=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    scans: Mapped[int]
