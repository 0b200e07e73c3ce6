"""Who may read and who may answer a complaint."""

from __future__ import annotations

from marketplace.core.secret_links import is_secret_for
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_review as can_answer
from marketplace.domain.complaints.models import Complaint

LINK = "complaint"

__all__ = ["LINK", "can_answer", "can_follow"]


def can_follow(person: Person | None, complaint: Complaint, *, secret: str = "") -> bool:
    """Whether this is the complainant: by the account, or by the secret of the link in the letter."""
    is_theirs = person is not None and complaint.person_id is not None and complaint.person_id == person.id
    return is_theirs or is_secret_for(LINK, complaint.code, secret)
