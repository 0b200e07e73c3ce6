"""Codes to print: one for each booth, product and printing, however often it is printed."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.codes import random_code
from marketplace.core.db import db, insert_once
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_edit_products
from marketplace.domain.booths.models import Booth
from marketplace.domain.booths.queries import authorize
from marketplace.domain.catalog.models import Product
from marketplace.domain.figures.errors import FairNameTooLong, NothingChosen, TooManyLabels
from marketplace.domain.figures.models import PrintedCode
from marketplace.domain.figures.rules import CODE_LETTERS, MOST_FAIR_LETTERS, MOST_LABELS


@transactional
def print_codes(
    booth: Booth, *, by: Person, with_booth: bool, products: Sequence[Product], fair: str, copies: int
) -> Sequence[PrintedCode]:
    """The codes for the booth itself and these of its products, the booth first; printed again they stay the same.

    Raises NothingChosen, TooManyLabels, FairNameTooLong, NotYourPart.
    """
    authorize(by, booth.id, can_edit_products)
    fair = clean(fair)
    if len(fair) > MOST_FAIR_LETTERS:
        raise FairNameTooLong(most=MOST_FAIR_LETTERS)
    subjects = [*([0] if with_booth else []), *(each.id for each in products if each.booth_id == booth.id)]
    if not subjects:
        raise NothingChosen
    if len(subjects) * copies > MOST_LABELS:
        raise TooManyLabels(most=MOST_LABELS)
    ours = select(PrintedCode).where(
        PrintedCode.booth_id == booth.id, PrintedCode.fair == fair, PrintedCode.subject.in_(subjects)
    )
    there = {code.subject for code in db.session.scalars(ours)}
    for subject in subjects:
        if subject not in there:
            insert_once(
                PrintedCode, code=random_code(CODE_LETTERS), booth_id=booth.id, product_id=subject or None,
                subject=subject, fair=fair, created_at=clock.now(), created_by_id=by.id,
            )  # fmt: skip
    found = {code.subject: code for code in db.session.scalars(ours)}
    return [found[subject] for subject in subjects]
