"""Vouchers: made, used and given back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import delete, insert, or_, select, update

from marketplace.core import clock
from marketplace.core.codes import clean_code, random_code
from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.promotions.errors import BadVoucher, CodeTaken, VoucherUsedByYou, VoucherUsedUp
from marketplace.domain.promotions.models import Voucher, VoucherUse
from marketplace.domain.promotions.queries import voucher_by_code
from marketplace.domain.promotions.rules import MOST_PRICE, WHOLE_IN_BASIS_POINTS, ended_window

SECRET_CODE_LETTERS = 10
# A spoken code only marks where a purchase came from: its buyers are welcome back.
MARKS_PER_BUYER = 50


@dataclass(frozen=True)
class VoucherFacts:
    """The terms of a voucher to be made; an empty `code` is drawn at random (50 bits)."""

    kind: str
    starts_at: datetime
    ends_at: datetime
    code: str = ""
    value: int = 0
    most: int | None = None
    min_goods: int = 0
    max_uses: int | None = None
    max_per_buyer: int | None = None
    bearer: str = "market"


@transactional
def make_voucher(facts: VoucherFacts, *, booth_id: int | None = None) -> Voucher:
    """Make a voucher of one booth, or of the whole market; raise BadVoucher, CodeTaken."""
    _check_terms(facts)
    code = clean_code(facts.code) if facts.code else random_code(SECRET_CODE_LETTERS)
    if not 4 <= len(code) <= 20:
        raise BadVoucher(field="code")
    if voucher_by_code(code) is not None:
        raise CodeTaken
    voucher = Voucher(
        code=code, booth_id=booth_id, kind=facts.kind, value=facts.value, most=facts.most,
        min_goods=facts.min_goods, max_uses=facts.max_uses, uses=0, bearer="booth" if booth_id else facts.bearer,
        max_per_buyer=facts.max_per_buyer or (MARKS_PER_BUYER if facts.kind == "mark" else 1),
        starts_at=facts.starts_at, ends_at=facts.ends_at,
    )  # fmt: skip
    db.session.add(voucher)
    db.session.flush()
    return voucher


@transactional
def end_voucher(voucher: Voucher) -> Voucher:
    """Take a code back now: who has not ordered with it yet pays without it. One that is over stays as it is."""
    now = clock.now()
    if voucher.ends_at > now:
        voucher.starts_at, voucher.ends_at = ended_window(voucher.starts_at, voucher.ends_at, now)
    return voucher


@transactional
def use_voucher(voucher_id: int, *, buyer_key: str, purchase_id: int, at: datetime) -> None:
    """Spend one use for a purchase; raise VoucherUsedUp, VoucherUsedByYou."""
    spent = (
        update(Voucher)
        .where(Voucher.id == voucher_id, Voucher.starts_at <= at, Voucher.ends_at > at)
        .where(or_(Voucher.max_uses.is_(None), Voucher.uses < Voucher.max_uses))
        .values(uses=Voucher.uses + 1)
        .returning(Voucher.max_per_buyer)
    )
    connection = db.session.connection()
    most = connection.execute(spent).scalar_one_or_none()
    if most is None:
        raise VoucherUsedUp
    numbers = select(VoucherUse.n).where(VoucherUse.voucher_id == voucher_id, VoucherUse.buyer_key == buyer_key)
    used = set(connection.execute(numbers).scalars())
    if len(used) >= most:
        raise VoucherUsedByYou
    n = next(number for number in range(1, most + 1) if number not in used)
    row = {"voucher_id": voucher_id, "buyer_key": buyer_key, "n": n, "purchase_id": purchase_id, "at": at}
    connection.execute(insert(VoucherUse), row)


@transactional
def give_back_voucher(purchase_id: int) -> None:
    """Give the use of a purchase back; a second time there is none to give back."""
    connection = db.session.connection()
    dropped = delete(VoucherUse).where(VoucherUse.purchase_id == purchase_id).returning(VoucherUse.voucher_id)
    voucher_id = connection.execute(dropped).scalar_one_or_none()
    if voucher_id is not None:
        connection.execute(update(Voucher).where(Voucher.id == voucher_id).values(uses=Voucher.uses - 1))


def _check_terms(facts: VoucherFacts) -> None:
    highest = WHOLE_IN_BASIS_POINTS if facts.kind == "percent" else MOST_PRICE
    lowest = 0 if facts.kind == "mark" else 1
    faults = {
        "kind": facts.kind not in ("mark", "amount", "percent"),
        "value": not lowest <= facts.value <= highest,
        "ends_at": facts.ends_at <= facts.starts_at,
        "min_goods": not 0 <= facts.min_goods <= MOST_PRICE,
        "most": facts.most is not None and facts.most < 1,
        "max_uses": facts.max_uses is not None and facts.max_uses < 1,
        "max_per_buyer": facts.max_per_buyer is not None and facts.max_per_buyer < 1,
    }
    for field, at_fault in faults.items():
        if at_fault:
            raise BadVoucher(field=field)
