import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.db import db
from marketplace.core.money import NotAWholeNumber
from marketplace.domain.catalog import actions, errors, queries
from marketplace.domain.catalog.rules import HIGHEST_PRICE, LOWEST_PRICE, price_after
from marketplace.domain.stock.queries import left_of
from tests.people import a_product, a_variant, on_sale


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa", price=120_000).product


@pytest.fixture
def coffee(booth):
    return on_sale(booth, name="Cà phê Khe Sanh", price=85_000).product


@given(st.integers(LOWEST_PRICE, HIGHEST_PRICE // 10), st.integers(-50, 900))
def test_a_price_after_a_change_is_whole_five_hundreds_and_never_further_off_than_half_of_that(price, percent):
    after = price_after(price, percent)
    assert after % 500 == 0
    assert abs(after * 100 - price * (100 + percent)) <= 25_000


def test_a_bulk_change_changes_each_product_and_says_why_one_could_not_follow(booth, minh, pepper, coffee):
    draft = a_product(booth, name="Mật ong", state="draft")
    slugs = [pepper.slug, draft.slug, coffee.slug]
    outcomes = actions.change_each(booth, slugs, lambda product: actions.hide_product(product, by=minh))
    assert [(each.slug, bool(each.refusal)) for each in outcomes] == list(zip(slugs, (False, True, False), strict=True))
    assert [queries.product_for(booth, slug).state for slug in slugs] == ["hidden", "draft", "hidden"]


def test_a_bulk_change_with_a_product_of_another_booth_changes_nothing(booth, rival_booth, minh, pepper):
    foreign = on_sale(rival_booth, name="Tiêu nhà khác").product
    with pytest.raises(errors.ProductNotThere):
        actions.change_each(booth, [pepper.slug, foreign.slug], lambda product: actions.hide_product(product, by=minh))
    assert queries.product_for(booth, pepper.slug).state == "on_sale"


def test_a_price_change_reaches_every_form_that_is_sold_or_none(booth, minh, pepper):
    small = a_variant(pepper, name="Gói 50 g", price=1_000)
    with pytest.raises(errors.BadPrice):
        actions.reprice_product(pepper, by=minh, percent=-50)
    assert sorted(each.price for each in queries.variants_of(pepper)) == [1_000, 120_000]
    actions.reprice_product(pepper, by=minh, percent=10)
    db.session.refresh(small)
    assert sorted(each.price for each in queries.variants_of(pepper)) == [1_000, 132_000]


def test_another_shelf_waits_for_review_while_the_approved_one_stays(booth, minh, pepper):
    actions.load_categories()
    shelf = queries.category_by_slug("ca-phe")
    before = pepper.category_id
    actions.move_to_category(pepper, by=minh, category_id=shelf.id)
    assert pepper.category_id == before
    assert queries.change_waiting_on(pepper).claims == {"category_id": shelf.id}


def test_a_copy_is_a_draft_with_codes_of_its_own_and_an_empty_shelf(booth, minh, pepper):
    copy = actions.copy_product(pepper, by=minh)
    again = actions.copy_product(pepper, by=minh)
    assert (copy.name, again.name) == ("Hạt tiêu Cùa (2)", "Hạt tiêu Cùa (3)")
    (mine,), (theirs,) = queries.variants_of(pepper), queries.variants_of(copy)
    assert (copy.state, theirs.price, theirs.sku != mine.sku) == ("draft", mine.price, True)
    assert left_of([theirs.id]) == {theirs.id: 0}


def test_the_list_is_narrowed_by_shelf_and_by_missing_photos(booth, pepper, coffee):
    found, count = queries.products_of(booth, category_id=pepper.category_id, without_photo=True)
    assert (count, {each.slug for each in found}) == (2, {pepper.slug, coffee.slug})
    assert queries.products_of(booth, category_id=-1)[1] == 0
    listed = queries.listed_products(booth, category_id=pepper.category_id, without_photo=True, limit=1)
    assert (len(listed.products), listed.count) == (1, 2)


def test_past_its_end_a_list_still_knows_how_long_it_is(booth, pepper, coffee):
    beyond = queries.listed_products(booth, limit=50, offset=50)
    assert (list(beyond.products), beyond.count) == ([], 2)
    assert queries.kept_by(booth).counts == {"on_sale": 2}


@pytest.mark.parametrize("percent", [-51, -100, 901])
def test_a_price_is_never_cut_to_less_than_half_or_raised_above_ten_times_at_once(booth, minh, percent):
    pepper = on_sale(booth, price=100_000)
    with pytest.raises(NotAWholeNumber) as refused:
        actions.reprice_product(pepper.product, by=minh, percent=percent)
    assert refused.value.field == "percent"
    assert pepper.price == 100_000
