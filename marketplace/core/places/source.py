"""Reads the places of Viet Nam from the data files of the distribution `vietnamadminunits` (PyPI, MIT).

Only its files are read, never its code. It carries the 34 provinces and 3,321 communes in force since 1 July 2025
with their official codes (QĐ 19/2025/QĐ-TTg), the units before that, and what became of each.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from typing import Any

from marketplace.core.text import fold

DISTRIBUTION = "vietnamadminunits"


class PlacesNotInstalled(Exception):
    """The data package is missing: `pip install --no-deps -r requirements/places.lock`."""


@dataclass(frozen=True)
class ProvinceRow:
    """A province or centrally run city."""

    code: str
    name: str
    kind: str
    name_en: str


@dataclass(frozen=True)
class CommuneRow:
    """A commune, ward or special zone of today, and where its middle lies."""

    code: str
    province_code: str
    name: str
    kind: str
    lat: float | None = None
    lon: float | None = None


@dataclass(frozen=True)
class OldPlaceRow:
    """A ward of before July 2025, its district, and the commune it became."""

    commune_code: str
    ward: str
    district: str
    province: str


@dataclass(frozen=True)
class Places:
    """Everything the package knows that the market needs."""

    provinces: list[ProvinceRow]
    communes: list[CommuneRow]
    old_places: list[OldPlaceRow]


def read_places() -> Places:
    """Read the installed package; raises PlacesNotInstalled."""
    folder = _data_folder()
    connection = sqlite3.connect(f"file:{folder / 'dataset.db'}?mode=ro&immutable=1", uri=True)
    connection.row_factory = sqlite3.Row
    try:
        units = connection.execute("SELECT * FROM admin_units ORDER BY provinceCode, wardCode").fetchall()
        legacy = connection.execute("SELECT * FROM admin_units_legacy").fetchall()
    finally:
        connection.close()
    converter = json.loads((folder / "converter_2025.json").read_text(encoding="utf-8"))
    return Places(_provinces(units), _communes(units), sorted(_old_places(units, legacy, converter), key=_order))


def _data_folder() -> Path:
    try:
        package = distribution(DISTRIBUTION)
    except PackageNotFoundError:
        raise PlacesNotInstalled(PlacesNotInstalled.__doc__) from None
    return Path(str(package.locate_file(DISTRIBUTION))) / "data"


def _provinces(units: list[sqlite3.Row]) -> list[ProvinceRow]:
    seen = {}
    for unit in units:
        full, short = unit["province"], unit["provinceShort"]
        kind = full.removesuffix(short).strip()
        seen[unit["provinceCode"]] = ProvinceRow(unit["provinceCode"], short, kind, fold(short).title())
    return list(seen.values())


def _communes(units: list[sqlite3.Row]) -> list[CommuneRow]:
    names = ("wardCode", "provinceCode", "wardShort", "wardType", "wardLat", "wardLon")
    return [CommuneRow(*(unit[name] for name in names)) for unit in units]


def _old_places(
    units: list[sqlite3.Row], legacy: list[sqlite3.Row], converter: dict[str, Any]
) -> Iterator[OldPlaceRow]:
    codes = {(unit["provinceKey"], unit["wardKey"]): unit["wardCode"] for unit in units}
    old = {f"{row['provinceKey']}_{row['districtKey']}_{row['wardKey'] or ''}": row for row in legacy}
    for province, ward, key in _conversions(converter):
        row, code = old.get(key), codes.get((province, ward))
        if row is not None and code is not None:
            # The package writes both Thành phố and Thành Phố.
            district = row["district"].replace("Thành Phố ", "Thành phố ")
            yield OldPlaceRow(code, row["ward"] or "", district, row["province"])


def _conversions(converter: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """New province, new ward, old key; an old ward that was divided leads to each of its parts."""
    for province, wards in converter["DICT_PROVINCE_WARD_NO_DIVIDED"].items():
        for ward, keys in wards.items():
            for key in keys:
                yield province, ward, key
    for province, divided in converter["DICT_PROVINCE_WARD_DIVIDED"].items():
        for key, parts in divided.items():
            for part in parts:
                yield province, part["newWardKey"], key


def _order(row: OldPlaceRow) -> tuple[str, str, str]:
    return row.commune_code, row.district, row.ward
