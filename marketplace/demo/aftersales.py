"""What is not right after the sale: goods that should go back, and complaints, so that no desk is empty."""

from __future__ import annotations

from datetime import datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from sqlalchemy import select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.demo.news import deliver_together, hush_letters
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Membership
from marketplace.domain.catalog.models import Product
from marketplace.domain.complaints.actions import Complainant, complain, report_listing
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.returns.actions import Wanted, ask_return, decline_return, escalate_return
from marketplace.domain.returns.models import OrderReturn


def leave_some_unhappy(seller: Person, shopper: Person, now: datetime) -> None:
    """One return that waits for its booth, one that waits for the organizers, two complaints."""
    delivered = _delivered_orders(seller)
    mine = next((order for order in delivered if order.purchase.person_id == shopper.id), delivered[0])
    with clock.frozen(now - timedelta(hours=20)):
        _ask(mine, "damaged", "Một gói bị rách, hàng bên trong ẩm. Xin đổi trả gói này.", shopper)
        other = next(order for order in delivered if order.id != mine.id)
        declined = _ask(other, "wrong_information", "Nhãn ghi 500 g nhưng cân chỉ được 430 g.", None)
        decline_return(declined, by=seller, answer="Cân lúc đóng gói vẫn đủ, có ảnh của gian hàng.")
        escalate_return(declined, by=None)
        complain(other, reason="conduct", text="Gọi gian hàng ba lần không ai nghe máy.",
                 who=Complainant(phone=other.purchase.phone))  # fmt: skip
    with clock.frozen(now - timedelta(days=4)):
        report_listing(
            _somebody_elses_product(seller), reason="wrong_information",
            text="Ảnh và tên sản phẩm không khớp nhau: ảnh là hũ, tên ghi gói.", who=Complainant(person=shopper),
        )  # fmt: skip
    deliver_together()
    hush_letters()


def _delivered_orders(seller: Person) -> list[Order]:
    mine = select(Membership.booth_id).where(Membership.person_id == seller.id)
    found = select(Order).join(Purchase).where(Order.booth_id.in_(mine), Order.state == "delivered")
    return list(db.session.scalars(found.order_by(Order.delivered_at.desc(), Order.id)))


def _ask(order: Order, reason: str, text: str, by: Person | None) -> OrderReturn:
    units = {order.lines[0].id: 1}
    return ask_return(order, Wanted(units, reason, text, [_picture()]), by=by)


def _somebody_elses_product(seller: Person) -> Product:
    mine = select(Membership.booth_id).where(Membership.person_id == seller.id)
    found = select(Product).where(Product.state == "on_sale", Product.booth_id.not_in(mine))
    return db.session.scalars(found.order_by(Product.id).limit(1)).one()


def _picture() -> bytes:
    """A torn paper bag, flat as the other illustrations: nobody's photo is in the demo world."""
    image = Image.new("RGB", (640, 480), "#f2ecdf")
    draw = ImageDraw.Draw(image)
    draw.polygon([(200, 80), (440, 80), (470, 420), (170, 420)], fill="#d9cfba")
    draw.polygon([(300, 180), (340, 240), (310, 290), (370, 360), (280, 300), (290, 240)], fill="#1c211d")
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
