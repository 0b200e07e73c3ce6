"""Export files of platforms: read, looked at, and only then taken in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

from marketplace.core import audit, clock, files
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.sheets import Sheet, read_sheet
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.actions.readings import ReadingRow, Source, record_readings
from marketplace.domain.livestream.errors import BadExport, ImportOver, NothingToTakeIn
from marketplace.domain.livestream.models import Broadcast, Campaign, Reading, ReadingImport
from marketplace.domain.livestream.queries import broadcasts_of, told_figure_columns
from marketplace.domain.livestream.rules.columns import FIGURES, described
from marketplace.domain.livestream.rules.exports import Candidate, ExportRow, lives_of, matches, named_cells
from marketplace.domain.livestream.rules.shop_orders import holds_phones


def read_export(campaign: Campaign, platform: str, file_name: str, data: bytes, *, by: Person) -> ReadingImport:
    """Read a platform's export file into a preview that nothing counts yet; raise BadExport and what sheets raise.

    Where a column that is needed is not known, the preview holds no lives until somebody says which it is.
    """
    told = told_figure_columns(platform)
    sheet = read_sheet(data, known_columns={*FIGURES.field_of, *told})
    names, cells = named_cells(sheet)
    fields = FIGURES.fields_of(names, told)
    if not (lives_of(names, cells, fields) or (FIGURES.lacking(fields) and _may_tell_figures(sheet, names, fields))):
        raise BadExport
    key = files.keep(data, folder="exports", suffix="xlsx" if data[:2] == b"PK" else "csv")
    kept = ReadingImport(
        campaign_id=campaign.id, platform=platform, file_name=file_name[:200], file_key=key, state="preview",
        by_id=by.id, at=clock.now(), cells=cells,
        columns=described(names, fields, [numbered[1:] for numbered in cells]),
    )  # fmt: skip
    return _keep_preview(kept, campaign, fields)


def _may_tell_figures(sheet: Sheet, names: Sequence[str], fields: Sequence[str]) -> bool:
    """Whether a person can be asked what this table tells.

    One of which nothing is known must hold more than is needed, and no telephones, which tell who bought.
    """
    if any(fields):
        return bool(sheet.body) and len(names) >= len(FIGURES.needed)
    tells_buyers = any(holds_phones(sheet, place) for place in range(len(sheet.header)))
    return bool(sheet.body) and len(names) > len(FIGURES.needed) and not tells_buyers


@transactional
def _keep_preview(kept: ReadingImport, campaign: Campaign, fields: Sequence[str]) -> ReadingImport:
    check_open(campaign)
    names = [column["name"] for column in kept.columns]
    kept.rows = previewed_lives(campaign, kept.platform, names, kept.cells, fields)
    db.session.add(kept)
    db.session.flush()
    return kept


def previewed_lives(
    campaign: Campaign, platform: str, names: Sequence[str], cells: Sequence[Sequence[Any]], fields: Sequence[str]
) -> list[dict[str, Any]]:
    """The lives of a table as a preview keeps them, each with the broadcast that it seems to be about."""
    candidates = [
        Candidate(each.id, each.host_name, each.starts_at, each.external_id)
        for each in broadcasts_of(campaign)
        if each.platform == platform and each.state != "cancelled"
    ]
    rows = lives_of(names, cells, fields)
    found = matches(rows, candidates)
    return [_as_json(row, found.get(row.number)) for row in rows]


def _as_json(row: ExportRow, broadcast_id: int | None) -> dict[str, Any]:
    starts_at = row.starts_at.isoformat() if row.starts_at else None
    return {**asdict(row), "starts_at": starts_at, "faults": list(row.faults), "broadcast_id": broadcast_id}


def export_row(kept: Mapping[str, Any]) -> ExportRow:
    """A row of a kept preview."""
    values = {key: value for key, value in kept.items() if key != "broadcast_id"}
    starts_at = datetime.fromisoformat(kept["starts_at"]) if kept["starts_at"] else None
    return ExportRow(**{**values, "starts_at": starts_at, "faults": tuple(kept["faults"])})


@transactional
def take_in_export(kept: ReadingImport, wanted: Mapping[int, int | None], *, by: Person) -> int:
    """Record the rows of a preview for the broadcasts they are matched to; say how many figures are new.

    `wanted` gives row number → broadcast, None to leave a row. A figure that says what the file before said is not
    recorded again. Raises ImportOver, NothingToTakeIn, FiguresClosed.
    """
    if kept.state != "preview":
        raise ImportOver
    campaign = db.session.get_one(Campaign, kept.campaign_id)
    known = {each.id: each for each in broadcasts_of(campaign)}
    chosen = [(export_row(row), wanted.get(row["number"])) for row in kept.rows]
    paired = [(row, _known(known, broadcast_id)) for row, broadcast_id in chosen if broadcast_id is not None]
    if not paired:
        raise NothingToTakeIn
    new = sum(_record(kept, row, broadcast, by) for row, broadcast in paired)
    kept.state, kept.cells = "taken_in", []
    audit.note(
        "take_in_export", by=by.id, subject=f"campaign:{campaign.id}", details={"file": kept.file_name, "new": new}
    )
    return new


def _known(known: Mapping[int, Broadcast], broadcast_id: int) -> Broadcast:
    if broadcast_id not in known:
        raise NotThere
    return known[broadcast_id]


def _record(kept: ReadingImport, row: ExportRow, broadcast: Broadcast, by: Person) -> int:
    db.session.execute(select(Broadcast.id).where(Broadcast.id == broadcast.id).with_for_update())
    _name_broadcast(broadcast, row.external_id)
    natural = f"file:{kept.platform}:{row.natural_key}"
    figures = _changed(broadcast, natural, row.figures)
    if not figures:
        return 0
    now = clock.now()
    reading = ReadingRow(now, figures, row.raw, row.is_provisional(now))
    source = Source("file", f"{natural}@{kept.id}", by.id, kept.file_key, kept.file_name)
    return record_readings(broadcast, [reading], source).new


def _name_broadcast(broadcast: Broadcast, external_id: str) -> None:
    """Keep the platform's own number of a live, unless another broadcast goes by it."""
    taken = select(Broadcast.id).where(Broadcast.platform == broadcast.platform, Broadcast.external_id == external_id)
    if external_id and broadcast.external_id is None and db.session.scalar(taken) is None:
        broadcast.external_id = external_id


def _changed(broadcast: Broadcast, natural: str, figures: Mapping[str, int]) -> dict[str, int]:
    """The figures that differ from what a file said last about the same live."""
    of_live = Reading.batch_key.startswith(f"{natural}@", autoescape=True)
    rows = select(Reading.metric, Reading.value).where(Reading.broadcast_id == broadcast.id, of_live)
    last = {row[0]: row[1] for row in db.session.execute(rows.order_by(Reading.id))}
    return {metric: value for metric, value in figures.items() if last.get(metric) != value}


@transactional
def drop_export(kept: ReadingImport, *, by: Person) -> None:
    """Put a preview away without taking anything in; a second time changes nothing. Raises ImportOver."""
    if kept.state == "taken_in":
        raise ImportOver
    if kept.state == "preview":
        kept.state, kept.cells = "dropped", []
        audit.note("drop_export", by=by.id, subject=f"campaign:{kept.campaign_id}", details={"file": kept.file_name})


def matched_rows(kept: ReadingImport) -> Sequence[tuple[ExportRow, int | None]]:
    """The rows of a preview with the broadcast proposed for each."""
    return [(export_row(row), row["broadcast_id"]) for row in kept.rows]
