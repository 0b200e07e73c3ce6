import json
import re
from binascii import crc_hqx
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.domain.payments.banks import BANKS, bank_name
from marketplace.domain.payments.vietqr import BadPayload, build_payload, parse_payload

VECTORS = json.loads((Path(__file__).parents[2] / "data" / "vietqr.json").read_text(encoding="utf-8"))
GOOD = [vector for vector in VECTORS if vector["valid"]]
BAD = [vector["payload"] for vector in VECTORS if not vector["valid"]]
PAYLOAD = GOOD[1]["payload"]


@pytest.mark.parametrize("vector", GOOD, ids=range(len(GOOD)))
def test_codes_of_others_are_understood(vector):
    read = parse_payload(vector["payload"])
    assert read.is_static == vector["static"]
    assert read.amount == (vector["amount"] and int(vector["amount"]))
    assert (read.bank_bin, read.account, read.service) == tuple(map(vector.get, ("bin", "account", "service")))
    assert read.guid == vector.get("guid", "A000000775")
    assert read.additional == vector.get("additional", {})


@pytest.mark.parametrize("payload", BAD)
def test_a_broken_code_is_refused(payload):
    with pytest.raises(BadPayload):
        parse_payload(payload)


def test_our_codes_are_those_that_others_write():
    assert build_payload("970416", "257678859") == GOOD[0]["payload"]
    assert build_payload("970416", "257678859", 10_000, "Chuyen tien") == GOOD[1]["payload"]
    assert build_payload("970436", "1023456789", 1_943_000, "TT000069") == GOOD[4]["payload"]


@pytest.mark.parametrize("place", range(len(PAYLOAD)))
def test_one_wrong_letter_anywhere_is_noticed(place):
    letter = "0" if PAYLOAD[place] != "0" else "1"
    with pytest.raises(BadPayload):
        parse_payload(PAYLOAD[:place] + letter + PAYLOAD[place + 1 :])


@given(
    st.sampled_from(sorted(BANKS)),
    st.from_regex(r"\A[A-Za-z0-9]{1,19}\Z"),
    st.none() | st.integers(1, 10**13 - 1),
    st.just("") | st.from_regex(r"\A[A-Za-z0-9 -]{1,25}\Z"),
)
def test_what_is_written_is_read_back(bank_bin, account, amount, purpose):
    payload = build_payload(bank_bin, account, amount, purpose)
    read = parse_payload(payload)
    assert (read.bank_bin, read.account, read.amount, read.purpose) == (bank_bin, account, amount, purpose)
    assert read.is_static == (amount is None)
    assert re.search("6304[0-9A-F]{4}$", payload)


@given(st.text() | st.from_regex("[0-9]{4}.*"))
def test_any_text_is_a_code_or_refused(text):
    with pytest.raises(BadPayload):
        parse_payload(text)


@pytest.mark.parametrize(
    ("bank_bin", "account", "amount", "purpose"),
    [
        ("97041", "1", 1, "a"),
        ("٩٧٠٤١٦", "1", 1, "a"),
        ("970416", "", 1, "a"),
        ("970416", "1" * 20, 1, "a"),
        ("970416", "12 34", 1, "a"),
        ("970416", "1", 0, "a"),
        ("970416", "1", -5, "a"),
        ("970416", "1", 10**13, "a"),
        ("970416", "1", 1, "a" * 26),
        ("970416", "1", 1, "tiền"),
    ],
)
def test_a_code_that_banks_would_misread_is_never_written(bank_bin, account, amount, purpose):
    with pytest.raises(ValueError, match="does not belong"):
        build_payload(bank_bin, account, amount, purpose)


def test_banks_are_known_by_name():
    assert bank_name("970436") == "Vietcombank"
    assert bank_name("999999") == "999999"
    assert all(re.fullmatch("[0-9]{6}", bank_bin) for bank_bin in BANKS)


def _sealed(body):
    return f"{body}6304{crc_hqx(f'{body}6304'.encode(), 0xFFFF):04X}"


@pytest.mark.parametrize(
    ("part", "instead"),
    [
        ("5303704", "5303840"),
        ("5802VN", "5802US"),
        ("010212", "010213"),
        ("540510000", "54051000a"),
        ("540510000", "540500100"),
        ("0006970416", "00069704AB"),
        ("0010A000000727", "9910A000000727"),
        ("000201", "000202"),
    ],
)
def test_a_whole_code_with_a_wrong_field_is_refused(part, instead):
    body = PAYLOAD[:-8]
    assert _sealed(body) == PAYLOAD
    assert part in body
    changed = _sealed(body.replace(part, instead, 1))
    with pytest.raises(BadPayload):
        parse_payload(changed)
