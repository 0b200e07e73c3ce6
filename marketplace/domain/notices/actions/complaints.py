"""Letters to whoever complained."""

from __future__ import annotations

from marketplace.core.language import public_url
from marketplace.core.letters import write_letter
from marketplace.core.secret_links import secret_for
from marketplace.core.transactions import transactional
from marketplace.domain.complaints.access import LINK
from marketplace.domain.complaints.models import Complaint
from marketplace.domain.complaints.queries import complaint_by_id
from marketplace.domain.notices.actions.telling import tell_in_page
from marketplace.domain.notices.queries import complainant_of
from marketplace.domain.notices.words import OUTCOME_WORDS


@transactional
def acknowledge_complaint(complaint_id: int) -> None:
    """Tell the complainant that it has come in and by when there is an answer; an authority has its own ways."""
    complaint = complaint_by_id(complaint_id)
    reader = complainant_of(complaint)
    if reader is not None and not complaint.authority:
        write_letter(
            "complaint_filed", to=reader.to, key=f"complaint:{complaint.id}", language=reader.language,
            complaint=complaint, link=_link_to(complaint),
        )  # fmt: skip


@transactional
def tell_booth_of_complaint(complaint_id: int) -> None:
    """Tell a booth that the organizers look into a complaint; never who complained, nor about which order."""
    complaint = complaint_by_id(complaint_id)
    if not complaint.authority:
        about = complaint.product.name if complaint.product else ""
        tell_in_page(complaint.booth, "complaint", key=f"complaint:{complaint.id}", path="/seller/", about=about)


@transactional
def tell_of_complaint(complaint_id: int, seq: int) -> None:
    """Tell the complainant what the organizers say, and the outcome once the case is closed."""
    complaint = complaint_by_id(complaint_id)
    reader = complainant_of(complaint)
    if reader is None or complaint.authority:
        return
    step = next(step for step in complaint.steps if step.seq == seq)
    outcome = OUTCOME_WORDS[complaint.outcome] if step.kind == "closing" and complaint.outcome else None
    write_letter(
        "complaint_answered", to=reader.to, key=f"complaint:{complaint.id}:{seq}", language=reader.language,
        complaint=complaint, step=step, outcome=outcome, link=_link_to(complaint),
    )  # fmt: skip


def _link_to(complaint: Complaint) -> str:
    secret = secret_for(LINK, complaint.code)
    return public_url(f"/complaints/{complaint.code}?s={secret}", language=complaint.language)
