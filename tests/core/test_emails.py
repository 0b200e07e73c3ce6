import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.core.emails import BadEmail, email_key, mask_email, normalize_email


@pytest.mark.parametrize(
    ("typed", "address"),
    [
        ("lan@example.vn", "lan@example.vn"),
        ("  Lan.Nguyen+cho@Example.VN ", "Lan.Nguyen+cho@example.vn"),
        ("lan@Đakrông.vn", "lan@xn--akrng-8ta3r.vn"),
        ("o'brien@mail.example.com", "o'brien@mail.example.com"),
    ],
)
def test_the_part_before_the_at_stays_as_typed(typed, address):
    assert normalize_email(typed) == address


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "@",
        "lan",
        "lan@",
        "@example.vn",
        "lan@example",
        "lan@@example.vn",
        "lan nguyen@example.vn",
        "lan@exa mple.vn",
        ".lan@example.vn",
        "la..n@example.vn",
        "lan@-a.vn",
        "lan@a..vn",
        "lan@127.0.0.1",
        "lan@[127.0.0.1]",
        '"lan"@example.vn',
        "lan\n@example.vn",
        "a@b.vn,c@d.vn",
        "x" * 65 + "@a.vn",
        "lan@" + "a." * 130 + "vn",
        "a@b.vn\r\nBcc: c@d.vn",
        "lan@a\u3002b@c.vn",
    ],
)
def test_what_no_letter_reaches_is_refused(typed):
    with pytest.raises(BadEmail):
        normalize_email(typed)


@pytest.mark.parametrize("twin", ["mıke@example.vn", "ｌan@example.vn", "lаn@example.vn", "la\u200bn@example.vn"])
def test_look_alikes_of_other_people_are_refused(twin):
    with pytest.raises(BadEmail):
        normalize_email(twin)


def test_capitals_do_not_make_another_person():
    assert email_key(normalize_email("LAN@Example.vn")) == email_key(normalize_email("lan@example.VN"))


@given(st.emails() | st.text())
def test_the_normal_form_is_final(typed):
    try:
        address = normalize_email(typed)
    except BadEmail:
        return
    assert normalize_email(address) == address
    assert email_key(email_key(address)) == email_key(address)
    assert address.isascii()


@pytest.mark.parametrize(("address", "masked"), [("lan@gmail.com", "la••@gmail.com"), ("a@b.vn", "••@b.vn")])
def test_a_masked_address_hides_most_of_the_name(address, masked):
    assert mask_email(address) == masked
