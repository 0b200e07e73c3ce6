"""What slips and labels promise: the right address, goods and cash on the right paper, and no other booth's."""

from __future__ import annotations

import unicodedata

import pypdfium2
import pytest

from marketplace.core.money import format_dong
from marketplace.domain.shipping.actions import fall_short
from tests.buying import a_delivery, buy, order_in
from tests.people import on_sale, sign_in_as

PAPERS = ("slips", "a6", "a4")


@pytest.fixture
def variant(booth):
    return on_sale(booth, price=100_000, stock=50, name="Hạt tiêu Cùa, hũ thuỷ tinh")


@pytest.fixture
def order(variant):
    return order_in(buy(variant, delivery=a_delivery(recipient="Nguyễn Thị Thuỷ Trâm", note="Gọi trước khi giao")))


@pytest.fixture
def desk(client, minh, order):
    sign_in_as(client, minh)
    return client


def pages_of(answer) -> list[str]:
    assert answer.mimetype == "application/pdf"
    pages = pypdfium2.PdfDocument(answer.data)
    return [" ".join(unicodedata.normalize("NFC", page.get_textpage().get_text_range()).split()) for page in pages]


@pytest.mark.parametrize("paper", PAPERS)
def test_paper_says_to_whom_what_and_how_much_to_collect(desk, order, paper):
    [page] = pages_of(desk.get(f"/seller/labels/{paper}.pdf?code={order.code}"))
    collect = format_dong(122_000).replace("\u00a0", " ")
    for wanted in (
        "Nguyễn Thị Thuỷ Trâm",
        "0912 345 678",
        "12 Lê Duẩn",
        "Đông Hà",
        collect,
        order.code,
        "Hạt tiêu Cùa",
    ):
        assert wanted in page


def test_a_slip_carries_the_buyers_words(desk, order):
    assert "Gọi trước khi giao" in pages_of(desk.get(f"/seller/labels/slips.pdf?code={order.code}"))[0]


def test_slips_speak_the_packers_language_and_labels_the_carriers(desk, order):
    assert "Collect on delivery" in pages_of(desk.get(f"/en/seller/labels/slips.pdf?code={order.code}"))[0]
    assert "Thu khi giao" in pages_of(desk.get(f"/en/seller/labels/a6.pdf?code={order.code}"))[0]


def test_four_labels_share_a_sheet_and_each_slip_has_its_page(desk, order, variant):
    more = [order_in(buy(variant, delivery=a_delivery(phone=f"091200000{n}"))) for n in range(4)]
    query = "&".join(f"code={each.code}" for each in (order, *more))
    assert [len(pages_of(desk.get(f"/seller/labels/{paper}.pdf?{query}"))) for paper in PAPERS] == [5, 5, 2]


def test_what_is_missing_is_neither_packed_nor_paid(desk, booth, minh):
    tieu, mam = on_sale(booth, price=50_000, name="Tiêu sọ"), on_sale(booth, price=30_000, name="Mắm ruốc")
    order = order_in(buy({tieu: 2, mam: 1}, delivery=a_delivery(phone="0987 654 321")))
    gone = next(line for line in order.lines if line.variant_id == mam.id)
    fall_short(order, {gone.id: 1}, by=minh, reason="Hết", seen=0)
    [page] = pages_of(desk.get(f"/seller/labels/slips.pdf?code={order.code}"))
    assert "Mắm ruốc" not in page
    assert format_dong(order.grand_total - 30_000).replace("\u00a0", " ") in page


def test_very_long_words_stay_inside_the_paper(desk, booth, variant):
    order = order_in(
        buy(variant, delivery=a_delivery(recipient="W" * 100, address_line="Ngõ " + "ẫ" * 150, note="Ồ " * 200))
    )
    for paper in PAPERS:
        document = pypdfium2.PdfDocument(desk.get(f"/seller/labels/{paper}.pdf?code={order.code}").data)
        width, _height = document[0].get_size()
        text = document[0].get_textpage()
        boxes = [text.get_charbox(place) for place in range(text.count_chars())]
        assert all(left >= -1 and right <= width + 1 and bottom >= -1 for left, bottom, right, _top in boxes)


@pytest.mark.parametrize("paper", PAPERS)
def test_another_booths_order_is_on_no_paper(desk, order, rival_booth, paper):
    theirs = order_in(buy(on_sale(rival_booth), delivery=a_delivery(phone="0987 654 321")))
    assert desk.get(f"/seller/labels/{paper}.pdf?code={theirs.code}").status_code == 404
    [page] = pages_of(desk.get(f"/seller/labels/{paper}.pdf?code={theirs.code}&code={order.code}"))
    assert theirs.code not in page


@pytest.mark.parametrize("code", ["", "x", "%00", "QT-2222222222-1"])
def test_no_paper_without_an_order(desk, code):
    assert desk.get(f"/seller/labels/a6.pdf?code={code}").status_code == 404
