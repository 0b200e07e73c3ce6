"""A file of figures whose columns go by names that nobody knows: a person says what they are."""

from __future__ import annotations

import re
from io import BytesIO

import pytest

from marketplace.core.db import db
from marketplace.core.sheets import write_csv
from marketplace.domain.livestream.models import Reading
from tests.domain.livestream.stage import a_broadcast, a_campaign
from tests.domain.livestream.test_imports import STARTED, STRANGE
from tests.people import sign_in_as


@pytest.fixture
def campaign(ngoc):
    return a_campaign(ngoc)


@pytest.fixture
def broadcast(campaign, ngoc):
    return a_broadcast(campaign, ngoc, starts=STARTED)


@pytest.fixture
def at(client, ngoc, campaign, broadcast):
    sign_in_as(client, ngoc)
    return f"/organizer/campaigns/{campaign.slug}"


def send(client, at, *rows, root=""):
    data = {"platform": "tiktok", "file": (BytesIO(write_csv(STRANGE, rows)), "la.csv")}
    return client.post(f"{root}{at}/imports", data=data, content_type="multipart/form-data").location


def text_of(answer, status=200):
    assert answer.status_code == status
    return answer.get_data(as_text=True)


ROW = ("31/07/2026 21:03", "2.500", "312", "12.450.000₫", "mưa to")
TOLD = {"column-0": "starts_at", "column-1": "views", "column-2": "peak_viewers", "column-3": "platform_value"}


def test_a_person_says_what_the_columns_are_and_sees_the_figures_before_they_count(client, at, broadcast):
    preview = send(client, at, ROW)
    columns = client.get(preview).location
    assert columns == f"{preview}/columns"
    page = text_of(client.get(columns))
    assert "Chưa rõ cột nào là: Giờ bắt đầu, ít nhất một con số, như lượt xem." in page
    for heading, cell in zip(STRANGE, ROW, strict=True):
        assert heading in page
        assert cell in page, "what stands in a column helps to tell it"
    done = text_of(client.post(columns, data=TOLD, follow_redirects=True))
    for said in ("Đã nhận các cột", "2.500", "312", "12.450.000", "Sửa cột nào là gì", "mưa to"):
        assert said in done
    assert db.session.query(Reading).count() == 0
    client.post(preview, data={"row-2": broadcast.id})
    assert db.session.query(Reading).count() == 3
    assert client.get(columns).location == preview, "afterwards nothing is left to tell"
    assert client.post(columns, data=TOLD).status_code == 303

    again = send(client, at, ROW)
    assert "2.500" in text_of(client.get(again)), "the next file of these headings is read without asking"
    assert "không có số nào mới" in text_of(client.post(again, data={"row-2": broadcast.id}, follow_redirects=True))


@pytest.mark.parametrize(
    ("changed", "said", "beside"),
    [
        ({"column-0": ""}, "Còn thiếu cột cho: Giờ bắt đầu", None),
        ({"column-1": "", "column-2": "", "column-3": ""}, "Còn thiếu cột cho: ít nhất một con số", None),
        ({"column-2": "views"}, "Tổng người vào", "column-2"),
    ],
)
def test_a_wrong_choice_is_told_and_the_others_stay(client, at, changed, said, beside):
    columns = f"{send(client, at, ROW)}/columns"
    page = text_of(client.post(columns, data={**TOLD, **changed}), 422)
    assert said in page
    if beside:
        assert said in page.split(f'id="{beside}-error"')[1].split("</p>")[0]
    if "column-0" not in changed:
        picked = page.split('name="column-0"')[1].split("</select>")[0]
        assert re.search(r'selected value="starts_at"|value="starts_at" selected', picked)


def test_the_page_is_english_in_english(client, at):
    preview = send(client, at, ROW, root="/en")
    page = text_of(client.get(f"{preview}/columns"))
    assert "It is not clear which column is: Start time, at least one figure, such as views." in page
