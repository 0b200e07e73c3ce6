"""The demo world: real products first, then sample booths and products up to the size of the model market.

Everything comes in through the verbs that people use, at moments spread over the past; the same seed gives the same
world. Everything is marked as sample data.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from random import Random
from zlib import crc32

from sqlalchemy import func, select, update

from marketplace.core import clock
from marketplace.core.audit import AuditEntry, note
from marketplace.core.db import db
from marketplace.core.outbox import OutboxEvent
from marketplace.core.text import slugify
from marketplace.core.transactions import transaction, transactional
from marketplace.core.upkeep import look_at_tables
from marketplace.demo import booths as demo_booths
from marketplace.demo.aftersales import leave_some_unhappy
from marketplace.demo.batches import begin_sample_batches
from marketplace.demo.goods import good_for
from marketplace.demo.illustrations import draw_product, kind_of
from marketplace.demo.makers import show_sample_makers
from marketplace.demo.names import PLACES, a_booth_name, a_person_name, a_product_name, in_english
from marketplace.demo.news import deliver_together
from marketplace.demo.papers import bring_sample_papers
from marketplace.demo.people import load_people
from marketplace.demo.programme import go_on_air, look_back_on, plan_next_broadcast
from marketplace.demo.rates import set_sample_rates
from marketplace.demo.real import RealMaker, description_of, price_in, real_makers, round_price, sheet_of, sizes_of
from marketplace.demo.sales import sell_for_a_fortnight, sell_on_air
from marketplace.demo.visitors import bring_visitors
from marketplace.demo.voices import let_people_speak, let_the_sellers_buyers_speak
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.actions import add_member
from marketplace.domain.booths.models import Booth
from marketplace.domain.catalog.actions import (
    attach_illustration,
    create_product,
    load_categories,
    publish_product,
    read_import,
    submit_product,
    take_in_import,
)
from marketplace.domain.catalog.events import VariantAdded
from marketplace.domain.catalog.models import Category, Product
from marketplace.domain.catalog.rules import ProductFacts, VariantFacts, packed_weight, read_net
from marketplace.domain.joining.actions import load_default_checklist
from marketplace.domain.ledger.actions import catch_up
from marketplace.domain.search.actions import reindex_all

WAITING_BOOTHS = 6
WAITING_PRODUCTS = 9
BEGUN, ENDED = "demo.loading.begun", "demo.loading.ended"
SELLERS_FIRST_BOOTH = "HTX Nông sản Khe Sanh"


@dataclass
class Loading:
    """What the loading of one world carries from step to step."""

    random: Random
    now: datetime
    people: dict[str, Person]
    categories: dict[str, int]
    booths_wanted: int
    booths: list[tuple[Booth, Person, str]] = field(default_factory=list)
    products: int = 0
    names: set[str] = field(default_factory=set)

    @property
    def organizer(self) -> Person:
        """Who admits and publishes."""
        return self.people["organizer@demo.test"]

    @property
    def seller(self) -> Person:
        """Who runs two of the booths."""
        return self.people["seller@demo.test"]


def is_loaded() -> bool:
    """Whether there is any booth at all."""
    return bool(db.session.scalar(select(func.count()).select_from(Booth)))


def is_half_loaded() -> bool:
    """Whether a loading was stopped on the way, so that what is there is no world to show."""
    noted = set(db.session.scalars(select(AuditEntry.action).where(AuditEntry.action.in_((BEGUN, ENDED)))))
    return BEGUN in noted and ENDED not in noted


@transactional
def _note(action: str) -> None:
    note(action, by=None, subject="demo")


def load_world(*, booths: int = 300, products: int = 620, seed: int = 1) -> Loading:
    """Load the demo world into a database that has places and no booth."""
    _note(BEGUN)
    people = load_people()
    load_categories()
    slugs = {row.slug: row.id for row in db.session.execute(select(Category.slug, Category.id))}
    world = Loading(Random(seed), clock.now(), people, slugs, booths)
    load_default_checklist(by=world.organizer)
    set_sample_rates(people["admin@demo.test"], world.now)
    _take_in_real_makers(world, real_makers()[:booths])
    _invent_booths(world)
    _invent_products(world, products)
    _leave_some_waiting(world)
    bring_sample_papers(world.organizer, world.now, world.random)
    reindex_all()
    look_at_tables()
    _let_people_in(world, seed)
    catch_up()
    _note(ENDED)
    return world


def _let_people_in(world: Loading, seed: int) -> None:
    plan_next_broadcast(world.organizer, world.seller, world.now)
    go_on_air(world.organizer, world.now)
    settle_news()
    bring_visitors(world.seller, world.now, Random(seed + 1))
    sell_for_a_fortnight(world.seller, world.people["shopper@demo.test"], world.now, world.random)
    sell_on_air(
        world.seller, look_back_on(world.organizer, world.people["admin@demo.test"], world.now), Random(seed + 2)
    )
    let_people_speak(world.now, world.random)
    let_the_sellers_buyers_speak(world.seller, world.now, Random(seed + 3))
    begin_sample_batches(world.seller)
    settle_news()
    leave_some_unhappy(world.seller, world.people["shopper@demo.test"], world.now)


@transactional
def settle_news() -> None:
    """Put new goods on the shelf and let everything else pass unheard: it is the past of the demo world.

    Search is built anew at the end, and nobody is written to.
    """
    deliver_together(VariantAdded.__name__)
    unheard = update(OutboxEvent).where(OutboxEvent.delivered_at.is_(None))
    db.session.execute(unheard.values(delivered_at=clock.now()))


def _take_in_real_makers(world: Loading, makers: list[RealMaker]) -> None:
    for number, maker in enumerate(makers, start=1):
        owner = world.seller if maker.name == SELLERS_FIRST_BOOTH else None
        _at(world, number, partial(_take_in, world, maker, number, owner))


def _at(world: Loading, number: int, work: Callable[[], None]) -> None:
    """Do the work of one booth in one transaction at the moment it came."""
    with clock.frozen(demo_booths.joined_at(number, world.booths_wanted + 1, world.now)), transaction():
        work()
        settle_news()


def _take_in(world: Loading, maker: RealMaker, number: int, owner: Person | None) -> None:
    owner = owner or demo_booths.a_sample_owner(number, a_person_name(world.random))
    place = maker.place
    booth = demo_booths.apply(owner, name=maker.name, kind=maker.kind, place=place, number=number, random=world.random)
    demo_booths.admit(booth, owner, world.organizer)
    if owner is world.seller:
        add_member(booth, by=owner, login="helper@demo.test", role="packer")
    world.names.add(maker.name)
    world.booths.append((booth, owner, place))
    sheet = read_import(booth, by=owner, file_name=f"{slugify(maker.name)}.csv", data=sheet_of(maker, world.random))
    for product in take_in_import(sheet, by=owner):
        _publish(world, product, owner)


def _publish(world: Loading, product: Product, owner: Person) -> None:
    _draw(product, owner)
    submit_product(product, by=owner)
    publish_product(product, by=world.organizer)
    world.products += 1


def _draw(product: Product, owner: Person) -> None:
    category = db.session.get_one(Category, product.category_id)
    group = db.session.get_one(Category, category.parent_id).name if category.parent_id else category.name
    kind = kind_of(product.name, group, product.unit)
    drawing = draw_product(kind, label=product.name, group=group, seed=crc32(product.name.encode()) % 10_000)
    attach_illustration(product, svg=drawing, alt=product.name, by=owner)


def _invent_booths(world: Loading) -> None:
    for number in range(len(world.booths) + 1, world.booths_wanted + 1):
        _at(world, number, partial(_invent_booth, world, number))


def _invent_booth(world: Loading, number: int) -> None:
    _code, place, _specialities = PLACES[number % len(PLACES)]
    name, kind = a_booth_name(world.random, place, world.names)
    second = number == world.booths_wanted // 2
    owner = world.seller if second else demo_booths.a_sample_owner(number, a_person_name(world.random))
    booth = demo_booths.apply(owner, name=name, kind=kind, place=place, number=number, random=world.random)
    demo_booths.admit(booth, owner, world.organizer)
    show_sample_makers(booth, owner, number)
    world.booths.append((booth, owner, place))
    _invent_product(world, booth, owner, place)


def _invent_products(world: Loading, wanted: int) -> None:
    """Fill up to the number wanted, a booth of the invented ones at a time."""
    turn = 0
    sellers = [number for number, each in enumerate(world.booths, start=1) if each[1] is world.seller]
    while world.products < wanted and world.booths:
        # The demo seller's own booths first, so that there is something to run.
        number = sellers[turn % 2] if turn < 10 and len(sellers) == 2 else len(world.booths) - turn % len(world.booths)
        booth, owner, place = world.booths[number - 1]
        _at(world, number, partial(_invent_product, world, booth, owner, place))
        turn += 1


def _invent_product(world: Loading, booth: Booth, owner: Person, place: str) -> None:
    product = _new_product(world, booth, owner, place)
    if product is not None:
        _publish(world, product, owner)


def _new_product(world: Loading, booth: Booth, owner: Person, place: str) -> Product | None:
    random = world.random
    specialities = next((each[2] for each in PLACES if each[1] == place), PLACES[0][2])
    name = a_product_name(random, random.choice(specialities), booth.name, place)
    taken = select(Product.id).where(Product.booth_id == booth.id, Product.name == name)
    if db.session.scalar(taken) is not None:
        return None
    good = good_for(name)
    facts = ProductFacts(
        name=name, category_id=world.categories[slugify(good.shelf)], unit=good.unit,
        name_en=in_english(name, good.english),
        summary=f"{good.shelf} {place}, {good.unit} {good.net}.".replace(" .", "."),
        description=description_of(name, place), ingredients=good.made_of, storage=good.storage,
        shelf_life=good.shelf_life, origin_commune_code=booth.commune_code, origin_note=place,
        is_youth_startup=booth.is_youth_startup, is_alcohol=good.alcohol, is_supplement=good.supplement,
        is_fresh=good.fresh,
    )  # fmt: skip
    price = price_in(good, random)
    variants = [
        _variant(size, net, price * factor, good.weight_g, random) for size, net, factor in sizes_of(good, random)
    ]
    return create_product(booth, by=owner, facts=facts, variants=variants, source="demo", is_sample=True)


def _variant(size: str, net: str, price: float, weight_g: int, random: Random) -> VariantFacts:
    quantity, unit = read_net(net) or (None, "piece")
    stock = 0 if random.random() < 0.04 else random.randrange(3, 120)
    return VariantFacts(
        price=round_price(price), weight_g=packed_weight(quantity, unit) or weight_g, name=size,
        net_quantity=quantity, net_unit=unit, stock=stock,
    )  # fmt: skip


def _leave_some_waiting(world: Loading) -> None:
    """The organizer's desk is never empty: a few booths and products wait for a decision."""
    for extra in range(WAITING_BOOTHS):
        number = world.booths_wanted + 1 + extra
        with clock.frozen(world.now - timedelta(hours=5 + 13 * extra)), transaction():
            _code, place, _specialities = PLACES[extra]
            name, kind = a_booth_name(world.random, place, world.names)
            owner = demo_booths.a_sample_owner(number, a_person_name(world.random))
            demo_booths.apply(owner, name=name, kind=kind, place=place, number=number, random=world.random)
    for extra in range(min(WAITING_PRODUCTS, len(world.booths))):
        booth, owner, place = world.booths[-1 - extra]
        with clock.frozen(world.now - timedelta(hours=2 + 7 * extra)), transaction():
            product = _new_product(world, booth, owner, place)
            if product is not None:
                _draw(product, owner)
                submit_product(product, by=owner)
