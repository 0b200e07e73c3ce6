"""Places a person has goods sent to."""

from __future__ import annotations

from sqlalchemy import delete, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.phones import normalize_phone
from marketplace.core.places.queries import commune_by_code
from marketplace.core.text import clean
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.errors import AddressIncomplete, NoSuchPlace
from marketplace.domain.accounts.models import Address, Person
from marketplace.domain.accounts.rules import MOST_ADDRESSES


@transactional
def save_address(person: Person, *, recipient: str, phone: str, line: str, commune_code: str) -> Address:
    """Keep an address; the same one again is only marked as used now.

    The longest unused makes room when there are too many. Raises BadPhone, NoSuchPlace or AddressIncomplete.
    """
    facts = {
        "recipient": clean(recipient),
        "phone": normalize_phone(phone),
        "line": clean(line),
        "commune_code": commune_code,
    }
    _check(facts)
    known = db.session.scalar(select(Address).filter_by(person_id=person.id, **facts))
    address = known or Address(person_id=person.id, **facts)
    address.used_at = clock.now()
    db.session.add(address)
    db.session.flush()
    _forget_the_longest_unused(person)
    return address


@transactional
def remove_address(person: Person, address_id: int) -> None:
    """Forget one of a person's addresses; another's is not touched."""
    db.session.execute(delete(Address).where(Address.id == address_id, Address.person_id == person.id))


def _check(facts: dict[str, str]) -> None:
    for name in ("recipient", "line"):
        if not facts[name]:
            raise AddressIncomplete(field=name)
    if commune_by_code(facts["commune_code"]) is None:
        raise NoSuchPlace


def _forget_the_longest_unused(person: Person) -> None:
    mine = select(Address.id).where(Address.person_id == person.id).order_by(Address.used_at.desc(), Address.id.desc())
    surplus = db.session.scalars(mine.offset(MOST_ADDRESSES)).all()
    if surplus:
        db.session.execute(delete(Address).where(Address.id.in_(surplus)))
