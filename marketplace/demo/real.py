"""The 129 real products of Quảng Trị, taken in through the importer that sellers use.

Names, makers and places are facts with their sources in `data/products.csv`; prices, weights and stock are invented and
shown as sample data. No star is taken over: a star needs a checked certificate in date. No maker's contact is real.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib import resources
from random import Random

from marketplace.core.sheets import write_csv
from marketplace.demo.goods import Good, good_for

UNNAMED = ("", "Hộ kinh doanh", "(cửa hàng bên thứ ba)", "Cơ sở sản xuất (tên chưa xác minh)")
HOME_PLACE = "Đông Hà"
# Old districts whose name no commune of today carries.
SEATS = {"Hướng Hóa": "Khe Sanh"}

HEADER = (
    "Tên sản phẩm", "Tên tiếng Anh", "Nhóm hàng", "Quy cách", "Đơn vị", "Giá bán", "Khối lượng tịnh", "Cân nặng (g)",
    "Tồn kho", "Xuất xứ", "Vùng", "Tóm tắt", "Mô tả", "Thành phần", "Bảo quản", "Hạn sử dụng", "Khởi nghiệp",
    "Có cồn", "TPBVSK", "Nguồn dữ liệu mẫu",
)  # fmt: skip


@dataclass(frozen=True)
class RealProduct:
    """One row of the file."""

    name: str
    name_en: str
    maker: str
    place: str
    old_place: str
    price: int | None
    source: str


@dataclass
class RealMaker:
    """A maker with its products; makers without a name are put together by place."""

    name: str
    place: str
    products: list[RealProduct] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """What kind of subject the name speaks of."""
        for word, kind in (("Công ty", "company"), ("HTX", "cooperative"), ("Hợp tác xã", "cooperative"),
                           ("Tổ hợp tác", "group"), ("Làng", "group"), ("Bản", "group")):  # fmt: skip
            if self.name.startswith(word):
                return kind
        return "household"


def real_makers() -> list[RealMaker]:
    """Every maker of the file in the order of first mention."""
    makers: dict[str, RealMaker] = {}
    for product in _rows():
        name = product.maker if product.maker not in UNNAMED else f"Nông sản {product.place} (nhà làm chưa rõ tên)"
        makers.setdefault(name, RealMaker(name, product.place)).products.append(product)
    return list(makers.values())


def _rows() -> Iterator[RealProduct]:
    text = resources.files("marketplace.demo").joinpath("data/products.csv").read_text("utf-8")
    for row in csv.DictReader(text.splitlines()):
        place, old = _places(row["commune_or_district"])
        yield RealProduct(
            name=row["product_name_vi"],
            name_en=row["product_name_en"],
            maker=re.sub(r" \(.*\)$", "", row["producer"]) if row["producer"] not in UNNAMED else "",
            place=place,
            old_place=old,
            price=int(row["price_vnd"]) if row["price_vnd"] else None,
            source=row["source"],
        )


def _places(text: str) -> tuple[str, str]:
    """Today's commune where the file knows it, else the old district; and the old name people search by."""
    old, _arrow, new = text.partition(" → ")
    old = re.sub(r" \((cũ|cấp huyện cũ)\)", "", old).strip()
    today = re.sub(r"^(Xã|Phường) ", "", new) if new else old.split(", ")[-1]
    return SEATS.get(today, today) or HOME_PLACE, old


def sheet_of(maker: RealMaker, random: Random) -> bytes:
    """The maker's product list as a seller would bring it: a CSV with Vietnamese headings."""
    rows = [row for product in maker.products for row in _sheet_rows(product, random)]
    return write_csv(HEADER, rows)


def _sheet_rows(product: RealProduct, random: Random) -> Iterator[list[str | int]]:
    good = good_for(product.name)
    price = product.price or price_in(good, random)
    startup = "x" if random.random() < 0.2 else ""
    summary = f"Đặc sản {product.old_place or product.place}, {good.unit} {good.net}.".replace(" .", ".")
    for size, net, factor in sizes_of(good, random):
        yield [
            product.name, product.name_en, good.shelf, size, good.unit, round_price(price * factor), net,
            round(good.weight_g * factor), random.randrange(8, 90), f"{product.place}, Quảng Trị", product.old_place,
            summary, description_of(product.name, product.old_place or product.place),
            good.made_of, good.storage, good.shelf_life, startup,
            "x" if good.alcohol else "", "x" if good.supplement else "", product.source,
        ]  # fmt: skip


def sizes_of(good: Good, random: Random) -> list[tuple[str, str, float]]:
    """The sizes a product comes in: label, net quantity, and how much more it costs and weighs."""
    if good.net.endswith(" g") and int(good.net[:-2]) >= 200 and random.random() < 0.35:
        net = int(good.net[:-2])
        return [(f"{good.unit.capitalize()} {net} g", f"{net} g", 1.0), (f"{good.unit.capitalize()} {net * 2} g",
                f"{net * 2} g", 1.9)]  # fmt: skip
    return [("", good.net, 1.0)]


def price_in(good: Good, random: Random) -> int:
    """An invented price within the range of the kind, in đồng."""
    low, high = good.prices
    return random.randint(low, high) * 1000


def round_price(price: float) -> int:
    """To the next five thousand, as price tags are."""
    return max(5_000, round(price / 5_000) * 5_000)


def description_of(name: str, place: str) -> str:
    """A few plain sentences that claim nothing about health."""
    return (
        f"{name} được làm tại {place}, theo mẻ nhỏ.\n"
        "Đây là dữ liệu mẫu để giới thiệu phần mềm: giá, khối lượng và số lượng là giả định, không phải lời chào bán."
    )
