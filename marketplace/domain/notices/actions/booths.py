"""Letters to sellers about what organizers decided."""

from __future__ import annotations

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.transactions import transactional
from marketplace.domain.booths.models import Booth, BoothStep
from marketplace.domain.booths.queries import booth_of_id
from marketplace.domain.catalog.models import Product, ProductStep
from marketplace.domain.catalog.queries import change_by_id
from marketplace.domain.notices.queries import keeper_of
from marketplace.domain.notices.words import BOOTH_WORDS, CHANGE_WORDS, PAPER_WORDS, PRODUCT_WORDS
from marketplace.domain.papers.queries import paper_by_id


@transactional
def tell_booth_of_decision(booth_id: int, seq: int) -> None:
    """Tell a booth that it is open, needs more papers or is suspended, with the reason."""
    booth = db.session.get_one(Booth, booth_id, populate_existing=True)
    step = db.session.scalars(select(BoothStep).filter_by(booth_id=booth_id, seq=seq)).one()
    subject, sentence = BOOTH_WORDS[step.to_state]
    reader = keeper_of(booth)
    path = "/seller/" if step.to_state == "open" else "/seller/application"
    write_letter(
        "booth_decided", to=reader.to, key=f"booth:{booth_id}:{seq}", language=reader.language, booth=booth,
        subject=subject, sentence=sentence, reason=step.reason, link=public_url(path, language=reader.language),
    )  # fmt: skip


@transactional
def tell_of_product_decision(product_id: int, seq: int) -> None:
    """Tell a booth what became of a product it sent in; showing a hidden one again is its own doing."""
    product = db.session.get_one(Product, product_id, populate_existing=True)
    step = db.session.scalars(select(ProductStep).filter_by(product_id=product_id, seq=seq)).one()
    if step.from_state == "hidden" or step.to_state not in PRODUCT_WORDS:
        return
    subject, sentence = PRODUCT_WORDS[step.to_state]
    reader = keeper_of(product.booth)
    write_letter(
        "product_decided", to=reader.to, key=f"product:{product_id}:{seq}", language=reader.language,
        product=product, subject=subject, sentence=sentence, reason=step.reason,
        link=public_url(f"/seller/products/{product.slug}", language=reader.language),
    )  # fmt: skip


@transactional
def tell_of_change_decision(change_id: int) -> None:
    """Tell a booth what became of the new claims of a product on sale."""
    change = change_by_id(change_id)
    subject, sentence = CHANGE_WORDS[change.state]
    reader = keeper_of(change.product.booth)
    write_letter(
        "product_decided", to=reader.to, key=f"change:{change_id}:{change.state}", language=reader.language,
        product=change.product, subject=subject, sentence=sentence, reason=change.reason,
        link=public_url(f"/seller/products/{change.product.slug}", language=reader.language),
    )  # fmt: skip


@transactional
def tell_of_paper_decision(paper_id: int) -> None:
    """Tell a booth whether its paper was found true."""
    paper = paper_by_id(paper_id)
    subject, sentence = PAPER_WORDS[paper.state]
    reader = keeper_of(booth_of_id(paper.booth_id))
    write_letter(
        "paper_decided", to=reader.to, key=f"paper:{paper_id}:{paper.state}", language=reader.language, paper=paper,
        subject=subject, sentence=sentence, reason=paper.reason,
        link=public_url("/seller/papers", language=reader.language),
    )  # fmt: skip
