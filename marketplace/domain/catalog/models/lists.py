"""Product lists that sellers bring, what their columns are, and the photos that belong to them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from marketplace.core.db import Id, Json, Model, table_args
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.rules import columns_are_enough


class ImportColumn(Model):
    """What a booth said a column of its lists is: `header` folded as `column_key` gives it, `field` empty if unused."""

    __tablename__ = "import_columns"

    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), primary_key=True)
    header: Mapped[str] = mapped_column(primary_key=True)
    field: Mapped[str]


class ImportSheet(Model):
    """A product list that a seller brought, kept with what was found in it until it is taken in or dropped.

    `rows` holds each row as typed, so that nothing is lost when some cells need mending; they are read when asked
    for. While it is taken in, part by part, `done_places` names the rows that are finished, of `wanted_count`;
    `held_until` keeps a second worker away, and `halted` says why a list came back before it was done.
    """

    __tablename__ = "import_sheets"
    __table_args__ = table_args(
        CheckConstraint("state IN ('preview', 'taking_in', 'taken_in', 'dropped')", name="state"),
        CheckConstraint("halted IN ('', 'problems', 'refused', 'failed')", name="halted"),
        CheckConstraint("state <> 'taking_in' OR asked_by_id IS NOT NULL", name="asked_by"),
        Index(
            "ix_import_sheets_taking_in",
            "id",
            sqlite_where=text("state = 'taking_in'"),
            postgresql_where=text("state = 'taking_in'"),
        ),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id), index=True)
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    file_name: Mapped[str]
    # The columns of the file in their order: `name` as written, `own`, the key of a cell that is no field of ours, and
    # `field`, our key of it, empty where it is not used; `said` is filled where a person told what it is.
    columns: Mapped[list[dict[str, str]]] = mapped_column(Json, default=list, server_default="[]", deferred=True)
    rows: Mapped[list[dict[str, str]]] = mapped_column(Json, deferred=True)
    row_count: Mapped[int] = mapped_column(default=0, server_default="0")
    state: Mapped[str] = mapped_column(default="preview", server_default="preview")
    at: Mapped[datetime]
    asked_by_id: Mapped[int | None] = mapped_column(ForeignKey(Person.id))
    wanted_count: Mapped[int] = mapped_column(default=0, server_default="0")
    done_places: Mapped[list[int]] = mapped_column(Json, default=list, server_default="[]")
    made_count: Mapped[int] = mapped_column(default=0, server_default="0")
    changed_count: Mapped[int] = mapped_column(default=0, server_default="0")
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    held_until: Mapped[datetime | None]
    halted: Mapped[str] = mapped_column(default="", server_default="")
    taken_in_at: Mapped[datetime | None]

    @property
    def is_readable(self) -> bool:
        """Whether it is known which columns are what; lists from before that was asked were known by their names.

        A list without names is read only when a person said that it is one of codes.
        """
        fields = {column["field"] for column in self.columns}
        is_said = all(column["said"] for column in self.columns)
        return {"name", "price"} <= fields or (is_said and (not fields or columns_are_enough(fields)))

    @property
    def done_count(self) -> int:
        """How many rows are finished."""
        return len(self.done_places)


class ImportArchive(Model):
    """A ZIP of photos beside a list, kept until the list is taken in and the photos are hung on its products.

    `matched` says on which row's product each photo goes, `unmatched` names those of no row. `done` names the photos
    that are dealt with, `problems` why one of them was not hung.
    """

    __tablename__ = "import_archives"
    __table_args__ = table_args(
        CheckConstraint("state IN ('waiting', 'done', 'failed')", name="state"),
        Index("ix_import_archives_sheet_id", "sheet_id", "id"),
        Index(
            "ix_import_archives_waiting",
            "id",
            sqlite_where=text("state = 'waiting'"),
            postgresql_where=text("state = 'waiting'"),
        ),
    )

    id: Mapped[Id]
    booth_id: Mapped[int] = mapped_column(ForeignKey(Booth.id))
    sheet_id: Mapped[int] = mapped_column(ForeignKey(ImportSheet.id))
    by_id: Mapped[int] = mapped_column(ForeignKey(Person.id))
    file_name: Mapped[str]
    file_key: Mapped[str]
    at: Mapped[datetime]
    matched: Mapped[dict[str, int]] = mapped_column(Json)
    unmatched: Mapped[list[str]] = mapped_column(Json)
    done: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    problems: Mapped[dict[str, str]] = mapped_column(Json, default=dict, server_default="{}")
    state: Mapped[str] = mapped_column(default="waiting", server_default="waiting")
    tries: Mapped[int] = mapped_column(default=0, server_default="0")
    held_until: Mapped[datetime | None]
