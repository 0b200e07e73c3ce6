"""A first product from a phone: facts, price and photo in one sending, which may arrive twice and counts once."""

from __future__ import annotations

import re
from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.actions.making import create_product
from marketplace.domain.catalog.actions.photos import hang_photo, stored_photo
from marketplace.domain.catalog.errors import BadSendingKey
from marketplace.domain.catalog.models import Photo, Product
from marketplace.domain.catalog.queries.products import product_sent_as
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts

_KEY = re.compile(r"[0-9A-Za-z-]{16,64}")


def send_product(
    booth: Booth, *, by: Person, key: str, facts: ProductFacts, variants: Sequence[VariantFacts],
    photo: bytes | None = None,
) -> Product:  # fmt: skip
    """Make a draft with its photo, once for each `key` of the booth: a second sending gives the same product.

    The key is made by the page and kept with what was typed, so that a phone that lost its network may send again.
    Raises BadSendingKey, and what `create_product` and `add_photo` raise; then nothing was made.
    """
    authorize(by, booth.id, can_edit_products)
    if not _KEY.fullmatch(key):
        raise BadSendingKey
    known = product_sent_as(booth, key)
    if known is not None:
        return known
    # Painting takes time: before the transaction.
    picture = stored_photo(booth.id, photo) if photo else None
    return _make_once(booth, by, key, facts, variants, picture)


@transactional
def _make_once(
    booth: Booth, by: Person, key: str, facts: ProductFacts, variants: Sequence[VariantFacts], picture: Photo | None
) -> Product:  # fmt: skip
    # Two sendings at once wait for each other here; orders, which only refer to the booth, do not.
    db.session.execute(select(Booth.id).where(Booth.id == booth.id).with_for_update(key_share=True))
    known = product_sent_as(booth, key)
    if known is not None:
        return known
    product = create_product(booth, by=by, facts=facts, variants=variants)
    product.sending_key = key
    db.session.flush()
    if picture is not None:
        hang_photo(product, picture)
    return product
