"""Organizers tell search what else things are called."""

import pytest

from tests.people import a_person, sign_in_as


@pytest.fixture
def desk(client):
    sign_in_as(client, a_person("Lê Thị Ngọc", role="organizer"))
    return client


def test_a_group_is_added_changed_and_removed(desk):
    assert "Chưa có nhóm từ nào" in desk.get("/organizer/synonyms").text
    assert desk.post("/organizer/synonyms/new", data={"words": "ném, hành tăm"}).status_code == 303
    page = desk.get("/organizer/synonyms").text
    assert "ném, hành tăm" in page
    address = page.split('href="/organizer/synonyms/')[-1].split('"')[0]
    assert 'value="ném, hành tăm"' in desk.get(f"/organizer/synonyms/{address}").text
    assert desk.post(f"/organizer/synonyms/{address}", data={"words": "ném, củ nén"}).status_code == 303
    assert "ném, củ nén" in desk.get("/organizer/synonyms").text
    assert desk.post(f"/organizer/synonyms/{address}/removal").status_code == 303
    assert "ném, củ nén" not in desk.get("/organizer/synonyms").text


def test_what_was_typed_stands_beside_what_is_the_matter(desk):
    answer = desk.post("/organizer/synonyms/new", data={"words": "ném"})
    assert answer.status_code == 422
    assert "ít nhất hai từ" in answer.text
    assert 'value="ném"' in answer.text
