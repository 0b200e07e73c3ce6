"""Clicks added up while they are written, so that no page counts a million rows."""

from __future__ import annotations

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Id, Model, table_args
from marketplace.domain.livestream.models.programme import Broadcast

SCOPES = ("link", "broadcast", "campaign")
_scopes = ", ".join(f"'{each}'" for each in SCOPES)


class ClickTally(Model):
    """What the clicks of one link, broadcast or campaign add up to.

    `clicks` are those that count, `unique_clickers` the visitors behind them, `visitors` and `carts` how many of these
    saw a product and put one in a cart; one visitor is one however many links brought them. The other four are hits
    that do not count, by reason. Changed only in the transaction that writes or marks the clicks.
    """

    __tablename__ = "click_tallies"
    __table_args__ = table_args(
        CheckConstraint(f"scope IN ({_scopes})", name="scope"),
        CheckConstraint(
            "0 <= carts AND carts <= visitors AND visitors <= unique_clickers AND unique_clickers <= clicks",
            name="funnel",
        ),
        CheckConstraint("bot >= 0 AND repeat >= 0 AND own >= 0 AND prefetch >= 0", name="ignored"),
    )

    scope: Mapped[str] = mapped_column(primary_key=True)
    scope_id: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    clicks: Mapped[int] = mapped_column(default=0, server_default="0")
    unique_clickers: Mapped[int] = mapped_column(default=0, server_default="0")
    visitors: Mapped[int] = mapped_column(default=0, server_default="0")
    carts: Mapped[int] = mapped_column(default=0, server_default="0")
    bot: Mapped[int] = mapped_column(default=0, server_default="0")
    repeat: Mapped[int] = mapped_column(default=0, server_default="0")
    own: Mapped[int] = mapped_column(default=0, server_default="0")
    prefetch: Mapped[int] = mapped_column(default=0, server_default="0")


class SaleChange(Model):
    """Something changed that the sales of a broadcast are counted from: a mark written by triggers, never by hand.

    Marks are only added, and at night one new one takes the place of all, so their number, the sum of their ids and the
    highest say whether kept figures still stand (decision 0022).
    """

    __tablename__ = "sale_changes"
    __table_args__ = table_args(Index("ix_sale_changes_broadcast_id", "broadcast_id", "id"))

    id: Mapped[Id]
    broadcast_id: Mapped[int] = mapped_column(ForeignKey(Broadcast.id))
