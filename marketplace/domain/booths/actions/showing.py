"""Showing the people behind a booth to shoppers: only its owner does, and only with their consent."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from sqlalchemy import func, select

from marketplace.core import audit, clock, files, versions
from marketplace.core.db import db, lock_row
from marketplace.core.text import clean, clean_lines
from marketplace.core.transactions import after_commit, transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import can_manage_members
from marketplace.domain.booths.actions.running import PORTRAIT_WIDTHS, kept_picture
from marketplace.domain.booths.errors import NobodyAgreed, TooManyMakers
from marketplace.domain.booths.models import Booth, Maker
from marketplace.domain.booths.queries import authorize, maker_of
from marketplace.domain.booths.rules import MOST_MAKERS


@dataclass(frozen=True)
class MakerFacts:
    """What shoppers read of somebody behind a booth."""

    name: str
    part: str = ""
    part_en: str = ""
    words: str = ""
    words_en: str = ""


def show_maker(booth: Booth, *, by: Person, facts: MakerFacts, agreed: bool, picture: bytes | None = None) -> None:
    """Show one more person. Raises NobodyAgreed, TooManyMakers, NotAPicture and its kind naming the field."""
    authorize(by, booth.id, can_manage_members)
    if not agreed:
        raise NobodyAgreed
    # Painted and stored before the transaction: neither may hold the database up.
    key = kept_picture(picture, PORTRAIT_WIDTHS, "picture") if picture else None
    _add(booth, by, facts, key)


def change_maker(booth: Booth, maker_id: int, *, by: Person, facts: MakerFacts, picture: bytes | None = None) -> None:
    """Tell of a person anew, with a new picture where given; raise MakerNotThere, NotAPicture and its kind."""
    authorize(by, booth.id, can_manage_members)
    maker_of(booth, maker_id)
    key = kept_picture(picture, PORTRAIT_WIDTHS, "picture") if picture else None
    _change(booth, maker_id, by, facts, key)


@transactional
def hide_maker(booth: Booth, maker_id: int, *, by: Person) -> None:
    """Show a person no longer: words and picture are gone at once; raise MakerNotThere."""
    authorize(by, booth.id, can_manage_members)
    maker = maker_of(booth, maker_id)
    _note(booth, by, "booth.maker_hidden", maker)
    _forget(maker)


def forget_makers(booth: Booth) -> None:
    """A booth that sells no more shows nobody; part of the transaction that ends it."""
    for maker in db.session.scalars(select(Maker).where(Maker.booth_id == booth.id)).all():
        _forget(maker)


@transactional
def _add(booth: Booth, by: Person, facts: MakerFacts, key: str | None) -> None:
    lock_row(booth)
    if (db.session.scalar(select(func.count(Maker.id)).where(Maker.booth_id == booth.id)) or 0) >= MOST_MAKERS:
        raise TooManyMakers(most=MOST_MAKERS)
    maker = Maker(booth_id=booth.id, picture_key=key, agreed_on=clock.today(), noted_by_id=by.id, name="")
    _tell(maker, facts)
    db.session.add(maker)
    db.session.flush()
    _note(booth, by, "booth.maker_shown", maker)


@transactional
def _change(booth: Booth, maker_id: int, by: Person, facts: MakerFacts, key: str | None) -> None:
    maker = maker_of(booth, maker_id)
    _tell(maker, facts)
    if key:
        _drop_picture(maker)
        maker.picture_key = key
    db.session.flush()
    _note(booth, by, "booth.maker_changed", maker)


def _tell(maker: Maker, facts: MakerFacts) -> None:
    maker.name, maker.part, maker.part_en = clean(facts.name), clean(facts.part), clean(facts.part_en)
    maker.words, maker.words_en = clean_lines(facts.words), clean_lines(facts.words_en)


def _note(booth: Booth, by: Person, what: str, maker: Maker) -> None:
    audit.note(what, by=by.id, booth=booth.id, subject=f"maker:{maker.id}")
    versions.bump("catalogue")


def _forget(maker: Maker) -> None:
    _drop_picture(maker)
    db.session.delete(maker)
    db.session.flush()


def _drop_picture(maker: Maker) -> None:
    if maker.picture_key is None:
        return
    drawn = maker.picture_key.endswith(".svg")
    keys = [maker.picture_key] if drawn else [f"{maker.picture_key}-{width}.webp" for width in PORTRAIT_WIDTHS]
    for key in keys:
        after_commit(partial(files.drop, key))
