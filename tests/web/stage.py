"""The people of the authorization test and the things they reach for, each made when first asked for.

Every thing exists twice: Minh's and Hoa's booth, one campaign and another, one person's and another's. Which of the
two is one's own depends on who asks. To make a new kind of thing reachable, add a method and name it in the table.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from typing import Any

from flask import Flask
from flask.testing import FlaskClient

from marketplace.core import clock, files
from marketplace.core.codes import hash_token, random_code, secret_token
from marketplace.core.db import db
from marketplace.core.sealing import seal
from marketplace.core.secret_links import secret_for
from marketplace.core.transactions import transaction
from marketplace.domain.accounts.actions import save_address
from marketplace.domain.accounts.models import AccountToken, Person, SignIn
from marketplace.domain.booths.actions import offer_help, take_help_offer
from marketplace.domain.booths.models import Booth, Maker, Membership
from marketplace.domain.catalog.models import ImportArchive, ImportSheet, Photo, ProductChange, Variant
from marketplace.domain.complaints.actions import Complainant, complain
from marketplace.domain.favourites.rules import LINK, link_subject
from marketplace.domain.figures.actions import print_codes
from marketplace.domain.joining.models import ChecklistItem
from marketplace.domain.leaving.models import BoothDownload
from marketplace.domain.livestream import actions as live
from marketplace.domain.livestream.models import (
    Broadcast,
    Campaign,
    HeardOrder,
    Invitation,
    OrderImport,
    PlatformShop,
    Reading,
    ReadingImport,
    Touch,
)
from marketplace.domain.notices.actions import Said, announce
from marketplace.domain.notices.models import PageNotice
from marketplace.domain.orders.actions import move_order
from marketplace.domain.orders.models import Purchase
from marketplace.domain.pages.actions import publish_page
from marketplace.domain.papers.models import Paper
from marketplace.domain.payments.models import BankLine, PaymentAttempt, PaymentIssue, Refund
from marketplace.domain.promotions.actions import make_offer, make_voucher
from marketplace.domain.promotions.actions.vouchers import VoucherFacts
from marketplace.domain.returns.models import OrderReturn
from marketplace.domain.reviews.actions import ask_question
from marketplace.domain.search.models import Synonym
from marketplace.domain.shipping.actions.connecting import HOOK, TOKEN
from marketplace.domain.shipping.models import Booking, CarrierConnection, CarrierIssue
from marketplace.domain.stock.actions import begin_batch
from marketplace.domain.stock.models import Batch
from marketplace.domain.stock.rules import BatchFacts
from tests.buying import buy, order_in, purchase_of
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.returns.stage import asked, delivered
from tests.domain.reviews.stage import reviewed
from tests.people import a_booth, a_category, a_person, on_sale, sign_in_as

ROLES = ("visitor", "shopper", "owner", "manager", "packer", "rival", "organizer", "admin")
SIDES = ("minh", "hoa")
FAR_AWAY = {"REMOTE_ADDR": "203.0.113.5"}  # not this machine


class Stage:
    """One market with everybody and everything in it."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._made: dict[tuple[str, str], str] = {}

    def value(self, thing: str, *, role: str, whose: str) -> str:
        """The value of a route's parameter: of one's own thing, of another's, or of none there is."""
        if whose == "missing":
            return MISSING[thing]
        side = self._side(thing, role, whose)
        if (thing, side) not in self._made:
            self._made[thing, side] = str(getattr(self, f"_{thing}")(side))
        return self._made[thing, side]

    @cache  # noqa: B019 - a stage lives for one test
    def client(self, role: str) -> FlaskClient:
        """A browser far away in which this role is signed in."""
        client = self._app.test_client()
        client.environ_base.update(FAR_AWAY)
        if role != "visitor":
            sign_in_as(client, self.person(role))
        if role in ("owner", "manager", "packer", "rival"):
            self.booth("hoa" if role == "rival" else "minh")
        return client

    @cache  # noqa: B019
    def person(self, role: str) -> Person:
        """Who plays this role."""
        names = {"owner": "Hồ Văn Minh", "rival": "Trần Thị Hoa", "organizer": "Lê Thị Ngọc"}
        rank = role if role in ("organizer", "admin") else "member"
        return a_person(names.get(role, "Nguyễn Thị Lan"), role=rank)

    @cache  # noqa: B019
    def booth(self, side: str) -> Booth:
        """Minh's booth with everybody who works in it, or Hoa's."""
        if side == "hoa":
            return a_booth(self.person("rival"), name="Cơ sở Hoa Sen")
        booth = a_booth(self.person("owner"))
        for role in ("manager", "packer"):
            self._join(booth, self.person(role), role)
        return booth

    def _side(self, thing: str, role: str, whose: str) -> str:
        """Minh's or Hoa's; a person's own things are kept under the role."""
        if thing in PERSONAL:
            return role if whose == "own" else ("rival" if role != "rival" else "shopper")
        home = "hoa" if role == "rival" else "minh"
        return home if whose == "own" else next(side for side in SIDES if side != home)

    def _keep(self, row: Any) -> Any:
        with transaction():
            db.session.add(row)
            db.session.flush()
        return row

    def _join(self, booth: Booth, person: Person, role: str) -> int:
        return self._keep(Membership(booth_id=booth.id, person_id=person.id, role=role, since=clock.now())).id

    # What a booth has.

    @cache  # noqa: B019
    def _goods(self, side: str) -> Variant:
        return on_sale(self.booth(side), stock=50)

    def _booth(self, side: str) -> str:
        return self.booth(side).slug

    def _product(self, side: str) -> str:
        return self._goods(side).product.slug

    def _variant(self, side: str) -> int:
        return self._goods(side).id

    def _photo(self, side: str) -> int:
        facts = {"kind": "photo", "width": 400, "height": 400, "widths": [360], "alt": "", "position": 1}
        goods, key = self._goods(side), files.keep(b"RIFF", folder="products", suffix="webp")
        return self._keep(Photo(booth_id=goods.booth_id, product_id=goods.product_id, key=key, **facts)).id

    def _sheet(self, side: str) -> int:
        booth = self.booth(side)
        facts = {"file_name": "hang.csv", "rows": [], "at": clock.now()}
        return self._keep(ImportSheet(booth_id=booth.id, by_id=self._worker(side).id, **facts)).id

    def _archive(self, side: str) -> int:
        sheet_id = int(self.value("sheet", role="rival" if side == "hoa" else "owner", whose="own"))
        key = files.keep(b"PK", folder="archives", suffix="zip")
        facts = {"file_name": "anh.zip", "file_key": key, "at": clock.now(), "matched": {"M0.jpg": 0}, "unmatched": []}
        booth_id, by_id = self.booth(side).id, self._worker(side).id
        return self._keep(ImportArchive(booth_id=booth_id, sheet_id=sheet_id, by_id=by_id, **facts)).id

    def _paper(self, side: str) -> int:
        facts = {"number": "1/QĐ", "issuer": "UBND", "issued_on": date(2026, 1, 1), "expires_on": date(2029, 1, 1)}
        scan = files.keep(b"RIFF", folder="papers", suffix="webp")
        booth = self.booth(side)
        return self._keep(Paper(booth_id=booth.id, kind="organic", scan_key=scan, brought_at=clock.now(), **facts)).id

    def _membership(self, side: str) -> int:
        return self._join(self.booth(side), a_person("Trần Anh Tú"), "packer")

    def _maker(self, side: str) -> int:
        facts = {"name": "Hồ Thị Kăn", "agreed_on": clock.today(), "noted_by_id": a_person().id}
        return self._keep(Maker(booth_id=self.booth(side).id, **facts)).id

    def _batch(self, side: str) -> int:
        return self._begun(side).id

    def _batch_code(self, side: str) -> str:
        return self._begun(side).code

    def _printed_code(self, side: str) -> str:
        facts = {"with_booth": True, "products": (), "fair": "", "copies": 1}
        return print_codes(self.booth(side), by=self._worker(side), **facts)[0].code

    @cache  # noqa: B019
    def _begun(self, side: str) -> Batch:
        facts = BatchFacts(quantity=12, made_on=clock.today())
        return begin_batch(self._goods(side), by=self._worker(side), facts=facts)

    def _download(self, side: str) -> int:
        key, now = files.keep(b"PK", folder="downloads", suffix="zip"), clock.now()
        facts = {"state": "ready", "file_key": key, "asked_at": now, "size": 2, "until_at": now + timedelta(days=1)}
        return self._keep(BoothDownload(booth_id=self.booth(side).id, by_id=self._worker(side).id, **facts)).id

    def _grant(self, side: str) -> int:
        owner = self.person("rival" if side == "hoa" else "owner")
        return offer_help(self.booth(side), by=owner, permissions=["orders"], hours=2)[0].id

    def _taken_grant(self, side: str) -> int:
        owner = self.person("rival" if side == "hoa" else "owner")
        _grant, code = offer_help(self.booth(side), by=owner, permissions=["orders"], hours=2)
        return take_help_offer(code, by=a_person("Trần Văn Tư")).id

    def _change(self, side: str) -> int:
        goods = self._goods(side)
        facts = {"claims": {"name": "Tên mới"}, "by_id": self._worker(side).id, "at": clock.now()}
        return self._keep(ProductChange(booth_id=goods.booth_id, product_id=goods.product_id, **facts)).id

    def _order(self, side: str) -> str:
        return order_in(buy(self._goods(side))).code

    @cache  # noqa: B019
    def _booking(self, side: str) -> Booking:
        order = order_in(buy(self._goods(side)))
        for state in ("accepted", "packed"):
            move_order(order.id, state, who="booth", by=self._worker(side))
        facts = {"carrier": "ghn", "attempt": 1, "client_code": f"{order.code}-G1", "district": 1, "ward": "1"}
        facts |= {
            "place": "Phường 1",
            "weight_g": 500,
            "collect": order.amount_due,
            "worth": 0,
            "by_id": self._worker(side).id,
        }
        facts |= {"order_id": order.id, "booth_id": order.booth_id, "wanted_at": clock.now(), "next_at": clock.now()}
        return self._keep(Booking(**facts))

    def _booked_order(self, side: str) -> str:
        return self._booking(side).order.code

    def _carrier_issue(self, side: str) -> int:
        booking = self._booking(side)
        facts = {"kind": "silence", "facts": {}, "opened_at": clock.now()}
        return self._keep(CarrierIssue(booth_id=booking.booth_id, booking_id=booking.id, **facts)).id

    def _carrier_hook(self, side: str) -> str:
        booth, secret = self.booth(side), secret_token()
        facts = {"carrier": "ghn", "shop_id": "885", "home_district": 1, "home_ward": "1", "connected_at": clock.now()}
        facts |= {"token": seal(TOKEN, "x"), "hook_secret": seal(HOOK, secret), "hook_hash": hash_token(secret)}
        self._keep(CarrierConnection(booth_id=booth.id, by_id=self._worker(side).id, **facts))
        return secret

    @cache  # noqa: B019
    def _sent_back_to(self, side: str) -> OrderReturn:
        return asked(delivered(self._goods(side), self._worker(side)))

    def _return(self, side: str) -> int:
        return self._sent_back_to(side).id

    def _picture(self, side: str) -> int:
        return self._sent_back_to(side).pictures[0].id

    def _voucher(self, side: str) -> int:
        now = clock.now()
        facts = VoucherFacts("amount", now, now + timedelta(days=1), value=10_000)
        return make_voucher(facts, booth_id=self.booth(side).id).id

    def _offer(self, side: str) -> int:
        now = clock.now()
        return make_offer(self._goods(side).id, price=90_000, starts_at=now, ends_at=now + timedelta(days=1)).id

    def _review(self, side: str) -> str:
        return reviewed(self._goods(side), text=f"Xem https://example.test/{'dai' * 60}").code

    def _question(self, side: str) -> str:
        return ask_question(self._goods(side).product, by=a_person(), text="Có cay không?").code

    def _worker(self, side: str) -> Person:
        return self.person("rival" if side == "hoa" else "owner")

    # What a person has.

    def _notice(self, role: str) -> int:
        side = "hoa" if role == "rival" else "minh"
        facts = {"kind": "order", "key": secret_token(), "path": "/seller/orders", "at": clock.now()}
        booth_id, person_id = self.booth(side).id, self.person(role).id
        return self._keep(PageNotice(booth_id=booth_id, person_id=person_id, **facts)).id

    def _purchase(self, role: str) -> str:
        by = None if role == "visitor" else self.person(role)
        return purchase_of(buy(self._goods("minh"), by=by, payment_method="vietqr")).code

    def _own_question(self, role: str) -> str:
        by = a_person() if role == "visitor" else self.person(role)
        return ask_question(self._goods("minh").product, by=by, text="Có cay không?").code

    def _way_out(self, role: str) -> str:
        person_id = self.person("shopper").id
        return f"{person_id}-{secret_for(LINK, link_subject(person_id))}"

    @cache  # noqa: B019
    def _sent_back_by(self, role: str) -> OrderReturn:
        by = None if role == "visitor" else self.person(role)
        self.booth("minh")
        return asked(delivered(self._goods("minh"), self.person("owner"), by=by))

    def _bought(self, role: str) -> str:
        return self._sent_back_by(role).order.purchase.code

    def _sent_back(self, role: str) -> int:
        return self._sent_back_by(role).id

    def _shown(self, role: str) -> int:
        return self._sent_back_by(role).pictures[0].id

    def _address(self, role: str) -> int:
        person = a_person() if role == "visitor" else self.person(role)
        return save_address(person, recipient="Lan", phone="0912345678", line="1 Lê Duẩn", commune_code="19333").id

    def _complaint(self, role: str) -> str:
        person = a_person() if role == "visitor" else self.person(role)
        story = {"reason": "conduct", "text": "Gọi mãi không ai nghe máy."}
        return complain(self.booth("minh"), **story, who=Complainant(person=person)).code

    def _case(self, side: str) -> str:
        return self._complaint("visitor")

    def _sign_in(self, role: str) -> int:
        person = a_person() if role == "visitor" else self.person(role)
        facts = {"token_hash": hash_token(secret_token()), "began_at": clock.now(), "seen_at": clock.now()}
        return self._keep(SignIn(person_id=person.id, **facts)).id

    def _reset(self, role: str) -> str:
        person, token = a_person(), secret_token()
        facts = {"purpose": "reset", "token_hash": hash_token(token), "expires_at": clock.now() + timedelta(hours=1)}
        self._keep(AccountToken(person_id=person.id, **facts))
        return token

    # What the market has.

    def _category(self, side: str) -> str:
        return a_category("thuc-pham" if side == "minh" else "do-uong").slug

    def _page(self, side: str) -> str:
        return "terms" if side == "minh" else "privacy"

    def _version(self, side: str) -> int:
        text = "Trang này do đơn vị vận hành viết. " * 5
        later, by = clock.now() + timedelta(days=30), self.person("organizer")
        return publish_page(self._page(side), text_vi=text, text_en=text, effective_at=later, by=by).id

    def _media(self, side: str) -> str:
        return files.keep(b"RIFF", folder="products", suffix="webp")

    @cache  # noqa: B019
    def _show(self, side: str) -> tuple[Campaign, Broadcast]:
        ngoc = self.person("organizer")
        campaign = a_campaign(ngoc, name=f"Phiên chợ {side}")
        broadcast = a_broadcast(campaign, ngoc)
        live.schedule_campaign(campaign, by=ngoc)
        return campaign, broadcast

    def _campaign(self, side: str) -> str:
        return self._show(side)[0].slug

    def _broadcast(self, side: str) -> int:
        return self._show(side)[1].id

    def _item(self, side: str) -> int:
        by = self.person("organizer")
        return live.add_to_line_up(self._show(side)[1], self._goods(side).id, live.LiveTerms(), by=by).id

    def _heard(self, side: str) -> int:
        words = f"2 CF01 0912345678 Lan Cam Lộ {secret_token()}"
        live.hear_comments(self._show(side)[1], words, by=self.person("organizer"))
        return db.session.query(HeardOrder).filter_by(broadcast_id=self._show(side)[1].id).first().id

    @cache  # noqa: B019
    def _invited(self, side: str) -> Invitation:
        invitation = live.invite_booth(self._show(side)[0], self.booth(side), by=self.person("organizer"))
        return live.answer_invitation(invitation, accepts=True, by=self._worker(side))

    def _invited_to(self, side: str) -> str:
        return self._invited(side).campaign.slug

    def _proposal(self, side: str) -> int:
        invitation = self._invited(side)
        return live.propose_goods(invitation, self._goods(side).id, live.LiveTerms(), by=self._worker(side)).id

    def _closed_campaign(self, side: str) -> str:
        campaign, ngoc = a_campaign(self.person("organizer"), name=f"Đã chốt {side}"), self.person("organizer")
        broadcast = a_broadcast(campaign, ngoc)
        live.schedule_campaign(campaign, by=ngoc)
        live.begin_broadcast(broadcast, by=ngoc)
        live.end_broadcast(broadcast, by=ngoc)
        live.end_campaign(campaign, by=ngoc)
        live.review_campaign(campaign, by=ngoc)
        return live.publish_figures(campaign, by=ngoc).slug

    def _duty(self, side: str) -> int:
        people, by = a_person(), self.person("organizer")
        return live.give_duty(self._show(side)[1], people.email, "host", by=by).id

    def _link(self, side: str) -> str:
        return live.create_link(self._show(side)[1], by=self.person("organizer")).code

    def _reading(self, side: str) -> int:
        seen = files.keep(b"RIFF", folder="evidence", suffix="webp")
        facts = {"metric": "views", "value": 10, "captured_at": clock.now(), "source": "typed", "at": clock.now()}
        broadcast_id = self._show(side)[1].id
        return self._keep(Reading(broadcast_id=broadcast_id, batch_key=secret_token(), evidence_key=seen, **facts)).id

    def _export(self, side: str) -> int:
        key = files.keep(b"a,b", folder="imports", suffix="csv")
        facts = {"platform": "tiktok", "file_name": "live.csv", "file_key": key, "rows": [], "at": clock.now()}
        by_id = self.person("organizer").id
        return self._keep(ReadingImport(campaign_id=self._show(side)[0].id, by_id=by_id, **facts)).id

    def _platform_shop(self, side: str) -> int:
        tokens = {"access_token": seal("platform tokens", "a"), "refresh_token": seal("platform tokens", "r")}
        until = {"access_until": clock.now(), "refresh_until": clock.now(), "connected_at": clock.now()}
        facts = {
            "platform": "tiktok",
            "shop_id": f"{side}-{random_code(6)}",
            "cipher": "c",
            "by_id": self.person("organizer").id,
        }
        return self._keep(PlatformShop(booth_id=self.booth(side).id, **facts, **tokens, **until)).id

    def _market_shop(self, side: str) -> int:
        kept = self._platform_shop(side)
        with transaction():
            db.session.get_one(PlatformShop, kept).booth_id = None
        return kept

    def _order_file(self, side: str) -> int:
        return self._keep(self._file_of_orders(side, booth_id=self.booth(side).id)).id

    def _campaign_orders(self, side: str) -> int:
        return self._keep(self._file_of_orders(side, campaign_id=self._show(side)[0].id)).id

    def _file_of_orders(self, side: str, **whose) -> OrderImport:
        key = files.keep(b"a,b", folder="exports", suffix="csv")
        facts = {"platform": "tiktok", "file_name": "don.csv", "file_key": key, "sha256": "0" * 64, "at": clock.now()}
        columns = [
            {"name": name, "field": name, "samples": "", "said": ""}
            for name in ("external_id", "state", "placed_at", "value")
        ]
        by_id = self.person("organizer").id
        return OrderImport(rows=[], columns=columns, cells=[], left_out=[], by_id=by_id, **facts, **whose)

    def _attributed(self, side: str) -> str:
        purchase = purchase_of(buy(self._goods(side)))
        facts = {"route": "voucher", "broadcast_id": self._show(side)[1].id, "at": clock.now()}
        self._keep(Touch(purchase_id=purchase.id, **facts))
        return purchase.code

    def _asked_item(self, side: str) -> int:
        facts = {"kind": "attested", "title": "Đã đọc quy chế", "created_at": clock.now()}
        return self._keep(ChecklistItem(**facts)).id

    def _announcement(self, side: str) -> int:
        return announce(Said(title="Nghỉ Tết", text="Chợ nghỉ ba ngày."), by=self.person("organizer")).id

    def _synonym(self, side: str) -> int:
        return self._keep(Synonym(words=f"ném, {secret_token()}")).id

    def _token(self, side: str) -> int:
        return live.create_token("Máy quay", by=self.person("organizer"))[0].id

    def _line(self, side: str) -> int:
        facts = {
            "account": "0123499999",
            "direction": "in",
            "amount": 50_000,
            "content": "mua hang",
            "state": "nameless",
        }
        now = clock.now()
        return self._keep(BankLine(feed="sepay", feed_id=secret_token(), at=now, received_at=now, **facts)).id

    def _refund(self, side: str) -> int:
        purchase = db.session.query(Purchase).filter_by(code=self._attributed_by_transfer()).one()
        attempt = db.session.query(PaymentAttempt).filter_by(purchase_id=purchase.id).one()
        facts = {"amount": 1000, "key": secret_token(), "reason": "trả thừa", "requested_at": clock.now()}
        return self._keep(Refund(attempt_id=attempt.id, **facts)).id

    def _attributed_by_transfer(self) -> str:
        return purchase_of(buy(self._goods("minh"), payment_method="vietqr")).code

    def _issue(self, side: str) -> int:
        facts = {"kind": "unknown_payment", "subject": secret_token(), "facts": {}, "opened_at": clock.now()}
        return self._keep(PaymentIssue(**facts)).id


PERSONAL = frozenset(
    {
        "purchase", "bought", "sent_back", "shown", "complaint", "address", "sign_in", "reset", "own_question",
        "way_out", "notice",
    }
)  # fmt: skip

NUMBERS = frozenset(
    {
        "variant", "photo", "sheet", "archive", "paper", "membership", "change", "address", "sign_in", "broadcast", "item",
        "reading", "export", "offer", "voucher", "version", "return", "picture", "sent_back", "shown", "heard", "token",
        "line", "refund", "issue", "grant", "taken_grant", "batch", "synonym", "proposal", "duty", "asked_item",
        "announcement", "notice", "download",
        "maker", "carrier_issue", "platform_shop", "market_shop", "order_file", "campaign_orders",
    }
)  # fmt: skip

MISSING = {
    "printed_code": "AAAAAAAA",
    **dict.fromkeys(NUMBERS, "987654321"),
    **dict.fromkeys(("booth", "product", "category", "page", "campaign", "invited_to", "closed_campaign"), "khong-co-dau"),
    **dict.fromkeys(("review", "question", "own_question"), "2222222222"), "way_out": "1-khong-co",
    **dict.fromkeys(("purchase", "bought", "attributed"), "QT-2222222222"),
    **dict.fromkeys(("complaint", "case"), "KN-2222222222"),
    **dict.fromkeys(("order", "booked_order"), "QT-2222222222-1"), "carrier_hook": "khong-co", "link": "khongco", "batch_code": "ABCDEFGHJK",
    "reset": "khong-co", "media": f"products/ab/{'a' * 32}.webp",
}  # fmt: skip
