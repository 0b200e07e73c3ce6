"""Mark each change that the sales of a broadcast are counted from, so that kept figures know when they no longer stand."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "livestream_sale_changes"
down_revision = "notices_refusals"
branch_labels = None
depends_on = None

_RENAMED = "NEW.name <> OLD.name OR NEW.slug <> OLD.slug"
_OF_BOOTH = "IN (SELECT purchase_id FROM orders WHERE booth_id = {})"
# Orders are placed in the transaction that ties them to a broadcast, so that a new touch tells of them.
# table, verb, when, and how the purchase is named in the changed row.
_OWN = "= NEW.purchase_id"
# With = and not IN: PostgreSQL keeps a function's plan, also one that it made while the tables were empty.
_OF_ORDER = "= (SELECT purchase_id FROM orders WHERE id = NEW.order_id)"
_TRIGGERS = (
    ("touches", "INSERT", "", _OWN),
    ("touches", "UPDATE", "", _OWN),
    ("purchases", "UPDATE OF person_id, phone, voucher_bearer, payment_method, placed_at", "", "= NEW.id"),
    ("orders", "UPDATE OF state, secured_at, delivered_at, goods_total, grand_total, shipping_fee, discount", "", _OWN),
    ("order_lines", "UPDATE OF quantity, line_total, variant_id", "", _OF_ORDER),
    ("payment_attempts", "INSERT", "NEW.state = 'paid'", _OWN),
    ("payment_attempts", "UPDATE", "NEW.state = 'paid' OR OLD.state = 'paid'", _OWN),
    ("refunds", "INSERT", "", _OF_ORDER),
    ("refunds", "UPDATE", "", _OF_ORDER),
    ("booths", "UPDATE OF name, slug", _RENAMED, _OF_BOOTH.format("NEW.id")),
    ("products", "UPDATE OF name, slug", _RENAMED, _OF_BOOTH.format("NEW.booth_id")),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "sale_changes",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("broadcast_id", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["broadcast_id"], ["broadcasts.id"], name=op.f("fk_sale_changes_broadcast_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sale_changes")),
        sqlite_strict=True,
    )
    op.create_index("ix_sale_changes_broadcast_id", "sale_changes", ["broadcast_id", "id"])
    for table, verb, when, purchase in _TRIGGERS:
        _mark(table, verb, when, purchase)


def _name(table: str, verb: str) -> str:
    return f"{table}_mark_{verb.split(maxsplit=1)[0].lower()}"


def _mark(table: str, verb: str, when: str, purchase: str) -> None:
    name, condition = _name(table, verb), f"WHEN ({when})" if when else ""
    # A touch itself names the broadcast; all else may belong to as many broadcasts as the purchase has touches.
    touched = f"SELECT DISTINCT broadcast_id FROM touches WHERE purchase_id {purchase}"  # noqa: S608 - ours
    marks = f"INSERT INTO sale_changes (broadcast_id) {touched}"
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {marks}; RETURN NULL; END $$"
        )
        op.execute(f"CREATE TRIGGER {name} AFTER {verb} ON {table} FOR EACH ROW {condition} EXECUTE FUNCTION {name}()")
    else:
        op.execute(f"CREATE TRIGGER {name} AFTER {verb} ON {table} {condition} BEGIN {marks}; END")


def downgrade() -> None:
    on_postgresql = op.get_bind().dialect.name == "postgresql"
    for table, verb, _when, _purchase in _TRIGGERS:
        name = _name(table, verb)
        op.execute(f"DROP TRIGGER {name} ON {table}" if on_postgresql else f"DROP TRIGGER {name}")
        if on_postgresql:
            op.execute(f"DROP FUNCTION {name}()")
    op.drop_table("sale_changes")
