"""The choices of a list, read from its address and written back into it. What cannot be meant is passed over."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from marketplace.core.bilingual import told
from marketplace.core.language import gettext as _
from marketplace.core.language import ngettext
from marketplace.core.money import format_dong
from marketplace.domain.search.queries import MOST_PAGES, Choice, Facets
from marketplace.domain.search.rules import BANDS, SORTS, Filters

MOST_CHOICES = 20
LONGEST_TEXT = 100
_SLUG = re.compile(r"[a-z0-9-]{1,120}")
_CODE = re.compile(r"[0-9]{5}")


@dataclass(frozen=True)
class Asked:
    """What the address of a list asks for."""

    text: str
    filters: Filters
    sort: str
    page: int

    def query(self, **changes: Any) -> str:
        """The query string of this list with some of it changed; the page goes back to the first."""
        asked = replace(self, **{"page": 1, **changes})
        pairs: list[tuple[str, str]] = [("q", asked.text)] if asked.text else []
        for each in fields(asked.filters):
            value = getattr(asked.filters, each.name)
            chosen = ("1",) if value is True else value or ()
            pairs += [(each.name, str(one)) for one in chosen]
        if asked.sort:
            pairs.append(("sort", asked.sort))
        if asked.page > 1:
            pairs.append(("page", str(asked.page)))
        return f"?{urlencode(pairs)}" if pairs else ""


EVERYTHING = Asked("", Filters(), "", 1)


def asked() -> Asked:
    """What the address of this request asks for."""
    if not request.query_string:
        return EVERYTHING
    args = request.args
    filters = Filters(
        category=_all(args, "category", _SLUG.fullmatch),
        booth=_all(args, "booth", _SLUG.fullmatch),
        commune=_all(args, "commune", _CODE.fullmatch),
        district=_all(args, "district", _SLUG.fullmatch),
        star=tuple(int(star) for star in _all(args, "star", lambda value: value in ("3", "4", "5"))),
        price=_all(args, "price", lambda value: value in BANDS),
        in_stock=args.get("in_stock") == "1",
        youth=args.get("youth") == "1",
    )
    sort = args.get("sort", "")
    return Asked(args.get("q", "").strip()[:LONGEST_TEXT], filters, sort if sort in SORTS else "", page_asked())


def page_asked() -> int:
    """The page number in the address; the first for anything else."""
    page = request.args.get("page", "1")
    return min(int(page), MOST_PAGES) if page.isascii() and page.isdigit() and 0 < len(page) < 5 and int(page) else 1


def _all(args: MultiDict[str, str], name: str, fits: Callable[[str], object]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for value in args.getlist(name) if fits(value)))[:MOST_CHOICES]


def groups_of(facets: Facets, filters: Filters, *, without: Iterable[str] = ()) -> list[dict[str, Any]]:
    """The groups of the filter drawer, each with its options; groups that cannot narrow are left out."""
    titles = {
        "category": _("Nhóm hàng"), "star": _("Sao OCOP"), "price": _("Giá"), "commune": _("Xã, phường"),
        "district": _("Huyện, thị cũ"),
        "booth": _("Gian hàng"),
    }  # fmt: skip
    groups = [
        {"name": name, "title": title, "options": options, "open": name in ("category", "star", "price")}
        for name, title in titles.items()
        if name not in without and (options := _options(name, facets.groups[name], filters))
    ]
    more = [
        option
        for name, label in (("in_stock", _("Còn hàng")), ("youth", _("Sản phẩm khởi nghiệp")))
        for option in _switch(name, label, facets, filters)
    ]
    return [*groups, {"name": "", "title": _("Khác"), "options": more, "open": True}] if more else groups


def _options(name: str, choices: list[Choice], filters: Filters, most: int = 12) -> list[dict[str, Any]]:
    chosen = {str(value) for value in getattr(filters, name)}
    shown = choices[:most] + [choice for choice in choices[most:] if choice.value in chosen]
    return [
        {"value": each.value, "label": label_of(name, each), "count": each.count, "chosen": each.value in chosen}
        for each in shown
    ]


def _switch(name: str, label: str, facets: Facets, filters: Filters) -> list[dict[str, Any]]:
    counts = facets.groups[name]
    if not counts and not getattr(filters, name):
        return []
    count = counts[0].count if counts else 0
    return [{"value": "1", "label": label, "count": count, "chosen": getattr(filters, name), "name": name}]


def label_of(name: str, choice: Choice) -> str:
    """What a choice is called."""
    if name == "price":
        return band_label(choice.value)
    if name == "star":
        return str(ngettext("%(num)s sao", "%(num)s sao", int(choice.value)))
    if name == "commune":
        return f"{choice.parent} {choice.name}"
    return told(choice)


def band_label(band: str) -> str:
    """What a price band is called."""
    low, high = BANDS[band]
    if high is None:
        return str(_("Từ %(low)s", low=format_dong(low)))
    if not low:
        return str(_("Dưới %(high)s", high=format_dong(high)))
    return str(_("%(low)s đến %(high)s", low=format_dong(low), high=format_dong(high)))


def chips_of(wish: Asked, facets: Facets, *, without: Iterable[str] = ()) -> list[tuple[str, str]]:
    """What was chosen, each with the query string of the list without it."""
    chips = []
    for name in ("category", "star", "price", "commune", "district", "booth"):
        values = getattr(wish.filters, name) if name not in without else ()
        names = {choice.value: label_of(name, choice) for choice in facets.groups[name]} if values else {}
        for value in values:
            rest = tuple(each for each in values if each != value)
            label = names.get(str(value)) or (band_label(value) if name == "price" else str(value))
            fewer: dict[str, Any] = {name: rest}
            chips.append((label, wish.query(filters=replace(wish.filters, **fewer))))
    switches: list[tuple[str, str]] = [("in_stock", _("Còn hàng")), ("youth", _("Sản phẩm khởi nghiệp"))]
    for name, label in switches:
        if getattr(wish.filters, name):
            chips.append((label, wish.query(filters=wish.filters.without(name))))
    return chips


def sorts_for(wish: Asked) -> list[tuple[str, str, bool]]:
    """The orders of a list: query string, name, whether it is this one."""
    names = {
        "newest": _("Mới nhất"), "cheap": _("Giá thấp trước"), "dear": _("Giá cao trước"), "name": _("Theo tên"),
    }  # fmt: skip
    if wish.text:
        names = {"best": _("Đúng nhất"), **names}
    first = next(iter(names))
    chosen = wish.sort if wish.sort in names else first
    return [(wish.query(sort="" if key == first else key), name, key == chosen) for key, name in names.items()]
