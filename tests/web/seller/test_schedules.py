from datetime import timedelta

import pytest

from marketplace.core import clock
from marketplace.domain.catalog import queries
from tests.people import a_product, a_variant, on_sale, sign_in_as


@pytest.fixture
def hidden(client, booth, minh):
    product = a_product(booth, state="hidden")
    a_variant(product)
    sign_in_as(client, minh)
    return product


def written(moment):
    return f"{clock.local(moment):%Y-%m-%dT%H:%M}"


@pytest.mark.parametrize("root", ["", "/en"])
def test_the_hours_are_those_of_viet_nam_and_stand_in_the_list(client, hidden, root):
    here = f"{root}/seller/products/{hidden.slug}"
    assert client.get(f"{here}/schedule").status_code == 200
    sent = {"shows_at": "2031-12-01T08:00", "hides_at": "2031-12-24T22:30"}
    assert client.post(f"{here}/schedule", data=sent).status_code == 303
    schedule = queries.schedule_of(hidden)
    assert f"{schedule.shows_at:%d.%m.%Y %H:%M}" == "01.12.2031 01:00"
    for page in (here, f"{root}/seller/products", f"{here}/schedule"):
        assert "12/2031" in client.get(page).text or "2031-12-01T08:00" in client.get(page).text
    assert client.post(f"{here}/schedule/removal").status_code == 303
    assert queries.schedule_of(hidden) is None


def test_wrong_hours_are_named_beside_their_field_and_stay_typed(client, hidden):
    here = f"/seller/products/{hidden.slug}/schedule"
    soon, sooner = clock.now() + timedelta(days=3), clock.now() + timedelta(days=2)
    for sent, field in (
        ({"shows_at": written(soon), "hides_at": written(sooner)}, "hides_at"),
        ({"shows_at": "2001-01-01T08:00"}, "shows_at"),
        ({"shows_at": "mai"}, "shows_at"),
        ({}, "shows_at"),
    ):
        answer = client.post(here, data=sent)
        assert answer.status_code == 422
        assert f'id="{field}-error"' in answer.text
        for text in sent.values():
            assert f'value="{text}"' in answer.text


def test_a_draft_cannot_be_scheduled(client, booth, hidden):
    draft = a_product(booth, state="draft", name="Nháp")
    answer = client.post(f"/seller/products/{draft.slug}/schedule", data={"hides_at": "2031-12-01T08:00"})
    assert answer.status_code == 409


def test_the_list_asks_once_for_all_schedules(client, booth, minh, hidden, queries):
    client.get("/seller/products")
    queries.clear()
    client.get("/seller/products")
    before = len(queries)
    for n in range(5):
        on_sale(booth, name=f"Món {n}")
    queries.clear()
    client.get("/seller/products")
    assert len(queries) == before
