"""The ways of paying, each behind the same protocol."""

from marketplace.domain.payments.gateways.cod import Cash
from marketplace.domain.payments.gateways.provider import (
    Inbound,
    Provider,
    RefundTruth,
    Start,
    TransferForm,
    Truth,
)
from marketplace.domain.payments.gateways.stripe import Card
from marketplace.domain.payments.gateways.vietqr import StatementLine, Transfer

CARD = Card()
TRANSFER = Transfer()

GATEWAYS: dict[str, Provider] = {gateway.code: gateway for gateway in (Cash(), TRANSFER, CARD)}

__all__ = [
    "CARD",
    "GATEWAYS",
    "TRANSFER",
    "Inbound",
    "Provider",
    "RefundTruth",
    "Start",
    "StatementLine",
    "TransferForm",
    "Truth",
]
