"""Named people and things: Lan shops, Minh owns a booth, Hoa a rival one, Tú packs, Ngọc organizes, Admin runs it."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.core.codes import hash_token, secret_token
from marketplace.core.db import db
from marketplace.core.passwords import hash_password
from marketplace.core.text import sort_key
from marketplace.core.transactions import transaction
from marketplace.core.versions import bump
from marketplace.domain.accounts.models import Person, SignIn
from marketplace.domain.booths.models import Booth, BoothStep, Membership
from marketplace.domain.catalog.models import Category, Product, ProductStep, Variant
from marketplace.domain.stock.models import StockLevel, StockMovement

KHE_SANH = "19429"
CAM_LO = "19597"
DONG_HA = "19333"

BROWSER_PASSWORD = "bon con voi trang"

_numbers = itertools.count(1)


def a_person(name: str = "Nguyễn Thị Lan", *, role: str = "member", **facts) -> Person:
    """Somebody with an account; no password unless given one."""
    n = next(_numbers)
    values = {"email": f"person{n}@example.vn", "phone": f"+8490{n:07d}", **facts}
    person = Person(full_name=name, role=role, joined_at=clock.now(), email_key=values["email"], **values)
    with transaction():
        db.session.add(person)
    return person


def a_booth(owner: Person | None = None, *, name: str = "HTX Nông sản Khe Sanh", state: str = "open", **facts) -> Booth:
    """A booth with an owner, as if it had gone through its states."""
    owner = owner or a_person("Hồ Văn Minh")
    now = clock.now()
    values = {
        "slug": f"gian-{next(_numbers)}", "name": name, "sort_key": sort_key(name), "state": state,
        "subject_kind": "cooperative", "legal_name": name, "legal_address": "Thôn 1, Xã Khe Sanh, Tỉnh Quảng Trị",
        "tax_code": "3200000001", "representative": "Hồ Văn Minh", "phone": "+84233123456",
        "email": "gian@example.vn", "commune_code": KHE_SANH, "created_at": now,
        "submitted_at": None if state == "draft" else now,
        "reason": "Thiếu giấy tờ." if state in ("rejected", "suspended") else "",
        "opened_at": now if state in ("open", "suspended", "closed") else None,
        **facts,
    }  # fmt: skip
    booth = Booth(**values)
    with transaction():
        db.session.add(booth)
        db.session.flush()
        db.session.add(Membership(booth_id=booth.id, person_id=owner.id, role="owner", since=now))
        db.session.add(BoothStep(booth_id=booth.id, seq=1, from_state=None, to_state=state, by_id=owner.id, at=now))
    return booth


def a_category(slug: str = "thuc-pham", name: str = "Thực phẩm") -> Category:
    """A shelf, made once."""
    found = db.session.query(Category).filter_by(slug=slug).one_or_none()
    if found:
        return found
    category = Category(slug=slug, name=name, name_en="Food", position=1)
    with transaction():
        db.session.add(category)
        bump("catalogue")
    return category


def a_product(booth: Booth, *, name: str = "Hạt tiêu Cùa", state: str = "on_sale", **facts) -> Product:
    """A product of a booth, on sale unless told otherwise; it has no variant yet."""
    now = clock.now()
    category_id = facts.pop("category_id", None) or a_category().id
    slug = facts.pop("slug", None) or f"san-pham-{next(_numbers)}"
    product = Product(
        booth_id=booth.id, category_id=category_id, slug=slug, name=name,
        sort_key=sort_key(name), unit="gói", state=state, created_at=now,
        published_at=now if state in ("on_sale", "hidden", "withdrawn") else None, **facts,
    )  # fmt: skip
    with transaction():
        db.session.add(product)
        db.session.flush()
        db.session.add(
            ProductStep(
                booth_id=booth.id, product_id=product.id, seq=1, from_state=None, to_state=state,
                by_id=db.session.query(Membership.person_id).filter_by(booth_id=booth.id).limit(1).scalar(), at=now,
            )
        )  # fmt: skip
    return product


def a_variant(product: Product, *, price: int = 120_000, stock: int = 10, **facts) -> Variant:
    """A buyable variant with goods on the shelf and the movement that put them there."""
    n = next(_numbers)
    values = {"sku": f"SKU{n}", "weight_g": 550, "net_quantity": 500, "net_unit": "g", **facts}
    variant = Variant(booth_id=product.booth_id, product_id=product.id, price=price, **values)
    with transaction():
        db.session.add(variant)
        db.session.flush()
        db.session.add(StockLevel(variant_id=variant.id, booth_id=product.booth_id, available=stock))
        if stock:
            db.session.add(
                StockMovement(
                    variant_id=variant.id, booth_id=product.booth_id, delta=stock, kind="receive", at=clock.now()
                )
            )
    return variant


def on_sale(booth: Booth | None = None, *, price: int = 120_000, stock: int = 10, **facts) -> Variant:
    """Something to buy: booth, product and variant in one breath."""
    return a_variant(a_product(booth or a_booth(), **facts), price=price, stock=stock)


def sign_in_as(client, person: Person) -> None:
    """Give this client the session of a person."""
    token = secret_token()
    with transaction():
        db.session.add(
            SignIn(
                person_id=person.id, token_hash=hash_token(token), began_at=clock.now(),
                seen_at=clock.now() - timedelta(seconds=1),
            )
        )  # fmt: skip
    with client.session_transaction() as session:
        session["_user_id"] = token
        session["_fresh"] = True


@pytest.fixture
def lan(app) -> Person:
    """A shopper."""
    return a_person("Nguyễn Thị Lan")


@pytest.fixture
def minh(app) -> Person:
    """The owner of the booth."""
    return a_person("Hồ Văn Minh")


@pytest.fixture
def hoa(app) -> Person:
    """The owner of a rival booth."""
    return a_person("Trần Thị Hoa")


@pytest.fixture
def ngoc(app) -> Person:
    """An organizer."""
    return a_person("Lê Thị Ngọc", role="organizer")


@pytest.fixture
def admin(app) -> Person:
    """Who runs the market."""
    return a_person("Quản Trị", role="admin")


@pytest.fixture
def booth(minh) -> Booth:
    """Minh's open booth."""
    return a_booth(minh)


@pytest.fixture
def rival_booth(hoa) -> Booth:
    """Hoa's open booth."""
    return a_booth(hoa, name="Cơ sở Hoa Sen", commune_code=CAM_LO)


def sign_in_in_browser(visitor, person: Person) -> None:
    """Give a real browser the session of a person who has a password, by signing in as people do."""
    login = person.email
    with transaction():
        person.password_hash = hash_password(BROWSER_PASSWORD)
    db.session.rollback()  # what this test is reading must not hold up what the browser writes
    visitor.visit("/account/sign-in")
    visitor.fill("Số điện thoại hoặc email", login).fill("Mật khẩu", BROWSER_PASSWORD)
    visitor.page.locator("main form button[type=submit]").first.click()
    visitor.look()
