"""Tracking links, and the tokens with which programs come."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core import audit, clock
from marketplace.core.codes import hash_token, random_code, secret_token
from marketplace.core.db import db
from marketplace.core.errors import NotThere
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream.actions.campaigns import check_open
from marketplace.domain.livestream.errors import NameMissing, OneTargetOnly
from marketplace.domain.livestream.models import ApiToken, Broadcast, TrackingLink

CODE_LETTERS = 7


@transactional
def create_link(
    broadcast: Broadcast,
    *,
    by: Person,
    medium: str = "link",
    booth_id: int | None = None,
    product_id: int | None = None,
) -> TrackingLink:
    """A short link of the broadcast to its live page, a booth or a product; the same one again if it is there."""
    check_open(broadcast.campaign)
    _check_target(booth_id, product_id)
    same = select(TrackingLink).where(
        TrackingLink.broadcast_id == broadcast.id, TrackingLink.medium == medium,
        TrackingLink.booth_id.is_(None) if booth_id is None else TrackingLink.booth_id == booth_id,
        TrackingLink.product_id.is_(None) if product_id is None else TrackingLink.product_id == product_id,
    )  # fmt: skip
    link = db.session.scalar(same)
    if link is None:
        link = TrackingLink(
            code=random_code(CODE_LETTERS), broadcast_id=broadcast.id, booth_id=booth_id, product_id=product_id,
            medium=medium, created_at=clock.now(),
        )  # fmt: skip
        db.session.add(link)
        db.session.flush()
        audit.note("create_link", by=by.id, subject=f"broadcast:{broadcast.id}", details={"code": link.code})
    return link


def _check_target(booth_id: int | None, product_id: int | None) -> None:
    if booth_id is not None and product_id is not None:
        raise OneTargetOnly
    if booth_id is not None and db.session.get(Booth, booth_id) is None:
        raise NotThere
    if product_id is not None and db.session.get(Product, product_id) is None:
        raise NotThere


@transactional
def create_token(name: str, *, by: Person) -> tuple[ApiToken, str]:
    """A token for a program that acts for this person; the secret is given once and never kept."""
    label = clean(name)
    if not label:
        raise NameMissing
    secret = secret_token()
    token = ApiToken(name=label, token_hash=hash_token(secret), person_id=by.id, created_at=clock.now())
    db.session.add(token)
    db.session.flush()
    audit.note("create_token", by=by.id, subject=f"api_token:{token.id}", details={"name": label})
    return token, secret


@transactional
def end_token(token: ApiToken, *, by: Person) -> None:
    """Make a token worthless; a second time changes nothing."""
    if token.ended_at is None:
        token.ended_at = clock.now()
        audit.note("end_token", by=by.id, subject=f"api_token:{token.id}")
