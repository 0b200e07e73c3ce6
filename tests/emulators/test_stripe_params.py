"""The walker sees what a type checker would, in parameters that are built at run time."""

from __future__ import annotations

import re
from typing import Any

import pytest
from stripe.params import RefundCreateParams, TransferCreateParams
from stripe.params.checkout import SessionCreateParams

from tests.emulators.stripe_params import check_params


def session(**changes: Any) -> dict[str, Any]:
    price = {"currency": "vnd", "unit_amount": 150_000, "product_data": {"name": "Tiêu"}}
    whole = {"mode": "payment", "line_items": [{"price_data": price, "quantity": 1}], "metadata": {"a": "b"}}
    return whole | changes


def priced(**changes: Any) -> dict[str, Any]:
    whole = session()
    whole["line_items"][0]["price_data"] |= changes
    return whole


@pytest.mark.parametrize(
    ("wanted", "params"),
    [
        (SessionCreateParams, session()),
        (SessionCreateParams, session(ui_mode="hosted_page", expires_at=1_800_000_000)),
        (RefundCreateParams, {"payment_intent": "pi_1", "amount": 1, "reason": "requested_by_customer"}),
        (TransferCreateParams, {"amount": 1, "currency": "vnd", "destination": "acct_1"}),
    ],
)
def test_right_parameters_pass(wanted: type, params: dict[str, Any]) -> None:
    check_params(wanted, params)


@pytest.mark.parametrize(
    ("wanted", "params", "path"),
    [
        (SessionCreateParams, session(sucess_url="x"), "sucess_url"),
        (SessionCreateParams, session(payment_method_types=["card"]), "payment_method_types"),
        (SessionCreateParams, session(mode="pay"), "mode"),
        (SessionCreateParams, session(metadata={"a": 1}), "metadata"),
        (SessionCreateParams, session(idempotency_key="k"), "idempotency_key"),
        (
            SessionCreateParams,
            session(allowed_payment_method_types=["cash"]),
            "allowed_payment_method_types[0]",
        ),
        (SessionCreateParams, session(line_items={"price_data": {}}), "line_items"),
        (SessionCreateParams, priced(unit_amount=1.5), "line_items[0][price_data][unit_amount]"),
        (SessionCreateParams, priced(unit_amount="1"), "line_items[0][price_data][unit_amount]"),
        (SessionCreateParams, priced(unit_amount=True), "line_items[0][price_data][unit_amount]"),
        (SessionCreateParams, priced(product_data={}), "line_items[0][price_data][product_data][name]"),
        (TransferCreateParams, {"amount": 1, "currency": "vnd"}, "destination"),
    ],
)
def test_wrong_ones_are_named_by_their_path(wanted: type, params: dict[str, Any], path: str) -> None:
    with pytest.raises(AssertionError, match=re.escape(path)):
        check_params(wanted, params)
