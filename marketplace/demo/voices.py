"""What sample buyers say and sample shoppers ask, so that pages look as they will: all of it on sample products."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from random import Random

from sqlalchemy import Select, select

from marketplace.core import clock
from marketplace.core.db import db
from marketplace.core.transactions import transaction
from marketplace.demo.names import a_person_name
from marketplace.demo.news import deliver_together
from marketplace.demo.sales import PLACES
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth, Membership
from marketplace.domain.catalog.models import Product, Variant
from marketplace.domain.checkout.actions import place_purchase
from marketplace.domain.checkout.queries.baskets import figures_for
from marketplace.domain.checkout.rules import Delivery, Wish
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.events import OrderMoved
from marketplace.domain.orders.models import Order, Purchase
from marketplace.domain.orders.rules import BOOTH
from marketplace.domain.reviews.actions import Opinion, answer_post, ask_question, write_review
from marketplace.domain.reviews.models import Question, Review
from marketplace.domain.reviews.queries import Subject, subjects_of
from marketplace.domain.shipping.actions import deliver_order, ship_order
from marketplace.domain.stock.models import StockLevel

BASKETS = 12
SPOKEN_OF = 8
ASKERS = 8
SELLERS_BUYERS = 8
STARS = (5, 5, 5, 5, 5, 5, 4, 4, 4, 3, 2)

_OF_GOODS = {
    5: ("Đúng như mô tả, cả nhà ưng.", "Làm kỹ, nhìn là biết có tâm.", "Lần thứ hai mua, vẫn ưng.",
        "Giống hình, đúng hẹn.", "Mua biếu bạn ở xa, người nhận thích lắm.", ""),
    4: ("Tốt, đẹp hơn mình nghĩ một chút.", "Hàng tốt, vỏ ngoài móp một góc.", "Ổn, giá hợp lý.", ""),
    3: ("Tạm được, mong đều tay hơn.", "Nhỏ hơn mình nghĩ, nên đọc kỹ phần thông tin trước khi mua."),
    2: ("Đến nơi bị hở một mép, may chưa sao.",),
}  # fmt: skip
_OF_BOOTHS = {
    5: ("Gọi hỏi trả lời ngay, gửi nhanh.", "Gói cẩn thận, có thiệp viết tay.", ""),
    4: ("Giao sau hai hôm, đóng gói chắc.", "Thân thiện.", ""),
    3: ("Gửi chậm một hôm so với hẹn.",),
    2: ("Gọi hai lần mới nghe máy.",),
}
_ANSWERS = {
    5: "Cảm ơn bạn đã ủng hộ, hẹn gặp lại!",
    4: "Cảm ơn bạn, chúng tôi sẽ làm tốt hơn.",
    3: "Cảm ơn góp ý của bạn, lứa sau chúng tôi chỉnh lại.",
    2: "Xin lỗi bạn vì sơ suất này. Bạn gọi gian hàng để được đổi nhé.",
}
_QUESTIONS = (
    ("Bao lâu thì gửi đi được ạ?", "Dạ, chúng tôi gửi trong một, hai ngày sau khi nhận đơn."),
    ("Có gửi ra Hà Nội được không?", "Được ạ. Bạn bấm “Phí và ngày giao” ở trên để xem phí."),
    ("Mua làm quà có gói đẹp không?", "Có ạ, bạn ghi vào lời nhắn khi đặt."),
    ("Lứa này làm lúc nào vậy ạ?", "Lứa mới làm tuần này, ngày ghi trên bao bì ạ."),
    ("Mua nhiều có bớt không?", "Từ mười món bạn gọi gian hàng để có giá tốt hơn ạ."),
    ("Nhà mình ở gần, ghé lấy được không?", ""),
)


def let_people_speak(now: datetime, random: Random) -> None:
    """Sell to sample buyers over two months, deliver, and have most of them say something; some shoppers ask."""
    variants = _spoken_of(random)
    if not variants:
        return
    for number in range(BASKETS):
        age = timedelta(days=60 - 46 * number / BASKETS, minutes=random.randrange(600))
        with clock.frozen(now - age) as hands:
            purchase_id = _buy(number, random.sample(variants, min(4, len(variants))), random)
            # What follows is the past of a sample: one transaction for all of its steps.
            with transaction():
                _bring(purchase_id, hands)
                hands.move(hours=random.randrange(20, 120))
                _say(purchase_id, random, hands)
    with transaction():
        _ask(variants, now, random)
    # Cash is taken as parcels come; nobody is written to.
    deliver_together(OrderMoved.__name__)


def let_the_sellers_buyers_speak(seller: Person, now: datetime, random: Random) -> None:
    """Guests who bought of the demo seller say something, and some ask: half of it still waits for an answer."""
    mine = select(Membership.booth_id).where(Membership.person_id == seller.id, Membership.role == "owner")
    for number, purchase in enumerate(_brought_from(mine)):
        with clock.frozen(min(_came_at(purchase) + timedelta(hours=20 + number), now)), transaction():
            _review_and_answer([each for each in subjects_of(purchase) if not each.review], number % 2 == 0, random)
    variants = _on_sale_in(mine)
    with transaction():
        for number, (text, answer) in enumerate(_QUESTIONS if variants else ()):
            at = now - timedelta(hours=700 - 110 * number)
            _ask_once(variants[number % len(variants)], text, answer if number % 2 else "", at, random)


def _brought_from(booth_ids: Select[int]) -> Sequence[Purchase]:
    """What guests bought there and have received, the earliest first: the demo shopper's own is left to be told of."""
    found = select(Purchase).where(
        Purchase.person_id.is_(None),
        Purchase.orders.any(Order.booth_id.in_(booth_ids) & Order.delivered_at.is_not(None)),
    )
    return db.session.scalars(found.order_by(Purchase.id).limit(SELLERS_BUYERS)).all()


def _came_at(purchase: Purchase) -> datetime:
    return max(order.delivered_at for order in purchase.orders if order.delivered_at)


def _review_and_answer(subjects: Sequence[Subject], is_answered: bool, random: Random) -> None:
    for subject in subjects:
        review = _review(subject, random)
        if review.text and is_answered:
            answer_post(review, by=_owner_of(review.booth_id), answer=_ANSWERS[review.stars])


def _on_sale_in(booth_ids: Select[int]) -> Sequence[Variant]:
    found = select(Variant).join(Product, Product.id == Variant.product_id)
    wanted = found.where(Variant.booth_id.in_(booth_ids), Product.state == "on_sale", Variant.position == 0)
    return db.session.scalars(wanted.order_by(Variant.id)).all()


def _spoken_of(random: Random) -> list[Variant]:
    """One variant each of the products that people talk about, with enough on the shelf."""
    wanted = (
        select(Variant)
        .join(Product, Product.id == Variant.product_id)
        .join(Booth, Booth.id == Variant.booth_id)
        .join(StockLevel, StockLevel.variant_id == Variant.id)
        .where(Product.state == "on_sale", Booth.state == "open", Variant.position == 0, StockLevel.available > 20)
        .order_by(Product.published_at.desc(), Variant.id.desc())
        .limit(2 * SPOKEN_OF)
    )
    found = list(db.session.scalars(wanted))
    return random.sample(found, min(SPOKEN_OF, len(found)))


def _buy(number: int, variants: list[Variant], random: Random) -> int:
    wishes = [Wish(variant.id, 1) for variant in variants]
    delivery = Delivery(
        recipient=a_person_name(random), phone=f"097{number + 1:07d}", address_line=f"{number + 3} đường mẫu",
        commune_code=PLACES[number % len(PLACES)],
    )  # fmt: skip
    figures = figures_for(wishes, at=clock.now(), commune_code=delivery.commune_code)
    placed = place_purchase(
        wishes=wishes, delivery=delivery, payment_method="cod", expected_total=figures.basket.grand_total,
        idempotency=("demo", f"voice-{number}"), by=None, language="vi",
    )  # fmt: skip
    db.session.rollback()
    return placed.purchase_id


def _bring(purchase_id: int, hands: clock.Hands) -> None:
    """Each booth accepts, packs and sends its part, and it comes."""
    for state, hours in (("accepted", 3), ("packed", 5), ("shipped", 14), ("delivered", 40)):
        hands.move(hours=hours)
        for order in db.session.get_one(Purchase, purchase_id).orders:
            owner = _owner_of(order.booth_id)
            if state == "shipped":
                ship_order(order, by=owner, carrier="Bưu điện (mẫu)", tracking_code=f"MAU{order.id:08d}")
            elif state == "delivered":
                deliver_order(order, by=owner)
            else:
                move_order(order.id, state, who=BOOTH, by=owner)


def _say(purchase_id: int, random: Random, hands: clock.Hands) -> None:
    purchase = db.session.get_one(Purchase, purchase_id, populate_existing=True)
    spoken = [_review(subject, random) for subject in subjects_of(purchase) if random.random() < 0.8]
    hands.move(hours=random.randrange(2, 30))
    for review in spoken:
        if review.text and random.random() < 0.5:
            answer_post(review, by=_owner_of(review.booth_id), answer=_ANSWERS[review.stars])


def _review(subject: Subject, random: Random) -> Review:
    stars = random.choice(STARS)
    words = _OF_GOODS if subject.line else _OF_BOOTHS
    return write_review(subject, Opinion(stars, random.choice(words[stars])), by=None)


def _ask(variants: list[Variant], now: datetime, random: Random) -> None:
    for variant in variants:
        for text, answer in random.sample(_QUESTIONS, random.choice((0, 1, 2, 3))):
            _ask_once(variant, text, answer, now - timedelta(hours=random.randrange(12, 900)), random)


def _ask_once(variant: Variant, text: str, answer: str, at: datetime, random: Random) -> None:
    """Sample owners of other booths are the ones who ask."""
    askers = db.session.scalars(select(Person).where(Person.role == "member").order_by(Person.id).limit(ASKERS)).all()
    with clock.frozen(at) as hands:
        question = ask_question(variant.product, by=random.choice(askers), text=text)
        hands.move(hours=random.randrange(1, 11))
        _answer(question, answer)


def _answer(question: Question, answer: str) -> None:
    if answer:
        answer_post(question, by=_owner_of(question.booth_id), answer=answer)


def _owner_of(booth_id: int) -> Person:
    owners = select(Person).join(Membership, Membership.person_id == Person.id)
    found = owners.where(Membership.booth_id == booth_id, Membership.role == "owner").order_by(Membership.id).limit(1)
    return db.session.scalars(found).one()
