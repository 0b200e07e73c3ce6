"""More than a form may bring is refused with a page that says what was too much and leads back to the form."""

from __future__ import annotations

from io import BytesIO

import pytest
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

LONG = {"text": "chữ " * 600_000}
MANY = {f"units-{number}": "1" for number in range(500)}
HEAVY = {"text": "Hàng hỏng", "pictures": FileStorage(BytesIO(b"x" * (17 * 2**20)), "anh.jpg")}


def send(client, booth, sent, referrer):
    boundary, body = encode_multipart(sent)
    return client.post(
        f"/complaints?booth={booth.slug}", data=body, content_type=f"multipart/form-data; boundary={boundary}",
        headers={"Referer": referrer},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "said"),
    [(LONG, "dài hơn một biểu mẫu"), (MANY, "dài hơn một biểu mẫu"), (HEAVY, "nặng quá 16 MB")],
    ids=["a text without end", "more fields than any form has", "a file"],
)
def test_the_page_says_what_was_too_much_and_leads_back(client, booth, sent, said):
    form = f"http://localhost/complaints/new?booth={booth.slug}"
    answer = send(client, booth, sent, form)
    assert answer.status_code == 413
    assert said in answer.text
    assert f'href="{form}"' in answer.text


@pytest.mark.parametrize(
    "foreign", ["https://evil.example/complaints", "http://localhost.evil.example/", "javascript:alert(1)"]
)
def test_it_never_leads_to_another_site(client, booth, foreign):
    answer = send(client, booth, LONG, foreign)
    assert answer.status_code == 413
    assert foreign not in answer.text
