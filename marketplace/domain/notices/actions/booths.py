"""Letters to sellers about what organizers decided."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.transactions import transactional
from marketplace.domain.booths.models import Booth, BoothStep, HelperGrant
from marketplace.domain.booths.queries import booth_of_id
from marketplace.domain.booths.rules import MOST_READINGS
from marketplace.domain.catalog.models import Product, ProductStep
from marketplace.domain.catalog.queries import change_by_id
from marketplace.domain.notices.actions.telling import tell_booth
from marketplace.domain.notices.queries import readers_of
from marketplace.domain.notices.words import BOOTH_WORDS, CHANGE_WORDS, PAPER_WORDS, PRODUCT_WORDS
from marketplace.domain.papers.queries import paper_by_id

PATHS = {"open": "/seller/", "closing": "/seller/closing", "closed": "/seller/closing"}


@transactional
def tell_booth_of_decision(booth_id: int, seq: int) -> None:
    """Tell a booth that it is open, needs more papers or is suspended, with the reason."""
    booth = db.session.get_one(Booth, booth_id, populate_existing=True)
    step = db.session.scalars(select(BoothStep).filter_by(booth_id=booth_id, seq=seq)).one()
    subject, sentence = BOOTH_WORDS[step.to_state]
    tell_booth(
        booth, "booth", letter="booth_decided", key=f"booth:{booth_id}:{seq}", topic=step.to_state,
        path=PATHS.get(step.to_state, "/seller/application"), booth=booth, subject=subject,
        sentence=sentence, reason=step.reason,
    )  # fmt: skip


@transactional
def tell_of_product_decision(product_id: int, seq: int) -> None:
    """Tell a booth what became of a product it sent in; showing a hidden one again is its own doing."""
    product = db.session.get_one(Product, product_id, populate_existing=True)
    step = db.session.scalars(select(ProductStep).filter_by(product_id=product_id, seq=seq)).one()
    if step.from_state == "hidden" or step.to_state not in PRODUCT_WORDS:
        return
    subject, sentence = PRODUCT_WORDS[step.to_state]
    tell_booth(
        product.booth, "product", letter="product_decided", key=f"product:{product_id}:{seq}", topic=step.to_state,
        about=product.name, path=f"/seller/products/{product.slug}", product=product, subject=subject,
        sentence=sentence, reason=step.reason,
    )  # fmt: skip


@transactional
def tell_of_change_decision(change_id: int) -> None:
    """Tell a booth what became of the new claims of a product on sale."""
    change = change_by_id(change_id)
    subject, sentence = CHANGE_WORDS[change.state]
    tell_booth(
        change.product.booth, "product", letter="product_decided", key=f"change:{change_id}:{change.state}",
        topic=change.state, about=change.product.name, path=f"/seller/products/{change.product.slug}",
        product=change.product, subject=subject, sentence=sentence, reason=change.reason,
    )  # fmt: skip


@transactional
def tell_of_paper_decision(paper_id: int) -> None:
    """Tell a booth whether its paper was found true."""
    paper = paper_by_id(paper_id)
    subject, sentence = PAPER_WORDS[paper.state]
    tell_booth(
        booth_of_id(paper.booth_id), "paper", letter="paper_decided", key=f"paper:{paper_id}:{paper.state}",
        topic=paper.state, about=paper.number, path="/seller/papers", paper=paper, subject=subject, sentence=sentence,
        reason=paper.reason,
    )  # fmt: skip


@transactional
def tell_owner_of_reading(grant_id: int, day: str) -> None:
    """A helper wanted to read more of the buyers than one may in a day."""
    grant = db.session.get_one(HelperGrant, grant_id, populate_existing=True)
    for reader in readers_of(grant.booth, "booth"):
        write_letter(
            "helper_read", to=reader.to, key=f"helper-read:{grant_id}:{day}{reader.copy}", language=reader.language,
            name=str(grant.person.full_name if grant.person else ""), booth=grant.booth, most=MOST_READINGS,
            link=public_url("/seller/helping", language=reader.language),
        )  # fmt: skip
