from dataclasses import replace
from datetime import date

import pytest

from marketplace.core.db import db
from marketplace.core.letters import Letter
from marketplace.domain.catalog import actions, queries
from marketplace.domain.papers.actions import bring_paper, check_paper, refuse_paper
from marketplace.domain.papers.rules import PaperFacts
from tests.domain.papers.test_papers import a_picture
from tests.people import on_sale


def the_letter() -> Letter:
    return db.session.query(Letter).one()


@pytest.mark.parametrize("accepted", [True, False])
def test_a_booth_hears_what_became_of_its_change(booth, minh, ngoc, accepted):
    product = on_sale(booth).product
    facts = replace(queries.facts_of_product(product), summary="Mới")
    change = actions.update_product(product, by=minh, facts=facts)
    if accepted:
        actions.accept_change(change, by=ngoc)
    else:
        actions.refuse_change(change, by=ngoc, reason="Không nói chữa bệnh.")
    letter = the_letter()
    assert letter.to == booth.email
    assert ("Không nói chữa bệnh." in letter.text) is not accepted
    assert f"/seller/products/{product.slug}" in letter.text


@pytest.mark.parametrize("checked", [True, False])
def test_a_booth_hears_whether_its_paper_was_found_true(booth, minh, ngoc, checked):
    facts = PaperFacts("organic", "77/CN", "Vinacert", date(2026, 1, 1), date(2027, 1, 1))
    paper = bring_paper(booth, by=minh, facts=facts, scan=a_picture())
    if checked:
        check_paper(paper, by=ngoc)
    else:
        refuse_paper(paper, by=ngoc, reason="Ảnh mờ.")
    letter = the_letter()
    assert "77/CN" in letter.subject
    assert ("Ảnh mờ." in letter.text) is not checked
