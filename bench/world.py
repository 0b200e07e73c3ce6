"""A world to measure in: 300 booths and as many products as wanted, in bulk, with papers, offers and a campaign.

The goods carry the names of the demo world's real products; everything else is made up, the same at every run.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config as AlembicConfig
from flask import Flask
from sqlalchemy import create_engine, select, text
from sqlalchemy.engine import make_url

from bench.bulk import set_counters, write_rows
from bench.servers import ROOT
from config import Config
from marketplace import create_app
from marketplace.core import clock
from marketplace.core.codes import ALPHABET, hash_token
from marketplace.core.db import db
from marketplace.core.hold import hang_up
from marketplace.core.passwords import hash_password
from marketplace.core.places.actions import load_places
from marketplace.core.places.models import Commune
from marketplace.core.text import slugify, sort_key
from marketplace.core.transactions import transaction
from marketplace.core.upkeep import look_at_tables
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.catalog.actions import load_categories
from marketplace.domain.catalog.models import Category, Photo, Product, Variant
from marketplace.domain.livestream.models import ApiToken, Broadcast, Campaign, Clearance, LineUpItem, TrackingLink
from marketplace.domain.papers.models import Paper
from marketplace.domain.promotions.models import Offer
from marketplace.domain.search.actions import reindex_all
from marketplace.domain.stock.models import StockLevel, StockMovement

BOOTHS = 300
PLENTY = 1_000_000
TOKEN = "bench-token-of-no-worth"
ORGANIZER_LOGIN = "bench2@example.test"
ORGANIZER_PASSWORD = "a-password-of-no-worth"
CAMPAIGN = "dem-hoi-livestream"
LINKS = 20
BATCH = 5_000
LATE = ("Thượng hạng", "Truyền thống", "Làng nghề", "Loại một", "Hộp quà", "Gói nhỏ", "Vụ mới", "Hảo hạng")

PRODUCTS_CSV = ROOT / "marketplace" / "demo" / "data" / "products.csv"


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many came to a campaign, and how many of them bought."""

    slug: str
    clicks: int
    purchases: int


@dataclass(frozen=True, slots=True)
class World:
    """A filled database and what the rows need to know of it."""

    url: str
    products: int
    slugs: tuple[str, ...]
    slug_of: Mapping[int, str]
    categories: tuple[str, ...]
    links: tuple[str, ...]
    broadcast_id: int
    commune_code: str
    crowds: tuple[Crowd, ...] = ()

    @property
    def is_postgres(self) -> bool:
        """Whether PostgreSQL holds it."""
        return self.url.startswith("postgresql")


@contextmanager
def open_market(url: str, folder: Path, **settings: Any) -> Iterator[Flask]:
    """The market as an app of this process, inside an app context."""
    # The organizers sign in by password alone, as at the servers.
    app = create_app(Config(DATABASE_URL=url, DATA_FOLDER=str(folder), STAFF_SECOND_FACTOR=False, **settings))
    with app.app_context():
        try:
            yield app
        finally:
            hang_up()


def recreate(url: str) -> None:
    """An empty PostgreSQL database of this name."""
    address = make_url(url)
    server = create_engine(address.set(database="postgres"), isolation_level="AUTOCOMMIT")
    with server.connect() as connection:
        connection.execute(text(f'DROP DATABASE IF EXISTS "{address.database}" WITH (FORCE)'))
        connection.execute(text(f'CREATE DATABASE "{address.database}"'))
    server.dispose()


def build_world(url: str, folder: Path, products: int) -> World:
    """Fill a fresh database."""
    if url.startswith("postgresql"):
        recreate(url)
    with open_market(url, folder):
        _migrate()
        load_places()
        load_categories()
        with transaction():
            _fill(products)
        reindex_all()
        analyse()
        return _known(url, products)


def _migrate() -> None:
    settings = AlembicConfig(toml_file=str(ROOT / "pyproject.toml"))
    with db.engine.execution_options(writes=True).begin() as connection:
        settings.attributes["connection"] = connection
        command.upgrade(settings, "head")


def analyse() -> None:
    """Let the database look at what was written in bulk."""
    look_at_tables()
    if db.engine.dialect.name != "sqlite":
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("VACUUM ANALYZE")


def _fill(products: int) -> None:
    now = clock.now()
    communes = list(
        db.session.scalars(select(Commune.code).where(Commune.province_code == "44").order_by(Commune.code))
    )
    parents = select(Category.parent_id).where(Category.parent_id.is_not(None))
    shelves = list(db.session.scalars(select(Category.id).where(Category.id.not_in(parents)).order_by(Category.id)))
    write_rows(Person, _people(now))
    write_rows(Booth, _booths(communes, now))
    write_rows(
        Membership, ({"booth_id": n, "person_id": 1, "role": "owner", "since": now} for n in range(1, BOOTHS + 1))
    )
    write_rows(Product, _products(products, shelves, communes, now))
    write_rows(Photo, (_photo(n) for n in range(1, products + 1)))
    write_rows(Variant, (_variant(n) for n in range(1, products + 1)))
    write_rows(StockLevel, (_level(n) for n in range(1, products + 1)))
    write_rows(StockMovement, (_movement(n, now) for n in range(1, products + 1)))
    write_rows(Paper, (_paper(n, now) for n in range(4, products + 1, 4)))
    write_rows(Offer, (_offer(n, now) for n in range(10, products + 1, 10)))
    _write_campaign(now)
    set_counters(Person, Booth, Product, Variant)


def booth_of(product: int) -> int:
    """The booth that sells a product; both are numbered from 1."""
    return (product - 1) % BOOTHS + 1


def price_of(product: int) -> int:
    """What a product costs."""
    return 20_000 + 5_000 * (product * 37 % 53)


def _people(now: datetime) -> list[dict[str, Any]]:
    password = hash_password(ORGANIZER_PASSWORD)
    names = (("member", "Chủ gian mẫu"), ("organizer", "Người tổ chức mẫu"))
    return [
        {"id": n, "full_name": name, "email": f"bench{n}@example.test", "email_key": f"bench{n}@example.test",
         "role": role, "joined_at": now, "password_hash": password}
        for n, (role, name) in enumerate(names, 1)
    ]  # fmt: skip


def _booths(communes: list[str], now: datetime) -> Iterator[dict[str, Any]]:
    for n in range(1, BOOTHS + 1):
        name = f"Gian mẫu {n}"
        yield {
            "id": n, "slug": f"gian-mau-{n}", "name": name, "sort_key": sort_key(name), "state": "open",
            "subject_kind": "household", "legal_name": name, "legal_address": "Thôn 1", "tax_code": f"32{n:08d}",
            "representative": "Người mẫu", "phone": "+84233123456", "email": "gian@example.test",
            "commune_code": communes[n % len(communes)], "story": "Gian hàng để đo tốc độ. " * 8, "created_at": now,
            "opened_at": now, "is_sample": True,
        }  # fmt: skip


def _products(count: int, shelves: list[int], communes: list[str], now: datetime) -> Iterator[dict[str, Any]]:
    with PRODUCTS_CSV.open(encoding="utf-8") as file:
        real = [(row["product_name_vi"], row["unit"] or "gói") for row in csv.DictReader(file)]
    chance = random.Random(1)
    for n in range(1, count + 1):
        first, unit = real[n % len(real)]
        name = f"{first} {chance.choice(LATE)} {n}"
        yield {
            "id": n, "booth_id": booth_of(n), "category_id": shelves[n * 7 % len(shelves)], "slug": slugify(name),
            "name": name, "sort_key": sort_key(name), "summary": f"{name}: làm tại Quảng Trị, đóng gói cẩn thận.",
            "description": f"{name} được chọn từ vụ mới, phơi nắng và đóng gói tại xưởng. " * 6, "unit": unit,
            "origin_commune_code": communes[n * 11 % len(communes)], "is_youth_startup": n % 5 == 0,
            "is_fresh": n % 9 == 0, "is_sample": True, "state": "on_sale", "created_at": now,
            "published_at": now - timedelta(minutes=count - n),
        }  # fmt: skip


def _photo(n: int) -> dict[str, Any]:
    return {
        "booth_id": booth_of(n), "product_id": n, "kind": "photo", "key": f"bench/{n}", "width": 1200, "height": 1200,
        "widths": [320, 640, 1200], "alt": "", "position": 0,
    }  # fmt: skip


def _variant(n: int) -> dict[str, Any]:
    return {
        "id": n, "booth_id": booth_of(n), "product_id": n, "sku": f"M{n}", "price": price_of(n), "net_quantity": 500,
        "net_unit": "g", "weight_g": 550,
    }  # fmt: skip


def _level(n: int) -> dict[str, Any]:
    return {"variant_id": n, "booth_id": booth_of(n), "available": PLENTY}


def _movement(n: int, now: datetime) -> dict[str, Any]:
    return {"variant_id": n, "booth_id": booth_of(n), "delta": PLENTY, "kind": "receive", "at": now, "reason": ""}


def _paper(n: int, now: datetime) -> dict[str, Any]:
    return {
        "booth_id": booth_of(n), "product_id": n, "kind": "ocop", "star": 3 + n // 4 % 2, "number": f"{n}/QĐ-UBND",
        "issuer": "UBND tỉnh", "issued_on": now.date() - timedelta(days=200),
        "expires_on": now.date() + timedelta(days=800), "state": "checked", "brought_at": now, "checked_at": now,
        "checked_by_id": 2,
    }  # fmt: skip


def _offer(n: int, now: datetime) -> dict[str, Any]:
    return {
        "booth_id": booth_of(n), "variant_id": n, "kind": "booth", "price": price_of(n) * 9 // 10,
        "starts_at": now - timedelta(days=1), "ends_at": now + timedelta(days=30),
    }  # fmt: skip


def _write_campaign(now: datetime) -> None:
    campaign = Campaign(
        slug=CAMPAIGN, name="Đêm hội livestream", state="live", created_by_id=2, created_at=now, published_at=now
    )
    db.session.add(campaign)
    db.session.flush()
    broadcast = Broadcast(
        campaign_id=campaign.id, platform="tiktok", title="Phiên chính", state="live",
        starts_at=now - timedelta(hours=1), ends_at=now + timedelta(hours=5),
    )  # fmt: skip
    db.session.add(broadcast)
    db.session.flush()
    db.session.add(
        Clearance(broadcast_id=broadcast.id, override_reason="Số đo tốc độ.", override_by_id=2, override_at=now)
    )
    write_rows(LineUpItem, ({"broadcast_id": broadcast.id, "variant_id": n, "booth_id": booth_of(n), "position": n}
                        for n in range(1, LINKS + 1)))  # fmt: skip
    write_rows(TrackingLink, ({"code": f"BENCH{ALPHABET[n]}", "broadcast_id": broadcast.id, "product_id": n,
                           "medium": "link", "created_at": now} for n in range(1, LINKS + 1)))  # fmt: skip
    db.session.add(ApiToken(name="bench", token_hash=hash_token(TOKEN), person_id=2, created_at=now))
    db.session.flush()


def _known(url: str, products: int) -> World:
    slug_of = dict(db.session.execute(select(Product.id, Product.slug)).all())
    shelves = select(Category.slug).join(Product, Product.category_id == Category.id).group_by(Category.slug)
    broadcast = db.session.scalars(select(Broadcast)).one()
    return World(
        url=url, products=products, slugs=tuple(slug_of[n] for n in range(products, max(0, products - 200), -1)),
        slug_of=slug_of,
        categories=tuple(db.session.scalars(shelves.order_by(Category.slug))),
        links=tuple(db.session.scalars(select(TrackingLink.code).order_by(TrackingLink.id))),
        broadcast_id=broadcast.id, commune_code="19333",
    )  # fmt: skip
