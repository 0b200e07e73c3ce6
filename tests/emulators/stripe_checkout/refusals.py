"""Refusals in the shape that Stripe documents: https://docs.stripe.com/api/errors."""

from __future__ import annotations

from typing import Any


class Refusal(Exception):
    """A request that is answered with an error object instead of a result."""

    def __init__(
        self,
        message: str,
        *,
        code: str | None = None,
        param: str | None = None,
        status: int = 400,
        type: str = "invalid_request_error",
        retry: bool | None = None,
    ) -> None:
        super().__init__(message)
        self.message, self.code, self.param = message, code, param
        self.status, self.type, self.retry = status, type, retry

    def body(self) -> dict[str, Any]:
        told = {"message": self.message, "type": self.type, "code": self.code, "param": self.param}
        if self.code:
            told["doc_url"] = f"https://docs.stripe.com/error-codes#{self.code.replace('_', '-')}"
        return {"error": {name: value for name, value in told.items() if value is not None}}


def not_found(kind: str, id: str, param: str = "id") -> Refusal:
    return Refusal(f"No such {kind}: '{id}'", code="resource_missing", param=param, status=404)


def missing(param: str) -> Refusal:
    return Refusal(f"Missing required param: {param}.", code="parameter_missing", param=param)


def unknown(param: str) -> Refusal:
    return Refusal(f"Received unknown parameter: {param}", code="parameter_unknown", param=param)


def not_emulated(param: str) -> Refusal:
    """Stripe knows it, the emulator would ignore it: refused, so that no test passes on that."""
    return Refusal(f"The emulator does not act on {param}.", code="emulator_unsupported", param=param)


def key_reused(key: str) -> Refusal:
    return Refusal(
        f"Keys for idempotent requests can only be used with the same parameters they were first used with. "
        f"Try using a key other than '{key}' if you meant to execute a different request.",
        type="idempotency_error",
    )


def key_in_use(key: str) -> Refusal:
    return Refusal(
        f"There is currently another in-progress request using this Idempotent Key '{key}'.",
        type="idempotency_error",
        code="idempotency_key_in_use",
        status=409,
        retry=True,
    )
