"""A desk page asks the database as little of a booth with many goods and orders as of one with few."""

from __future__ import annotations

from datetime import date, timedelta

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.catalog.actions import schedule_product
from marketplace.domain.catalog.models import ImportSheet, Photo, Variant
from marketplace.domain.figures.actions import print_codes
from marketplace.domain.ledger.actions import set_withholding
from marketplace.domain.orders.actions import move_order, write_note
from marketplace.domain.orders.models import Order
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.papers.models import Paper
from marketplace.domain.promotions.actions import make_offer
from marketplace.domain.reviews.actions import ask_question
from marketplace.domain.shipping.actions import fall_short, ship_order
from marketplace.domain.stock.actions import receive, watch_stock
from tests.buying import a_delivery, buy, order_in
from tests.domain.ledger.stage import a_rate, an_admin
from tests.people import a_person, a_product, a_variant, on_sale
from tests.web.desk_walk import MOST, asked_by, pages_of, path_to
from tests.web.stage import Stage

OF_CHOSEN_ORDERS = ("list_label_sheets", "list_labels", "list_slips")
FACE = "seller"


def test_no_page_asks_more_where_there_is_more(app, client, queries):
    stage = Stage(app)
    a_rate()
    set_withholding(stage.booth("minh"), is_on=True, reason="Luật", by=an_admin())
    paths = {each: path_to(stage, app, each, "owner") for each in pages_of(app, FACE)}
    booth, order, _goods = _own(stage)
    codes = print_codes(booth, by=stage.person("owner"), with_booth=True, products=(), fair="", copies=1)
    paths[f"{FACE}.show_code_sheet"] += f"?code={codes[0].code}"
    for each in OF_CHOSEN_ORDERS:
        paths[f"{FACE}.{each}"] += f"?code={order.code}"
    assert len(paths) > 50, "the walk goes through the whole desk"
    few = asked_by(stage, paths, "owner", queries)
    fill_desk(_own(stage)[0])
    for page, path in _fuller(stage).items():
        paths[f"{FACE}.{page}"] = path
    many = asked_by(stage, paths, "owner", queries)
    assert {page: (few[page], many[page]) for page in paths if many[page] > few[page]} == {}
    assert {page: many[page] for page in paths if many[page] > MOST} == {}


def _own(stage: Stage) -> tuple[Booth, Order, Variant]:
    """The owner's booth, the order that the walk opens, and the goods that it is about."""
    code = stage.value("order", role="owner", whose="own")
    order = db.session.query(Order).filter_by(code=code).one()
    return order.booth, order, order.lines[0].variant


def _fuller(stage: Stage) -> dict[str, str]:
    """An order and a list of goods about which there is more to tell; the product of the walk is one of those."""
    booth, _order, goods = _own(stage)
    owner = db.session.query(Person).filter_by(full_name="Hồ Văn Minh").one()
    tea = on_sale(booth, stock=50, name="Chè vằng")
    order = order_in(buy({goods: 4, tea: 2}))
    for state in ("accepted", "packed"):
        move_order(order.id, state, who=BOOTH, by=owner)
    first, second = order.lines
    fall_short(order, {first.id: 1}, by=owner, reason="Hũ bị vỡ", seen=0)
    fall_short(order, {second.id: 1}, by=owner, reason="Hết", seen=1)
    for seen in range(2):
        ship_order(order, by=owner, carrier="GHN", units={first.id: 1}, seen=seen)
        write_note(order, "Gọi trước khi giao", by=owner)
    product = goods.product
    for n in range(3):
        a_variant(product, name=f"Hũ {n}")
    for _time in range(5):
        receive(goods.id, 2, by_id=owner.id, reason="")
    watch_stock(goods, 7, by=owner)
    schedule_product(product, by=owner, hides_at=clock.now() + timedelta(days=3))
    return {"show_order": f"/seller/orders/{order.code}", "show_import": f"/seller/imports/{_sheet(booth, owner)}"}


def _sheet(booth: Booth, owner: Person) -> int:
    columns = [{"name": key, "own": key, "field": key, "said": ""} for key in ("name", "price")]
    rows = [{"#": str(n), "name": f"Món {n:02}", "price": "mười nghìn"} for n in range(40)]
    with transaction():
        facts = {"file_name": "hang.csv", "columns": columns, "rows": rows, "row_count": len(rows), "at": clock.now()}
        sheet = ImportSheet(booth_id=booth.id, by_id=owner.id, **facts)
        db.session.add(sheet)
    return sheet.id


def fill_desk(booth: Booth) -> None:
    """Forty products with pictures and orders, and some more of everything else that a booth has."""
    now, owner = clock.now(), db.session.query(Membership.person_id).filter_by(booth_id=booth.id).first()[0]
    goods = [a_variant(a_product(booth, name=f"Món {n:02}"), stock=3 if n % 2 else 30) for n in range(40)]
    for n, variant in enumerate(goods):
        with transaction():
            facts = {"kind": "photo", "width": 400, "height": 400, "widths": [360], "alt": "", "position": 1}
            db.session.add(Photo(booth_id=booth.id, product_id=variant.product_id, key=f"products/{n}.webp", **facts))
    for n in range(12):
        buy(dict.fromkeys(goods[n : n + 3], 1), delivery=a_delivery(f"09130000{n:02}"))
        person = a_person()
        ask_question(goods[n].product, by=person, text="Có cay không?")
        make_offer(goods[-n - 1].id, price=90_000, starts_at=now, ends_at=now + timedelta(days=300))
        with transaction():
            checked = {"checked_at": now, "checked_by_id": owner} if n % 3 == 1 else {}
            state = ("waiting", "checked", "refused")[n % 3]
            days = {"issued_on": date(2026, 1, 1), "expires_on": date(2029, 1, 1)}
            facts = {
                "product_id": goods[n].product_id,
                "number": f"{n}/QĐ",
                "issuer": "UBND",
                "reason": "Ảnh mờ." if state == "refused" else "",
                **days,
            }
            db.session.add(
                Paper(
                    booth_id=booth.id,
                    kind="organic",
                    scan_key=f"papers/{n}",
                    brought_at=now,
                    state=state,
                    **checked,
                    **facts,
                )
            )
            db.session.add(Membership(booth_id=booth.id, person_id=person.id, role="packer", since=now))
            db.session.add(ImportSheet(booth_id=booth.id, by_id=owner, file_name="hang.csv", rows=[], at=now))
