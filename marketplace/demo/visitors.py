"""Four weeks of visitors in the demo seller's booths, and how each came: what the pages of figures are read from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.demo.booths import open_booths_of
from marketplace.demo.programme import PAST_EVENINGS
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.figures.actions import forget_marks, print_codes, write_hits
from marketplace.domain.figures.models import PrintedCode
from marketplace.domain.figures.queries import sources_on
from marketplace.domain.figures.rules import PageHit

DAYS = 28
FEWEST, MOST = 18, 34
WEEKEND = 8
# Of a hundred visitors, and of the buyers in turn.
SOURCES = {"search": 34, "market": 24, "direct": 15, "booth": 9, "elsewhere": 8, "qr": 10}
BUYERS = ("search", "market", "qr", "booth", "fair", "direct", "search", "elsewhere")
FAIR = "Hội chợ Đông Hà (mẫu)"
# Who comes beside these: by how, on how many days ago, how many.
CROWDS = (("fair", range(9, 12), 14), *(("live", (ago,), 45) for ago, *_evening in PAST_EVENINGS))
CODES_ON_JARS = 3
LOOKS_ON = 0.4


@dataclass(frozen=True)
class Stand:
    """One of the seller's booths: its name in addresses, its goods, and the codes it printed."""

    booth: str
    products: Sequence[str]
    codes: Mapping[str, Sequence[PrintedCode]]


def bring_visitors(seller: Person, now: datetime, random: Random) -> None:
    """Let people look at the seller's booths on each of the last days; most are never seen again."""
    stands = [_stand(booth, seller) for booth in open_booths_of(seller)]
    for ago in range(DAYS - 1, -1, -1):
        day = clock.local_day(now) - timedelta(days=ago)
        write_hits([hit for stand in stands for hit in _day_at(stand, day, ago, random)])
    with clock.frozen(now):
        forget_marks()


def buyer_came(number: int, variants: Sequence[Variant], source: str = "") -> dict[int, tuple[str, str]]:
    """Let the buyer of this number look at what they are about to buy; says by booth how they came."""
    day, visitor = clock.today(), f"nguoi-mua-mau-{number}"
    source = source or BUYERS[number % len(BUYERS)]
    hits = []
    for variant in variants:
        product = db.session.get_one(Product, variant.product_id)
        code = _printed(product.booth_id, source)
        shown = "direct" if code else source
        hits.append(PageHit("product", product.slug, day, visitor, shown, via=code))
    write_hits(hits)
    return sources_on(day, visitor, [variant.id for variant in variants])()


def _printed(booth_id: int, source: str) -> str:
    """The booth's own code, of the fair or of every day; empty where the buyer did not come by one."""
    if source not in ("qr", "fair"):
        return ""
    fair = FAIR if source == "fair" else ""
    codes = select(PrintedCode.code).where(PrintedCode.booth_id == booth_id, PrintedCode.fair == fair)
    return db.session.scalars(codes.order_by(PrintedCode.id).limit(1)).one()


def _stand(booth: Booth, seller: Person) -> Stand:
    found = select(Product).where(Product.booth_id == booth.id, Product.state == "on_sale").order_by(Product.id)
    products = db.session.scalars(found).all()
    slugs, name = [each.slug for each in products], booth.slug
    printed = {
        fair: print_codes(booth, by=seller, with_booth=True, products=products[:CODES_ON_JARS], fair=fair, copies=1)
        for fair in ("", FAIR)
    }
    return Stand(name, slugs, printed)


def _day_at(stand: Stand, day: date, ago: int, random: Random) -> Iterator[PageHit]:
    visitors = random.randint(FEWEST, MOST) + (DAYS - ago) // 4 + (WEEKEND if day.weekday() > 4 else 0)
    for number in range(visitors):
        source = random.choices(list(SOURCES), list(SOURCES.values()))[0]
        yield from _visit(stand, day, f"{stand.booth}-{number}", source, random)
    for source, days, crowd in CROWDS:
        for number in range(crowd if ago in days else 0):
            yield from _visit(stand, day, f"{stand.booth}-{source}-{number}", source, random)


def _visit(stand: Stand, day: date, visitor: str, source: str, random: Random) -> Iterator[PageHit]:
    """One person's look round: a code or a page first, then perhaps another page of the booth."""
    product = random.choice(stand.products)
    if source in ("qr", "fair"):
        code = random.choice(stand.codes[FAIR if source == "fair" else ""]).code
        yield PageHit("scan", code, day, visitor)
        yield PageHit("product", product, day, visitor, via=code)
    else:
        yield PageHit("product", product, day, visitor, source)
    if random.random() < LOOKS_ON:
        yield PageHit("booth", stand.booth, day, visitor, "market")
        yield PageHit("product", random.choice(stand.products), day, visitor, "booth")
