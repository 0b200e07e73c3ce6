"""Reading one cell each: the value, or a sentence about what to write instead."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from marketplace.core.language import gettext as _
from marketplace.core.money import NotAnAmount, NotAWholeNumber, parse_count, parse_dong
from marketplace.core.places.queries import PlaceMatch, communes_matching, likeliest
from marketplace.core.text import clean, fold
from marketplace.domain.catalog.models import Category
from marketplace.domain.catalog.queries.shelves import categories, leaf_categories
from marketplace.domain.catalog.rules import (
    HIGHEST_PRICE,
    LOWEST_PRICE,
    MOST_STOCK,
    MOST_WEIGHT_G,
    OCOP_GROUPS,
    read_net,
    read_yes_no,
)


class BadCell(Exception):
    """A cell that cannot be understood; `choices` are what may stand there instead."""

    def __init__(self, sentence: str, choices: tuple[str, ...] = ()) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.choices = choices


@dataclass
class Known:
    """What cells are compared with, looked up once for a whole sheet."""

    near: str
    _places: dict[str, list[PlaceMatch]] = field(default_factory=dict)

    @cached_property
    def shelves(self) -> dict[str, Category]:
        """Every category by its folded Vietnamese and English name, its slug, and the top ones by their OCOP group."""
        found = {
            key: category
            for category in categories()
            for key in (fold(category.name), fold(category.name_en), category.slug)
        }
        tops = {category.ocop_group: category for category in categories() if category.parent_id is None}
        groups = {fold(name): tops[number] for number, name in enumerate(OCOP_GROUPS, start=1) if number in tops}
        return groups | found

    @cached_property
    def shelf_names(self) -> tuple[str, ...]:
        """The names a seller may choose from."""
        return tuple(category.name for category in leaf_categories())

    def places(self, text: str) -> list[PlaceMatch]:
        """Communes of this name, today's or an old one."""
        if text not in self._places:
            self._places[text] = communes_matching(text, limit=8, near=self.near)
        return self._places[text]


def read_category(text: str, known: Known) -> int:
    """The number of the category."""
    category = known.shelves.get(fold(text))
    if category is None:
        raise BadCell(_("Không có nhóm hàng tên này. Hãy chọn một nhóm trong danh sách."), known.shelf_names)
    return category.id


def read_origin(text: str, known: Known) -> str:
    """The code of the commune: by its name today, `Xã Cam Lộ, Quảng Trị`, or by an old ward and district.

    What stands after an arrow is the name of today; remarks in brackets do not count.
    """
    wanted = clean(text.rpartition("→")[2].partition("(")[0])
    # Lists that the market wrote itself say names of today.
    exact = likeliest(known.places(wanted), wanted, today_alone=True)
    if len(exact) == 1:
        return exact[0].commune.code
    if not exact:
        raise BadCell(_("Không tìm thấy xã, phường này. Ghi tên xã mới, hoặc “tên xã cũ, tên huyện cũ”."))
    names = tuple(_name_of(match) for match in exact)
    raise BadCell(_("Tên này ứng với nhiều nơi. Hãy chọn một nơi."), names)


def read_price(text: str, _known: Known) -> int:
    """Whole đồng."""
    try:
        return parse_dong(_without_empty_decimals(text), LOWEST_PRICE, HIGHEST_PRICE)
    except NotAnAmount as refusal:
        raise BadCell(str(refusal)) from None


def read_weight(text: str, _known: Known) -> int:
    """Grams; `1,2 kg` is understood as well."""
    net = read_net(text, "g")
    if net is None or net[1] != "g" or net[0] > MOST_WEIGHT_G:
        raise BadCell(_("Cân nặng ghi bằng gam, ví dụ 550, hoặc 1,2 kg. Tối đa 200 kg."))
    return net[0]


def read_stock(text: str, _known: Known) -> int:
    """Whole units."""
    try:
        return parse_count(_without_empty_decimals(text), 0, MOST_STOCK)
    except NotAWholeNumber as refusal:
        raise BadCell(str(refusal)) from None


def read_flag(text: str, _known: Known) -> bool:
    """Yes or no."""
    answer = read_yes_no(text)
    if answer is None:
        raise BadCell(_("Ghi “có” hoặc để trống."), (_("có"), _("không")))
    return answer


READERS: dict[str, Callable[[str, Known], Any]] = {
    "category": read_category,
    "origin": read_origin,
    "price": read_price,
    "weight": read_weight,
    "stock": read_stock,
    "is_youth_startup": read_flag,
    "is_alcohol": read_flag,
    "is_supplement": read_flag,
}


def _name_of(match: PlaceMatch) -> str:
    commune = match.commune
    return f"{commune.full_name}, {commune.province.name}"


def _without_empty_decimals(text: str) -> str:
    """Spreadsheets write whole numbers as `120000.0`."""
    text = clean(text)
    return text[:-2] if text.endswith((".0", ",0")) and text[:-2].isdigit() else text
