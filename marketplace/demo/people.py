"""The people of the demo world. Addresses end in .test: no letter can reach anybody."""

from __future__ import annotations

from marketplace.core.db import db
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.actions import sign_up
from marketplace.domain.accounts.models import Person
from marketplace.domain.accounts.queries import person_by_email

PASSWORD = "demo-password-1"  # noqa: S105 - printed at start, for the demo world only

PEOPLE = {
    "shopper@demo.test": "buys",
    "seller@demo.test": "runs two booths",
    "helper@demo.test": "packs parcels for one of them",
    "organizer@demo.test": "admits booths, checks papers, runs campaigns",
    "admin@demo.test": "runs the market",
}

_NAMES = {
    "shopper@demo.test": "Nguyễn Thị Lan (mẫu)",
    "seller@demo.test": "Hồ Văn Minh (mẫu)",
    "helper@demo.test": "Trần Anh Tú (mẫu)",
    "organizer@demo.test": "Lê Thị Ngọc (mẫu)",
    "admin@demo.test": "Quản trị viên (mẫu)",
}
_ROLES = {"organizer@demo.test": "organizer", "admin@demo.test": "admin"}


@transactional
def load_people() -> dict[str, Person]:
    """The demo people by address; those who are there already stay as they are."""
    return {address: person_by_email(address) or _join(address, name) for address, name in _NAMES.items()}


def _join(address: str, name: str) -> Person:
    person = sign_up(full_name=name, email=address, password=PASSWORD)
    # The first organizer and admin of a market come from nobody's hand; here from this command.
    person.role = _ROLES.get(address, "member")
    db.session.flush()
    return person
