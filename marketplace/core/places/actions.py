"""Bringing the places of Viet Nam into the database, again and again without harm."""

from __future__ import annotations

from sqlalchemy import delete, insert, select, update

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.places.models import Commune, OldPlace, Province
from marketplace.core.places.source import CommuneRow, OldPlaceRow, Places, ProvinceRow, read_places
from marketplace.core.text import fold, sort_key
from marketplace.core.transactions import transactional


@transactional
def load_places(places: Places | None = None) -> int:
    """Take in the installed places; a code that is gone is closed, never deleted. Says how many communes there are."""
    places = places or read_places()
    for province in places.provinces:
        db.session.merge(_province(province))
    _load_communes(places.communes)
    db.session.execute(delete(OldPlace))
    db.session.execute(insert(OldPlace), [_old_place(row) for row in places.old_places])
    return len(places.communes)


def _load_communes(rows: list[CommuneRow]) -> None:
    db.session.flush()
    known = set(db.session.scalars(select(Commune.code)))
    values = [_commune(row) for row in rows]
    fresh = [each for each in values if each["code"] not in known]
    if fresh:
        db.session.execute(insert(Commune), fresh)
    changed = [each for each in values if each["code"] in known]
    if changed:
        db.session.execute(update(Commune), changed)
    gone = known - {row.code for row in rows}
    if gone:
        closing = update(Commune).where(Commune.code.in_(gone), Commune.valid_to.is_(None))
        db.session.execute(closing.values(valid_to=clock.today()))


def _province(row: ProvinceRow) -> Province:
    return Province(
        code=row.code,
        name=row.name,
        name_en=row.name_en,
        kind=row.kind,
        folded=fold(row.name),
        sort_key=sort_key(row.name),
    )


def _commune(row: CommuneRow) -> dict[str, str | float | None]:
    return {
        "code": row.code,
        "province_code": row.province_code,
        "name": row.name,
        "kind": row.kind,
        "folded": fold(row.name),
        "sort_key": sort_key(row.name),
        "valid_to": None,
        "successor_code": None,
        "lat": row.lat,
        "lon": row.lon,
    }


def _old_place(row: OldPlaceRow) -> dict[str, str]:
    return {
        "commune_code": row.commune_code,
        "ward": row.ward,
        "district": row.district,
        "province": row.province,
        "folded": fold(_bare(row.ward)),
        "folded_district": fold(_bare(row.district)),
    }


def _bare(name: str) -> str:
    """The name without its kind: `Huyện Cam Lộ` gives `Cam Lộ`."""
    for kind in ("Phường", "Xã", "Thị trấn", "Huyện", "Quận", "Thị xã", "Thành phố", "Thành Phố"):
        if name.startswith(f"{kind} "):
            return name[len(kind) + 1 :]
    return name
