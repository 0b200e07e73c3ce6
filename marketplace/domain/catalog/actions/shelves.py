"""The shelves: a first set that every market starts with, and what organizers make of it."""

from __future__ import annotations

from sqlalchemy import func, select

from marketplace.core import audit, versions
from marketplace.core.db import db
from marketplace.core.text import clean, slugify
from marketplace.core.transactions import transactional
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.access import authorize_organizer
from marketplace.domain.catalog.errors import BadName, NameMissing, SlugTaken, UnknownCategory
from marketplace.domain.catalog.models import Category

# The six groups of the OCOP programme (QĐ 919/QĐ-TTg) and the shelves people look for in them.
FIRST_SHELVES: tuple[tuple[str, str, int, str, tuple[tuple[str, str, str], ...]], ...] = (
    ("Thực phẩm", "Food", 1, "wheat", (
        ("Tiêu, gia vị", "Pepper and spices", "sprout"),
        ("Gạo, bún, ngũ cốc", "Rice, noodles and cereals", "wheat"),
        ("Dầu, hạt, lạc", "Oils, nuts and seeds", "nut"),
        ("Nước mắm, ruốc, mắm", "Fish sauce and shrimp paste", "fish"),
        ("Hải sản khô", "Dried seafood", "shell"),
        ("Mật ong, mứt, đồ ngọt", "Honey, jam and sweets", "candy"),
        ("Thịt, nem, chả", "Meat and sausages", "beef"),
        ("Rau, củ, quả", "Vegetables and fruit", "carrot"),
        ("Món ăn địa phương", "Local dishes", "soup"),
    )),
    ("Đồ uống", "Drinks", 2, "coffee", (
        ("Cà phê", "Coffee", "coffee"),
        ("Trà, nước thảo mộc", "Tea and herbal drinks", "leaf"),
        ("Rượu", "Spirits", "wine"),
    )),
    ("Dược liệu", "Herbal products", 3, "leaf", (
        ("Cao dược liệu", "Herbal extracts", "leaf"),
        ("Tinh bột nghệ, tinh dầu", "Turmeric starch and essential oils", "droplet"),
        ("Dầu gội, xà phòng, mỹ phẩm", "Shampoo, soap and cosmetics", "sparkles"),
    )),
    ("Thủ công mỹ nghệ", "Handicrafts", 4, "palette", (
        ("Nón lá, đan lát", "Hats and wickerwork", "palette"),
        ("Dệt, thổ cẩm", "Weaving and brocade", "shirt"),
        ("Quà lưu niệm", "Souvenirs", "gift"),
    )),
    ("Sinh vật cảnh", "Plants and ornamentals", 5, "flower", ()),
    ("Du lịch cộng đồng", "Community tourism", 6, "map", ()),
)  # fmt: skip


@transactional
def load_categories() -> int:
    """Put up the first shelves; those that are there stay as they are. Says how many were new."""
    new = 0
    for place, (name, name_en, group, icon, children) in enumerate(FIRST_SHELVES, start=1):
        parent, is_new = _put_up(name, name_en, None, group, place * 100, icon)
        new += is_new
        for below, (child, child_en, child_icon) in enumerate(children, start=1):
            new += _put_up(child, child_en, parent.id, group, place * 100 + below, child_icon)[1]
    if new:
        versions.bump("catalogue")
    return new


@transactional
def save_category(
    category: Category | None, *, by: Person, name: str, name_en: str, parent_id: int | None, ocop_group: int | None,
    position: int | None = None,
) -> Category:  # fmt: skip
    """Put up a shelf or change one; its address stays. Raises NameMissing, BadName, SlugTaken, UnknownCategory."""
    authorize_organizer(by)
    name, name_en = clean(name), clean(name_en) or clean(name)
    _check_names(name, name_en)
    _check_parent(category, parent_id)
    if category is None:
        category = _new_category(name)
    category.name, category.name_en, category.parent_id = name, name_en, parent_id
    category.ocop_group = ocop_group
    category.position = category.position if position is None else position
    db.session.add(category)
    db.session.flush()
    audit.note("category.saved", by=by.id, subject=f"category:{category.id}", details={"name": name})
    versions.bump("catalogue")
    return category


def _put_up(
    name: str, name_en: str, parent_id: int | None, group: int, position: int, icon: str
) -> tuple[Category, bool]:
    slug = slugify(name)
    known = db.session.scalar(select(Category).where(Category.slug == slug))
    if known:
        return known, False
    category = Category(
        slug=slug, name=name, name_en=name_en, parent_id=parent_id, ocop_group=group, position=position, icon=icon
    )
    db.session.add(category)
    db.session.flush()
    return category, True


def _check_names(name: str, name_en: str) -> None:
    if not name:
        raise NameMissing
    for field, text in (("name", name), ("name_en", name_en)):
        if len(text) > 60 or not slugify(text):
            raise BadName(field=field, most=60)


def _check_parent(category: Category | None, parent_id: int | None) -> None:
    """Shelves are two levels deep: a parent stands alone, and one with children goes under nobody."""
    if parent_id is None:
        return
    parent = db.session.get(Category, parent_id)
    below = category is not None and db.session.scalar(
        select(func.count(Category.id)).where(Category.parent_id == category.id)
    )
    if parent is None or parent.parent_id is not None or below or (category and category.id == parent_id):
        raise UnknownCategory(field="parent_id")


def _new_category(name: str) -> Category:
    slug = slugify(name)
    if db.session.scalar(select(Category.id).where(Category.slug == slug)) is not None:
        raise SlugTaken
    last = db.session.scalar(select(func.max(Category.position))) or 0
    return Category(slug=slug, position=last + 1, icon="package")
