from datetime import date, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image
from sqlalchemy import text

from marketplace.core import clock, files
from marketplace.core.db import db
from marketplace.core.errors import BadInput
from marketplace.core.invariants import examine
from marketplace.core.transactions import transaction
from marketplace.domain.booths.errors import BoothNotThere, ForOrganizers, NotYourPart, ReasonNeeded
from marketplace.domain.booths.models import Membership
from marketplace.domain.papers import actions, errors, queries
from marketplace.domain.papers.invariants import INVARIANTS
from marketplace.domain.papers.rules import PaperFacts, Star, expiry_of, months_after
from tests.people import a_product


def a_picture() -> bytes:
    file = BytesIO()
    Image.new("RGB", (60, 80), "#ddd").save(file, "JPEG", comment=b"secret")
    return file.getvalue()


FACTS = PaperFacts(kind="ocop", star=4, number="123/QĐ-UBND", issuer="UBND tỉnh Quảng Trị", issued_on=date(2026, 1, 15))


@pytest.fixture
def product(booth):
    return a_product(booth)


@pytest.fixture
def paper(booth, minh, product):
    return actions.bring_paper(booth, by=minh, facts=FACTS, product=product, scan=a_picture())


def test_a_star_is_shown_only_while_a_checked_paper_is_in_date(paper, product, ngoc):
    day = date(2026, 11, 23)
    assert queries.stars_of([product.id], day) == {}
    actions.check_paper(paper, by=ngoc)
    star = Star(4, "123/QĐ-UBND", "UBND tỉnh Quảng Trị", date(2029, 1, 15))
    assert queries.stars_of([product.id], day) == {product.id: star}
    assert queries.stars_of([product.id], date(2029, 1, 15)) == {product.id: star}
    assert queries.stars_of([product.id], date(2029, 1, 16)) == {}
    assert queries.stars_of([product.id], date(2026, 1, 14)) == {}


def test_the_highest_star_in_date_counts(paper, booth, minh, product, ngoc):
    better = PaperFacts(kind="ocop", star=5, number="9", issuer="Bộ", issued_on=date(2026, 2, 1))
    actions.check_paper(paper, by=ngoc)
    actions.check_paper(actions.bring_paper(booth, by=minh, facts=better, product=product, scan=a_picture()), by=ngoc)
    assert queries.stars_of([product.id], date(2026, 3, 1))[product.id].star == 5


def test_checking_twice_is_checking_once_and_a_refused_paper_stays_refused(paper, ngoc):
    actions.refuse_paper(paper, by=ngoc, reason="Ảnh mờ, không đọc được số.")
    actions.refuse_paper(paper, by=ngoc, reason="lần nữa")
    assert paper.reason == "Ảnh mờ, không đọc được số."
    with pytest.raises(errors.PaperIsDecided):
        actions.check_paper(paper, by=ngoc)


def test_sellers_never_check_their_own_papers(paper, minh):
    with pytest.raises(ForOrganizers):
        actions.check_paper(paper, by=minh)
    with pytest.raises(ReasonNeeded):
        actions.refuse_paper(paper, by=minh, reason="")


def test_the_scan_is_painted_anew_and_kept_apart_from_public_pictures(paper):
    assert paper.scan_key.startswith("papers/")
    assert b"secret" not in files.read(paper.scan_key)


def test_the_same_paper_brought_again_while_it_waits_is_one_paper(paper, booth, minh, product):
    again = actions.bring_paper(booth, by=minh, facts=FACTS, product=product, scan=a_picture())
    assert again.id == paper.id
    assert len(queries.waiting_papers()) == 1


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (PaperFacts("passport", "1", "A", date(2026, 1, 1)), "kind"),
        (PaperFacts("ocop", "1", "A", date(2026, 1, 1)), "star"),
        (PaperFacts("ocop", "1", "A", date(2026, 1, 1), star=2), "star"),
        (PaperFacts("organic", "", "A", date(2026, 1, 1), date(2027, 1, 1)), "number"),
        (PaperFacts("organic", "1", " ", date(2026, 1, 1), date(2027, 1, 1)), "issuer"),
        (PaperFacts("organic", "1" * 201, "A", date(2026, 1, 1), date(2027, 1, 1)), "number"),
        (PaperFacts("organic", "1", "A", None, date(2027, 1, 1)), "issued_on"),
        (PaperFacts("organic", "1", "A", date(2026, 1, 1)), "expires_on"),
        (PaperFacts("organic", "1", "A", date(2026, 1, 1), date(2026, 1, 1)), "expires_on"),
        (PaperFacts("organic", "1", "A", date(2996, 1, 1), date(2997, 1, 1)), "expires_on"),
    ],
)
def test_a_paper_that_says_too_little_is_told_which_field(booth, minh, product, facts, field):
    with pytest.raises(BadInput) as refusal:
        actions.bring_paper(booth, by=minh, facts=facts, product=product, scan=a_picture())
    assert refusal.value.field == field


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        ("ocop", ["product_id", "star", "number", "issuer", "issued_on", "scan"]),
        ("organic", ["number", "issuer", "issued_on", "expires_on", "scan"]),
    ],
)
def test_all_that_a_paper_lacks_is_told_at_once(booth, minh, kind, fields):
    with pytest.raises(BadInput) as refusal:
        actions.bring_paper(booth, by=minh, facts=PaperFacts(kind, "", "", None), scan=None)
    assert [each.field for each in (refusal.value, *refusal.value.others)] == fields


def test_a_paper_needs_its_picture(booth, minh, product):
    for scan in (None, b""):
        with pytest.raises(errors.ScanMissing):
            actions.bring_paper(booth, by=minh, facts=FACTS, product=product, scan=scan)
    with pytest.raises(BadInput) as refusal:
        actions.bring_paper(booth, by=minh, facts=FACTS, product=product, scan=b"%PDF-1.7 not a picture")
    assert refusal.value.field == "scan"
    with pytest.raises(errors.OcopNeedsProduct):
        actions.bring_paper(booth, by=minh, facts=FACTS, scan=a_picture())


def test_packers_and_strangers_bring_no_papers(booth, lan, hoa, product):
    with transaction():
        db.session.add(Membership(booth_id=booth.id, person_id=lan.id, role="packer", since=clock.now()))
    with pytest.raises(NotYourPart):
        actions.bring_paper(booth, by=lan, facts=FACTS, product=product, scan=a_picture())
    with pytest.raises(BoothNotThere):
        actions.bring_paper(booth, by=hoa, facts=FACTS, product=product, scan=a_picture())


def test_another_booths_paper_is_not_there(paper, rival_booth):
    with pytest.raises(errors.PaperNotThere):
        queries.paper_for(rival_booth, paper.id)


def test_papers_that_end_soon_are_named(paper, booth, ngoc):
    actions.check_paper(paper, by=ngoc)
    assert list(db.session.scalars(queries.to_renew(booth, date(2029, 1, 1)))) == [paper]
    assert list(db.session.scalars(queries.to_renew(booth, date(2026, 1, 20)))) == []


def test_the_last_of_a_month_stays_in_its_month():
    assert months_after(date(2024, 2, 29), 36) == date(2027, 2, 28)
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_an_ocop_recognition_lasts_three_years(day):
    ends = expiry_of(PaperFacts("ocop", "1", "A", day, star=3))
    assert timedelta(days=1094) <= ends - day <= timedelta(days=1096)
    assert (ends.year, ends.month) == (day.year + 3, day.month)


PLANTED = {
    "papers-belong-to-the-products-booth": "UPDATE products SET booth_id = (SELECT MAX(id) FROM booths)",
    "checked-papers-name-who": "UPDATE papers SET checked_by_id = NULL",
    "stars-belong-to-products": "UPDATE papers SET product_id = NULL",
}


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("name", [each.name for each in INVARIANTS])
def test_each_invariant_sees_its_planted_fault(paper, rival_booth, ngoc, name):
    (invariant,) = (each for each in INVARIANTS if each.name == name)
    actions.check_paper(paper, by=ngoc)
    assert examine([invariant])[0].holds
    with transaction():
        db.session.execute(text(PLANTED[name]))
    assert not examine([invariant])[0].holds
