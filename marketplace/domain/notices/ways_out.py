"""What the link of a switchable letter ends: letters of one kind to one reader, by a derived secret (decision 0002)."""

from __future__ import annotations

import re
from dataclasses import dataclass

from marketplace.core.emails import email_key
from marketplace.core.language import public_url
from marketplace.core.secret_links import is_secret_for, secret_for
from marketplace.domain.favourites import rules as favourites
from marketplace.domain.notices.errors import WayOutNotThere
from marketplace.domain.notices.rules import SWITCHABLE

PURPOSE = "letters"
LIVE, ASKING, GUEST = "live", "asking", "guest"

_SUBJECT = re.compile(r"(asking)\.([0-9]{1,18})|(guest)\.([a-z2-7]{26})|([a-z_]{1,20})\.([0-9]{1,18})\.([0-9]{1,18})")


@dataclass(frozen=True, slots=True)
class WayOut:
    """Letters of `kind`: of followed booths, asking a person or a guest for a review, or a kind of notice to a booth.

    Of a notice, person 0 is the booth's own address, which its owners share. A guest is known by a fingerprint.
    """

    kind: str
    person_id: int = 0
    booth_id: int = 0
    fingerprint: str = ""

    @property
    def is_notice(self) -> bool:
        """Whether it ends a kind of notice to a booth."""
        return self.kind in SWITCHABLE

    @property
    def key(self) -> str:
        """What stands in the link."""
        if self.kind == LIVE:
            return f"{self.person_id}-{secret_for(favourites.LINK, favourites.link_subject(self.person_id))}"
        parts: list[object] = [self.kind]
        if self.is_notice:
            parts += [self.booth_id, self.person_id]
        else:
            parts.append(self.fingerprint or self.person_id)
        subject = ".".join(str(part) for part in parts)
        return f"{subject}-{secret_for(PURPOSE, subject)}"

    def address(self, language: str) -> str:
        """Where one POST ends these letters, and a person who opens it is asked first."""
        return public_url(f"/hooks/letters/{self.key}", language=language)


def fingerprint_of(email: str) -> str:
    """What a guest who wants no more of these letters is remembered by; it leads back to nobody."""
    return secret_for("refused letters", email_key(email))


def way_out_behind(key: str) -> WayOut:
    """What the link of a letter ends; raise WayOutNotThere for one that we did not make."""
    subject, _dash, secret = key.rpartition("-")
    if subject.isascii() and subject.isdigit() and len(subject) <= 18:
        person_id = int(subject)
        if is_secret_for(favourites.LINK, favourites.link_subject(person_id), secret):
            return WayOut(LIVE, person_id)
    found = _SUBJECT.fullmatch(subject)
    if found is None or not is_secret_for(PURPOSE, subject, secret):
        raise WayOutNotThere
    if found[1]:
        return WayOut(ASKING, int(found[2]))
    if found[3]:
        return WayOut(GUEST, fingerprint=found[4])
    if found[5] not in SWITCHABLE:
        raise WayOutNotThere
    return WayOut(found[5], int(found[7]), int(found[6]))
