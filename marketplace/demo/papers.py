"""Sample certificates: a star is shown only while a checked paper is in date, in the demo world too.

Only invented products carry them, with numbers that say that they are samples.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO
from random import Random

from PIL import Image, ImageDraw
from sqlalchemy import select

from marketplace.core.clock import local_day
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.catalog.models import Product
from marketplace.domain.papers.actions import bring_paper, check_paper
from marketplace.domain.papers.rules import PaperFacts

CHECKED, WAITING = 22, 4
ISSUER = "UBND tỉnh Quảng Trị (giấy mẫu)"


def bring_sample_papers(organizer: Person, now: datetime, random: Random) -> None:
    """Bring papers for some invented products: most checked and in date, a few ended, a few waiting."""
    scan = a_scan()
    wanted = select(Product).where(Product.state == "on_sale", Product.source == "demo").order_by(Product.id)
    products = list(db.session.scalars(wanted))
    random.shuffle(products)
    for number, product in enumerate(products[: CHECKED + WAITING], start=1):
        with transaction():
            _bring(product, number, organizer, now, random, scan)


def _bring(product: Product, number: int, organizer: Person, now: datetime, random: Random, scan: bytes) -> None:
    booth = db.session.get_one(Booth, product.booth_id)
    owner = db.session.scalars(
        select(Person).join(Membership, Membership.person_id == Person.id).where(Membership.booth_id == booth.id)
    ).first()
    assert owner is not None  # noqa: S101 - every booth has an owner
    ended = number % 8 == 0
    issued = local_day(now) - timedelta(days=1_200 if ended else random.randrange(30, 900))
    facts = PaperFacts(
        kind="ocop",
        number=f"MẪU-{number:03d}/QĐ-UBND",
        issuer=ISSUER,
        issued_on=issued,
        star=random.choices((3, 4, 5), weights=(6, 4, 1))[0],
    )
    paper = bring_paper(booth, by=owner, facts=facts, product=product, scan=scan)
    if number <= CHECKED:
        check_paper(paper, by=organizer)


def a_scan() -> bytes:
    """A picture that looks like nothing official and says that it is a sample."""
    picture = Image.new("RGB", (600, 420), "#faf7f0")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((20, 20, 580, 400), outline="#0f6b4a", width=6)
    pen.text((180, 190), "SAMPLE CERTIFICATE", fill="#a8231c")
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
