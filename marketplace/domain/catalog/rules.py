"""What a product may become, what must be told of it, and how amounts on a label are read. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from marketplace.core.text import fold

LOWEST_PRICE = 1_000
HIGHEST_PRICE = 1_000_000_000
# Whole percent that prices are changed by at once: from half of them to ten times.
MOST_OFF, MOST_UP = 50, 900
MOST_WEIGHT_G = 200_000
MOST_STOCK = 1_000_000
MOST_NET = 10_000_000
MOST_PHOTOS = 8
MOST_VARIANTS = 30
NET_UNITS = ("g", "ml", "piece")

# Offered, never forced: units are a free list (DOMAIN 2).
USUAL_UNITS = (
    "gói", "túi", "hộp", "hũ", "chai", "lon", "kg", "bó", "cặp", "chục", "quả", "con", "chiếc", "cái", "bộ", "tấm",
    "bức", "đòn", "suất", "cây", "chậu", "giỏ", "bánh",
)  # fmt: skip

# As the programme names them (QĐ 919/QĐ-TTg); sheets made for it use these words.
OCOP_GROUPS = (
    "Thực phẩm", "Đồ uống", "Dược liệu và sản phẩm từ dược liệu", "Thủ công mỹ nghệ", "Sinh vật cảnh",
    "Dịch vụ du lịch cộng đồng, du lịch sinh thái và điểm du lịch",
)  # fmt: skip

SELLER_MOVES = frozenset(
    {
        ("draft", "submitted"),
        ("submitted", "draft"),
        ("on_sale", "hidden"),
        ("hidden", "on_sale"),
        ("draft", "withdrawn"),
        ("on_sale", "withdrawn"),
        ("hidden", "withdrawn"),
    }
)
ORGANIZER_MOVES = frozenset(
    {("submitted", "on_sale"), ("submitted", "draft"), ("on_sale", "draft"), ("hidden", "draft")}
)
MOVES = SELLER_MOVES | ORGANIZER_MOVES
APPROVED = ("on_sale", "hidden")

# Food, drinks and herbal products among the groups of the programme.
CONSUMED_GROUPS = frozenset({1, 2, 3})


@dataclass(frozen=True)
class ProductFacts:
    """What is told of a product; all of it is a claim that organizers review (Law 19/2023/QH15, art. 37)."""

    name: str
    category_id: int
    unit: str
    name_en: str = ""
    summary: str = ""
    summary_en: str = ""
    description: str = ""
    description_en: str = ""
    ingredients: str = ""
    storage: str = ""
    shelf_life: str = ""
    origin_commune_code: str | None = None
    origin_note: str = ""
    is_youth_startup: bool = False
    is_alcohol: bool = False
    is_supplement: bool = False
    is_fresh: bool = False


@dataclass(frozen=True)
class VariantFacts:
    """One buyable form of a product. `stock` is what stands on the shelf at the start; an empty `sku` is made up."""

    price: int
    weight_g: int
    name: str = ""
    sku: str = ""
    net_quantity: int | None = None
    net_unit: str = "piece"
    stock: int = 0


def lacking_for_review(facts: ProductFacts, *, has_photo: bool, is_consumed: bool) -> tuple[str, ...]:
    """What organizers will ask for before a product goes on sale, by name, in the order in which people look for it.

    What is eaten or drunk says what is in it, how it keeps and how long (Law 19/2023/QH15, art. 37).
    """
    asked = ("description", "origin_commune_code", *(("ingredients", "storage", "shelf_life") if is_consumed else ()))
    return (*(() if has_photo else ("photo",)), *(name for name in asked if not getattr(facts, name)))


def columns_are_enough(fields: Collection[str]) -> bool:
    """Whether a list with these columns can be read: new products have a name and a price, known ones a code."""
    return {"name", "price"} <= set(fields) or ("sku" in fields and len(set(fields) - {""}) > 1)


def may_return(state: str) -> bool:
    """Whether organizers may send a product in this state back to its booth."""
    return (state, "draft") in ORGANIZER_MOVES


def may_move(from_state: str, to_state: str) -> bool:
    """Whether a product may go from one state to the other at all."""
    return (from_state, to_state) in MOVES


def price_after(price: int, percent: int) -> int:
    """The price raised or lowered by whole percent, to the nearest 500 đồng, half up."""
    return (price * (100 + percent) + 25_000) // 50_000 * 500


def price_per_unit(price: int, net_quantity: int | None, net_unit: str) -> int | None:
    """Đồng per kilogram or litre, half up; None for pieces."""
    if not net_quantity or net_unit == "piece":
        return None
    return (price * 2000 + net_quantity) // (2 * net_quantity)


_NET_UNITS = {
    "g": ("g", 1), "gr": ("g", 1), "gram": ("g", 1), "gam": ("g", 1), "kg": ("g", 1000), "kilo": ("g", 1000),
    "can": ("g", 1000), "ky": ("g", 1000), "ki": ("g", 1000), "lang": ("g", 100),
    "ml": ("ml", 1), "cc": ("ml", 1), "l": ("ml", 1000), "lit": ("ml", 1000), "litre": ("ml", 1000),
    "liter": ("ml", 1000), "": ("piece", 1), "cai": ("piece", 1), "chiec": ("piece", 1), "piece": ("piece", 1),
    "pieces": ("piece", 1), "pcs": ("piece", 1), "vien": ("piece", 1), "goi": ("piece", 1), "tui": ("piece", 1),
}  # fmt: skip
_AMOUNT = re.compile(r"([0-9]{1,8}(?:[.,][0-9]{1,3})?) ?([^0-9]{0,12})")
_THOUSANDS = re.compile(r"[0-9]{1,3}[.,][0-9]{3}")


def read_net(text: str, unit: str = "") -> tuple[int, str] | None:
    """Grams, millilitres or pieces of `500 g`, `1,5 kg`, `0.5 lít`, `12 viên`; None when it cannot be told.

    `1.000 ml` is a thousand: three digits after a mark are thousands where the unit is the small one.
    """
    found = _AMOUNT.fullmatch(" ".join(text.split()))
    if found is None:
        return None
    known = _NET_UNITS.get(fold(found[2] or unit).strip(" ."))
    if known is None:
        return None
    name, factor = known
    digits = found[1].replace(",", ".")
    if factor == 1 and _THOUSANDS.fullmatch(digits):
        digits = digits.replace(".", "")
    amount = (Decimal(digits) * factor).quantize(Decimal(1), ROUND_HALF_UP)
    return (int(amount), name) if 0 < amount <= MOST_NET else None


def packed_weight(net_quantity: int | None, net_unit: str) -> int | None:
    """What a carrier will likely weigh when nobody said: the contents and a tenth for packing, to the next 10 g."""
    if not net_quantity or net_unit == "piece":
        return None
    return -(-net_quantity * 11 // 100) * 10


_YES = frozenset({"co", "x", "yes", "y", "1", "true", "dung", "v", "ok"})
_NO = frozenset({"", "khong", "no", "n", "0", "false", "sai", "-"})


def read_yes_no(text: str) -> bool | None:
    """Whether a cell says yes; None when it cannot be told."""
    word = fold(text)
    return True if word in _YES else False if word in _NO else None
