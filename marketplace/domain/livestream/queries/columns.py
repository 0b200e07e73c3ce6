"""What people said the columns of files are that were brought before."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.sheets import column_key
from marketplace.domain.booths.models import Booth
from marketplace.domain.livestream.models import OrderImport, ReadingImport

_FILES_REMEMBERED = 20


def told_order_columns(booth: Booth | None) -> dict[str, str]:
    """What columns of orders are, in the words of a booth or of the organizers; the latest word counts."""
    whose = OrderImport.booth_id == booth.id if booth is not None else OrderImport.booth_id.is_(None)
    return _told(OrderImport, whose)


def told_figure_columns(platform: str) -> dict[str, str]:
    """What columns of a platform's figures are, in the words of the organizers; the latest word counts."""
    return _told(ReadingImport, ReadingImport.platform == platform)


def _told(kind: type[OrderImport | ReadingImport], whose: Any) -> dict[str, str]:
    rows = select(kind.columns).where(whose, kind.state == "taken_in").order_by(kind.id.desc())
    latest = list(db.session.scalars(rows.limit(_FILES_REMEMBERED)))
    return {column_key(each["name"]): each["field"] for columns in reversed(latest) for each in columns if each["said"]}
