"""The owner asks for the booth's data with the password and fetches it as a file."""

import io
import zipfile

from marketplace.core.passwords import hash_password
from marketplace.core.transactions import transaction
from marketplace.domain.leaving.actions import build_downloads
from marketplace.domain.leaving.queries import downloads_of
from tests.people import on_sale, sign_in_as

PASSWORD = "bon con voi trang"


def test_an_owner_asks_and_fetches(client, booth, minh, rival_booth, hoa):
    with transaction():
        minh.password_hash = hash_password(PASSWORD)
    on_sale(booth)
    sign_in_as(client, minh)
    assert client.post("/seller/downloads", data={"password": "sai"}).status_code == 422
    assert client.post("/seller/downloads", data={"password": PASSWORD}).status_code == 303
    assert "Đang chuẩn bị" in client.get("/seller/downloads").text
    assert client.post("/seller/downloads", data={"password": PASSWORD}).status_code == 409
    build_downloads()
    assert "Tải về" in client.get("/seller/downloads").text
    here = f"/seller/downloads/{downloads_of(booth)[0].id}"
    answer = client.get(here)
    assert (answer.status_code, answer.mimetype, answer.headers["Cache-Control"]) == (
        200,
        "application/zip",
        "no-store",
    )
    assert "products.csv" in zipfile.ZipFile(io.BytesIO(answer.data)).namelist()
    sign_in_as(client, hoa)
    assert client.get(here).status_code == 404
