"""Every form a shopper can send: whatever is typed into it, it answers, and what was typed is there again (T05, T07).

The pages themselves say which forms there are; a route that takes something and stands on no page is named below.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.test import TestResponse

from marketplace.core.codes import secret_token
from marketplace.core.db import db
from tests.conftest import REFERENCE
from tests.people import sign_in_as
from tests.web.authorization_table import ACCOUNT, STOREFRONT
from tests.web.every_page import pages_for
from tests.web.stage import Stage
from tests.web.storefront.browsing import put, say_where
from tests.web.test_authorization import rules_of, unsafe_methods

REFUSED = (403, 404, 409, 410, 422, 429)
MESSAGE = re.compile(r'class="error|role="alert"|class="message')
# The quantity is typed on a product's page and answered by the cart, with a message of its own.
LEADS_AWAY = {"/cart/lines"}
# On none of these pages: buttons without a field of their own, or shown in a state that the stage is not in.
ELSEWHERE = {
    "account.create_adoption", "account.create_erasure", "account.create_second_step", "account.delete_other_sign_ins",
    "account.delete_second_factor", "account.delete_sign_in", "account.update_second_factor",
    "storefront.create_payment", "storefront.create_question_withdrawal", "storefront.create_repeat",
    "storefront.create_return_escalation", "storefront.create_review_withdrawal", "storefront.delete_cart_voucher",
    "storefront.update_fetching", "storefront.update_follow",
}  # fmt: skip
TYPED = {"text", "search", "tel", "email", "number", "textarea"}
ODD = st.text(max_size=60) | st.sampled_from(
    ["", " ", "'", "%", "\x00", "a" * 5000, "{{7*7}}", "-1", "0", "1.5", "1e3", "NaN", "١٢", "１２", "1_000", " 7 ", "2147483648",
     "9007199254740993", "9" * 30, "[]", "true", "//evil.test", "../x", "<script>alert(1)</script>", "\r\nSet-Cookie: a=b"]
)  # fmt: skip


@dataclass(frozen=True)
class Form:
    """A form that posts: who sees it, where it goes, its fields with their kind and what they hold."""

    role: str
    action: str
    fields: tuple[tuple[str, str, str], ...]

    @property
    def filled(self) -> dict[str, str]:
        """As a browser sends it untouched: of the radio buttons of one name the first."""
        return {name: value for name, _kind, value in reversed(self.fields)}

    @property
    def typed(self) -> list[str]:
        return [name for name, kind, _value in self.fields if kind in TYPED]


class _Forms(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, list[tuple[str, str, str]]]] = []
        self._open = False
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag == "form":
            self._open = told.get("method") == "post"
            if self._open:
                self.found.append((told.get("action") or "", []))
        if (
            self._open
            and tag in ("input", "textarea", "select", "button")
            and told.get("name")
            and "hidden" not in told
        ):
            kind = (told.get("type") or "text") if tag == "input" else tag
            self.found[-1][1].append((str(told["name"]), kind, told.get("value") or ""))

    def handle_endtag(self, tag: str) -> None:
        self._open = self._open and tag != "form"


def forms_of(role: str, pages: dict[str, str]) -> list[Form]:
    """The different forms of these pages: one of each place it goes to and each set of fields."""
    found = {}
    for path, page in pages.items():
        for action, fields in _Forms(page).found:
            form = Form(role, action or path, tuple(fields))
            found.setdefault((re.sub(r"\d+", "0", form.action), tuple(name for name, *_ in fields)), form)
    return list(found.values())


class Sender:
    """Sends the forms of the public and the account pages, each as whoever saw it."""

    def __init__(self, app: Any) -> None:
        self.app, self._stage = app, Stage(app)
        self.forms: list[Form] = []
        for role in ("visitor", "shopper"):
            client = self._stage.client(role)
            paths = list(pages_for(self._stage, app, role))
            put(client, self._stage._goods("minh"))
            say_where(client)
            asked = f"/products/{self._stage._goods('minh').product.slug}/questions"
            buying = ["/cart", "/checkout/delivery", "/checkout", asked]
            pages = {path: client.get(path).text for path in [*paths, *buying]}
            self.forms += forms_of(role, pages)
        db.session.rollback()

    def send(self, form: Form, typed: dict[str, str]) -> TestResponse:
        """Send it from a browser of its own: an earlier form may have signed out or emptied the cart."""
        client = self.app.test_client()
        if form.role != "visitor":
            sign_in_as(client, self._stage.person(form.role))
        if form.action.startswith(("/cart", "/checkout")):
            put(client, self._stage._goods("minh"))
            say_where(client)
        db.session.rollback()
        return client.post(form.action, data={**form.filled, **typed})


@pytest.fixture
def sender(app, client) -> Sender:
    return Sender(app)


def is_kept(text: str, page: str) -> bool:
    """Whether a text stands on a page, as a value or as text."""
    return html.escape(text).replace("&quot;", "&#34;") in page


@pytest.mark.plants_a_fault
def test_what_is_refused_is_there_again_with_a_message(sender):
    """In every field that a person types into but a password; nothing of it is taken for markup."""
    wrong, refused = [], 0
    for form in sender.forms:
        typed = {name: f'Lạ "{n}" <b>zz{secret_token()[:6]}</b> & co' for n, name in enumerate(form.typed)}
        answer = sender.send(form, typed)
        if typed and answer.status_code >= 400:
            refused += 1
            lost = [name for name, text in typed.items() if not is_kept(text, answer.text)]
            wrong += [f"{form.action} loses {lost}"] if lost and form.action not in LEADS_AWAY else []
            wrong += [] if MESSAGE.search(answer.text) else [f"{form.action} says nothing"]
        wrong += (
            [f"{form.action} answers {answer.status_code}"] if answer.status_code not in (200, 303, *REFUSED) else []
        )
        wrong += [f"{form.action} takes markup"] if "<b>zz" in answer.text else []
    assert wrong == []
    assert refused > 15


@pytest.mark.plants_a_fault
@pytest.mark.parametrize("sentinel", ["zz-sent-along-zz", "987654321987"])
def test_no_column_can_be_sent_along(sender, sentinel):
    """The name of every column there is, beside what the form asks: nothing of it is in the database afterwards (T05)."""
    columns = {column.name for table in db.metadata.tables.values() for column in table.columns}
    taken = 0
    for form in sender.forms:
        answer = sender.send(form, dict.fromkeys(columns - form.filled.keys() - {"cart"}, sentinel))
        assert answer.status_code in (200, 303, *REFUSED), form.action
        taken += answer.status_code in (200, 303)
    assert taken > 10
    tables = [table for name, table in db.metadata.tables.items() if name not in REFERENCE]
    found = {
        table.name for table in tables for row in db.session.execute(table.select()) if sentinel in str(tuple(row))
    }
    assert found == set()


@settings(max_examples=8)
@given(odd=st.lists(ODD, min_size=1, max_size=6), dice=st.randoms(use_true_random=False))
@pytest.mark.plants_a_fault
def test_nothing_typed_into_any_form_breaks_it(sender, odd, dice):
    """Any fields of a form, hidden ones and choices too, hold anything."""
    for form in sender.forms:
        names = [name for name in form.filled if dice.random() < 0.5]
        sent = {name: dice.choice(odd).encode("utf-8", "replace").decode() for name in names}
        answer = sender.send(form, sent)
        assert answer.status_code in (200, 303, *REFUSED), (form.action, sent)


@pytest.mark.plants_a_fault
def test_every_route_that_takes_something_is_a_form_on_a_page_or_named(sender):
    rules = sender.app.url_map.bind("localhost")
    reached = {rules.match(urlsplit(form.action).path, method="POST")[0] for form in sender.forms}
    taking = {
        endpoint
        for endpoint, found in rules_of(sender.app).items()
        if endpoint in {**STOREFRONT, **ACCOUNT} and any(unsafe_methods(rule) for rule in found)
    }
    assert taking - reached == ELSEWHERE
