"""Let buyers review, shoppers ask, booths answer and readers report."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from marketplace.core import db

revision = "reviews_speak"
down_revision = "favourites_keep"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reviews",
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("order_id", sa.BigInteger(), nullable=False),
        sa.Column("order_line_id", sa.BigInteger(), nullable=True),
        sa.Column("stars", sa.BigInteger(), nullable=False),
        sa.Column("photos", db.Json, nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("signed", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="shown", nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("edited_at", db.Moment(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", db.Moment(), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", db.Moment(), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f("ck_reviews_answered")),
        sa.CheckConstraint(
            "state <> 'hidden' OR (reason <> '' AND decided_by_id IS NOT NULL)", name=op.f("ck_reviews_hidden")
        ),
        sa.CheckConstraint("state IN ('shown', 'hidden', 'withdrawn')", name=op.f("ck_reviews_state")),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_reviews_answerer")),
        sa.CheckConstraint("(product_id IS NULL) = (order_line_id IS NULL)", name=op.f("ck_reviews_subject")),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name=op.f("ck_reviews_stars")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_reviews_answered_by_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_reviews_booth_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_reviews_decided_by_id")),
        sa.ForeignKeyConstraint(["order_id"], ["orders.id"], name=op.f("fk_reviews_order_id")),
        sa.ForeignKeyConstraint(["order_line_id"], ["order_lines.id"], name=op.f("fk_reviews_order_line_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_reviews_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_reviews_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reviews")),
        sa.UniqueConstraint("code", name=op.f("uq_reviews_code")),
        sa.UniqueConstraint("order_line_id", name=op.f("uq_reviews_order_line_id")),
        sqlite_strict=True,
    )
    op.create_index("ix_reviews_booth_id", "reviews", ["booth_id", "state", "id"], unique=False)
    op.create_index("ix_reviews_order_id", "reviews", ["order_id"], unique=False)
    op.create_index(op.f("ix_reviews_person_id"), "reviews", ["person_id"], unique=False)
    op.create_index("ix_reviews_product_id", "reviews", ["product_id", "state", "id"], unique=False)
    op.create_index(
        "uq_reviews_booth_once_an_order",
        "reviews",
        ["order_id"],
        unique=True,
        sqlite_where=sa.text("order_line_id IS NULL"),
        postgresql_where=sa.text("order_line_id IS NULL"),
    )
    op.create_table(
        "questions",
        sa.Column("product_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("person_id", sa.BigInteger(), nullable=True),
        sa.Column("signed", sa.Text(), server_default="", nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), server_default="shown", nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("edited_at", db.Moment(), nullable=True),
        sa.Column("answer", sa.Text(), server_default="", nullable=False),
        sa.Column("answered_at", db.Moment(), nullable=True),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("decided_by_id", sa.BigInteger(), nullable=True),
        sa.Column("decided_at", db.Moment(), nullable=True),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name=op.f("ck_questions_answered")),
        sa.CheckConstraint(
            "state <> 'hidden' OR (reason <> '' AND decided_by_id IS NOT NULL)", name=op.f("ck_questions_hidden")
        ),
        sa.CheckConstraint("state IN ('shown', 'hidden', 'withdrawn')", name=op.f("ck_questions_state")),
        sa.CheckConstraint("text <> ''", name=op.f("ck_questions_text")),
        sa.CheckConstraint("(answered_at IS NULL) = (answered_by_id IS NULL)", name=op.f("ck_questions_answerer")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["people.id"], name=op.f("fk_questions_answered_by_id")),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_questions_booth_id")),
        sa.ForeignKeyConstraint(["decided_by_id"], ["people.id"], name=op.f("fk_questions_decided_by_id")),
        sa.ForeignKeyConstraint(["person_id"], ["people.id"], name=op.f("fk_questions_person_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_questions_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_questions")),
        sa.UniqueConstraint("code", name=op.f("uq_questions_code")),
        sqlite_strict=True,
    )
    op.create_index("ix_questions_booth_id", "questions", ["booth_id", "state", "id"], unique=False)
    op.create_index(op.f("ix_questions_person_id"), "questions", ["person_id"], unique=False)
    op.create_index("ix_questions_product_id", "questions", ["product_id", "state", "id"], unique=False)
    op.create_table(
        "ratings",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("booth_id", sa.BigInteger(), nullable=False),
        sa.Column("product_id", sa.BigInteger(), nullable=True),
        sa.Column("one", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("two", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("three", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("four", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("five", sa.BigInteger(), server_default="0", nullable=False),
        sa.CheckConstraint(
            "one >= 0 AND two >= 0 AND three >= 0 AND four >= 0 AND five >= 0", name=op.f("ck_ratings_counts")
        ),
        sa.ForeignKeyConstraint(["booth_id"], ["booths.id"], name=op.f("fk_ratings_booth_id")),
        sa.ForeignKeyConstraint(["product_id"], ["products.id"], name=op.f("fk_ratings_product_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ratings")),
        sa.UniqueConstraint("product_id", name=op.f("uq_ratings_product_id")),
        sqlite_strict=True,
    )
    op.create_index(
        "uq_ratings_booth_id",
        "ratings",
        ["booth_id"],
        unique=True,
        sqlite_where=sa.text("product_id IS NULL"),
        postgresql_where=sa.text("product_id IS NULL"),
    )
    op.create_table(
        "post_reports",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("review_id", sa.BigInteger(), nullable=True),
        sa.Column("question_id", sa.BigInteger(), nullable=True),
        sa.Column("reporter", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("at", db.Moment(), nullable=False),
        sa.Column("settled_at", db.Moment(), nullable=True),
        sa.CheckConstraint(
            "reason IN ('untrue', 'insult', 'private', 'advert', 'other')", name=op.f("ck_post_reports_reason")
        ),
        sa.CheckConstraint("(review_id IS NULL) <> (question_id IS NULL)", name=op.f("ck_post_reports_subject")),
        sa.ForeignKeyConstraint(["question_id"], ["questions.id"], name=op.f("fk_post_reports_question_id")),
        sa.ForeignKeyConstraint(["review_id"], ["reviews.id"], name=op.f("fk_post_reports_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_reports")),
        sa.UniqueConstraint("question_id", "reporter", name=op.f("uq_post_reports_question_id_reporter")),
        sa.UniqueConstraint("review_id", "reporter", name=op.f("uq_post_reports_review_id_reporter")),
        sqlite_strict=True,
    )
    op.create_index(
        "ix_post_reports_open",
        "post_reports",
        ["at"],
        unique=False,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_post_reports_open", table_name="post_reports")
    op.drop_table("post_reports")
    op.drop_index("uq_ratings_booth_id", table_name="ratings")
    op.drop_table("ratings")
    op.drop_index("ix_questions_booth_id", table_name="questions")
    op.drop_index(op.f("ix_questions_person_id"), table_name="questions")
    op.drop_index("ix_questions_product_id", table_name="questions")
    op.drop_table("questions")
    op.drop_index("ix_reviews_booth_id", table_name="reviews")
    op.drop_index("ix_reviews_order_id", table_name="reviews")
    op.drop_index(op.f("ix_reviews_person_id"), table_name="reviews")
    op.drop_index("ix_reviews_product_id", table_name="reviews")
    op.drop_index("uq_reviews_booth_once_an_order", table_name="reviews")
    op.drop_table("reviews")
