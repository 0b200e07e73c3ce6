"""The booths of the demo world: applied for, admitted and filled through the verbs that people use."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import select

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.places.queries import communes_matching
from marketplace.core.text import slugify
from marketplace.demo.illustrations import COVER_THEMES, draw_booth_cover, draw_portrait
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.actions import apply_for_booth
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.booths.rules import BoothFacts
from marketplace.domain.joining.actions import admit_booth, attest_item, verify_item
from marketplace.domain.joining.queries import checklist_of

QUANG_TRI = "44"
COASTAL = {"Cửa Tùng", "Cửa Việt", "Mỹ Thủy", "Ninh Châu", "Đồng Hới", "Vĩnh Hoàng"}
THEMES = {
    "Khe Sanh": "coffee", "Hướng Phùng": "coffee", "Lao Bảo": "coffee", "Cam Lộ": "pepper", "Vĩnh Linh": "pepper",
    "Gio Linh": "bridge", "Triệu Phong": "rice", "Ái Tử": "rice", "Hải Lăng": "rice", "Lệ Thủy": "rice",
    "Phong Nha": "karst", "Hoàn Lão": "karst", "Diên Sanh": "dunes",
}  # fmt: skip


def a_sample_owner(number: int, name: str) -> Person:
    """Somebody without a password: sample owners never sign in."""
    address = f"booth{number}@demo.test"
    owner = Person(full_name=name, email=address, email_key=address, joined_at=clock.now())
    db.session.add(owner)
    db.session.flush()
    return owner


def commune_of(place: str) -> str:
    """The official code of the commune a place name means in this province."""
    return communes_matching(place, near=QUANG_TRI, limit=1)[0].commune.code


def apply(
    owner: Person, *, name: str, kind: str, place: str, number: int, random: Random, submit: bool = True
) -> Booth:
    """Apply for a sample booth with made-up legal facts that fit the forms."""
    facts = BoothFacts(
        name=name,
        subject_kind=kind,
        commune_code=commune_of(place),
        legal_name=f"{name} (dữ liệu mẫu)",
        legal_address=f"Địa chỉ mẫu số {number}, {place}, Tỉnh Quảng Trị",
        tax_code=f"{number:010d}" if kind in ("company", "cooperative") else f"{number:012d}",
        registration_number="",
        representative="Người đại diện mẫu",
        phone=f"0233{number:07d}",
        email=f"booth{number}@demo.test",
        story=_story(name, place, random),
        story_en=_story_in_english(name, place),
        is_youth_startup=random.random() < 0.4,
    )
    booth = apply_for_booth(by=owner, facts=facts, submit=submit)
    booth.is_sample = True
    booth.cover_key, booth.portrait_key = _pictures(name, place, number)
    db.session.flush()
    return booth


def admit(booth: Booth, owner: Person, organizer: Person) -> None:
    """Go through the checklist as owner and organizer would, and open the booth."""
    for entry in checklist_of(booth).open_for_opening:
        if entry.item.kind == "attested":
            attest_item(booth, entry.item, by=owner)
        else:
            verify_item(booth, entry.item, by=organizer, note="Dữ liệu mẫu")
    admit_booth(booth, by=organizer)


def joined_at(number: int, of: int, now: datetime) -> datetime:
    """When booth `number` came: spread over the two years before today, the newest last."""
    return now - timedelta(days=round(730 * (of - number) / of) + 1, minutes=number * 7 % 600)


def _pictures(name: str, place: str, number: int) -> tuple[str, str]:
    theme = THEMES.get(place, "beach" if place in COASTAL else COVER_THEMES[number % len(COVER_THEMES)])
    cover = draw_booth_cover(name=name, seed=number, theme=theme)
    keep = {"folder": "booths", "suffix": "svg"}
    return files.keep(cover.encode(), **keep), files.keep(draw_portrait(number).encode(), **keep)


def _story(name: str, place: str, random: Random) -> str:
    years = random.randint(2, 15)
    return (
        f"{name} ở {place} làm hàng theo mẻ nhỏ đã {years} năm. Nguyên liệu lấy của bà con quanh vùng.\n"
        "Câu chuyện này là mẫu; gian hàng thật sẽ kể chuyện của mình bằng lời và ảnh."
    )


def _story_in_english(name: str, place: str) -> str:
    return (
        f"{name} in {slugify(place).replace('-', ' ').title()} works in small batches with local produce.\n"
        "This story is a sample; a real booth tells its own in words and pictures."
    )


def open_booths_of(seller: Person) -> Sequence[Booth]:
    """The booths that a person runs, the oldest first."""
    mine = select(Booth).join(Membership, Membership.booth_id == Booth.id).where(Membership.person_id == seller.id)
    return db.session.scalars(mine.where(Booth.state == "open").order_by(Booth.id)).all()
