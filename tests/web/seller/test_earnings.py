"""What a booth has earned, order by order and month by month, for those who may see its money."""

import csv
import re
from collections import defaultdict
from datetime import timedelta
from io import StringIO

import pytest
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.domain.booths.actions import add_member
from marketplace.domain.checkout.actions import cancel_order
from marketplace.domain.ledger.actions import set_rate, set_withholding
from marketplace.domain.ledger.models import Line
from marketplace.domain.ledger.queries import standing_of
from marketplace.domain.payments.models import Refund
from marketplace.domain.returns.actions import accept_return, receive_return
from tests.buying import buy, order_in
from tests.domain.ledger.stage import a_rate, an_admin
from tests.domain.returns.stage import asked, delivered
from tests.people import a_booth, a_person, a_product, a_variant, on_sale, sign_in_as


@pytest.fixture
def booth(app, minh):
    return a_booth(minh)


@pytest.fixture
def goods(booth):
    a_rate("commission", 500)
    return a_variant(a_product(booth), price=100_000)


@pytest.fixture
def desk(client, booth, minh):
    sign_in_as(client, minh)
    return client


def dong(amount: int) -> str:
    return f"{amount:,}".replace(",", ".") + "\u00a0₫"


def test_an_order_is_broken_down_by_the_rates_of_its_moment(desk, goods, booth):
    order = order_in(buy({goods: 2}))
    set_rate("commission", basis_points=100, starts_on=clock.today(), name="Hoa hồng mới", reason="QĐ", by=an_admin())
    page = desk.get(f"/seller/orders/{order.code}").text
    assert "Hoa hồng chợ 5%" in page
    assert "−10.000\u00a0₫" in page
    assert "Bạn sẽ nhận khi giao xong" in page
    assert dong(190_000 + order.shipping_fee) in page
    assert "Hoa hồng mới" not in page


def test_tax_that_is_kept_back_is_told_with_its_reason(desk, goods, booth):
    a_rate("pit", 50, name="Thuế TNCN")
    set_withholding(booth, is_on=True, reason="Hộ kinh doanh, văn bản 7", by=an_admin())
    page = desk.get(f"/seller/orders/{order_in(buy(goods)).code}").text
    assert "Thuế TNCN 0,5%" in page
    assert "Hộ kinh doanh, văn bản 7" in page


def test_an_order_that_never_arrived_earns_and_costs_nothing(desk, goods, ngoc):
    order = order_in(buy(goods))
    cancel_order(order.id, who="organizer", by=ngoc, reason="Hết hàng")
    page = desk.get(f"/seller/orders/{order.code}").text
    assert "không có khoản thu, hoa hồng hay phí nào" in page


def test_what_came_back_goes_off_what_was_earned(desk, goods, booth, minh):
    order = delivered({goods: 2}, minh, payment_method="vietqr")
    row = asked(order, 1, reason="changed_mind", pictures=())
    accept_return(row, by=minh)
    receive_return(row, by=minh)
    assert db.session.scalars(select(Refund.amount)).one() == 100_000
    page = desk.get(f"/seller/orders/{order.code}").text
    assert "−100.000\u00a0₫" in page
    assert dong(95_000 + order.shipping_fee) in page
    assert standing_of(booth).together == 95_000 + order.shipping_fee


def test_the_standing_is_what_is_owed_less_the_cash_that_the_booth_took(desk, goods, booth, minh):
    cash = delivered(goods, minh)
    assert (standing_of(booth).cash, standing_of(booth).together) == (cash.grand_total, -5_000)
    page = desk.get("/seller/earnings").text
    assert "Gian hàng nợ chợ" in page
    paid = delivered(goods, minh, payment_method="vietqr")
    assert standing_of(booth).together == paid.grand_total - 10_000
    page = desk.get("/seller/earnings").text
    assert "Chợ nợ gian hàng" in page
    assert dong(paid.grand_total - 10_000) in page
    for code in (cash.code, paid.code):
        assert code in page


def test_each_month_shows_what_a_plain_recount_of_its_lines_comes_to(desk, goods, booth, hoa, minh):
    a_rate("vat", 100, name="Thuế")
    set_withholding(booth, is_on=True, reason="Luật", by=an_admin())
    elsewhere = on_sale(a_booth(hoa, name="Gian của Hoa"), price=77_000)
    midnight = clock.day_start(clock.today().replace(day=1))
    moments = [midnight - timedelta(seconds=1), midnight, midnight + timedelta(seconds=1)]
    for units, moment in enumerate(moments, 1):
        with clock.frozen(moment):
            delivered({goods: units}, minh)
            delivered(elsewhere, hoa)
    with clock.frozen(moments[-1]):
        row = asked(delivered({goods: 4}, minh, payment_method="vietqr"), 1, reason="changed_mind", pictures=())
        accept_return(row, by=minh)
        receive_return(row, by=minh)
    for month in (clock.local_day(moments[0]), clock.local_day(midnight)):
        page = desk.get(f"/seller/earnings?month={month:%Y-%m}").text
        shown = re.findall(
            r"<dd>(−?)([\d.]+)\xa0₫</dd>", page.partition('<dl class="totals">')[2].partition("</dl>")[0]
        )
        amounts = [int(f"{sign}{figure.replace('.', '')}".replace("−", "-")) for sign, figure in shown]
        assert sorted(amounts[:-1]) == sorted(recounted(booth, month).values())
        assert amounts[-1] == sum(amounts[:-1])
    every = db.session.scalars(select(Line.amount).where(Line.booth_id == booth.id))
    assert standing_of(booth).together == -sum(every)


def recounted(booth, month) -> dict[tuple[object, ...], int]:
    """A month's lines of a booth, added up one by one."""
    found: dict[tuple[object, ...], int] = defaultdict(int)
    for line in db.session.scalars(select(Line).where(Line.booth_id == booth.id)):
        day = clock.local_day(line.entry.at)
        if (day.year, day.month) == (month.year, month.month):
            found[line.account, line.part, line.rate_id] -= line.amount
    return found


def test_a_month_without_entries_and_one_that_cannot_be_are_pages_too(desk, booth):
    for month in ("2026-01", "2026-13", "abc", "0001-01", "9999-01"):
        answer = desk.get(f"/seller/earnings?month={month}")
        assert answer.status_code == 200
        assert "chưa có khoản nào" in answer.text


def test_the_sheet_names_rate_day_and_basis_of_every_line_and_adds_up_to_the_standing(desk, goods, booth, minh):
    delivered(goods, minh)
    delivered({goods: 3}, minh, payment_method="vietqr")
    sheet = desk.get("/seller/earnings.csv")
    assert sheet.mimetype == "text/csv"
    rows = list(csv.reader(StringIO(sheet.data.decode("utf-8-sig"))))[1:]
    assert sum(int(row[-1]) for row in rows) == standing_of(booth).together
    taken = [row for row in rows if row[5]]
    assert sorted((row[5], row[6], row[8], row[9], row[10]) for row in taken) == [
        ("Hoa hồng chợ", "5%", "100000", "Quyết định 12/QĐ", "-5000"),
        ("Hoa hồng chợ", "5%", "300000", "Quyết định 12/QĐ", "-15000"),
    ]


def test_nobody_sees_another_booths_money(desk, goods, booth, hoa):
    order = delivered(on_sale(a_booth(hoa, name="Gian của Hoa"), price=77_000), hoa)
    assert order.code not in desk.get("/seller/earnings").text
    assert order.code not in desk.get("/seller/earnings.csv").text
    assert standing_of(booth).together == 0


def test_a_packer_sees_the_order_and_no_money_of_it(client, goods, booth, minh):
    packer = a_person("Tú", email="tu@example.vn")
    add_member(booth, by=minh, login="tu@example.vn", role="packer")
    order = order_in(buy(goods))
    sign_in_as(client, packer)
    page = client.get(f"/seller/orders/{order.code}")
    assert page.status_code == 200
    assert "Bạn sẽ nhận" not in page.text
    assert "95.000" not in page.text
    assert client.get("/seller/earnings").status_code == 403
    assert client.get("/seller/earnings.csv").status_code == 403


def test_the_page_asks_few_things_however_many_orders_there_are(desk, goods, minh, queries):
    for _ in range(3):
        delivered(goods, minh)
    desk.get("/seller/earnings")
    queries.clear()
    desk.get("/seller/earnings")
    assert len(queries) <= 9, "\n".join(queries)
