import pytest
from sqlalchemy import delete, select, text, update
from sqlalchemy.orm import aliased, selectinload

from marketplace.core.db import db
from marketplace.core.tenancy import UnboundStatement, across_booths, keep_to_booth, let_go
from marketplace.core.transactions import transaction
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.orders.models import Order, OrderLine
from marketplace.domain.stock.models import StockLevel
from tests.people import on_sale


@pytest.fixture
def ours(booth):
    return on_sale(booth)


@pytest.fixture
def theirs(rival_booth):
    return on_sale(rival_booth)


@pytest.fixture
def guard(booth, ours, theirs):
    ids = (ours.id, ours.product_id, theirs.id, theirs.product_id)
    booth_id = booth.id
    for row in list(db.session):
        if isinstance(row, Product | Variant):
            db.session.expunge(row)
    kept = keep_to_booth(booth_id)
    yield ids
    let_go(kept)


LOOSE = [
    lambda ids: select(Product),
    lambda ids: select(Product.id).where(Product.slug == "x"),
    lambda ids: select(Product).where(Product.id == ids[1]),
    lambda ids: select(Product.__table__.c.name),
    lambda ids: select(Variant).where(Variant.product_id == ids[3]),
    lambda ids: select(Product).where(Product.booth_id == 999),
    lambda ids: select(Product).where((Product.booth_id == 1) | (Product.slug == "x")),
    lambda ids: select(Product).where(~(Product.booth_id == 1)),
    lambda ids: select(Product, Variant).where(Product.booth_id == 1),
    lambda ids: select(Product).where(Product.booth_id == 1, Product.id.in_(select(Variant.product_id))),
    lambda ids: select(aliased(Product)).join(Product, Product.booth_id == 1),
    lambda ids: select(OrderLine.id).join(Order, Order.id == OrderLine.order_id),
    lambda ids: update(StockLevel).where(StockLevel.variant_id == ids[2]).values(available=0),
    lambda ids: delete(StockLevel),
    lambda ids: text("SELECT * FROM products"),
]


@pytest.mark.parametrize("number", range(len(LOOSE)))
def test_a_statement_that_names_no_booth_is_stopped(guard, number):
    statement = LOOSE[number](guard)
    with pytest.raises(UnboundStatement):
        db.session.execute(statement)
    with pytest.raises(UnboundStatement):
        db.session.connection().execute(statement)
    db.session.rollback()


def test_a_statement_of_the_acting_booth_passes(guard, booth):
    mine = Product.booth_id == booth.id
    product = db.session.scalars(select(Product).where(mine)).one()
    db.session.execute(select(Variant).join(Product, Product.id == Variant.product_id).where(mine))
    db.session.execute(select(Product).where(mine).options(selectinload(Product.variants))).all()
    coded = select(Variant.id).where(Variant.product_id == Product.id)
    db.session.execute(select(Product).where(mine, coded.exists()))
    db.session.execute(select(Variant).where(Variant.product_id == product.id))
    assert product.variants
    assert product.category.name


def test_what_was_found_through_the_booth_may_be_named_by_its_key(guard, booth):
    variant = db.session.scalars(select(Variant).where(Variant.booth_id == booth.id)).one()
    with transaction():
        db.session.execute(update(StockLevel).where(StockLevel.variant_id == variant.id).values(available=10))
        db.session.connection().execute(select(StockLevel.available).where(StockLevel.variant_id.in_([variant.id])))
        variant.price = 99_000
    assert variant.price == 99_000
    db.session.expire_all()
    db.session.execute(update(StockLevel).where(StockLevel.variant_id == variant.id).values(available=9))
    with pytest.raises(UnboundStatement):
        db.session.execute(select(StockLevel).where(StockLevel.variant_id.in_([variant.id, guard[2]])))
    db.session.rollback()


def test_seeing_every_booth_needs_a_reason(guard):
    with across_booths("the market counts its products"):
        assert len(db.session.scalars(select(Product)).all()) == 2
    with pytest.raises(ValueError, match="why"), across_booths(""):
        pass


def test_outside_a_seller_page_nothing_is_stopped(ours, theirs):
    assert len(db.session.scalars(select(Product)).all()) == 2
