"""Provinces and communes of Viet Nam since 1 July 2025, and the names that people still search by."""

from __future__ import annotations

from datetime import date

from sqlalchemy import Float, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from marketplace.core.db import Id, Model, table_args


class Province(Model):
    """A province or centrally run city, by its official two-digit code."""

    __tablename__ = "provinces"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    name_en: Mapped[str]
    kind: Mapped[str]
    folded: Mapped[str]
    sort_key: Mapped[str]


class Commune(Model):
    """A commune, ward or special zone, by its official five-digit code. A code in use is closed, never deleted."""

    __tablename__ = "communes"

    code: Mapped[str] = mapped_column(primary_key=True)
    province_code: Mapped[str] = mapped_column(ForeignKey(Province.code), index=True)
    name: Mapped[str]
    kind: Mapped[str]
    folded: Mapped[str] = mapped_column(index=True)
    sort_key: Mapped[str]
    valid_to: Mapped[date | None]
    successor_code: Mapped[str | None]
    lat: Mapped[float | None] = mapped_column(Float)
    lon: Mapped[float | None] = mapped_column(Float)

    province: Mapped[Province] = relationship(lazy="joined", innerjoin=True)

    @property
    def full_name(self) -> str:
        """The name with its kind: `Xã Khe Sanh`."""
        return f"{self.kind} {self.name}"


class OldPlace(Model):
    """A ward and district as they were called before July 2025, and the commune they became."""

    __tablename__ = "old_places"
    __table_args__ = table_args(Index("ix_old_places_folded", "folded"))

    id: Mapped[Id]
    commune_code: Mapped[str] = mapped_column(ForeignKey(Commune.code), index=True)
    ward: Mapped[str]
    district: Mapped[str]
    province: Mapped[str]
    folded: Mapped[str]
    folded_district: Mapped[str] = mapped_column(index=True)
