"""The downloads of a booth."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.models import Booth
from marketplace.domain.leaving.errors import DownloadNotThere
from marketplace.domain.leaving.models import BoothDownload


def downloads_of(booth: Booth, *, limit: int = 5) -> Sequence[BoothDownload]:
    """What was asked for, the newest first."""
    found = select(BoothDownload).where(BoothDownload.booth_id == booth.id).order_by(BoothDownload.id.desc())
    return db.session.scalars(found.limit(limit)).all()


def download_for(booth: Booth, download_id: int) -> BoothDownload:
    """A download of this booth that is ready and in its time; raise DownloadNotThere."""
    found = select(BoothDownload).where(
        BoothDownload.booth_id == booth.id, BoothDownload.id == download_id, BoothDownload.state == "ready",
        BoothDownload.until_at > clock.now(),
    )  # fmt: skip
    download = db.session.scalar(found)
    if download is None:
        raise DownloadNotThere
    return download
