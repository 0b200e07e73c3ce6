"""What a shopper's browser does: reads the forms of a page and sends them."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any

from flask.testing import FlaskClient
from werkzeug.datastructures import CombinedMultiDict
from werkzeug.test import EnvironBuilder, TestResponse, encode_multipart

from marketplace.core.db import db
from tests.people import DONG_HA

LAN = {
    "recipient": "Nguyễn Thị Lan", "phone": "0912 345 678", "email": "lan@example.vn", "province": "44",
    "commune": "Phường Đông Hà", "commune_code": DONG_HA, "address_line": "12 Lê Duẩn", "note": "",
}  # fmt: skip


def send_whole(client: FlaskClient, path: str, data: dict[str, Any]) -> TestResponse:
    """Post a form with large files from memory; the test client would leave a file of its own open."""
    builder = EnvironBuilder(method="POST", data=data)
    boundary, body = encode_multipart(CombinedMultiDict([builder.form, builder.files]))
    return client.post(path, data=body, content_type=f"multipart/form-data; boundary={boundary}")


class _Forms(HTMLParser):
    """Every form of a page with the fields it would send."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.forms: list[dict[str, Any]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = dict(attrs)
        if tag == "form":
            self.forms.append({"action": facts.get("action"), "method": facts.get("method", "get"), "fields": {}})
        if tag == "input" and self.forms and facts.get("name"):
            if facts.get("type") in ("radio", "checkbox") and "checked" not in facts:
                return
            self.forms[-1]["fields"][facts["name"]] = facts.get("value") or ""


def forms_in(page: str) -> list[dict[str, Any]]:
    """The forms of a page, in their order."""
    return _Forms(page).forms


def form_to(page: str, action: str) -> dict[str, str]:
    """The fields of the first form that posts to an address."""
    return next(form["fields"] for form in forms_in(page) if form["action"] == action and form["method"] == "post")


def put(client: FlaskClient, variant: Any, quantity: object = 1, **more: str) -> TestResponse:
    """Put something into the cart."""
    return client.post("/cart/lines", data={"variant_id": variant.id, "quantity": quantity, **more})


def say_where(client: FlaskClient, **facts: str) -> TestResponse:
    """Fill in the first step."""
    return client.post("/checkout/delivery", data={**LAN, **facts})


def press(client: FlaskClient, page: str | None = None, **facts: str) -> TestResponse:
    """Press the button of the second step, with what the page would send."""
    page = page if page is not None else client.get("/checkout").text
    return client.post("/checkout", data={**form_to(page, "/checkout"), "payment_method": "cod", **facts})


def bought(client: FlaskClient, *variants: Any, **facts: str) -> str:
    """Buy one of each, cash; the code."""
    for variant in variants:
        put(client, variant)
    say_where(client, **facts)
    answer = press(client)
    assert answer.status_code == 303, answer.text
    return answer.location.split("/orders/")[1].split("?")[0].split("/")[0]


def asked_anew(client: FlaskClient, path: str, queries: list[str]) -> int:
    """How many statements a page takes right after the catalogue changed."""
    client.application.extensions["kept_pages"].clear()
    client.application.extensions["versions"].forget("catalogue")
    db.session.remove()
    queries.clear()
    assert client.get(path).status_code == 200
    return len(queries)
