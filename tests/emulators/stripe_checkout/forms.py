"""Form fields with brackets become nested values, and each value is read by a strict kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any
from urllib.parse import urlsplit

from tests.emulators.stripe_checkout.refusals import Refusal, missing, not_emulated, unknown

Kind = Callable[[Any, str], Any]


def nested(pairs: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """`a[b][0]=1` as `{"a": {"b": {"0": "1"}}}`; the kinds know which of these are lists."""
    whole: dict[str, Any] = {}
    for name, value in pairs:
        first, *rest = re.findall(r"[^\[\]]+|(?<=\[)(?=\])", name) or [name]
        _plant(whole, [first, *rest], value, name)
    return whole


def _plant(branch: dict[str, Any], steps: list[str], value: str, name: str) -> None:
    for step in steps[:-1]:
        branch = branch.setdefault(step or str(len(branch)), {})
        if not isinstance(branch, dict):
            raise Refusal(f"Invalid request: {name} is both a value and a hash", param=name)
    branch[steps[-1] or str(len(branch))] = value


def text(limit: int = 5000) -> Kind:
    def read(value: Any, path: str) -> str:
        if not isinstance(value, str):
            raise Refusal(f"Invalid string: {value}", code="parameter_invalid_string", param=path)
        if not value:
            raise Refusal(
                f"You passed an empty string for '{path}'. We assume empty values are an attempt to unset a "
                "parameter; however it cannot be unset.",
                code="parameter_invalid_empty",
                param=path,
            )
        if len(value) > limit:
            raise Refusal(f"Invalid string: must be at most {limit} characters", param=path)
        return value

    return read


def whole(lowest: int = 0, highest: int = 2**53) -> Kind:
    def read(value: Any, path: str) -> int:
        if not isinstance(value, str) or not re.fullmatch(r"-?\d+", value):
            raise Refusal(f"Invalid integer: {value}", code="parameter_invalid_integer", param=path)
        if not lowest <= int(value) <= highest:
            raise Refusal(
                f"This value must be between {lowest} and {highest}.",
                code="parameter_invalid_integer",
                param=path,
            )
        return int(value)

    return read


def flag(value: Any, path: str) -> bool:
    if value not in ("true", "false"):
        raise Refusal(f"Invalid boolean: {value}", param=path)
    return bool(value == "true")


def one_of(*choices: str, beyond: Iterable[str] = ()) -> Kind:
    """One of `choices`; those in `beyond` are Stripe's too, but not emulated."""

    def read(value: Any, path: str) -> str:
        if value in choices:
            return str(value)
        if value in beyond:
            raise not_emulated(f"{path}={value}")
        raise Refusal(f"Invalid {path}: must be one of {', '.join([*choices, *beyond])}", param=path)

    return read


def address(value: Any, path: str) -> str:
    parts = urlsplit(text()(value, path))
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise Refusal("Not a valid URL", code="url_invalid", param=path)
    return str(value)


def list_of(kind: Kind, most: int = 100) -> Kind:
    def read(value: Any, path: str) -> list[Any]:
        if not isinstance(value, dict) or not all(key.isdigit() for key in value):
            raise Refusal("Invalid array", param=path)
        if len(value) > most:
            raise Refusal(f"Array {path} exceeded maximum {most} allowed elements.", param=path)
        return [kind(value[key], f"{path}[{key}]") for key in sorted(value, key=int)]

    return read


def metadata(value: Any, path: str) -> dict[str, str]:
    """At most 50 keys of 40 characters, values of 500: https://docs.stripe.com/metadata."""
    if not isinstance(value, dict):
        raise Refusal("Invalid hash", param=path)
    if len(value) > 50:
        raise Refusal("Metadata can have at most 50 keys.", param=path)
    for key in value:
        if len(key) > 40:
            raise Refusal(f"Metadata keys can have up to 40 characters: {key}", param=path)
        text(500)(value[key], f"{path}[{key}]")
    return dict(value)


def shape(fields: Mapping[str, Kind], *, required: Iterable[str] = (), typed: type | None = None) -> Kind:
    """A hash with these fields only; `typed` is the SDK's own type for it, which must know them all."""
    known: Iterable[str] = typed.__annotations__ if typed else fields
    beyond_stripe = set(fields) - set(known)
    if beyond_stripe:
        raise TypeError(f"Stripe has no {sorted(beyond_stripe)} in {typed}")

    def read(value: Any, path: str) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise Refusal("Invalid hash", param=path)
        for name in value:
            if name not in fields:
                raise (not_emulated if name in known else unknown)(_under(path, name))
        for name in required:
            if name not in value:
                raise missing(_under(path, name))
        return {name: fields[name](part, _under(path, name)) for name, part in value.items()}

    return read


def _under(path: str, name: str) -> str:
    return f"{path}[{name}]" if path else name


def either(first: Kind, second: Kind) -> Kind:
    """`first` for a hash, `second` for a plain value."""
    return lambda value, path: (first if isinstance(value, dict) else second)(value, path)
