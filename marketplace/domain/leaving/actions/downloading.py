"""A booth's data as one file: asked for with the password, made by a worker, fetched by its owner for a day."""

from __future__ import annotations

import json
import logging
import tempfile
import zipfile
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import or_, select, update

from marketplace.core import audit, clock, files
from marketplace.core.db import db, insert_once
from marketplace.core.jobs import run_soon
from marketplace.core.sheets import write_csv
from marketplace.core.transactions import transactional
from marketplace.core.tries import count_try
from marketplace.domain.accounts.actions import prove_password
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_close_booth
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.booths.rules import BoothFacts
from marketplace.domain.leaving.errors import AlreadyAsked
from marketplace.domain.leaving.models import BoothDownload
from marketplace.domain.leaving.queries import download_for, photo_keys_of, scans_of, tables_of
from marketplace.domain.leaving.readme import README
from marketplace.domain.leaving.rules import KEPT_FOR, MOST_A_DAY, TRIED_AGAIN_AFTER

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class KeptFile:
    """Where a made file lies, and its size in bytes."""

    key: str
    size: int


def ask_for_download(booth: Booth, *, by: Person, password: str) -> None:
    """Have everything of the booth made into one file. Raises WrongPassword, TooManyTries, AlreadyAsked.

    Call it from no transaction: what a refusal undoes would not be counted.
    """
    authorize(by, booth.id, can_close_booth)
    prove_password(by, password)
    count_try("booth-download", str(booth.id), most=MOST_A_DAY, within=timedelta(days=1))
    _ask(booth, by)


@transactional
def fetch_download(booth: Booth, download_id: int, *, by: Person) -> KeptFile:
    """The file is handed to the booth's owner now, and the audit trail says so; raise DownloadNotThere."""
    authorize(by, booth.id, can_close_booth)
    download = download_for(booth, download_id)
    audit.note("booth.download_fetched", by=by.id, booth=booth.id, subject=f"download:{download.id}")
    return KeptFile(str(download.file_key), download.size)


def build_downloads() -> int:
    """Make what was asked for, drop what is over; says how many were made."""
    _drop_old()
    made = 0
    while (download_id := _begin_next()) is not None:
        _build(download_id)
        made += 1
    return made


@transactional
def _ask(booth: Booth, by: Person) -> None:
    if not insert_once(BoothDownload, booth_id=booth.id, by_id=by.id, state="asked", asked_at=clock.now(), size=0):
        raise AlreadyAsked
    audit.note("booth.download_asked", by=by.id, booth=booth.id, subject=f"booth:{booth.id}")
    run_soon("build_downloads")


@transactional
def _begin_next() -> int | None:
    """Take the oldest that nobody makes, so that two workers never make the same one."""
    now = clock.now()
    free = or_(BoothDownload.begun_at.is_(None), BoothDownload.begun_at < now - TRIED_AGAIN_AFTER)
    waiting = select(BoothDownload.id).where(BoothDownload.state == "asked", free).order_by(BoothDownload.id).limit(1)
    taken = update(BoothDownload).where(BoothDownload.id == waiting.scalar_subquery(), free).values(begun_at=now)
    return db.session.scalar(taken.returning(BoothDownload.id))


def _build(download_id: int) -> None:
    """Write the file outside of any transaction, then say that it is there."""
    download = db.session.get_one(BoothDownload, download_id)
    booth = db.session.get_one(Booth, download.booth_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "booth.zip"
        _write(booth, path)
        db.session.rollback()
        key = files.keep_file(path, folder="downloads", suffix="zip")
        _keep(download_id, key, path.stat().st_size)


def _write(booth: Booth, path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", README)
        file.writestr("booth.json", json.dumps(_facts(booth), ensure_ascii=False, indent=2))
        for table in tables_of(booth):
            file.writestr(f"{table.name}.csv", write_csv(table.header, table.rows))
        for key, name in (*photo_keys_of(booth), *scans_of(booth)):
            try:
                # Pictures are packed already.
                file.writestr(name, files.read(key), zipfile.ZIP_STORED)
            except FileNotFoundError:
                log.warning("a file of booth %s is missing: %s", booth.id, key)


def _facts(booth: Booth) -> dict[str, Any]:
    told = {name: getattr(booth, name) for name in BoothFacts.__dataclass_fields__}
    return {**told, "slug": booth.slug, "state": booth.state, "made_at": clock.now().isoformat()}


@transactional
def _keep(download_id: int, key: str, size: int) -> None:
    asked = update(BoothDownload).where(BoothDownload.id == download_id, BoothDownload.state == "asked")
    ready = asked.values(state="ready", file_key=key, size=size, until_at=clock.now() + KEPT_FOR)
    if db.session.scalar(ready.returning(BoothDownload.id)) is None:
        files.drop(key)


def _drop_old() -> None:
    over = select(BoothDownload.id, BoothDownload.file_key).where(
        BoothDownload.state == "ready", BoothDownload.until_at <= clock.now()
    )
    found = [(download_id, str(key)) for download_id, key in db.session.execute(over)]
    db.session.rollback()
    for download_id, key in found:
        _forget_file(download_id)
        files.drop(key)


@transactional
def _forget_file(download_id: int) -> None:
    row = update(BoothDownload).where(BoothDownload.id == download_id, BoothDownload.state == "ready")
    db.session.execute(row.values(state="dropped", file_key=None))
