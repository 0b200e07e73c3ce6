"""On English pages nothing is Vietnamese but what shoppers, booths and maps call their own, and that says so by `lang`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

import pytest

from marketplace.core.db import db
from marketplace.core.places.models import Commune, Province
from marketplace.domain.accounts.models import Person
from marketplace.domain.booths.models import Booth
from tests.web.authorization_table import ACCOUNT, IN, STOREFRONT
from tests.web.stage import Stage
from tests.web.test_authorization import Cell, address, rules_of, things_of

VIETNAMESE = re.compile("[ăâđêôơưàảãáạằẳẵắặầẩẫấậèẻẽéẹềểễếệìỉĩíịòỏõóọồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ]", re.IGNORECASE)
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SHOWN_ATTRIBUTES = ("placeholder", "title", "aria-label", "alt")
# Names that a language does not translate (WCAG 3.1.2), in our own English texts, and the currency.
BRANDS = ("Gian Hàng", "Quảng Trị", "Khe Sanh", "Cùa", "Vĩnh Thái", "Lê Duẩn", "Thôn 3", "đồng")
KINDS = ("Xã", "Phường", "Đặc khu", "Tỉnh", "Thành phố", "Thôn 1,")
FOLLOWS = {**STOREFRONT, **ACCOUNT}


class Texts(HTMLParser):
    """The texts of a page with the language each is said to be in."""

    def __init__(self) -> None:
        super().__init__()
        self._open: list[tuple[str, str]] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        spoken = told.get("lang") or (self._open[-1][1] if self._open else "")
        self.found += [(spoken, str(told[name])) for name in SHOWN_ATTRIBUTES if told.get(name)]
        if tag not in VOID:
            self._open.append((tag, spoken))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        inside = [tag for tag, _spoken in self._open]
        if inside and not {"script", "style", "title", "textarea"} & set(inside):
            self.found.append((self._open[-1][1], data))


def left_over(page: str, names: list[str]) -> Iterator[str]:
    texts = Texts()
    texts.feed(page)
    for spoken, text in texts.found:
        rest = text
        for name in names:
            rest = rest.replace(name, "")
        if spoken != "vi" and VIETNAMESE.search(rest):
            yield " ".join(text.split())


@pytest.fixture
def stage(app, client) -> Stage:
    return Stage(app)


def proper_names() -> list[str]:
    names = {*BRANDS}
    for column in (Booth.name, Booth.legal_name, Booth.representative, Person.full_name, Commune.name, Province.name):
        names |= {str(each) for each in db.session.scalars(db.select(column)) if each}
    return [*sorted(names, key=len, reverse=True), *KINDS]


@pytest.mark.parametrize("endpoint", sorted(FOLLOWS))
def test_nothing_vietnamese_is_left_on_an_english_page(app, stage, endpoint):
    row = FOLLOWS[endpoint]
    for rule in rules_of(app)[endpoint]:
        if "GET" not in (rule.methods or ()):
            continue
        for role in ("visitor", "shopper"):
            if row.policy.own[role] != IN:
                continue
            path = address(stage, rule, row, Cell(role, ("own",) * len(things_of(row))))
            answer = stage.client(role).get(f"/en{path}", follow_redirects=True)
            if answer.mimetype == "text/html":
                left = sorted(set(left_over(answer.text, proper_names())))
                assert not left, f"{path}: {left[:40]}"
