"""What buyers say of goods and booths, what shoppers ask, and what booths answer."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, declared_attr, mapped_column, relationship

from marketplace.core.db import Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.orders.models import Order, OrderLine
from marketplace.domain.reviews.rules import REPORT_REASONS

_reasons = ", ".join(f"'{reason}'" for reason in REPORT_REASONS)


def _post_checks() -> tuple[CheckConstraint, ...]:
    return (
        CheckConstraint("state IN ('shown', 'hidden', 'withdrawn')", name="state"),
        CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered"),
        CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name="answerer"),
        CheckConstraint("state <> 'hidden' OR (reason <> '' AND decided_by_id IS NOT NULL)", name="hidden"),
    )


class Post:
    """What a review and a question share: words of a shopper under a short name, one answer, and moderation.

    `signed` is what readers see of the author and is emptied when the author's account is erased; the words stay.
    """

    id: Mapped[Id]
    code: Mapped[str] = mapped_column(unique=True)
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    person_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id), index=True)
    signed: Mapped[str] = mapped_column(default="", server_default="")
    text: Mapped[str]
    state: Mapped[str] = mapped_column(default="shown", server_default="shown")
    at: Mapped[datetime]
    edited_at: Mapped[datetime | None]
    answer: Mapped[str] = mapped_column(default="", server_default="")
    answered_at: Mapped[datetime | None]
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    reason: Mapped[str] = mapped_column(default="", server_default="")
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    decided_at: Mapped[datetime | None]

    @declared_attr
    def booth(cls) -> Mapped[Booth]:  # noqa: N805 - the library calls it with the class
        """Whom it is about."""
        return relationship(Booth)

    @property
    def is_shown(self) -> bool:
        """Whether readers see it."""
        return self.state == "shown"


class Review(Post, Model):
    """What a buyer says of a line that was delivered, or, without a line, of the booth after an order was.

    `photos` holds of each picture its `key`, `width`, `height` and `widths`, in their order.
    """

    __tablename__ = "reviews"
    __table_args__ = table_args(
        *_post_checks(),
        CheckConstraint("stars BETWEEN 1 AND 5", name="stars"),
        CheckConstraint("(product_id IS NULL) = (order_line_id IS NULL)", name="subject"),
        UniqueConstraint("order_line_id"),
        Index(
            "uq_reviews_booth_once_an_order", "order_id", unique=True,
            sqlite_where=text("order_line_id IS NULL"), postgresql_where=text("order_line_id IS NULL"),
        ),
        Index("ix_reviews_order_id", "order_id"),
        Index("ix_reviews_product_id", "product_id", "state", "id"),
        Index("ix_reviews_booth_id", "booth_id", "state", "id"),
    )  # fmt: skip

    product_id: Mapped[int | None] = mapped_column(ForeignKey(Product.id))
    order_id: Mapped[int] = mapped_column(ForeignKey(Order.id))
    order_line_id: Mapped[int | None] = mapped_column(ForeignKey(OrderLine.id))
    stars: Mapped[int]
    photos: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)

    product: Mapped[Product | None] = relationship()
    order: Mapped[Order] = relationship()


class Question(Post, Model):
    """What a shopper asks of a product; the booth answers for everybody to read."""

    __tablename__ = "questions"
    __table_args__ = table_args(
        *_post_checks(),
        CheckConstraint("text <> ''", name="text"),
        Index("ix_questions_product_id", "product_id", "state", "id"),
        Index("ix_questions_booth_id", "booth_id", "state", "id"),
    )

    product_id: Mapped[int] = mapped_column(ForeignKey(Product.id))

    product: Mapped[Product] = relationship()


class Rating(Model):
    """How many shown reviews a product has, or, without a product, a booth has as a booth, by their stars."""

    __tablename__ = "ratings"
    __table_args__ = table_args(
        CheckConstraint("one >= 0 AND two >= 0 AND three >= 0 AND four >= 0 AND five >= 0", name="counts"),
        UniqueConstraint("product_id"),
        Index(
            "uq_ratings_booth_id", "booth_id", unique=True,
            sqlite_where=text("product_id IS NULL"), postgresql_where=text("product_id IS NULL"),
        ),
    )  # fmt: skip

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    product_id: Mapped[int | None] = mapped_column(ForeignKey(Product.id))
    one: Mapped[int] = mapped_column(default=0, server_default="0")
    two: Mapped[int] = mapped_column(default=0, server_default="0")
    three: Mapped[int] = mapped_column(default=0, server_default="0")
    four: Mapped[int] = mapped_column(default=0, server_default="0")
    five: Mapped[int] = mapped_column(default=0, server_default="0")


class PostReport(Model):
    """A reader says that something is wrong with a review or a question; booths never see who.

    `reporter` is a hash of the person or of the address, so that one reader reports a thing once.
    """

    __tablename__ = "post_reports"
    __table_args__ = table_args(
        CheckConstraint(f"reason IN ({_reasons})", name="reason"),
        CheckConstraint("(review_id IS NULL) <> (question_id IS NULL)", name="subject"),
        UniqueConstraint("review_id", "reporter"),
        UniqueConstraint("question_id", "reporter"),
        Index("ix_post_reports_open", "at", sqlite_where=text("settled_at IS NULL"),
              postgresql_where=text("settled_at IS NULL")),
    )  # fmt: skip

    id: Mapped[Id]
    review_id: Mapped[int | None] = mapped_column(ForeignKey(Review.id))
    question_id: Mapped[int | None] = mapped_column(ForeignKey(Question.id))
    reporter: Mapped[str]
    reason: Mapped[str]
    note: Mapped[str] = mapped_column(default="", server_default="")
    at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
