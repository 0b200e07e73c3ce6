"""The strict list of parameters, request by request, each held against the SDK's generated types."""

from __future__ import annotations

from typing import Literal, get_args, get_origin

from stripe import params as sdk
from stripe.params import checkout as sdk_checkout

from tests.emulators.stripe_checkout.forms import (
    Kind,
    address,
    either,
    flag,
    list_of,
    metadata,
    one_of,
    shape,
    text,
    whole,
)
from tests.emulators.stripe_checkout.money import CURRENCIES
from tests.emulators.stripe_params import hints_of

(_LOCALE,) = get_args(hints_of(sdk_checkout.SessionCreateParams)["locale"])
LOCALES = next(get_args(part) for part in get_args(_LOCALE) if get_origin(part) is Literal)

expand = list_of(text(), most=20)
currency = one_of(*CURRENCIES)
moment_range = either(shape({bound: whole() for bound in ("gt", "gte", "lt", "lte")}), whole())
only_expand = shape({"expand": expand})

_product = shape(
    {"name": text(), "description": text(), "images": list_of(address, most=8), "metadata": metadata},
    required=["name"],
    typed=sdk_checkout.SessionCreateParamsLineItemPriceDataProductData,
)
_price = shape(
    {
        "currency": currency,
        "unit_amount": whole(),
        "product_data": _product,
        "tax_behavior": one_of("inclusive", "exclusive", "unspecified"),
    },
    required=["currency", "unit_amount", "product_data"],
    typed=sdk_checkout.SessionCreateParamsLineItemPriceData,
)
_line = shape(
    {"price_data": _price, "quantity": whole(1, 999_999), "metadata": metadata},
    required=["price_data", "quantity"],
    typed=sdk_checkout.SessionCreateParamsLineItem,
)
_intent = shape(
    {
        "description": text(),
        "metadata": metadata,
        "transfer_group": text(),
        "receipt_email": text(),
        "statement_descriptor_suffix": text(22),
        "capture_method": one_of("automatic", "automatic_async", beyond=["manual"]),
    },
    typed=sdk_checkout.SessionCreateParamsPaymentIntentData,
)

new_session = shape(
    {
        "adaptive_pricing": shape(
            {"enabled": one_of("false", beyond=["true"])},
            typed=sdk_checkout.SessionCreateParamsAdaptivePricing,
        ),
        "allowed_payment_method_types": list_of(one_of("card")),
        "billing_address_collection": one_of("auto", "required"),
        "cancel_url": address,
        "client_reference_id": text(200),
        "currency": currency,
        "customer_creation": one_of("if_required", beyond=["always"]),
        "customer_email": text(800),
        "expand": expand,
        "expires_at": whole(),
        "integration_identifier": text(),
        "line_items": list_of(_line),
        "locale": one_of(*LOCALES),
        "metadata": metadata,
        "mode": one_of("payment", beyond=["setup", "subscription"]),
        "origin_context": one_of("mobile_app", "web"),
        "payment_intent_data": _intent,
        "submit_type": one_of("auto", "pay", "book", "donate", beyond=["subscribe"]),
        "success_url": address,
        "ui_mode": one_of("hosted_page", beyond=["elements", "embedded_page", "form"]),
    },
    required=["mode", "line_items", "success_url"],
    typed=sdk_checkout.SessionCreateParams,
)

new_refund = shape(
    {
        "amount": whole(1),
        "charge": text(),
        "payment_intent": text(),
        "metadata": metadata,
        "expand": expand,
        "reason": one_of("duplicate", "fraudulent", "requested_by_customer"),
    },
    typed=sdk.RefundCreateParams,
)
new_transfer = shape(
    {
        "amount": whole(1),
        "currency": currency,
        "destination": text(),
        "source_transaction": text(),
        "transfer_group": text(),
        "description": text(),
        "metadata": metadata,
        "expand": expand,
    },
    required=["amount", "currency", "destination"],
    typed=sdk.TransferCreateParams,
)
new_reversal = shape(
    {"amount": whole(1), "description": text(), "metadata": metadata, "expand": expand},
    typed=sdk.TransferReversalCreateParams,
)

_page = {"limit": whole(1, 100), "starting_after": text(), "ending_before": text(), "expand": expand}


def _list(typed: type | None, **filters: Kind) -> Kind:
    return shape({**_page, **filters}, typed=typed)


list_sessions = _list(
    sdk_checkout.SessionListParams,
    created=moment_range,
    payment_intent=text(),
    status=one_of("open", "complete", "expired"),
)
list_lines = _list(sdk_checkout.SessionListLineItemsParams)
list_intents = _list(sdk.PaymentIntentListParams, created=moment_range)
list_charges = _list(sdk.ChargeListParams, created=moment_range, payment_intent=text(), transfer_group=text())
list_refunds = _list(sdk.RefundListParams, created=moment_range, payment_intent=text(), charge=text())
list_balance = _list(
    sdk.BalanceTransactionListParams, created=moment_range, currency=currency, source=text(), type=text()
)
list_transfers = _list(sdk.TransferListParams, created=moment_range, destination=text(), transfer_group=text())
list_reversals = _list(sdk.TransferReversalListParams)
list_events = _list(
    sdk.EventListParams,
    created=moment_range,
    delivery_success=flag,
    type=text(),
    types=list_of(text(), most=20),
)
