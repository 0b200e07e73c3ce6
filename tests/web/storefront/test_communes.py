"""The province's communes with what each has, and where a booth lies."""

import pytest

from marketplace.domain.search.actions import reindex_all
from tests.people import CAM_LO, a_booth, on_sale


@pytest.fixture
def shop(app):
    booth = a_booth(slug="cam-lo", name="Cơ sở Cam Lộ", commune_code=CAM_LO, legal_address="Số 7, thôn Tân Lập")
    on_sale(booth, name="Cao chè vằng", origin_commune_code=CAM_LO)
    on_sale(booth, name="Tiêu", origin_commune_code=CAM_LO)
    reindex_all()
    return booth


def test_a_commune_tells_how_many_booths_and_products_it_has(client, shop):
    page = client.get("/en/communes").text
    place = page[page.index(f'id="c{CAM_LO}"') :][:900]
    assert f'href="/en/booths?commune={CAM_LO}">1 booth<' in place
    assert f'href="/en/products?commune={CAM_LO}">2 products<' in place


def test_an_old_name_finds_the_commune_of_today(client, shop):
    page = client.get("/communes?q=cam+chinh").text
    assert "Xã Cam Lộ" in page
    assert "Xã Khe Sanh" not in page
    assert "1 trên 78 xã, phường" in page


def test_nothing_found_says_what_to_try(client, shop):
    assert "Thử tên huyện cũ" in client.get("/communes?q=qwertz").text
    assert client.get("/communes?q=" + "x" * 5000).status_code == 200


def test_a_booth_shows_where_it_is_and_asks_no_third_party(client, shop):
    page = client.get("/booths/cam-lo").text
    assert f'href="/communes#c{CAM_LO}"' in page
    assert f'src="/communes/{CAM_LO}.svg"' in page
    picture = client.get(f"/communes/{CAM_LO}.svg")
    assert picture.text.count("<circle") == 1
    assert picture.mimetype == "image/svg+xml"
    assert client.get("/communes/99999.svg").status_code == 404
    assert "https://www.openstreetmap.org/search?query=S%E1%BB%91+7" in page
    assert 'src="https://www.openstreetmap' not in page


def test_a_sample_booths_invented_address_is_sent_nowhere(client):
    a_booth(slug="mau", is_sample=True, legal_address="Địa chỉ mẫu số 5")
    page = client.get("/booths/mau").text
    link = page[page.index("https://www.openstreetmap.org") :][:200]
    assert "m%E1%BA%ABu" not in link
    assert "Khe+Sanh" in link
