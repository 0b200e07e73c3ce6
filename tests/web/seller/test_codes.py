"""A sheet of codes from the desk to the page they lead to."""

import pytest

from marketplace.domain.figures.queries import printings_of
from tests.people import on_sale, sign_in_as


@pytest.fixture
def pepper(booth):
    return on_sale(booth, name="Hạt tiêu Cùa", name_en="Cùa pepper")


@pytest.fixture
def desk(client, minh):
    sign_in_as(client, minh)
    return client


@pytest.mark.parametrize("root", ["", "/en"])
def test_a_sheet_is_chosen_and_printed(desk, booth, pepper, root):
    facts = {"with_booth": "y", "product": pepper.product.slug, "copies": "12", "fair": "Hội chợ Xuân", "price": "y"}
    answer = desk.post(f"{root}/seller/codes", data=facts)
    assert answer.status_code == 303
    file = desk.get(answer.location)
    assert file.mimetype == "application/pdf"
    assert file.data.count(b"/Type /Page\n") == 2, "24 labels, 21 to a sheet"
    assert {each.product_name for each in printings_of(booth)} == {"", "Hạt tiêu Cùa"}
    assert "Hội chợ Xuân" in desk.get(f"{root}/seller/codes").text


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [({}, "Vui lòng chọn ít nhất một mã"), ({"with_booth": "y", "copies": "nhiều"}, "copies-error"),
     ({"product": "cua-nguoi-khac"}, "Vui lòng chọn ít nhất một mã")],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_typed_stays(desk, pepper, facts, sentence):
    answer = desk.post("/seller/codes", data={"copies": "2", "fair": "Chợ phiên", **facts})
    assert answer.status_code == 422
    assert sentence in answer.text
    assert "Chợ phiên" in answer.text


def test_another_booths_codes_are_not_printed(desk, pepper, rival_booth, client, hoa):
    assert desk.get("/seller/codes/sheet.pdf?code=ABCDEFGH").status_code == 404
