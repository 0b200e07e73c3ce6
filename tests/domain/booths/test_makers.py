"""The people behind a booth: shown by its owner, with their consent, and by nobody else."""

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import select

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.booths.actions import (
    MakerFacts,
    add_member,
    begin_closing,
    change_maker,
    finish_closing,
    hide_maker,
    offer_help,
    show_maker,
    take_help_offer,
)
from marketplace.domain.booths.errors import (
    BoothNotThere,
    MakerNotThere,
    NobodyAgreed,
    NotYourPart,
    TooManyMakers,
)
from marketplace.domain.booths.models import Maker
from marketplace.domain.booths.queries import makers_of
from marketplace.domain.booths.rules import MOST_MAKERS
from marketplace.domain.leaving.queries import tables_of
from tests.web.seller.test_pages import a_picture

KAN = MakerFacts("Hồ  Thị Kăn", "Rang cà phê", "Roasts the coffee", "Mẻ nào cũng nếm.", "I taste every batch.")


def test_nobody_is_shown_by_default_not_even_the_owner_a_member_or_a_helper(booth, minh, lan, hoa):
    add_member(booth, by=minh, login=lan.email, role="packer")
    _grant, code = offer_help(booth, by=minh, permissions=["products"], hours=4)
    take_help_offer(code, by=hoa)
    assert not makers_of(booth)


def test_an_owner_shows_somebody_who_agreed_and_takes_them_down_again(booth, minh):
    show_maker(booth, by=minh, facts=KAN, agreed=True, picture=a_picture().read())
    (maker,) = makers_of(booth)
    assert (maker.name, maker.agreed_on, maker.noted_by_id) == ("Hồ Thị Kăn", clock.today(), minh.id)
    key = f"{maker.picture_key}-180.webp"
    assert files.read(key)
    hide_maker(booth, maker.id, by=minh)
    assert not makers_of(booth)
    with pytest.raises(FileNotFoundError):
        files.read(key)


def test_nobody_is_shown_who_did_not_agree(booth, minh):
    with pytest.raises(NobodyAgreed) as refusal:
        show_maker(booth, by=minh, facts=KAN, agreed=False)
    assert refusal.value.field == "agreed"
    assert not makers_of(booth)


def test_only_the_owner_says_who_is_shown(booth, minh, lan, hoa, ngoc):
    show_maker(booth, by=minh, facts=KAN, agreed=True)
    (maker,) = makers_of(booth)
    add_member(booth, by=minh, login=lan.email, role="manager")
    _grant, code = offer_help(booth, by=minh, permissions=["products", "orders"], hours=4)
    take_help_offer(code, by=hoa)
    for person, refusal in ((lan, NotYourPart), (hoa, NotYourPart), (ngoc, BoothNotThere)):
        with pytest.raises(refusal):
            show_maker(booth, by=person, facts=KAN, agreed=True)
        with pytest.raises(refusal):
            change_maker(booth, maker.id, by=person, facts=KAN)
        with pytest.raises(refusal):
            hide_maker(booth, maker.id, by=person)
    assert [each.name for each in makers_of(booth)] == ["Hồ Thị Kăn"]


def test_a_new_picture_takes_the_place_of_the_old_one(booth, minh):
    show_maker(booth, by=minh, facts=KAN, agreed=True, picture=a_picture().read())
    (maker,) = makers_of(booth)
    old = maker.picture_key
    change_maker(booth, maker.id, by=minh, facts=MakerFacts("Kăn"), picture=_another_picture())
    (maker,) = makers_of(booth)
    assert (maker.name, maker.part, maker.words_en) == ("Kăn", "", "")
    assert maker.picture_key != old
    with pytest.raises(FileNotFoundError):
        files.read(f"{old}-180.webp")
    change_maker(booth, maker.id, by=minh, facts=KAN)
    assert files.read(f"{makers_of(booth)[0].picture_key}-180.webp")


def test_two_people_with_the_same_picture_do_not_lose_it_together(booth, minh):
    for _each in range(2):
        show_maker(booth, by=minh, facts=KAN, agreed=True, picture=a_picture().read())
    first, second = makers_of(booth)
    hide_maker(booth, first.id, by=minh)
    assert files.read(f"{second.picture_key}-180.webp")


def test_a_booth_shows_faces_not_a_staff_list(booth, minh):
    for _each in range(MOST_MAKERS):
        show_maker(booth, by=minh, facts=KAN, agreed=True)
    with pytest.raises(TooManyMakers):
        show_maker(booth, by=minh, facts=KAN, agreed=True)
    assert len(makers_of(booth)) == MOST_MAKERS


def test_a_rival_reaches_nobody_here(booth, rival_booth, minh, hoa):
    show_maker(booth, by=minh, facts=KAN, agreed=True)
    (maker,) = makers_of(booth)
    with pytest.raises(MakerNotThere):
        hide_maker(rival_booth, maker.id, by=hoa)


def test_a_closed_booth_shows_nobody(booth, minh, ngoc):
    show_maker(booth, by=minh, facts=KAN, agreed=True, picture=a_picture().read())
    key = makers_of(booth)[0].picture_key
    with transaction():
        begin_closing(booth, by=minh, reason="Nghỉ hẳn.")
        finish_closing(booth, by=minh)
    assert not db.session.scalars(select(Maker)).all()
    with pytest.raises(FileNotFoundError):
        files.read(f"{key}-180.webp")


def test_the_booth_takes_along_whom_it_shows(booth, minh):
    show_maker(booth, by=minh, facts=KAN, agreed=True)
    (table,) = [table for table in tables_of(booth) if table.name == "makers"]
    assert next(iter(table.rows))[:2] == ("Hồ Thị Kăn", "Rang cà phê")


def _another_picture():
    file = BytesIO()
    Image.new("RGB", (50, 50), "#a33").save(file, "PNG")
    return file.getvalue()
