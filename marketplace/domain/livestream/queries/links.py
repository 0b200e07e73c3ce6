"""Where a tracking link leads, and which programs may ask for figures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, case, select
from sqlalchemy.orm import aliased

from marketplace.core.codes import clean_code, hash_token
from marketplace.core.db import db
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.models import Product
from marketplace.domain.livestream.errors import NoSuchLink, UnknownToken
from marketplace.domain.livestream.models import ApiToken, Broadcast, Campaign, TrackingLink
from marketplace.domain.livestream.queries.planning import SHOWN_TO_ALL


@dataclass(frozen=True)
class LinkTarget:
    """A tracking link and the page of ours it leads to: a product, a booth, the live page, or the list of them."""

    link_id: int
    code: str
    broadcast_id: int
    product_slug: str | None
    booth_slug: str | None
    campaign_slug: str | None


def link_target(code: str) -> LinkTarget:
    """Where this code leads now; what is not public gives way to the live page. Raises NoSuchLink."""
    seller = aliased(Booth)
    rows = (
        select(
            TrackingLink.id.label("link_id"), TrackingLink.code, TrackingLink.broadcast_id,
            _if(and_(Product.state == "on_sale", seller.state == "open"), Product.slug).label("product_slug"),
            _if(Booth.state == "open", Booth.slug).label("booth_slug"),
            _if(Campaign.state.in_(SHOWN_TO_ALL), Campaign.slug).label("campaign_slug"),
        )
        .join(Broadcast, Broadcast.id == TrackingLink.broadcast_id)
        .join(Campaign, Campaign.id == Broadcast.campaign_id)
        .outerjoin(Product, Product.id == TrackingLink.product_id)
        .outerjoin(seller, seller.id == Product.booth_id)
        .outerjoin(Booth, Booth.id == TrackingLink.booth_id)
        .where(TrackingLink.code == clean_code(code))
    )  # fmt: skip
    row = db.session.execute(rows).mappings().one_or_none()
    if row is None:
        raise NoSuchLink
    return LinkTarget(**row)


def _if(condition: Any, value: Any) -> Any:
    return case((condition, value))


def token_behind(secret: str) -> ApiToken:
    """The living token with this secret, of an organizer who may still come in; raise UnknownToken."""
    found = select(ApiToken).join(ApiToken.person).where(
        ApiToken.token_hash == hash_token(secret), ApiToken.ended_at.is_(None), Person.state == "active",
        Person.role.in_(("organizer", "admin")),
    )  # fmt: skip
    token = db.session.scalar(found) if secret else None
    if token is None:
        raise UnknownToken
    return token


def tokens() -> list[ApiToken]:
    """Every token, the living ones first."""
    return list(db.session.scalars(select(ApiToken).order_by(ApiToken.ended_at.is_not(None), ApiToken.id.desc())))


def token_by_id(token_id: int) -> ApiToken | None:
    """One token."""
    return db.session.get(ApiToken, token_id)
